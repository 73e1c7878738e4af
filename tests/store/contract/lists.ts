import { afterAll, beforeAll, expect, test } from 'vitest'
import { articleQuery, articleWith, type OpenedStore, type OpenStore, quoteQuery, sourceQuery } from '../harness.ts'

const many = 10_001

/** Totals, limits and pages of lists with more in them than is counted. */
export function listsContract(open: OpenStore): void {
  let opened: OpenedStore
  beforeAll(async () => {
    opened = await open()
    const said = Array.from({ length: many }, (_, i) => `w${i}`)
    const body = said.join(' ')
    let end = -1
    const quotes = said.map((text) => {
      const start = end + 1
      end = start + text.length
      const segments = [{ start, end }]
      return { kind: 'direct' as const, text, segments, cue: null, speaker: null, source: null, confidence: 0.9 }
    })
    await opened.store.articles.create(articleWith({ body, publishedAt: '2026-01-01' }), { quotes, sources: [] })
  })
  afterAll(() => opened.close())

  test.each([
    [{}, { value: 10_000, relation: 'gte' }],
    [{ total: 'auto' }, { value: 10_000, relation: 'gte' }],
    [{ total: 'exact' }, { value: many, relation: 'eq' }],
    [{ total: 'none' }, null],
    [{ q: 'text:w*' }, { value: 10_000, relation: 'gte' }],
    [
      { q: 'text:w*', total: 'exact' },
      { value: many, relation: 'eq' },
    ],
    [{ q: 'text:w7*' }, { value: 1111, relation: 'eq' }],
    [{ filters: { hasSource: false } }, { value: 10_000, relation: 'gte' }],
    [{ filters: { hasSource: true } }, { value: 0, relation: 'eq' }],
    [{ filters: { distinct: 'text' } }, { value: 10_000, relation: 'gte' }],
  ] as const)('the total of %o', async (asked, total) => {
    expect((await opened.store.quotes.list(quoteQuery({ limit: 1, ...asked }))).total).toEqual(total)
  })

  test('facets count the newest 10,000, or all of them', async () => {
    const { quotes } = opened.store
    const facets = {
      ignored: new Map([
        ['kind', ['kind']],
        ['tag', ['tag']],
      ]),
      limit: 10,
      tz: 'UTC',
    }
    const counted = async (total: 'auto' | 'exact', filters = {}) =>
      (await quotes.list(quoteQuery({ limit: 0, total, facets, filters }))).facets
    const kind = (count: number, relation: 'eq' | 'gte') => ({
      buckets: [{ value: 'direct', label: 'direct', count, selected: false }],
      other: 0,
      missing: 0,
      relation,
    })
    const tag = (missing: number, relation: 'eq' | 'gte') => ({ buckets: [], other: 0, missing, relation })
    expect(await counted('auto')).toEqual({ kind: kind(10_000, 'gte'), tag: tag(10_000, 'gte') })
    expect(await counted('exact')).toEqual({ kind: kind(many, 'eq'), tag: tag(many, 'eq') })
    expect(await counted('auto', { kind: ['mixed'] })).toMatchObject({
      kind: {
        buckets: [
          { value: 'direct', count: 10_000 },
          { value: 'mixed', count: 0, selected: true },
        ],
        relation: 'gte',
      },
      tag: tag(0, 'eq'),
    })
  })

  test('with limit 0 there is the total and nothing else', async () => {
    const { quotes, articles, sources } = opened.store
    const nothing = { items: [], json: new TextEncoder().encode('[]'), next: null, prev: null, warnings: [] }
    expect(await quotes.list(quoteQuery({ limit: 0, total: 'exact' }))).toEqual({
      ...nothing,
      total: { value: many, relation: 'eq' },
    })
    expect(await articles.list(articleQuery({ limit: 0, q: 'w7' }))).toMatchObject({ ...nothing, total: { value: 1 } })
    expect(await sources.list(sourceQuery({ limit: 0 }))).toMatchObject({ ...nothing, total: { value: 0 } })
  })

  test('an empty list has neither a next page nor one before', async () => {
    expect(await opened.store.sources.list(sourceQuery())).toEqual({
      items: [],
      json: new TextEncoder().encode('[]'),
      total: { value: 0, relation: 'eq' },
      next: null,
      prev: null,
      warnings: [],
    })
  })

  test('a page far into relevance or position goes on where the one before stopped', async () => {
    const { quotes } = opened.store
    for (const key of ['relevance', 'position'] as const) {
      const query = quoteQuery({
        q: 'text:w*',
        sort: [{ key, descending: key === 'relevance' }],
        limit: 100,
        total: 'none',
      })
      const seen = new Set<string>()
      let page = await quotes.list(query)
      for (let i = 0; i < 5 && page.next; i++) {
        for (const { id } of page.items) seen.add(id)
        page = await quotes.list({ ...query, cursor: { ...page.next, hash: '' } })
      }
      expect(seen.size).toBe(500)
    }
  })

  test.each([
    ['too few keys', []],
    ['too many keys', [1, 2]],
    ['a null', [null]],
    ['a text for a number', ['x']],
    ['half a second', [0.5]],
  ])('a cursor with %s was not made here', async (_, keys) => {
    const cursor = { keys, id: 'quo_0', back: false, hash: '' }
    await expect(opened.store.quotes.list(quoteQuery({ cursor }))).rejects.toMatchObject({ code: 'invalid-cursor' })
  })

  test('the store says how much there is', async () => {
    expect(await opened.store.counts()).toEqual({ articles: 1, quotes: many, sources: 0 })
    expect(await opened.store.status()).toEqual({
      schema: expect.any(Number),
      engine: expect.stringMatching(/\S \d/),
    })
  })
}
