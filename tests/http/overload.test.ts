import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectValid, startApp, type TestApp } from './harness.ts'

let door: TestApp
beforeAll(async () => {
  door = await startApp({ READERS: 1, CACHE_BYTES: 0 })
  const body = 'harbour minister vote '.repeat(2_000)
  await Promise.all(Array.from({ length: 300 }, (_, i) => door.store.articles.create({ title: `T${i}`, body }, null)))
})
afterAll(() => door.close())

/** A list that takes long to find nothing in: every word, highlighted, of the longest articles. */
const slow = (n: number) =>
  `/v1/articles?q=harbour&highlight=true&limit=100&include=body&sort=-relevance&wordCountMin=${n}`
const load = async () => (await door.store.load()).reader

test('ten times more clients than there is room for: the rest get 503 with Retry-After, and none waits for long', async () => {
  const began = performance.now()
  const replies = await Promise.all(Array.from({ length: 660 }, (_, i) => door.request.get(slow(i % 7))))
  const ms = performance.now() - began
  const statuses = new Set(replies.map(({ status }) => status))
  expect(statuses).toEqual(new Set([200, 503]))
  for (const reply of replies.filter(({ status }) => status === 503)) {
    expectValid(reply)
    expect(reply.headers['retry-after']).toMatch(/^\d+$/)
  }
  // patience, one read at its deadline, and what the machine needs for itself
  expect(ms).toBeLessThan(30_000)
  expect(expectValid(await door.request.get('/v1/articles?limit=1')).status).toBe(200)
  expect((await load()).refused).toBeGreaterThan(0)
})

test('a client that goes away gives up its place in the queue', async () => {
  const before = (await load()).abandoned
  const sockets = Array.from({ length: 30 }, () => connect(door.port, '127.0.0.1'))
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  for (const [i, socket] of sockets.entries()) socket.write(`GET ${slow(i)} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
  await expect.poll(async () => (await load()).waiting, { interval: 1 }).toBeGreaterThan(5)
  for (const socket of sockets) socket.destroy()
  await expect.poll(async () => (await load()).waiting).toBe(0)
  expect((await load()).abandoned - before).toBeGreaterThan(5)
  expect(expectValid(await door.request.get('/v1/articles?limit=1')).status).toBe(200)
})

const read = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`
const claim = JSON.stringify({ text: 'we will keep the harbour open' })
const long: [string, (source: string) => string][] = [
  ['a timeline of articles', () => read('/v1/articles/timeline?interval=day&q=harbour')],
  ['a timeline of quotes', () => read('/v1/quotes/timeline?interval=day')],
  ['statistics', () => read('/v1/stats')],
  ['suggestions', () => read('/v1/suggest?q=a')],
  ['pairs of sources', () => read('/v1/sources/duplicates')],
  ['who is quoted beside somebody', (source) => read(`/v1/sources/${source}/co-quoted`)],
  [
    'a claim',
    () =>
      `POST /v1/quotes/verify HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${claim.length}\r\n\r\n${claim}`,
  ],
]

test.each(long)('so does one that asked for %s', async (_, request) => {
  const { id } = await door.store.sources.create({ name: `Ana ${Math.random()}`, type: 'person' })
  const connected = async (count: number) => {
    const sockets = Array.from({ length: count }, () => connect(door.port, '127.0.0.1'))
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    return sockets
  }
  const [ahead, behind] = [await connected(40), await connected(8)]
  for (const [i, socket] of ahead.entries()) socket.write(read(slow(i)))
  await expect.poll(async () => (await load()).waiting, { interval: 1 }).toBeGreaterThan(20)
  const before = await load()
  for (const socket of behind) socket.write(request(id))
  await expect.poll(async () => (await load()).waiting, { interval: 1 }).toBeGreaterThan(before.waiting)
  for (const socket of behind) socket.destroy()
  await expect.poll(async () => (await load()).abandoned - before.abandoned).toBeGreaterThan(5)
  for (const socket of ahead) socket.destroy()
})
