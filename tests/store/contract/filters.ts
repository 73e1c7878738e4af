import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ArticleFilters, QuoteFilters } from '../../../src/domain/list-query.ts'
import { articleQuery, type OpenedStore, type OpenStore, quoteQuery, sourceQuery, unusedId } from '../harness.ts'
import { type Corpus, fillCorpus } from './corpus.ts'
import { articleCases, type Cases, feb10, type Id, quoteCases, sourceCases } from './filter-cases.ts'

const names = <Filters extends object>(cases: Cases<Filters>) => Object.keys(cases) as (keyof Filters & string)[]

/** Every filter finds what it says and nothing else, alone and with others. */
export function filtersContract(open: OpenStore): void {
  let opened: OpenedStore
  let corpus: Corpus
  const id: Id = (key) => corpus.id[key] ?? ''
  beforeAll(async () => {
    opened = await open()
    corpus = await fillCorpus(opened.store)
  })
  afterAll(() => opened.close())

  test.each(names(articleCases))('articles by %s', async (name) => {
    for (const [value, expected] of articleCases[name](id)) {
      const { items, total } = await opened.store.articles.list(articleQuery({ filters: { [name]: value } }))
      expect([value, corpus.keys(items).join(' ')]).toEqual([value, expected])
      expect(total).toEqual({ value: items.length, relation: 'eq' })
    }
  })

  test.each(names(quoteCases))('quotes by %s', async (name) => {
    for (const [value, expected] of quoteCases[name](id)) {
      const { items, total } = await opened.store.quotes.list(quoteQuery({ filters: { [name]: value } }))
      expect([value, corpus.keys(items).join(' ')]).toEqual([value, expected])
      expect(total).toEqual({ value: items.length, relation: 'eq' })
    }
  })

  test.each(names(sourceCases))('sources by %s', async (name) => {
    for (const [value, expected] of sourceCases[name](id)) {
      const { items, total } = await opened.store.sources.list(sourceQuery({ filters: { [name]: value } }))
      expect([value, corpus.keys(items).join(' ')]).toEqual([value, expected])
      expect(total).toEqual({ value: items.length, relation: 'eq' })
    }
  })

  test('filters, and a search, are met all together', async () => {
    const { articles, quotes, sources } = opened.store
    const both = { publisher: ['Varnes Courier'], tag: ['shipping', 'tax'], publishedFrom: feb10, source: ['minister'] }
    expect(corpus.keys((await articles.list(articleQuery({ filters: both }))).items)).toEqual(['harbour'])
    expect(corpus.keys((await articles.list(articleQuery({ filters: both, q: 'rail' }))).items)).toEqual([])
    expect(corpus.keys((await articles.list(articleQuery({ filters: both, q: 'port' }))).items)).toEqual(['harbour'])
    const said = { language: ['en'], hasSource: true, wordCountMin: 6 }
    expect(corpus.keys((await quotes.list(quoteQuery({ filters: said }))).items)).toEqual(['size'])
    expect(corpus.keys((await quotes.list(quoteQuery({ filters: said, q: 'text:may' }))).items)).toEqual([])
    const quoted = { type: ['person' as const], publisher: ['Varnes Courier'], quoteCountMin: 2 }
    expect(corpus.keys((await sources.list(sourceQuery({ filters: quoted }))).items)).toEqual(['ruiz'])
  })

  test('of the same words only those published first remain, among what the filters and the search leave', async () => {
    const distinct = async (filters: QuoteFilters, q?: string) => {
      const query = quoteQuery({ filters: { ...filters, distinct: 'text' }, ...(q === undefined ? {} : { q }) })
      return corpus
        .keys((await opened.store.quotes.list(query)).items)
        .sort()
        .join(' ')
    }
    expect(await distinct({ wordCountMin: 6 })).toBe('again')
    expect(await distinct({ wordCountMin: 6, language: ['en'] })).toBe('size')
    expect(await distinct({ wordCountMin: 6, hasSource: false })).toBe('undated')
    expect(await distinct({ wordCountMin: 6, publishedFrom: feb10 + 1 })).toBe('size')
    expect(await distinct({}, 'text:meant')).toBe('again')
    expect(await distinct({}, 'text:meant -rail')).toBe('size')
    expect(await distinct({}, 'speaker:engineer')).toBe('size')
    expect(await distinct({}, 'text:(nobody OR pilots)')).toBe('pilots why')
  })

  test('as many values as the door lets through are no trouble', async () => {
    const many = (prefix: string, n = 50) => Array.from({ length: n }, (_, i) => `${prefix}-${i}`)
    const filters: ArticleFilters = {
      id: Array.from({ length: 100 }, () => unusedId('art')),
      url: many('https://example.org/x'),
      externalId: many('x'),
      ...Object.fromEntries(
        ['publisher', 'notPublisher', 'section', 'notSection', 'tag', 'tagAll', 'notTag', 'author', 'source'].map(
          (name) => [name, many(name)],
        ),
      ),
      language: many('en'),
    }
    expect((await opened.store.articles.list(articleQuery({ filters }))).total).toEqual({ value: 0, relation: 'eq' })
    const identifier = many('scheme:value')
    expect((await opened.store.sources.list(sourceQuery({ filters: { identifier } }))).items).toEqual([])
  })
}
