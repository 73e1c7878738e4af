import { expect, test } from 'vitest'
import { extractQuotes } from '../../src/ingest/extract-quotes.ts'

/** Somebody put as a noun, whose name stands behind it, and that name. */
const introduced: [string, string | null][] = [
  ['Another fisher, Mr. Monday Etim, said the quay was gone.', 'Monday Etim'],
  ['A second member of the choir, tenor Lyle Marchbank, said the roof had moved.', 'Lyle Marchbank'],
  ['A group called Clean Harbours Network said the water was brown.', 'Clean Harbours Network'],
  ['His rival, a florist named Petra Sandoval, said she would not stand.', 'Petra Sandoval'],
  ['Its head of Asian shares, Tobias Marchetti, said the price was too low.', 'Tobias Marchetti'],
  ['The sergeant in charge, Dora Pinkney, said nobody had called.', 'Dora Pinkney'],
  ['Her label, Sternwood, said she had left in May.', 'Sternwood'],
  ['A tenants’ group, Open Door Alliance, said the rent had doubled.', 'Open Door Alliance'],
  ['The Area Commander of the Coastal Guard, Mrs. Ngozi Adebayo, said the boat was empty.', 'Ngozi Adebayo'],
  ['The mayor of Toledo, Ohio, said the bridge was shut.', null],
  ['The pastor, a friend of Judith Penn, said the church was cold.', null],
  ['Its leaflet, which is called Keeping Warm, said the gas was cheap.', null],
]

test.each(introduced)('%s: %s', (sentence, name) => {
  const { quotes, sources } = extractQuotes(`The bridge was closed after the storm. Nobody was hurt.\n\n${sentence}`)
  expect(quotes.map(({ source }) => sources[source ?? -1]?.name ?? null)).toEqual([name])
})
