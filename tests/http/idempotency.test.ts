import { randomUUID } from 'node:crypto'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeKey } from '../../src/domain/key.ts'
import { openStore } from '../../src/store/open.ts'
import { type Client, openClient } from './client.ts'
import { startApp } from './harness.ts'

let client: Client
beforeAll(async () => {
  client = await openClient()
})
afterAll(() => client.close())

const latest = async (): Promise<number> => (await client.get('/v1/changes')).body.latest
const text = 'Harbour shut\n\n“We will open in May,” said Ana Ruiz. “Nobody asked us,” Maren Olsen said.\n'
const body = 'The port is shut. “We were never asked,” said Ana Ruiz, the mayor.'

let article: string
let quote: string
let from: string
let into: string
const ask = (path: string, sent?: object | string, headers = {}) => client.send('POST', path, sent, headers)
const merge = () => ask(`/v1/sources/${from}/merge`, { into })

type Post = readonly [
  operation: string,
  path: () => string,
  body: () => object | string | undefined,
  type: string | null,
]
const posts: Post[] = [
  ['createArticle', () => '/v1/articles?extract=true', () => ({ title: 'T', body }), null],
  ['createArticle of a text', () => '/v1/articles', () => text, 'text/plain'],
  ['createQuote', () => '/v1/quotes', () => ({ articleId: article, text: 'The port is shut' }), null],
  ['extractArticleQuotes', () => `/v1/articles/${article}/extract`, () => undefined, null],
  ['reviewQuotes', () => '/v1/quotes/review', () => ({ ids: [quote], status: 'confirmed', sourceId: into }), null],
  ['createSource', () => '/v1/sources', () => ({ name: 'Nora Quill' }), null],
  ['mergeSource', () => `/v1/sources/${from}/merge`, () => ({ into }), null],
  ['unmergeSource', () => `/v1/sources/${into}/unmerge`, () => ({ source: from }), null],
]

describe.each(posts)('%s with an Idempotency-Key', (operation, path, sent, type) => {
  let key: string
  const headers = (more: string) => ({ 'idempotency-key': more, ...(type ? { 'content-type': type } : {}) })
  const post = (more = key) => ask(path(), sent(), headers(more))
  beforeEach(async () => {
    key = randomUUID()
    article = (await ask('/v1/articles', { title: 'Host', body })).body.id
    from = (await ask('/v1/sources', { name: 'M. Olsen' })).body.id
    into = (await ask('/v1/sources', { name: 'Maren Olsen' })).body.id
    if (operation === 'reviewQuotes')
      quote = (await ask('/v1/quotes', { articleId: article, text: 'We were never asked' })).body.id
    if (operation === 'unmergeSource') await merge()
  })

  test('writes once, and gives the same reply again', async () => {
    const first = await post()
    const after = await latest()
    const second = await post()
    expect([200, 201]).toContain(first.status)
    expect(first.headers['idempotency-replayed']).toBeUndefined()
    expect(second.headers['idempotency-replayed']).toBe('true')
    for (const name of ['etag', 'location', 'content-type'])
      expect([name, second.headers[name]]).toEqual([name, first.headers[name]])
    expect([second.status, second.text]).toEqual([first.status, first.text])
    expect(await latest()).toBe(after)
  })

  test('writes once when several come at the same time', async () => {
    const replies = await Promise.all(Array.from({ length: 6 }, () => post()))
    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(replies.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(5)
  })

  test('is 422 for another body or another URL, and writes nothing', async () => {
    await post()
    const after = await latest()
    const others = [
      await ask(`${path()}${path().includes('?') ? '&' : '?'}pretty`, sent(), headers(key)),
      await ask('/v1/sources', { name: 'Somebody else' }, { 'idempotency-key': key }),
    ]
    for (const { status, body: problem } of others) {
      expect([status, problem.type]).toEqual([422, '/problems/idempotency-mismatch'])
      expect(problem.errors).toMatchObject([{ in: 'header', parameter: 'Idempotency-Key', code: 'mismatch' }])
    }
    expect(await latest()).toBe(after)
  })

  test('is 400 for a key that is none', async () => {
    const before = await latest()
    for (const none of ['', 'a b', 'x'.repeat(256), 'é']) {
      const { status, body: problem } = await post(none)
      expect([status, problem.errors?.[0]?.parameter], none).toEqual([400, 'Idempotency-Key'])
    }
    expect(await latest()).toBe(before)
  })
})

test('what failed is not kept: it may be sent again, corrected, with its key', async () => {
  const named = (slug: string) =>
    client.send('POST', '/v1/sources', { name: 'Nora Quill', slug }, { 'idempotency-key': 'corrected' })
  await client.send('PUT', '/v1/sources/src_01m81b3m6te03t8f4kx1q2w9ra', { name: 'Taken', slug: 'taken' })
  expect((await named('taken')).status).toBe(409)
  expect((await named('not-taken')).status).toBe(201)
})

test('the reply of the first time is given even after what was made has changed or gone', async () => {
  const make = () => client.send('POST', '/v1/sources', { name: 'Nora Quill' }, { 'idempotency-key': 'gone' })
  const first = await make()
  await client.send('DELETE', `/v1/sources/${first.body.id}`)
  const again = await make()
  expect([again.status, again.text, again.headers.location]).toEqual([201, first.text, first.headers.location])
  expect((await client.get(`/v1/sources/${first.body.id}`)).status).toBe(410)
})

test('what was extracted is told again after the article was edited or deleted', async () => {
  const { body: made } = await ask('/v1/articles', { title: 'Host', body })
  const extract = () => ask(`/v1/articles/${made.id}/extract`, undefined, { 'idempotency-key': 'extracted' })
  const first = await extract()
  expect([first.status, first.body.proposed.length]).toEqual([200, 1])
  await client.send('PATCH', `/v1/articles/${made.id}`, { body: 'Nobody said anything.' })
  const edited = await extract()
  await client.send('DELETE', `/v1/articles/${made.id}`)
  for (const { status, text, headers } of [edited, await extract()])
    expect([status, text, headers['idempotency-replayed']]).toEqual([200, first.text, 'true'])
  expect((await ask(`/v1/articles/${made.id}/extract`)).status).toBe(410)
})

test('two access keys may use the same Idempotency-Key', async () => {
  const { token, record } = makeKey('another', ['write'], new Date())
  const store = await openStore({ dataDir: client.dataDir, readers: 1, lock: false })
  await store.keys.add(record)
  await store.close()
  const make = (key: string) =>
    client.send(
      'POST',
      '/v1/sources',
      { name: 'Nora Quill' },
      { 'idempotency-key': 'k', authorization: `Bearer ${key}` },
    )
  const [mine, theirs] = [await make(client.key), await make(token)]
  expect([mine.status, theirs.status]).toEqual([201, 201])
  expect(theirs.headers['idempotency-replayed']).toBeUndefined()
  expect(theirs.body.id).not.toBe(mine.body.id)
})

test('a key is forgotten after 24 hours, and the old ones go with the next write that has one', async () => {
  const make = (key: string) => client.send('POST', '/v1/sources', { name: 'Nora Quill' }, { 'idempotency-key': key })
  const db = new Database(`${client.dataDir}/whosaid.db`)
  db.exec('DELETE FROM idempotency_keys')
  const first = await make('old')
  for (let i = 0; i < 3; i++) await make(`other-${i}`)
  const count = () => db.prepare('SELECT count(*) FROM idempotency_keys').pluck().get()
  try {
    db.exec('UPDATE idempotency_keys SET at = at - 86400000 + 60000')
    expect((await make('old')).body.id).toBe(first.body.id)
    db.exec('UPDATE idempotency_keys SET at = at - 60001')
    const second = await make('old')
    expect([second.status, second.headers['idempotency-replayed']]).toEqual([201, undefined])
    expect(second.body.id).not.toBe(first.body.id)
    expect(count()).toBe(1)
  } finally {
    db.close()
  }
})

test('a web page of an allowed origin may send the key and read what became of it', async () => {
  const app = await startApp({ CORS_ORIGINS: ['https://desk.example'] })
  const { headers } = await app.request
    .options('/v1/articles')
    .set({ origin: 'https://desk.example', 'access-control-request-method': 'POST' })
  expect(headers['access-control-allow-headers']).toContain('Idempotency-Key')
  const { headers: read } = await app.request.get('/v1/sources').set({ origin: 'https://desk.example' })
  expect(read['access-control-expose-headers']).toContain('Idempotency-Replayed')
  await app.close()
})

test('every POST of the document takes a key, but the one that only reads', async () => {
  const { paths } = (await client.request.get('/openapi.json')).body
  type Operation = { operationId: string; parameters?: { name: string }[]; responses: Record<string, object> }
  const all = (Object.values(paths) as { post?: Operation }[]).flatMap(({ post }) => post ?? [])
  const without = all.filter(({ parameters = [] }) => !parameters.some(({ name }) => name === 'Idempotency-Key'))
  expect(without.map(({ operationId }) => operationId)).toEqual(['verifyQuote'])
  expect(all.filter(({ responses }) => !('422' in responses))).toEqual([])
  const tested = [...new Set(posts.map(([operation]) => operation.split(' ')[0])), 'importRecords', 'verifyQuote']
  expect(all.map(({ operationId }) => operationId).toSorted()).toEqual(tested.toSorted())
})
