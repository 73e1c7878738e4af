import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SourceDiversity, Stats } from '../../src/schema/stats.ts'
import { type Client, openClient } from './client.ts'

type Said = { publisher: string | null; at: string | null; source: number | null; kind: 'direct' | 'indirect' }

const people = 14
const typeOf = (source: number) => (['person', 'organization', 'unknown'] as const)[source % 3] ?? 'unknown'
const said: Said[] = []
let client: Client
const ids: string[] = []
let seed = 7
const random = (below: number): number => {
  seed = (seed * 48_271) % 2_147_483_647
  return seed % below
}

beforeAll(async () => {
  client = await openClient()
  for (let i = 0; i < people; i++)
    ids.push((await client.send('POST', '/v1/sources', { name: `Source ${i}`, type: typeOf(i) })).body.id)
  for (let i = 0; i < 60; i++) {
    const publisher = [null, 'North', 'South', 'South'][random(4)] ?? null
    const at = [null, '2024-01-31', '2024-02-01T00:30:00Z', '2024-12-31T23:30:00Z', '2025-03-04'][random(5)] ?? null
    const body = 'They said one, and two, and three of it.'
    const article = (await client.send('POST', '/v1/articles', { title: `T${i}`, body, publisher, publishedAt: at }))
      .body
    for (const text of ['one', 'two', 'three'].slice(0, random(4))) {
      const source = random(6) === 0 ? null : random(people)
      const kind = random(3) === 0 ? 'indirect' : 'direct'
      said.push({ publisher, at, source, kind })
      const sourceId = source === null ? undefined : ids[source]
      await client.send('POST', '/v1/quotes', { articleId: article.id, text, kind, ...(sourceId ? { sourceId } : {}) })
    }
  }
}, 60_000)
afterAll(() => client.close())

async function stats(query = ''): Promise<Stats> {
  const { status, body, text } = await client.get(`/v1/stats?${query}`)
  expect(status, text).toBe(200)
  return body
}

/** The same, counted from what was sent. */
function naive(quotes: Said[]): Omit<SourceDiversity, 'publisher' | 'start' | 'end'> {
  const known = quotes.flatMap(({ source }) => (source === null ? [] : [source]))
  const counts = [...Map.groupBy(known, (source) => source)].map(([source, of]) => ({ source, quotes: of.length }))
  const top = counts
    .map(({ quotes }) => quotes)
    .sort((a, b) => b - a)
    .slice(0, 10)
  const ofType = (type: string) => {
    const typed = counts.filter(({ source }) => typeOf(source) === type)
    return { sources: typed.length, quotes: typed.reduce((sum, { quotes }) => sum + quotes, 0) }
  }
  return {
    quotes: quotes.length,
    attributedQuotes: known.length,
    distinctSources: counts.length,
    topTenShare: known.length === 0 ? null : top.reduce((sum, n) => sum + n, 0) / known.length,
    byType: { person: ofType('person'), organization: ofType('organization'), unknown: ofType('unknown') },
  }
}

function naiveRows(quotes: Said[], periodOf: (at: string | null) => string | null) {
  const rows = [...Map.groupBy(quotes, ({ publisher, at }) => JSON.stringify([publisher, periodOf(at)]))]
  return rows.map(([key, of]) => ({ key, ...naive(of) })).sort((a, b) => (a.key < b.key ? -1 : 1))
}
const keyed = (rows: SourceDiversity[]) =>
  rows
    .map(({ publisher, start, end: _, ...rest }) => ({ key: JSON.stringify([publisher, start]), ...rest }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))

describe('the diversity of sources', () => {
  test('of each outlet, over all', async () => {
    const { diversity } = await stats()
    expect(keyed(diversity)).toEqual(naiveRows(said, () => null))
    const sizes = diversity.map(({ quotes }) => quotes)
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
    expect(diversity.some(({ distinctSources, topTenShare }) => distinctSources > 10 && (topTenShare ?? 1) < 1)).toBe(
      true,
    )
  })

  test('by year and by month, without what has no date', async () => {
    const dated = said.filter(({ at }) => at !== null)
    const monthOf = (at: string | null) => `${at?.slice(0, 7)}-01T00:00:00Z`
    const yearOf = (at: string | null) => `${at?.slice(0, 4)}-01-01T00:00:00Z`
    expect(keyed((await stats('period=year')).diversity)).toEqual(naiveRows(dated, yearOf))
    expect(keyed((await stats('period=month')).diversity)).toEqual(naiveRows(dated, monthOf))
  })

  test('in another zone times fall on other dates, and dates stay', async () => {
    const starts: Record<string, string> = {
      '2024-01-31': '2024-01-01T05:00:00Z',
      '2024-02-01T00:30:00Z': '2024-01-01T05:00:00Z',
      '2024-12-31T23:30:00Z': '2024-12-01T05:00:00Z',
      '2025-03-04': '2025-03-01T05:00:00Z',
    }
    const dated = said.filter(({ at }) => at !== null)
    const { diversity } = await stats('period=month&tz=America/New_York')
    expect(keyed(diversity)).toEqual(naiveRows(dated, (at) => starts[at ?? ''] ?? null))
  })

  test('of one outlet, in a range of dates, of the largest', async () => {
    const north = said.filter(({ publisher }) => publisher === 'North')
    expect(keyed((await stats('publisher=North')).diversity)).toEqual(naiveRows(north, () => null))
    expect((await stats('publisher=Nobody')).diversity).toEqual([])
    const [from, to] = ['2024-01-31', '2024-12-30']
    const within = said.filter(({ at }) => at !== null && at.slice(0, 10) >= from && at.slice(0, 10) <= to)
    expect(keyed((await stats(`publishedFrom=${from}&publishedTo=${to}`)).diversity)).toEqual(
      naiveRows(within, () => null),
    )
    expect((await stats('publishedFrom=2030-01-01&period=month')).diversity).toEqual([])
    expect(new Set((await stats('limit=1&period=month')).diversity.map(({ publisher }) => publisher)).size).toBe(1)
  })
})

test('the corpus in numbers', async () => {
  const ofKind = (wanted: string) => said.filter(({ kind }) => kind === wanted).length
  const attributed = said.filter(({ source }) => source !== null).length
  expect((await stats('publisher=Nobody')).corpus).toEqual({
    articles: 60,
    quotes: said.length,
    sources: people,
    publishers: 2,
    firstPublishedAt: '2024-01-31T00:00:00Z',
    lastPublishedAt: '2025-03-04T00:00:00Z',
    quotesByKind: { direct: ofKind('direct'), mixed: 0, indirect: ofKind('indirect') },
    quotesByStatus: { confirmed: attributed, proposed: 0, disputed: 0, unattributed: said.length - attributed },
  })
})

test('an empty corpus has numbers as well', async () => {
  const empty = await openClient()
  const { body } = await empty.get('/v1/stats?period=month')
  expect(body).toMatchObject({ corpus: { articles: 0, quotes: 0, firstPublishedAt: null }, diversity: [] })
  expect((await empty.get('/v1/quotes/timeline')).body).toMatchObject({ data: [], count: 0, undated: 0 })
  await empty.close()
})

test('centuries of months are refused with what to do', async () => {
  const old = await openClient()
  for (const publishedAt of ['1750-01-01', '2020-01-01']) {
    const { body } = await old.send('POST', '/v1/articles', { title: 'T', body: 'A word.', publishedAt })
    await old.send('POST', '/v1/quotes', { articleId: body.id, text: 'A word' })
  }
  const { status, body } = await old.get('/v1/stats?period=month')
  expect(body.detail).toMatch(/^From 1750-01-01 to 2020-01-01 there are 3,\d{3} months; at most 1,000 are answered\./)
  expect((await old.get('/v1/stats?period=month&publishedFrom=2000-01-01')).body.diversity).toHaveLength(1)
  expect([status, body.errors[0]]).toMatchObject([400, { parameter: 'period', suggestion: 'year' }])
  expect((await old.get('/v1/stats?period=year')).body.diversity).toHaveLength(2)
  await old.close()
})

test.each([
  ['/v1/stats?period=week', 'period'],
  ['/v1/stats?publishers=x', 'publishers'],
  ['/v1/stats?limit=101', 'limit'],
  ['/v1/stats?tz=x', 'tz'],
  ['/v1/sources/source-0/co-quoted?limit=0', 'limit'],
  ['/v1/sources/source-0/co-quoted?cursor=x', 'cursor'],
  ['/v1/sources/source-0/co-quoted?publishedFrom=2025-01-01&publishedTo=2024-01-01', 'publishedFrom'],
])('%s is refused', async (path, parameter) => {
  const { status, body } = await client.get(path)
  expect([status, body.errors?.[0].parameter]).toEqual([400, parameter])
})
