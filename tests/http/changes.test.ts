import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Change } from '../../src/schema/change.ts'
import { type Client, openClient } from './client.ts'
import { fillCorpus } from './corpus.ts'
import { follow } from './event-stream.ts'
import { startApp } from './harness.ts'

let client: Client
let origin: string
beforeEach(async () => {
  client = await openClient()
  const { port } = client.app.server.address() as { port: number }
  origin = `http://127.0.0.1:${port}`
})
afterEach(() => client.close())

const article = {
  title: 'Harbour shut',
  body: 'The harbour is shut. “We will open in May,” said Ana Ruiz. Nobody asked why.',
}

const changesAfter = async (after: number, more = ''): Promise<Change[]> => {
  const { status, body, text } = await client.get(`/v1/changes?after=${after}${more}`)
  expect(status, text).toBe(200)
  return body.data
}
const told = (changes: Change[]) =>
  changes.map(({ type, resource, changedFields }) => [type, resource, changedFields.join(' ')].join(' ').trim())

test('words that are named anew are told with what stands around them, as an edit of the article tells it', async () => {
  const { body: made } = await client.send('POST', '/v1/articles', article)
  const { body: quote } = await client.send('POST', '/v1/quotes', { articleId: made.id, text: 'We will open in May' })
  await client.send('PATCH', `/v1/quotes/${quote.id}`, { text: 'We will open in May,' })
  expect(told(await changesAfter(2))).toEqual(['updated quote context segments suffix text'])
})

test('every write is told, in order, with what it changed and nothing that was undone', async () => {
  const { body: made } = await client.send('POST', '/v1/articles', article)
  const { body: source } = await client.send('POST', '/v1/sources', { name: 'Ana Ruiz' })
  const { body: quote } = await client.send('POST', '/v1/quotes', { articleId: made.id, text: 'We will open in May' })
  await client.send('POST', '/v1/quotes', { articleId: made.id, text: 'These words do not stand there' })
  await client.send('PATCH', `/v1/quotes/${quote.id}`, { sourceId: source.id, cue: 'said' })
  await client.send('PATCH', `/v1/quotes/${quote.id}`, { cue: 'said' })
  await client.send('PATCH', `/v1/articles/${made.id}`, { section: 'Local', publishedAt: '2026-03-04' })
  await client.send('PATCH', `/v1/articles/${made.id}`, { body: `New first line.\n\n${article.body}` })
  await client.send('PATCH', `/v1/articles/${made.id}`, { body: 'None of the words are left.' })
  await client.send('PUT', `/v1/sources/${source.id}`, { name: 'Ana M. Ruiz', slug: 'ana-ruiz' })
  await client.send('DELETE', `/v1/sources/${source.id}?quotes=detach`)
  await client.send('DELETE', `/v1/articles/${made.id}`)
  const changes = await changesAfter(0)
  expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, i) => i + 1))
  expect(told(changes)).toEqual([
    'created article',
    'created source',
    'created quote',
    'updated quote attribution cue sourceId',
    'updated article publishedAt publishedPrecision section',
    'updated quote context prefix segments',
    'updated article body contentHash excerpt wordCount',
    'updated quote anchor segments',
    'updated article body contentHash excerpt wordCount',
    'updated source name',
    'updated quote attribution sourceId',
    'deleted source',
    'deleted quote',
    'deleted article',
  ])
})

test('a document tells of its article, its sources and its quotes', async () => {
  await client.send('POST', '/v1/articles', `${article.title}\n\n${article.body}`, { 'content-type': 'text/plain' })
  expect(told(await changesAfter(0)).sort()).toEqual(['created article', 'created quote', 'created source'])
})

test('the list goes on where it was left, page by page, and waits at its end', async () => {
  await fillCorpus(client)
  const all = await changesAfter(0, '&limit=1000')
  const walked: Change[] = []
  let next = '/v1/changes?limit=3'
  for (;;) {
    const { body, headers } = await client.get(next)
    expect(headers.link).toBe(`<${next}>; rel="self", <${body.links.next}>; rel="next"`)
    expect(body.latest).toBe(all.length)
    if (body.data.length === 0) break
    walked.push(...body.data)
    next = body.links.next
  }
  expect(walked).toEqual(all)
  await client.send('POST', '/v1/sources', { name: 'One More' })
  expect(told((await client.get(next)).body.data)).toEqual(['created source'])
})

test('only some resources, by commas or repetition', async () => {
  await fillCorpus(client)
  const all = await changesAfter(0, '&limit=1000')
  const only = (...names: string[]) => all.filter(({ resource }) => names.includes(resource))
  expect(await changesAfter(0, '&resource=source')).toEqual(only('source'))
  expect(await changesAfter(0, '&resource=source,quote')).toEqual(only('source', 'quote'))
  expect(await changesAfter(0, '&resource=article&resource=quote')).toEqual(only('article', 'quote'))
})

test('what has not happened yet is refused, with what has', async () => {
  for (const [path, headers] of [
    ['/v1/changes?after=1', {}],
    ['/v1/changes/stream?after=1', {}],
    ['/v1/changes/stream', { 'last-event-id': '999' }],
    ['/v1/changes/stream', { 'last-event-id': 'yesterday' }],
    ['/v1/changes?after=-1', {}],
  ] as const) {
    const { status, body } = await client.get(path, headers)
    expect([path, status]).toEqual([path, 400])
    expect(body.errors).toHaveLength(1)
  }
})

test('HEAD of the stream has its headers, and no ETag of nothing', async () => {
  const { status, headers } = await client.send('HEAD', '/v1/changes/stream')
  expect([status, headers['content-type'], headers.etag]).toEqual([200, 'text/event-stream', undefined])
})

test('a stream has what was, what is, and goes on after the last event that arrived', async () => {
  const { body: first } = await client.send('POST', '/v1/sources', { name: 'First' })
  const one = await follow(`${origin}/v1/changes/stream`)
  expect((await one.until(({ type }) => type === 'created')).id).toBe(first.id)
  const { body: second } = await client.send('POST', '/v1/sources', { name: 'Second' })
  const arrived = await one.until(({ id }) => id === second.id)
  one.close()
  const { body: third } = await client.send('POST', '/v1/sources', { name: 'Third' })
  const two = await follow(`${origin}/v1/changes/stream`, { 'last-event-id': String(arrived.seq) })
  await two.until(({ id }) => id === third.id)
  expect(two.changes.map(({ id }) => id)).toEqual([third.id])
  expect(two.notes).toEqual(['retry: 1000'])
  two.close()
})

test('a stream far behind catches up at once, and only with what it asked for', async () => {
  for (let i = 0; i < 30; i++)
    await Promise.all(
      Array.from({ length: 20 }, (_, j) =>
        client.app.inject({
          method: 'POST',
          url: '/v1/sources',
          headers: { authorization: `Bearer ${client.key}`, host: 'localhost' },
          payload: { name: `Name ${i} ${j}` },
        }),
      ),
    )
  await client.send('POST', '/v1/articles', article)
  const all = await follow(`${origin}/v1/changes/stream`)
  await all.until(({ resource }) => resource === 'article')
  expect(all.changes.map(({ seq }) => seq)).toEqual(Array.from({ length: 601 }, (_, i) => i + 1))
  const some = await follow(`${origin}/v1/changes/stream?resource=article`)
  await some.until(({ resource }) => resource === 'article')
  expect(some.changes).toHaveLength(1)
  all.close()
  some.close()
})

test('ten streams of one address and no more; a place is free again when one goes', async () => {
  const streams = await Promise.all(Array.from({ length: 10 }, () => follow(`${origin}/v1/changes/stream`)))
  expect(streams.map(({ status }) => status)).toEqual(streams.map(() => 200))
  expect((await client.get('/v1/changes/stream')).status).toBe(429)
  streams[0]?.close()
  await expect
    .poll(async () => {
      const again = await follow(`${origin}/v1/changes/stream`)
      again.close()
      return again.status
    })
    .toBe(200)
  for (const stream of streams) stream.close()
})

test('a silent stream says every 15 seconds that it is there, and ends when the server stops', {
  timeout: 40_000,
}, async () => {
  const stream = await follow(`${origin}/v1/changes/stream`)
  await expect.poll(() => stream.notes, { timeout: 20_000 }).toContain(': nothing new')
  const closing = client.app.close()
  await stream.ended
  await closing
})

test('the addresses of one IPv6 network share their ten streams', async () => {
  const app = await startApp({ TRUST_PROXY: ['127.0.0.1'] })
  const open = (address: string) => follow(`${app.origin}/v1/changes/stream`, { 'x-forwarded-for': address })
  const addresses = Array.from({ length: 11 }, (_, i) => `2001:db8::${i + 1}`)
  const streams = []
  for (const address of [...addresses, '2001:db8:0:1::1']) streams.push(await open(address))
  expect(streams.map(({ status }) => status)).toEqual([...Array(10).fill(200), 429, 200])
  for (const stream of streams) stream.close()
  await app.close()
})
