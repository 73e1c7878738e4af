import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApiDocument } from '../../src/http/openapi.ts'
import { type FuzzRequest, type Known, requestsOf } from './fuzz-requests.ts'
import { expectValid, startApp, type TestApp } from './harness.ts'

let app: TestApp
const known: Known = {}

/** A few of everything, so that half of the requests meet something that exists. */
beforeAll(async () => {
  app = await startApp()
  const write = (path: string) => app.request.post(path).set('authorization', `Bearer ${app.key}`)
  const bodies = [
    'The harbour opened. "It is late," said Ana Ruiz.',
    'Tariffs rose again. “We will fight this,” Tobias Grell said.',
  ]
  const articles = []
  for (const [i, body] of bodies.entries()) {
    const reply = await write('/v1/articles?extract=true').send({
      title: `Story ${i}`,
      body,
      url: `https://example.org/${i}`,
      externalId: `e${i}`,
      publisher: 'The Courier',
      tags: ['ports'],
      section: 'Local',
      authors: ['Jo Doe'],
      publishedAt: '2024-03-01',
    })
    articles.push(reply.body)
  }
  const quotes = articles.flatMap((article) => article.quotes)
  const sources = articles.flatMap((article) => article.sources)
  const ids = (list: { id: string }[]) => list.map(({ id }) => id)
  Object.assign(known, {
    articles: ids(articles),
    articleId: ids(articles),
    ArticleId: ids(articles),
    quotes: ids(quotes),
    QuoteId: ids(quotes),
    sources: ids(sources),
    sourceId: ids(sources),
    SourceId: ids(sources),
    organizationId: ids(sources),
    source: [...ids(sources), ...sources.map(({ slug }: { slug: string }) => slug)],
    url: articles.map(({ url }) => url),
    externalId: ['e0', 'e1'],
    publisher: ['The Courier'],
    tag: ['ports'],
    q: ['harbour', 'late OR again', '"'],
    text: ['It is late,', 'We will fight this'],
    slug: ['ana-ruiz', 'not-found'],
  })
})
afterAll(() => app.close())

async function send({ method, path, headers, body }: FuzzRequest) {
  const request = app.request[method.toLowerCase() as 'get'](path).set(headers)
  if (body === null) return request
  return request.serialize((text: unknown) => String(text)).send(body)
}

test('thousands of requests made from the document get replies that the document allows, and never a 500', async () => {
  const seen = new Map<number, number>()
  const requests = requestsOf(openApiDocument(app.app), known, app.key)
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const reply = await send(request)
      seen.set(reply.status, (seen.get(reply.status) ?? 0) + 1)
      expect(reply.status, JSON.stringify(reply.body)).not.toBe(500)
      expectValid(reply)
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 3000), seed: Number(process.env.FUZZ_SEED ?? 20261122) },
  )
  // a generator that only ever met the door would prove little
  for (const status of [200, 201, 204, 400, 401, 404, 406, 410, 412, 415, 422])
    expect([...seen.keys()]).toContain(status)
}, 300_000)
