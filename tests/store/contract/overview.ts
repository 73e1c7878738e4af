import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOf, type OpenedStore, type OpenStore } from '../harness.ts'
import { type Corpus, fillCorpus } from './corpus.ts'

const asked = { q: null, qIn: [], filters: {}, interval: 'month', tz: 'UTC', groupBy: null, groupLimit: 10 } as const
const all = { tz: 'UTC', limit: 20 } as const

/** Timelines, statistics and who is quoted beside whom. */
export function overviewContract(open: OpenStore): void {
  let opened: OpenedStore
  let corpus: Corpus
  beforeAll(async () => {
    opened = await open()
    corpus = await fillCorpus(opened.store)
  })
  afterAll(() => opened.close())

  test('a timeline has every month from the first match to the last', async () => {
    const { data, count, undated } = await opened.store.articles.timeline(asked)
    expect(data.map(({ date, count: n }) => [date, n])).toEqual([
      ['2025-12-01', 1],
      ['2026-01-01', 0],
      ['2026-02-01', 1],
      ['2026-03-01', 1],
    ])
    expect([count, undated]).toEqual([3, 1])
    const quotes = await opened.store.quotes.timeline({ ...asked, groupBy: 'kind', filters: { hasSource: false } })
    expect([quotes.count, quotes.undated, quotes.groups?.series.map(({ value }) => value).sort()]).toEqual([
      2,
      1,
      ['direct', 'indirect'],
    ])
  })

  test('more buckets than are drawn are refused', async () => {
    const filters = { publishedFrom: Date.UTC(1900, 0, 1), publishedTo: Date.UTC(2000, 0, 1) }
    expect(await codeOf(opened.store.quotes.timeline({ ...asked, interval: 'day', filters }))).toBe('invalid-parameter')
  })

  test('statistics count what there is, and who is quoted by whom', async () => {
    const { corpus: counts, diversity } = await opened.store.stats({ ...all, period: 'all', publishers: [] })
    expect(counts).toMatchObject({ articles: 4, quotes: 7, sources: 4, publishers: 2 })
    const rows = diversity.map(({ publisher, quotes, distinctSources }) => [publisher, quotes, distinctSources])
    expect(rows[0]).toEqual(['Varnes Courier', 5, 2])
    expect(rows).toEqual(
      expect.arrayContaining([
        ['Morning Post', 1, 1],
        [null, 1, 0],
      ]),
    )
  })

  test('co-quoted sources share an article; what there is not is said to be so', async () => {
    const { data, total } = await opened.store.sources.coQuoted(corpus.id.olsen ?? '', all)
    expect([corpus.keys(data.map(({ source }) => source)), total]).toEqual([['ruiz'], 1])
    expect(await codeOf(opened.store.sources.coQuoted('nobody', all))).toBe('not-found')
  })
}
