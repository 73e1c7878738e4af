import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectValid, startApp, type TestApp } from './harness.ts'

const many = 10_001
let app: TestApp
beforeAll(async () => {
  app = await startApp()
  for (let from = 0; from < many; from += 500)
    await Promise.all(
      Array.from({ length: Math.min(500, many - from) }, (_, n) =>
        app.store.sources.create({ name: `Crowd ${from + n}`, type: from + n < 10_000 ? 'person' : 'unknown' }),
      ),
    )
})
afterAll(() => app.close())

const totalOf = async (query: string) => expectValid(await app.request.get(`/v1/sources?${query}`)).body.total

test.each([
  ['', { value: 10_000, relation: 'gte' }],
  ['total=exact', { value: 10_001, relation: 'eq' }],
  ['total=none', null],
  ['type=person', { value: 10_000, relation: 'eq' }],
  ['type=unknown', { value: 1, relation: 'eq' }],
  ['q=crowd', { value: 10_000, relation: 'gte' }],
  ['q=crowd&total=exact', { value: 10_001, relation: 'eq' }],
  ['limit=0', { value: 10_000, relation: 'gte' }],
])('of 10,001 rows, %s counts %j', async (query, total) => {
  expect(await totalOf(query).catch(String)).toEqual(total)
})

describe('10,001 articles that all match', () => {
  beforeAll(async () => {
    const publishedAt = '2024-03-01'
    for (let from = 0; from < many; from += 500)
      await Promise.all(
        Array.from({ length: Math.min(500, many - from) }, (_, n) =>
          app.store.articles.create({ title: `Wave ${from + n}`, body: 'A wave.', publishedAt }, null),
        ),
      )
  })
  const warningsOf = async (query: string) =>
    expectValid(await app.request.get(`/v1/articles?limit=1&${query}`)).body.warnings

  test('are ranked only as far as the reply says', async () => {
    expect(await warningsOf('q=wave')).toEqual([expect.stringContaining('More than 10,000 match')])
    expect(await warningsOf('q=wave&sort=-publishedAt')).toBeUndefined()
    expect(await warningsOf('q=title:1234')).toBeUndefined()
  })
})
