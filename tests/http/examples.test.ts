import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Operation } from '../../src/http/openapi/document.ts'
import { openApiDocument } from '../../src/http/openapi.ts'
import * as example from '../../src/http/resource-examples.ts'
import type { Timeline } from '../../src/schema/timeline.ts'
import { type Client, openClient } from './client.ts'

type Examples = Record<string, { value: unknown }>
type Content = Record<string, { examples?: Examples }> | undefined

const article = `/v1/articles/${example.articleExample.id}`
const quote = `/v1/quotes/${example.quoteExample.id}`
const source = `/v1/sources/${example.sourceExample.id}`
const [twin, port] = ['src_01m81b3m6te03t8f4kx1q2w9rc', 'src_01m81b3m6te03t8f4kx1q2w9rd']

let client: Client
beforeAll(async () => {
  client = await openClient()
})
afterAll(() => client.close())

/** Without what differs from one server and hour to the next: ids, times of writing, versions, and how sure a model is. */
const settled = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (name, inner) => {
    if (['createdAt', 'updatedAt', 'version'].includes(name)) return '…'
    if (name === 'confidence' && inner !== null) return '…'
    return typeof inner === 'string' ? inner.replace(/\b(art|quo|src)_[0-9a-z]{26}/, '$1_…') : inner
  })

function find(operationId: string): { operation: Operation; method: string } {
  for (const methods of Object.values(openApiDocument(client.app).paths))
    for (const [method, operation] of Object.entries(methods))
      if (operation.operationId === operationId) return { operation, method: method.toUpperCase() }
  throw new Error(`there is no ${operationId}`)
}

/** Sends the example of a request, and expects the example of its reply. */
async function expectTold(operationId: string, path: string, expected: number, type?: string, name = 'example') {
  const { operation, method } = find(operationId)
  const content = operation.requestBody?.content as Content
  const media = type ?? Object.keys(content ?? {})[0]
  const body = media && content?.[media]?.examples?.example?.value
  const headers = media ? { 'content-type': media } : {}
  const reply = await client.send(method as 'GET', path, body as object, headers)
  expect([operationId, reply.status], reply.text).toEqual([operationId, expected])
  const replies = (operation.responses[expected] as { content: Content }).content?.['application/json']?.examples
  expect(settled(reply.body), operationId).toEqual(settled(replies?.[name]?.value))
}

const put = (path: string, body: object) => client.send('PUT', path, body)

test('what is written is answered as the examples say', async () => {
  await expectTold('replaceSource', source, 201)
  await expectTold('replaceArticle', article, 201)
  await expectTold('extractArticleQuotes', `${article}/extract`, 200)
  for (const { id } of (await client.get(`${article}/quotes`)).body.data)
    await client.send('DELETE', `/v1/quotes/${id}`)
  await expectTold('replaceQuote', quote, 201)

  await expectTold('updateArticle', article, 200)
  await expectTold('replaceArticle', article, 200)
  await expectTold('updateSource', source, 200)
  await expectTold('replaceSource', source, 200)
  await client.send('PATCH', quote, { sourceId: null, attribution: { status: 'unattributed' } })
  await expectTold('updateQuote', quote, 200)
  await expectTold('replaceQuote', quote, 200)
  await expectTold('reviewQuotes', '/v1/quotes/review', 200)
  await expectTold('verifyQuote', '/v1/quotes/verify', 200)
})

test('what is read is answered as the examples say', async () => {
  await expectTold('getArticle', article, 200)
  await expectTold('getQuote', quote, 200)
  await expectTold('getSource', source, 200)
  const { paths } = openApiDocument(client.app)
  let pages = 0
  for (const { get } of Object.values(paths)) {
    const examples = (get?.responses[200] as { content: Content } | undefined)?.content?.['application/json']?.examples
    for (const { value } of Object.values(examples ?? {})) {
      const { links, page } = value as { links?: { self: string }; page?: object }
      if (!links || !page) continue
      pages += 1
      expect(settled((await client.get(links.self)).body), links.self).toEqual(settled(value))
    }
  }
  expect(pages).toBe(10)
})

test('what is made at an id of the server is answered as the examples say', async () => {
  await client.send('DELETE', article)
  await client.send('DELETE', source)
  await expectTold('createSource', '/v1/sources', 201)
  await expectTold('createArticle', '/v1/articles', 201)
  for (const { id } of (await client.get('/v1/articles')).body.data) await client.send('DELETE', `/v1/articles/${id}`)
  for (const { id } of (await client.get('/v1/sources')).body.data) await client.send('DELETE', `/v1/sources/${id}`)
  for (const type of ['text/plain', 'text/html']) {
    await expectTold('createArticle', '/v1/articles', 201, type, 'extracted')
    const [{ id }] = (await client.get('/v1/articles')).body.data
    await client.send('DELETE', `/v1/articles/${id}`)
    await client.send('DELETE', '/v1/sources/maren-olsen')
  }
})

describe('sources beside others', () => {
  beforeAll(async () => {
    await put(source, example.sourceCreateExample)
    await put(article, example.articleCreateExample)
    await expectTold('createQuote', '/v1/quotes', 201)
    await put(`/v1/sources/${twin}`, { slug: 'm-olsen', name: 'M. Olsen', type: 'person' })
    const { body: other } = await client.send('POST', '/v1/articles', {
      title: 'Pilots wait',
      publishedAt: '2026-02-10T08:00:00Z',
      body: '“Our pilots have to wait,” said M. Olsen.',
    })
    await client.send('POST', '/v1/quotes', { articleId: other.id, text: 'Our pilots have to wait', sourceId: twin })
  })

  test('merges, and what may be merged', async () => {
    await expectTold('listDuplicateSources', '/v1/sources/duplicates', 200)
    await expectTold('mergeSource', '/v1/sources/m-olsen/merge', 200)
    await client.send('POST', '/v1/sources/m-olsen/merge', { into: 'maren-olsen' })
    await expectTold('unmergeSource', `${source}/unmerge`, 200)
  })

  test('who is quoted in the same articles', async () => {
    await put(`/v1/sources/${port}`, { slug: 'port-of-varnes', name: 'Port of Varnes', type: 'organization' })
    const text = 'The harbour at Varnes will stay closed to cruise ships until May'
    const said = { articleId: example.articleExample.id, text, kind: 'indirect', sourceId: port }
    expect((await client.send('POST', '/v1/quotes', said)).status).toBe(201)
    await expectTold('listCoQuotedSources', '/v1/sources/maren-olsen/co-quoted', 200)
  })
})

test('the timelines of the examples add up, and a quote is always of a kind', () => {
  for (const operationId of ['articleTimeline', 'quoteTimeline']) {
    const [{ value }] = Object.values(
      (find(operationId).operation.responses[200] as { content: Content }).content?.['application/json']?.examples ??
        {},
    ) as [{ value: Timeline }]
    const { data, count, groups } = value
    const parts = [...(groups?.series ?? []), groups?.other, groups?.missing]
    const sums = data.map((_, at) => parts.reduce((sum, part) => sum + (part?.counts[at] ?? 0), 0))
    expect(sums).toEqual(data.map((bucket) => bucket.count))
    expect(count).toBe(sums.reduce((all, sum) => all + sum, 0))
    for (const part of parts) expect(part?.count).toBe(part?.counts.reduce((all, each) => all + each, 0))
    if (groups?.by === 'kind') expect(groups.missing.count).toBe(0)
  }
})
