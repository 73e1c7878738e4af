import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApiDocument } from '../../src/http/openapi.ts'
import { type Client, openClient } from './client.ts'
import { type Corpus, fillCorpus } from './corpus.ts'

let client: Client
let corpus: Corpus
beforeAll(async () => {
  client = await openClient()
  corpus = await fillCorpus(client)
})
afterAll(() => client.close())

test('each list has the order that the document says, with q and without', async () => {
  const { paths } = openApiDocument(client.app)
  const sorted = Object.entries(paths).flatMap(([path, { get }]) => {
    const sort = get?.parameters?.find(({ name }) => name === 'sort')
    return sort ? [[path, String(sort.description)] as const] : []
  })
  expect(sorted.map(([path]) => path)).toContain('/v1/quotes/{id}/occurrences')
  for (const [path, description] of sorted) {
    const [, usual, searched] = /^Default (-?\w+)(?:; with `q`, (-?\w+)|, with `q` too)?\./.exec(description) ?? []
    const id = path.startsWith('/v1/quotes') ? corpus.id.size : corpus.id.harbour
    const url = path.replace('{id}', id ?? '').replace('{source}', 'maren-olsen')
    const orders = ['explain=true', 'explain=true&q=harbour'].map(
      async (query) => (await client.get(`${url}?${query}`)).body.explain.sort,
    )
    expect(await Promise.all(orders), path).toEqual([[usual], [searched ?? usual]])
  }
})
