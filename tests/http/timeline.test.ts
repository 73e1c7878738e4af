import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Timeline } from '../../src/schema/timeline.ts'
import { type Client, openClient } from './client.ts'
import { type Corpus, fillCorpus } from './corpus.ts'
import { type Dated, localDate, naiveCounts } from './naive-calendar.ts'

async function timelineAt(client: Client, path: string): Promise<Timeline> {
  const { status, body, text } = await client.get(path)
  expect(status, text).toBe(200)
  return body
}

describe('a small corpus', () => {
  let client: Client
  let corpus: Corpus
  beforeAll(async () => {
    client = await openClient()
    corpus = await fillCorpus(client)
  })
  afterAll(() => client.close())
  const timeline = (path: string) => timelineAt(client, path)
  const counts = async (path: string) => {
    const { data } = await timeline(path)
    return Object.fromEntries(data.map(({ date, count, baseline }) => [date, [count, baseline]]))
  }

  test('months without a match are there, and what has no date is said beside', async () => {
    expect(await timeline('/v1/articles/timeline')).toEqual({
      interval: 'month',
      tz: 'UTC',
      data: [
        { date: '2025-12-01', start: '2025-12-01T00:00:00Z', end: '2026-01-01T00:00:00Z', count: 1, baseline: 1 },
        { date: '2026-01-01', start: '2026-01-01T00:00:00Z', end: '2026-02-01T00:00:00Z', count: 0, baseline: 0 },
        { date: '2026-02-01', start: '2026-02-01T00:00:00Z', end: '2026-03-01T00:00:00Z', count: 1, baseline: 1 },
        { date: '2026-03-01', start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z', count: 1, baseline: 1 },
      ],
      count: 3,
      undated: 1,
    })
    expect(await timeline('/v1/articles/timeline?q=word*')).toMatchObject({ data: [], count: 0, undated: 1 })
  })

  test('the range asked for is drawn whole, with nothing in it as well', async () => {
    expect(await counts('/v1/articles/timeline?publishedFrom=2026-01-15&publishedTo=2026-04-01')).toEqual({
      '2026-01-01': [0, 0],
      '2026-02-01': [1, 1],
      '2026-03-01': [1, 1],
      '2026-04-01': [0, 0],
    })
    const range = 'publishedFrom=2026-03-04T09:30:01Z&publishedTo=2026-03-04T12:00:00Z'
    expect(await counts(`/v1/articles/timeline?interval=day&${range}`)).toEqual({ '2026-03-04': [0, 0] })
    expect(await counts('/v1/articles/timeline?q=nowhere')).toEqual({})
  })

  test.each([
    [
      'articles',
      'q=cruise%20OR%20debate',
      [
        ['2025-12-01', 1],
        ['2026-03-01', 1],
      ],
    ],
    ['articles', 'q=title:harbour', [['2026-03-01', 1]]],
    ['articles', 'q=harbour&qIn=title', [['2026-03-01', 1]]],
    [
      'articles',
      'tag=shipping',
      [
        ['2026-02-01', 1],
        ['2026-03-01', 1],
      ],
    ],
    ['articles', 'tag=shipping&q=rail', [['2026-02-01', 1]]],
    ['articles', 'source=maren-olsen', [['2026-03-01', 1]]],
    [
      'quotes',
      '',
      [
        ['2025-12-01', 1],
        ['2026-02-01', 1],
        ['2026-03-01', 3],
      ],
    ],
    [
      'quotes',
      'q=text:ships',
      [
        ['2026-02-01', 1],
        ['2026-03-01', 1],
      ],
    ],
    [
      'quotes',
      'distinct=text',
      [
        ['2025-12-01', 1],
        ['2026-02-01', 1],
        ['2026-03-01', 2],
      ],
    ],
    ['quotes', 'distinct=text&publishedFrom=2026-03-01', [['2026-03-01', 3]]],
    ['quotes', 'distinct=text&publishedFrom=2026-03-01&tz=Asia/Kathmandu', [['2026-03-01', 3]]],
    ['quotes', 'kind=indirect', [['2026-03-01', 1]]],
    ['quotes', 'publisher=Morning%20Post&q=harbour', [['2026-02-01', 1]]],
  ] as const)('%s with %s', async (resource, query, expected) => {
    const { data } = await timeline(`/v1/${resource}/timeline?${query}`)
    expect(data.filter(({ count }) => count > 0).map(({ date, count }) => [date, count])).toEqual(expected)
  })

  test('the baseline is all there is, whatever was searched for', async () => {
    expect(await counts('/v1/quotes/timeline?q=text:ships&publishedFrom=2025-12-01&publishedTo=2026-03-31')).toEqual({
      '2025-12-01': [0, 1],
      '2026-01-01': [0, 0],
      '2026-02-01': [1, 1],
      '2026-03-01': [1, 3],
    })
  })

  test.each([
    [
      'articles',
      'publisher',
      [
        ['Varnes Courier', 2],
        ['Morning Post', 1],
      ],
      0,
      0,
    ],
    [
      'articles',
      'section',
      [
        ['Local', 1],
        ['Politics', 1],
        ['Transport', 1],
      ],
      0,
      0,
    ],
    [
      'articles',
      'language',
      [
        ['de', 1],
        ['en', 1],
        ['en-GB', 1],
      ],
      0,
      0,
    ],
    ['articles', 'publisher&groupLimit=1', [['Varnes Courier', 2]], 1, 0],
    [
      'quotes',
      'publisher',
      [
        ['Varnes Courier', 4],
        ['Morning Post', 1],
      ],
      0,
      0,
    ],
    [
      'quotes',
      'kind',
      [
        ['direct', 3],
        ['indirect', 1],
        ['mixed', 1],
      ],
      0,
      0,
    ],
    [
      'quotes',
      'attributionStatus',
      [
        ['confirmed', 2],
        ['disputed', 1],
        ['proposed', 1],
        ['unattributed', 1],
      ],
      0,
      0,
    ],
    [
      'quotes',
      'sourceType',
      [
        ['person', 3],
        ['organization', 1],
      ],
      0,
      1,
    ],
    [
      'quotes',
      'section',
      [
        ['Local', 3],
        ['Politics', 1],
        ['Transport', 1],
      ],
      0,
      0,
    ],
    [
      'quotes',
      'language',
      [
        ['en', 3],
        ['de', 1],
        ['en-GB', 1],
      ],
      0,
      0,
    ],
    [
      'quotes',
      'source',
      [
        ['Ana Ruiz', 2],
        ['Maren Olsen', 1],
        ['Port of Varnes', 1],
      ],
      0,
      1,
    ],
    ['quotes', 'source&groupLimit=1&q=ships%20OR%20may%20OR%20asked%20OR%20why', [['Ana Ruiz', 2]], 2, 1],
  ] as const)('%s by %s', async (resource, by, expected, other, missing) => {
    const { data, groups, count } = await timeline(`/v1/${resource}/timeline?groupBy=${by}`)
    const largest = (groups?.series ?? []).map(({ label, count }) => [label, count] as const)
    expect(largest.toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))).toEqual(expected)
    expect(groups).toMatchObject({ by: by.split('&')[0], other: { count: other }, missing: { count: missing } })
    const parts = [...(groups?.series ?? []), groups?.other, groups?.missing]
    expect(parts.reduce((sum, part) => sum + (part?.count ?? 0), 0)).toBe(count)
    data.forEach((bucket, i) => {
      expect(parts.reduce((sum, part) => sum + (part?.counts[i] ?? 0), 0)).toBe(bucket.count)
    })
  })

  test('the value of a group filters the list', async () => {
    const { groups } = await timeline('/v1/quotes/timeline?groupBy=source')
    for (const { value, count } of groups?.series ?? [])
      expect((await client.get(`/v1/quotes?source=${value}`)).body.total.value).toBe(count)
    expect(corpus.keys((groups?.series ?? []).map(({ value: id }) => ({ id })))).toContain('ruiz')
  })

  test.each([
    ['interval=day&publishedFrom=2000-01-01&publishedTo=2002-12-31', 'interval', 'week'],
    ['interval=week&publishedFrom=1950-01-01&publishedTo=2000-01-01', 'interval', 'month'],
    ['interval=day&publishedFrom=1700-01-01&publishedTo=2199-12-31', 'interval', 'year'],
    ['interval=hour', 'interval', undefined],
    ['intervall=day', 'intervall', 'interval'],
    ['tz=Europe/Nowhere', 'tz', undefined],
    ['timezone=UTC', 'timezone', 'tz'],
    ['groupBy=tag', 'groupBy', undefined],
    ['groupLimit=0', 'groupLimit', undefined],
    ['publishedFrom=2026-02-01&publishedTo=2026-01-01', 'publishedFrom', undefined],
    ['q=', 'q', undefined],
    ['cursor=x', 'cursor', undefined],
  ])('%s is refused', async (query, parameter, suggestion) => {
    const { status, body } = await client.get(`/v1/articles/timeline?${query}`)
    expect([status, body.type]).toEqual([400, '/problems/invalid-parameter'])
    expect(body.errors[0]).toMatchObject({ parameter, ...(suggestion ? { suggestion } : {}) })
  })

  test('1,000 buckets are drawn, 1,001 are not; open ends count as well', async () => {
    const between = (to: string) => `/v1/articles/timeline?interval=day&publishedFrom=2023-01-01&publishedTo=${to}`
    expect((await timeline(between('2025-09-26'))).data).toHaveLength(1000)
    expect((await client.get(between('2025-09-27'))).status).toBe(400)
    expect((await client.get('/v1/articles/timeline?interval=day&publishedFrom=2020-01-01')).status).toBe(400)
    expect((await client.get('/v1/articles/timeline?interval=day&publishedFrom=2020-01-01&tag=rail')).status).toBe(400)
  })

  test('a half-typed search says how it was understood, one without a word is refused', async () => {
    expect((await timeline('/v1/articles/timeline?q=%22stay%20closed')).warnings).toHaveLength(1)
    expect((await client.get('/v1/articles/timeline?q=-rail')).body.type).toBe('/problems/invalid-query')
  })
})

describe('calendars', () => {
  /** Clocks change at each of these, or the date does. */
  const turns: [string, string][] = [
    ['America/St_Johns', '2006-10-29T02:31:00Z'],
    ['America/St_Johns', '2007-03-11T03:31:00Z'],
    ['Asia/Kathmandu', '1985-12-31T18:30:00Z'],
    ['Pacific/Apia', '2011-12-30T10:00:00Z'],
    ['Africa/Casablanca', '2024-03-10T02:00:00Z'],
    ['America/New_York', '2024-03-10T07:00:00Z'],
    ['America/Havana', '2024-11-03T05:00:00Z'],
    ['America/Sao_Paulo', '2018-11-04T03:00:00Z'],
    ['Australia/Lord_Howe', '2024-04-06T15:00:00Z'],
    ['Europe/London', '1970-01-01T00:00:00Z'],
    ['Asia/Tokyo', '1700-01-06T00:00:00Z'],
  ]
  const articles: Dated[] = [{ at: null }, { at: '2199-12-31', tag: 'odd' }]
  let client: Client
  beforeAll(async () => {
    client = await openClient()
    for (const [, turn] of turns) {
      const ms = Date.parse(turn)
      for (const minutes of [-1500, -61, -29, -1, 0, 1, 29, 61, 1380, 1500, 20_000]) {
        const at = new Date(ms + minutes * 60_000).toISOString().slice(0, 19)
        articles.push({ at: minutes % 2 === 0 ? at.slice(0, 10) : `${at}Z`, tag: minutes < 0 ? 'odd' : undefined })
      }
    }
    for (const [i, { at, tag }] of articles.entries()) {
      const article = {
        title: `Story ${i}`,
        body: 'They said “it is late” again.',
        publishedAt: at,
        tags: tag ? [tag] : [],
      }
      const made = await client.send('POST', '/v1/articles', article)
      if (i % 2 === 0) await client.send('POST', '/v1/quotes', { articleId: made.body.id, text: 'it is late' })
    }
  }, 60_000)
  afterAll(() => client.close())

  const intervals = ['day', 'week', 'month', 'year'] as const
  const asked = fc.record({
    quotes: fc.boolean(),
    tz: fc.constantFrom('UTC', 'Europe/Berlin', 'Pacific/Kiritimati', ...turns.map(([zone]) => zone)),
    turn: fc.constantFrom(...turns.map(([, turn]) => Date.parse(turn))),
    interval: fc.constantFrom(...intervals),
    before: fc.integer({ min: 0, max: 3 }),
    after: fc.integer({ min: 0, max: 20 }),
    query: fc.constantFrom('', 'q=late', 'tag=odd', 'q=late&tag=odd', 'groupBy=language', 'q=late&groupBy=publisher'),
  })

  test('each bucket counts what was published on its dates, as a clock on the wall there shows them', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async ({ quotes, tz, turn, interval, before, after, query }) => {
        const [from, to] = [turn - before * 86_400_000, turn + after * 86_400_000].map((ms) => localDate(ms, tz))
        const range = `publishedFrom=${from}&publishedTo=${to}`
        const resource = quotes ? 'quotes' : 'articles'
        const { data, count } = await timelineAt(
          client,
          `/v1/${resource}/timeline?${range}&tz=${tz}&interval=${interval}&${query}`,
        )
        const all = articles.filter((_, i) => !quotes || i % 2 === 0)
        const found = query.includes('tag') ? all.filter(({ tag }) => tag) : all
        const expected = {
          count: naiveCounts(found, tz, interval, [from ?? '', to ?? '']),
          baseline: naiveCounts(all, tz, interval, [from ?? '', to ?? '']),
        }
        for (const key of ['count', 'baseline'] as const) {
          const counted = data.filter((bucket) => bucket[key] > 0).map((bucket) => [bucket.date, bucket[key]])
          expect(counted).toEqual([...expected[key]].sort())
        }
        expect(count).toBe([...expected.count.values()].reduce((sum, n) => sum + n, 0))
        for (const [i, { start, end, date }] of data.entries()) {
          expect(localDate(Date.parse(start), tz) >= date).toBe(true)
          expect(end).toBe(data[i + 1]?.start ?? end)
          expect(end > start || (end === start && date === '2011-12-30' && tz === 'Pacific/Apia')).toBe(true)
        }
      }),
      { numRuns: 100, seed: 20261122 },
    )
  }, 120_000)

  test.each(['UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia'])(
    'without a range all that is dated is in %s, each once',
    async (tz) => {
      for (const query of ['', '&q=late', '&tag=odd', '&groupBy=section']) {
        const { data, count, undated } = await timelineAt(
          client,
          `/v1/articles/timeline?interval=year&tz=${tz}${query}`,
        )
        const all = query === '&tag=odd' ? articles.filter(({ tag }) => tag) : articles
        expect(data.filter((bucket) => bucket.count > 0).map((bucket) => [bucket.date, bucket.count])).toEqual(
          [...naiveCounts(all, tz, 'year', ['0000', '9999'])].sort(),
        )
        expect(data.at(0)?.count).toBeGreaterThan(0)
        expect(data.at(-1)?.count).toBeGreaterThan(0)
        expect(count).toBe(data.reduce((sum, bucket) => sum + bucket.count, 0))
        expect(undated).toBe(query === '&tag=odd' ? 0 : 1)
      }
    },
  )

  test.each([
    ['America/New_York', '2024-03-10', 23],
    ['America/New_York', '2024-11-03', 25],
    ['Australia/Lord_Howe', '2024-04-07', 24.5],
    ['Asia/Kathmandu', '1986-01-01', 23.75],
    ['America/Sao_Paulo', '2018-11-04', 23],
    ['Asia/Kathmandu', '2024-01-01', 24],
  ])('in %s, %s has %d hours', async (tz, date, hours) => {
    const { data } = await timelineAt(
      client,
      `/v1/articles/timeline?interval=day&tz=${tz}&publishedFrom=${date}&publishedTo=${date}`,
    )
    expect(data.map((bucket) => bucket.date)).toEqual([date])
    expect(data.map(({ start, end }) => (Date.parse(end) - Date.parse(start)) / 3_600_000)).toEqual([hours])
  })

  test.each(['America/Los_Angeles', 'UTC', 'Europe/Berlin', 'Pacific/Auckland'])(
    'in %s a list of a day has what the timeline counts on it, at its edges too',
    async (tz) => {
      for (const date of ['2023-12-31', '2024-01-01', '2024-03-09', '2024-03-10', '2024-03-11']) {
        const day = `tz=${tz}&publishedFrom=${date}&publishedTo=${date}`
        for (const kind of ['articles', 'quotes']) {
          const { count } = await timelineAt(client, `/v1/${kind}/timeline?interval=day&${day}`)
          const { body } = await client.get(`/v1/${kind}?${day}&limit=100`)
          expect(body.total).toEqual({ value: count, relation: 'eq' })
        }
      }
    },
  )

  test('Samoa had no 30 December 2011; what is dated to it counts on it', async () => {
    const tz = 'tz=Pacific/Apia'
    const range = (from: string, to: string) => `${tz}&publishedFrom=2011-12-${from}&publishedTo=2011-12-${to}`
    for (const kind of ['articles', 'quotes']) {
      const path = `/v1/${kind}/timeline?interval=day`
      for (const more of ['', '&q=late', '&groupBy=language']) {
        const { data, count } = await timelineAt(client, `${path}&${range('29', '31')}${more}`)
        expect(data.map(({ date }) => date)).toEqual(['2011-12-29', '2011-12-30', '2011-12-31'])
        expect(data[1]).toMatchObject({ start: '2011-12-30T10:00:00Z', end: '2011-12-30T10:00:00Z' })
        expect(count).toBe(data.reduce((sum, bucket) => sum + bucket.count, 0))
        for (const { date, count } of data) {
          const day = range(date.slice(-2), date.slice(-2))
          expect(await timelineAt(client, `${path}&${day}${more}`)).toMatchObject({ data: [{ date, count }], count })
          for (const listed of ['', '&sort=createdAt', '&facet=publisher,year', '&total=exact']) {
            const { status, body } = await client.get(`/v1/${kind}?${day}${more.replace(/&group.*/, '')}${listed}`)
            expect([status, body.total], `${kind} ${listed}`).toEqual([200, { value: count, relation: 'eq' }])
          }
        }
      }
    }
    const dated = articles.filter(({ at }) => at === '2011-12-30')
    expect(dated.length).toBeGreaterThan(0)
    expect((await client.get(`/v1/articles?${range('30', '30')}`)).body.total.value).toBe(dated.length)
    expect((await client.get(`/v1/stats?${range('30', '30')}&period=month`)).status).toBe(200)
    expect((await client.get(`/v1/articles?${range('30', '29')}`)).status).toBe(400)
  })

  test('what is dated to a day that a zone skipped is alone in a timeline without a range, too', async () => {
    const other = await openClient()
    const article = { title: 'A', body: 'They said “it is late” again.', publishedAt: '2011-12-30', publisher: 'North' }
    const { id } = (await other.send('POST', '/v1/articles', article)).body
    await other.send('POST', '/v1/quotes', { articleId: id, text: 'it is late' })
    const tz = 'tz=Pacific/Apia'
    for (const interval of intervals)
      for (const more of ['', '&q=late', '&groupBy=publisher'])
        for (const kind of ['articles', 'quotes']) {
          const { data, count } = await timelineAt(other, `/v1/${kind}/timeline?interval=${interval}&${tz}${more}`)
          const dates = { day: '2011-12-30', week: '2011-12-26', month: '2011-12-01', year: '2011-01-01' }
          expect([count, data.map(({ date, count }) => [date, count])]).toEqual([1, [[dates[interval], 1]]])
        }
    const { diversity } = (await other.get(`/v1/stats?period=month&${tz}`)).body
    expect(diversity).toMatchObject([{ start: '2011-12-01T10:00:00Z', end: '2011-12-31T10:00:00Z', quotes: 1 }])
    await other.close()
  })
})
