import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, openClient } from './client.ts'
import { expectValid, startApp } from './harness.ts'

let client: Client
beforeAll(async () => {
  client = await openClient()
})
afterAll(() => client.close())

const bytesOf = async (path: string, headers: Record<string, string> = {}) => {
  const reply = await fetch(`${client.origin}${path}`, { headers })
  return { status: reply.status, headers: reply.headers, text: await reply.text() }
}
const add = (title: string, body = 'Some words.') => client.send('POST', '/v1/articles', { title, body })
const cacheHits = async () => Number(/^whosaid_cache_hits_total (\d+)/m.exec((await bytesOf('/metrics')).text)?.[1])

test('a reply is never older than a write that was answered, or committed by another process', async () => {
  const other = new Database(join(client.dataDir, 'whosaid.db'))
  const made = await Promise.all([1, 2, 3].map((n) => add(`T${n}`)))
  const ids = made.map(({ body }) => String(body.id))
  const lists = ['/v1/articles?limit=3', '/v1/articles?limit=2&fields=title', '/v1/articles?limit=0']
  const title = other.prepare(
    'UPDATE article_texts SET title = ? WHERE position = (SELECT position FROM articles WHERE id = ?)',
  )
  const titles = new Map(made.map(({ body }) => [String(body.id), String(body.title)]))
  let n = 0
  const read = async (id: string) => expect((await client.get(`/v1/articles/${id}`)).body.title).toBe(titles.get(id))
  const readList = async (path: string) => {
    const { data, total } = (await client.get(path)).body
    expect(total.value).toBe(titles.size)
    for (const item of data) expect(item.title).toBe(titles.get(item.id))
  }
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...ids).map((id) => () => read(id)) },
    { weight: 4, arbitrary: fc.constantFrom(...lists).map((path) => () => readList(path)) },
    fc.constantFrom(...ids).map((id) => async () => {
      titles.set(id, `Edited ${++n}`)
      expect((await client.send('PATCH', `/v1/articles/${id}`, { title: titles.get(id) })).status).toBe(200)
    }),
    fc.constantFrom(...ids).map((id) => async () => {
      titles.set(id, `Written elsewhere ${++n}`)
      title.run(titles.get(id), id)
    }),
    fc.constant(async () => {
      const { body } = await add(`New ${++n}`)
      titles.set(body.id, body.title)
    }),
  )
  const hits = await cacheHits()
  const histories = fc.array(step, { minLength: 10, maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(histories, async (steps) => {
      for (const run of steps) await run()
    }),
    { numRuns: 15, seed: 7 },
  )
  expect(await cacheHits()).toBeGreaterThan(hits)
  other.close()
})

test.each([0, 2 ** 26])(
  'with %i bytes for replies, nothing is older than the writes that were answered before it was asked for',
  async (bytes) => {
    const busy = await openClient({ CACHE_BYTES: bytes, READERS: 2 })
    const send = (title: string) =>
      busy.send('POST', '/v1/articles', { title, body: 'Words.', publishedAt: '2024-01-01' })
    const ids = (await Promise.all(['a', 'b', 'c', 'd'].map(send))).map(({ body }) => String(body.id))
    const written = new Map(ids.map((id) => [id, 1]))
    let writing = ids.length
    const write = async (id: string) => {
      for (let n = 2; n <= 40; n++) {
        const { body } = await busy.send('PATCH', `/v1/articles/${id}`, { section: `S${n}` })
        expect(body.version).toBe(n)
        written.set(id, n)
      }
      writing -= 1
    }
    const lists = [
      '',
      '?total=none&limit=3',
      '?publishedTo=2024-01-01&total=none',
      '?fields=version',
      '?tag=none',
      '?wordCountMin=1',
    ]
    const read = async (path: string) => {
      while (writing > 0) {
        const before = new Map(written)
        const { data } = (await busy.get(`/v1/articles${path}`)).body
        for (const { id, version } of data) expect(version).toBeGreaterThanOrEqual(before.get(id) ?? 0)
        const [id] = ids as [string]
        expect((await busy.get(`/v1/articles/${id}`)).body.version).toBeGreaterThanOrEqual(before.get(id) ?? 0)
      }
    }
    await Promise.all([...ids.map(write), ...lists.map(read)])
    await busy.close()
  },
)

test('what depends on the clock is not kept', async () => {
  await add('Now')
  const hits = await cacheHits()
  for (const query of ['updatedFrom=now-1h', 'updatedFrom=%6Eow-1h', 'updatedTo=now&updatedFrom=2020-01-01'])
    for (let i = 0; i < 2; i++) expect((await client.get(`/v1/articles?${query}`)).status).toBe(200)
  expect(await cacheHits()).toBe(hits)
})

test('a kept reply differs from the first in nothing but its id, date and limits', async () => {
  const { body } = await add('Twice')
  const article = `/v1/articles/${body.id}`
  await bytesOf(article)
  for (const path of [article, '/v1/articles?limit=1&pretty', '/v1/sources']) {
    const first = await bytesOf(path)
    const hits = await cacheHits()
    const second = await bytesOf(path)
    expect(await cacheHits(), path).toBe(hits + 1)
    expect(second.text).toBe(first.text)
    const same = ({ headers }: typeof first) =>
      [...headers].filter(([name]) => !['x-request-id', 'date', 'ratelimit'].includes(name))
    expect(same(second)).toEqual(same(first))
    expect(second.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'))
  }
})

test('a list is kept at once, one thing when it is asked for again, and after a write the first time', async () => {
  const { body } = await add('Again')
  const hitsOf = async (path: string, times: number) => {
    const before = await cacheHits()
    for (let i = 0; i < times; i++) expect((await bytesOf(path)).text).toContain(String(body.id))
    return (await cacheHits()) - before
  }
  const article = `/v1/articles/${body.id}`
  expect(await hitsOf('/v1/articles?limit=1&fields=id', 3)).toBe(2)
  expect(await hitsOf(article, 3)).toBe(1)
  await add('Another')
  expect(await hitsOf(article, 3)).toBe(2)
})

test('lists get 304 while they are the same, even after a write that did not concern them', async () => {
  const { body } = await add('Listed')
  const path = `/v1/articles?id=${body.id}`
  const { etag } = (await client.get(path)).headers
  for (let i = 0; i < 2; i++) expect((await client.get(path, { 'if-none-match': etag })).status).toBe(304)
  await add('Another')
  const still = await client.get(path, { 'if-none-match': `"x", W/${etag}` })
  expect([still.status, still.headers.etag, still.text]).toEqual([304, etag, ''])
  await client.send('PATCH', `/v1/articles/${body.id}`, { title: 'Changed' })
  const changed = await client.get(path, { 'if-none-match': etag })
  expect(changed.status).toBe(200)
  expect(changed.headers.etag).not.toBe(etag)
})

test('failures are not kept', async () => {
  const path = '/v1/articles/art_01m81b3m6te03t8f4kx1q2w9rf'
  expect((await client.get(path)).status).toBe(404)
  const hits = await cacheHits()
  expect((await client.get(path)).status).toBe(404)
  expect(await cacheHits()).toBe(hits)
})

describe('content codings', () => {
  const decode = { br: brotliDecompressSync, gzip: gunzipSync, identity: (bytes: Buffer) => bytes }
  let path: string
  beforeAll(async () => {
    path = `/v1/articles/${(await add('Long', 'Some words again and again. '.repeat(200))).body.id}`
  })
  const coded = async (accepted: string, headers: Record<string, string> = {}) => {
    const asked = get(`${client.origin}${path}`, { headers: { 'accept-encoding': accepted, ...headers } })
    const [reply] = (await once(asked, 'response')) as [IncomingMessage]
    return { headers: reply.headers, status: reply.statusCode, bytes: Buffer.concat(await reply.toArray()) }
  }

  test.each([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['gzip;q=1, br;q=0.5', 'gzip'],
    ['br;q=0, *', 'gzip'],
    ['identity', undefined],
    ['deflate', undefined],
    ['gzip;q=0', undefined],
  ] as const)('Accept-Encoding: %s gets %s, and the same text', async (accepted, expected) => {
    const plain = await coded('identity')
    for (let i = 0; i < 2; i++) {
      const { headers, bytes } = await coded(accepted)
      expect(headers['content-encoding']).toBe(expected)
      expect(headers.vary).toContain('Accept-Encoding')
      expect(Number(headers['content-length'])).toBe(bytes.length)
      expect(decode[expected ?? 'identity'](bytes)).toEqual(plain.bytes)
    }
  })

  test('each coding has a strong ETag of its own, for If-None-Match and for If-Match', async () => {
    const etags = await Promise.all(['identity', 'gzip', 'br'].map(async (name) => (await coded(name)).headers.etag))
    expect(new Set(etags).size).toBe(3)
    for (const [i, name] of ['identity', 'gzip', 'br'].entries())
      for (const [j, etag] of etags.entries())
        expect((await coded(name, { 'if-none-match': String(etag) })).status).toBe(i === j ? 304 : 200)
    const edit = await client.send('PATCH', path, { section: 'S' }, { 'if-match': String(etags[2]) })
    expect(edit.status).toBe(200)
  })

  test('small replies and replies to a key are sent as they are', async () => {
    expect((await client.get('/healthz', { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBeUndefined()
    const { headers } = await coded('gzip', { authorization: `Bearer ${client.key}` })
    expect([headers['content-encoding'], headers['cache-control']]).toEqual([undefined, 'no-store'])
  })
})

test('READ_ACCESS=key holds for kept replies too, and CACHE_BYTES=0 keeps none', async () => {
  const closed = await startApp({ READ_ACCESS: 'key' })
  const none = await startApp({ CACHE_BYTES: 0 })
  try {
    const key = { authorization: `Bearer ${closed.readKey}` }
    for (let i = 0; i < 2; i++) {
      expect(expectValid(await closed.request.get('/v1/articles').set(key)).status).toBe(200)
      expect(expectValid(await closed.request.get('/v1/articles')).status).toBe(401)
      expect(expectValid(await none.request.get('/v1/articles')).status).toBe(200)
    }
    const { text } = await none.request.get('/metrics')
    expect(text).toMatch(/^whosaid_cache_hits_total 0$/m)
  } finally {
    await closed.close()
    await none.close()
  }
})
