import { expect, test } from 'vitest'
import { extractQuotes } from '../../src/ingest/extract-quotes.ts'

/** A text, and who says the last of its quotes in marks; null for nobody named. */
const meant: [string, string | null][] = [
  [
    'Dora Lund told the inquest she had rung twice. Neil Ames KC, for the firm, rose. “Twice?” Ames asked.\n\n“Twice,” the witness said.',
    'Dora Lund',
  ],
  [
    'The court heard from Petra Moss, who kept the gate. Prosecutor Ivo Dean held up a key. “Yours?” Dean asked.\n\n“Mine,” the witness said.',
    'Petra Moss',
  ],
  [
    'Moses Okello and his wife, Adia, farm by the river. “We lost the goats,” said Mr Okello.\n\n“One goat,” his wife said.',
    'Adia',
  ],
  [
    'His niece, Tess Orme, found the diary. Ralph Penn read it aloud on Sunday.\n\n“He could not spell,” his niece said.',
    'Tess Orme',
  ],
  [
    'The Coastal Landlords Forum opposes the bill. The vote is on Friday.\n\n“It would ruin us,” its lobbyist said.',
    'Coastal Landlords Forum',
  ],
  ['Gov. Ann Marsh flew home on Monday. “The governor is resting,” her office said.', 'Ann Marsh'],
  [
    'Stu Tolland keeps the shop, and it is his son Erik who pumps the gas. “I know every car,” the younger Tolland said.',
    'Erik',
  ],
  ['Lachie Mundine made 40. Mundine’s old man, Barry, was there. “I shut my eyes,” said Mundine senior.', 'Barry'],
  ['Captain Lee Strand waved at the bench. “It was dead,” said the player, who spoke on condition of anonymity.', null],
  [
    'Marie Dunne kept the files of the home. “She opened my mail,” said the mother, whose name is protected by a court order.',
    null,
  ],
  [
    'Gov. Ann Marsh signed it on Friday. Former Gov. Ray Tuck came. “I wrote half of it,” the former governor said.',
    'Ray Tuck',
  ],
  ['Walter Pell, the member for Harrow North, rose. “Shame,” the Harrow MLA said.', 'Walter Pell'],
  [
    'The pipes are “beyond repair”, according to a study published in May by researchers at the Halden Institute.',
    'Halden Institute',
  ],
  ['Lena Marsh chairs the council. A report commissioned by Harrow City Council called the road “a trap”.', null],
]

test.each(meant)('%s: %s', (text, name) => {
  const { quotes, sources } = extractQuotes(`The bridge was closed after the storm. Nobody was hurt.\n\n${text}`)
  const last = quotes.filter(({ kind }) => kind !== 'indirect').at(-1)
  expect(last).toBeDefined()
  expect(sources[last?.source ?? -1]?.name ?? null).toBe(name)
})
