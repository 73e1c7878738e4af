import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectValid, startApp, type TestApp } from './harness.ts'

let app: TestApp
const ids: string[] = []
beforeAll(async () => {
  app = await startApp()
  for (let n = 0; n < 12; n++) {
    const body = `Wave ${n} ${'long '.repeat(180_000)}`
    const { id } = await app.store.articles.create({ title: `Wave ${n}`, body, publishedAt: '2024-03-01' }, null)
    ids.push(id)
  }
})
afterAll(() => app.close())

const idsOf = (body: { data: { id: string }[] }) => body.data.map(({ id }) => id)

test('a page of very long bodies ends early, and the walk goes on where it ended, there and back', async () => {
  const first = expectValid(await app.request.get('/v1/articles?include=body&limit=100&sort=publishedAt')).body
  expect(idsOf(first)).toEqual(ids.slice(0, 9))
  expect(first.total.value).toBe(12)
  const second = expectValid(await app.request.get(first.links.next)).body
  expect(idsOf(second)).toEqual(ids.slice(9))
  expect(second.links.next).toBeNull()
  const back = expectValid(await app.request.get(second.links.prev)).body
  expect(idsOf(back)).toEqual(ids.slice(0, 9))
  expect(back.links.prev).toBeNull()
})

test('without bodies the page is whole, highlights included', async () => {
  const { body } = expectValid(await app.request.get('/v1/articles?q=wave&highlight=true&limit=100'))
  expect(body.data).toHaveLength(12)
  expect(body.data[0].highlights).not.toEqual([])
})

test('a page of many long quotes stays within what one reply may take', async () => {
  const other = await startApp()
  const text = 'word '.repeat(2_000).trim()
  for (let n = 0; n < 6; n++) {
    const quotes = Array.from({ length: 300 }, (_, i) => ({
      kind: 'direct' as const,
      text: text.slice(i * 5, 9_999 - i * 5),
      segments: [{ start: i * 5, end: 9_999 - i * 5 }],
      cue: null,
      speaker: null,
      source: null,
      confidence: 0.9,
    }))
    await other.store.articles.create({ title: `Long ${n}`, body: text }, { quotes, sources: [] })
  }
  const found: string[] = []
  for (let path = '/v1/articles?limit=100&include=body,quotes,sources'; path; ) {
    const { body, text: sent } = expectValid(await other.request.get(path))
    expect(Buffer.byteLength(sent)).toBeLessThan(9 * 2 ** 20)
    found.push(...idsOf(body))
    path = body.links.next
  }
  expect(new Set(found).size).toBe(6)
  await other.close()
})
