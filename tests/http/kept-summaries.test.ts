import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, openClient } from './client.ts'
import { type Corpus, fillCorpus } from './corpus.ts'
import { importInto, ndjson } from './transfer.ts'

let client: Client
let corpus: Corpus
beforeAll(async () => {
  client = await openClient()
  corpus = await fillCorpus(client)
})
afterAll(() => client.close())

const idOf = (key: string) => String(corpus.id[key])
const send = async (method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object) => {
  const { status, text } = await client.send(method, path, body)
  expect(status, text).toBeLessThan(300)
}
/** Articles from lists that the main thread keeps texts for, and a reader; one with fewer properties. */
const lists = [
  '/v1/articles?total=none&limit=50',
  '/v1/articles?publishedTo=now&total=none',
  '/v1/articles?wordCountMin=0&limit=50',
]
const story = {
  externalId: 'told',
  title: 'Told',
  body: '“It is late,” said Maren Olsen. “It will come,” said Ana Ruiz.',
}

const elsewhere = (statement: string) => async () => {
  const other = new Database(join(client.dataDir, 'whosaid.db'))
  other.exec(statement)
  other.close()
}

test.each<[string, () => Promise<unknown>]>([
  ['an article is edited', () => send('PATCH', `/v1/articles/${idOf('harbour')}`, { section: 'Ports' })],
  ['its date moves it', () => send('PATCH', `/v1/articles/${idOf('rail')}`, { publishedAt: '2026-03-05' })],
  [
    'a quote is added',
    () => send('POST', '/v1/quotes', { articleId: idOf('rail'), text: 'The rail link', sourceId: idOf('ruiz') }),
  ],
  ['a quote gets another source', () => send('PATCH', `/v1/quotes/${idOf('pilots')}`, { sourceId: idOf('silent') })],
  ['a source is merged', () => send('POST', `/v1/sources/${idOf('ruiz')}/merge`, { into: 'maren-olsen' })],
  ['a merge is taken back', () => send('POST', `/v1/sources/${idOf('olsen')}/unmerge`, { source: idOf('ruiz') })],
  ['a quote is deleted', () => send('DELETE', `/v1/quotes/${idOf('size')}`)],
  ['a source is deleted', () => send('DELETE', `/v1/sources/${idOf('silent')}?quotes=detach`)],
  [
    'articles are imported',
    async () => expect((await importInto(client, ndjson([story]))).sum.summary.created).toBe(1),
  ],
  [
    'an import edits and extracts',
    async () => {
      const { sum } = await importInto(
        client,
        ndjson([{ ...story, title: 'Told again' }]),
        '?onConflict=update&extract=true',
      )
      expect(sum.summary.updated).toBe(1)
    },
  ],
  ['quotes are extracted', () => send('POST', `/v1/articles/${idOf('harbour')}/extract`)],
  ['an article is deleted', () => send('DELETE', `/v1/articles/${idOf('tax')}`)],
  [
    'another process writes a text',
    elsewhere(`UPDATE article_texts SET title = 'From elsewhere' WHERE external_id = 'rail'`),
  ],
  [
    'another process changes a label',
    elsewhere(`UPDATE labels SET value = 'Evening Post' WHERE value = 'Morning Post'`),
  ],
])('lists tell of articles what the articles do after %s', async (_, write) => {
  const read = () => Promise.all(lists.map(async (path) => (await client.get(path)).body.data as { id: string }[]))
  const before = await read()
  await write()
  for (const [i, list] of (await read()).entries()) {
    expect(list.length, lists[i]).toBeGreaterThan(0)
    for (const item of list) {
      const { body: _, ...article } = (await client.get(`/v1/articles/${item.id}`)).body
      expect(item, lists[i]).toEqual(article)
    }
  }
  expect(await read()).not.toEqual(before)
})
