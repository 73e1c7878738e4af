import { afterAll, beforeAll, expect, test } from 'vitest'
import { walk } from '../../src/http/openapi/document.ts'
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

const story = (title: string) => ({ title, body: '“We will open in May,” she said.' })

/** Makes what a path names, anew each time. */
async function make(path: string): Promise<string> {
  const post = async (to: string, body: object) => (await client.send('POST', to, body)).body.id as string
  if (path.startsWith('/v1/articles')) return post('/v1/articles', story('For a while'))
  if (path.startsWith('/v1/sources')) return post('/v1/sources', { name: 'Somebody' })
  return post('/v1/quotes', {
    articleId: await post('/v1/articles', story('With a quote')),
    text: 'We will open in May',
  })
}

const operations = () =>
  Object.entries(openApiDocument(client.app).paths).flatMap(([path, methods]) =>
    /\{(id|source)\}/.test(path)
      ? Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation }))
      : [],
  )

/** Sends the example of an operation to something, and returns the status. */
async function statusOf({ path, method, operation }: ReturnType<typeof operations>[number], id: string) {
  const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  const { example } = (content?.examples ?? {}) as Record<string, { value: object }>
  const headers = type ? { 'content-type': type } : {}
  const url = path.replace(/\{\w+\}/, id)
  return (await client.send(method as 'GET', url, example?.value, headers)).status
}

test('410 is documented where it comes: of what was deleted, but not of a PUT, which makes it again', async () => {
  for (const asked of operations()) {
    const id = await make(asked.path)
    await client.send('DELETE', asked.path.replace(/\{\w+\}.*/, id))
    const status = await statusOf(asked, id)
    expect(status === 410, `${asked.operation.operationId}: ${status}`).toBe('410' in asked.operation.responses)
  }
})

test('308 is documented where it comes: of reads of what was merged; writes are 409, but a merge done again', async () => {
  for (const asked of operations().filter(({ path }) => path.includes('{source}'))) {
    const id = await make(asked.path)
    await client.send('POST', `/v1/sources/${id}/merge`, { into: 'maren-olsen' })
    const status = await statusOf(asked, id)
    expect(status === 308, `${asked.operation.operationId}: ${status}`).toBe('308' in asked.operation.responses)
    if (asked.method === 'GET') continue
    expect(status, asked.operation.operationId).toBe(asked.path.endsWith('/merge') ? 200 : 409)
    expect(asked.operation.responses).toHaveProperty('409')
  }
})

test('a fraction of a second has as many digits as its pattern says', async () => {
  const { paths, components } = openApiDocument(client.app)
  const inQuery = paths['/v1/articles']?.get?.parameters?.find(({ name }) => name === 'publishedFrom')
  const { ArticleCreate } = components.schemas as Record<string, { properties: { publishedAt: object } }>
  const patterns: RegExp[] = []
  walk([inQuery, ArticleCreate?.properties.publishedAt], ({ pattern }) => {
    if (pattern) patterns.push(new RegExp(String(pattern)))
  })
  expect(patterns).toHaveLength(2)
  for (const [digits, fits] of [
    ['123456789', true],
    ['1234567890', false],
  ] as const) {
    const time = `2026-03-04T09:30:00.${digits}Z`
    for (const pattern of patterns) expect(pattern.test(time)).toBe(fits)
    expect((await client.get(`/v1/articles?publishedFrom=${time}`)).status).toBe(fits ? 200 : 400)
    const written = await client.send('POST', '/v1/articles', { ...story('To the nanosecond'), publishedAt: time })
    expect(written.status).toBe(fits ? 201 : 400)
  }
})

test('lengths are counted as JSON Schema does, in characters: emoji are one each', async () => {
  const statuses = async (count: number) => {
    const { status } = await client.get(`/v1/quotes?q=${encodeURIComponent('💬'.repeat(count))}`)
    return status
  }
  expect([await statuses(256), await statuses(257)]).toEqual([200, 400])
  const long = '💬'.repeat(10_000)
  const { body: article } = await client.send('POST', '/v1/articles', { title: 'Emoji', body: `${long}💭` })
  const quote = (more: object) => client.send('POST', '/v1/quotes', { articleId: article.id, ...more })
  const kept = await quote({ text: long })
  expect([kept.status, kept.body.text]).toEqual([201, long])
  const tooLong = await quote({ segments: [{ start: 0, end: 20_002 }] })
  expect([tooLong.status, tooLong.body.errors[0].code]).toEqual([400, 'too_big'])
  expect((await quote({ text: `${long}💭` })).status).toBe(400)
})

test('the headers of rate limits are documented where requests are counted', async () => {
  const limited = await openClient({ RATE_LIMIT_ADDRESS: 1000, RATE_LIMIT_KEY: 1000 })
  try {
    const uncounted: string[] = []
    for (const [path, { get }] of Object.entries(openApiDocument(client.app).paths)) {
      if (!get || path.includes('{')) continue
      const { headers, status } = await limited.send('HEAD', path)
      if (!('ratelimit' in headers)) uncounted.push(path)
      const documented = JSON.stringify(get.responses[status]).includes('RateLimit')
      if (status < 300) expect(documented, path).toBe('ratelimit' in headers)
    }
    expect(uncounted).toEqual(['/healthz', '/readyz'])
  } finally {
    await limited.close()
  }
})

test('all but health checks and metrics refuse a parameter that they do not know, and JSON takes pretty', async () => {
  const lenient: string[] = []
  for (const [path, { get }] of Object.entries(openApiDocument(client.app).paths)) {
    if (!get) continue
    const { responses, parameters = [] } = get
    const url = path.replace('{slug}', 'gone').replace('{source}', 'maren-olsen')
    const id = path.startsWith('/v1/quotes') ? corpus.id.size : corpus.id.harbour
    const { status } = await client.send('HEAD', `${url.replace('{id}', id ?? '')}?zzz=1`)
    if (status !== 400) lenient.push(path)
    else if (JSON.stringify(responses['200']).includes('"application/json"'))
      expect(parameters, path).toContainEqual(expect.objectContaining({ name: 'pretty', in: 'query' }))
  }
  expect(lenient).toEqual(['/healthz', '/readyz', '/metrics'])
})
