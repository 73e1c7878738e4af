import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, openClient } from './client.ts'
import { type Corpus, fillCorpus } from './corpus.ts'

let client: Client
let corpus: Corpus
beforeAll(async () => {
  client = await openClient()
  corpus = await fillCorpus(client)
})
afterAll(() => client.close())

const keysOf = async (path: string): Promise<string[]> => {
  const { status, body, text } = await client.get(path)
  expect(status, text).toBe(200)
  return corpus.keys(body.data)
}

test('the quotes of an article come in the order of the text, also under q', async () => {
  expect(await keysOf(`/v1/articles/${corpus.id.harbour}/quotes`)).toEqual(['size', 'may', 'pilots'])
  expect(await keysOf(`/v1/articles/${corpus.id.harbour}/quotes?sort=-position`)).toEqual(['pilots', 'may', 'size'])
  expect(await keysOf(`/v1/articles/${corpus.id.harbour}/quotes?kind=mixed`)).toEqual(['may'])
  expect(await keysOf(`/v1/articles/${corpus.id.harbour}/quotes?q=pilots OR harbour`)).toContain('pilots')
  expect(await keysOf(`/v1/articles/${corpus.id.notice}/quotes`)).toEqual([])
})

test('the quotes and articles of a source, by id and by slug', async () => {
  for (const ref of ['ana-ruiz', corpus.id.ruiz]) {
    expect(await keysOf(`/v1/sources/${ref}/quotes`)).toEqual(['may', 'why'])
    expect(await keysOf(`/v1/sources/${ref}/articles`)).toEqual(['harbour', 'tax'])
    expect(await keysOf(`/v1/sources/${ref}/quotes?section=Local`)).toEqual(['may'])
    expect(await keysOf(`/v1/sources/${ref}/articles?tag=tax`)).toEqual(['tax'])
  }
  expect(await keysOf('/v1/sources/silent-partner/quotes')).toEqual([])
})

test('walk by their links', async () => {
  const { body } = await client.get(`/v1/articles/${corpus.id.harbour}/quotes?limit=2`)
  expect(await keysOf(body.links.next)).toEqual(['pilots'])
  const bySlug = await client.get('/v1/sources/ana-ruiz/quotes?limit=1')
  expect(await keysOf(bySlug.body.links.next)).toEqual(['why'])
})

test('do not take the filter that their path gives', async () => {
  for (const path of [
    `/v1/articles/${corpus.id.harbour}/quotes?articleId=${corpus.id.rail}`,
    `/v1/articles/${corpus.id.harbour}/quotes?id=${corpus.id.size}`,
    `/v1/quotes/${corpus.id.size}/occurrences?id=${corpus.id.size}`,
    '/v1/sources/ana-ruiz/quotes?source=maren-olsen',
    '/v1/sources/ana-ruiz/articles?source=maren-olsen',
  ]) {
    const { status, body } = await client.get(path)
    expect([status, body.errors[0].code]).toEqual([400, 'unknown'])
  }
})

test('of what is not there are 404, of what was deleted 410, of what is no id 400', async () => {
  const { body: article } = await client.send('POST', '/v1/articles', { title: 'Gone', body: 'Soon gone.' })
  const { body: source } = await client.send('POST', '/v1/sources', { name: 'Soon Gone' })
  await client.send('DELETE', `/v1/articles/${article.id}`)
  await client.send('DELETE', `/v1/sources/${source.id}`)
  for (const [path, expected] of [
    ['/v1/articles/art_01m81b3m6te03t8f4kx1q2w9zz/quotes', 404],
    ['/v1/sources/nobody-at-all/quotes', 404],
    ['/v1/sources/src_01m81b3m6te03t8f4kx1q2w9zz/articles', 404],
    [`/v1/articles/${article.id}/quotes`, 410],
    [`/v1/sources/${source.id}/quotes`, 410],
    [`/v1/sources/${source.id}/articles`, 410],
    ['/v1/articles/5/quotes', 400],
    ['/v1/sources/Maren%20Olsen/quotes', 400],
  ] as const)
    expect((await client.get(path)).status, path).toBe(expected)
})
