import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectValid, startApp, type TestApp } from './harness.ts'

let door: TestApp
beforeAll(async () => {
  door = await startApp()
})
afterAll(() => door.close())

const scrape = async (at: TestApp = door) => (await at.request.get('/metrics').expect(200)).text
/** The value of a sample, 0 where there is none. */
const sampleIn = (text: string, sample: string): number =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${sample} `))
      ?.slice(sample.length + 1) ?? 0,
  )
const requests = (method: string, route: string, status: number) =>
  `whosaid_http_request_duration_seconds_count{method="${method}",route="${route}",status="${status}"}`
const write = (at: TestApp, title: string) =>
  at.request
    .post('/v1/articles')
    .set({ authorization: `Bearer ${at.key}`, 'content-type': 'application/json' })
    .send(JSON.stringify({ title, body: 'Some words.' }))

test('the format is that of Prometheus, and every metric stands in docs/deployment.md, and no other', async () => {
  const reply = expectValid(await door.request.get('/metrics'))
  expect(reply.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  const names = [...reply.text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name)
  expect(names.length).toBeGreaterThan(15)
  for (const line of reply.text.trim().split('\n'))
    expect(line).toMatch(/^(|# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"]*",?)+\})? [\d.e+-]+)$/)
  const page = readFileSync(new URL('../../docs/deployment.md', import.meta.url), 'utf8')
  const documented = page.match(/`(whosaid_[a-z_]+|process_[a-z_]+|nodejs_[a-z_]+)`/g)?.map((name) => name.slice(1, -1))
  expect([...new Set(documented)].toSorted()).toEqual(names.toSorted())
})

test('requests are counted by route and status, all paths that name nothing together', async () => {
  const before = await scrape()
  await door.request.get('/v1/articles?limit=1')
  await door.request.get('/v1/articles?limit=x')
  await door.request.get('/v1/articles/art_01m81b3m6te03t8f4kx1q2w9ra')
  for (const path of ['/nope', '/v2/x', '/v1/articles/x/y/z']) await door.request.get(path)
  const after = await scrape()
  const more = (sample: string) => sampleIn(after, sample) - sampleIn(before, sample)
  expect(more(requests('GET', '/v1/articles', 200))).toBe(1)
  expect(more(requests('GET', '/v1/articles', 400))).toBe(1)
  expect(more(requests('GET', '/v1/articles/:id', 404))).toBe(1)
  expect(more(requests('GET', 'unknown', 404))).toBe(3)
  expect(after).not.toMatch(/art_01m8|nope/)
})

test('writes, their transactions, the files, the cache and the process move', async () => {
  const before = await scrape()
  await Promise.all(Array.from({ length: 20 }, (_, i) => write(door, `T${i}`).expect(201)))
  for (let i = 0; i < 3; i++) await door.request.get('/v1/articles?limit=2')
  await sleep(50)
  const after = await scrape()
  const more = (sample: string) => sampleIn(after, sample) - sampleIn(before, sample)
  expect(more('whosaid_store_answered_total{lane="writer"}')).toBe(20)
  expect(more('whosaid_store_batches_total{lane="writer"}')).toBeGreaterThan(0)
  expect(more('whosaid_store_batches_total{lane="writer"}')).toBeLessThanOrEqual(20)
  expect(more('whosaid_cache_hits_total')).toBe(2)
  expect(more('whosaid_cache_misses_total')).toBe(1)
  for (const sample of [
    'whosaid_cache_bytes',
    'whosaid_database_bytes',
    'whosaid_wal_bytes',
    'process_cpu_seconds_total',
  ])
    expect(sampleIn(after, sample), sample).toBeGreaterThan(0)
  expect(sampleIn(after, 'whosaid_store_threads{lane="writer"}')).toBe(1)
  await sleep(50)
  const until = performance.now() + 300
  while (performance.now() < until);
  await sleep(50)
  expect(sampleIn(await scrape(), 'whosaid_event_loop_delay_seconds{quantile="1"}')).toBeGreaterThan(0.2)
})

test('reading them needs a key where reading does', async () => {
  const closed = await startApp({ READ_ACCESS: 'key' })
  try {
    expect(expectValid(await closed.request.get('/metrics')).status).toBe(401)
    const reply = await closed.request.get('/metrics').set('authorization', `Bearer ${closed.readKey}`)
    expect(expectValid(reply).status).toBe(200)
  } finally {
    await closed.close()
  }
})
