import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ArticleFilters, QuoteFilters, SourceFilters } from '../../../src/domain/list-query.ts'
import { articleQuery, type OpenedStore, type OpenStore, quoteQuery, sourceQuery, unusedId } from '../harness.ts'
import { type Corpus, fillCorpus } from './corpus.ts'

type Id = (key: string) => string
/** For each filter: values, and the keys of what they find, in the default order. */
type Cases<Filters> = { [Name in keyof Required<Filters>]: (id: Id) => [NonNullable<Filters[Name]>, string][] }

const at = (text: string) => Date.parse(text)
const every = 'harbour rail tax notice'
const future = at('2199-01-01')
const [march4, feb10, dec31] = [at('2026-03-04T09:30:00Z'), at('2026-02-10'), at('2025-12-31T23:59:59Z')]

const articleCases: Cases<ArticleFilters> = {
  id: (id) => [
    [[id('tax'), id('harbour'), unusedId('art')], 'harbour tax'],
    [Array.from({ length: 100 }, () => unusedId('art')), ''],
  ],
  url: () => [
    [['https://example.org/harbour', 'https://example.org/x'], 'harbour'],
    [['https://example.org/HARBOUR'], ''],
  ],
  externalId: () => [
    [['harbour'], 'harbour'],
    [['x'], ''],
  ],
  publisher: () => [
    [['Varnes Courier'], 'harbour tax'],
    [['Morning Post', 'Varnes Courier', 'x'], 'harbour rail tax'],
    [['varnes courier'], ''],
    [['__proto__'], ''],
  ],
  notPublisher: () => [
    [['Varnes Courier'], 'rail notice'],
    [['x'], every],
    [['Varnes Courier', 'Morning Post'], 'notice'],
  ],
  section: () => [
    [['Local', 'Politics'], 'harbour tax'],
    [['x'], ''],
  ],
  notSection: () => [
    [['Local'], 'rail tax notice'],
    [['Local', 'Politics', 'Transport'], 'notice'],
  ],
  tag: () => [
    [['shipping'], 'harbour rail'],
    [['tax', 'rail'], 'rail tax'],
    [['__proto__'], 'rail'],
    [['constructor'], ''],
    [['Ida Lund'], ''],
  ],
  tagAll: () => [
    [['shipping', 'harbour'], 'harbour'],
    [['shipping', ' shipping '], 'harbour rail'],
    [['shipping', 'x'], ''],
  ],
  notTag: () => [
    [['shipping'], 'tax notice'],
    [['shipping', 'tax'], 'notice'],
    [['x'], every],
  ],
  author: () => [
    [['Ida Lund'], 'harbour tax'],
    [['Jon Vik', 'Ida Lund'], 'harbour rail tax'],
    [['tax'], ''],
  ],
  language: () => [
    [['en'], 'harbour notice'],
    [['en-GB', 'de'], 'rail tax'],
    [['fr'], ''],
  ],
  source: (id) => [
    [[id('olsen')], 'harbour'],
    [['minister', id('port')], 'harbour rail tax'],
    [['minister'], 'harbour tax'],
    [['silent-partner', 'x', unusedId('src')], ''],
  ],
  hasQuotes: () => [
    [true, every],
    [false, ''],
  ],
  publishedFrom: () => [
    [feb10, 'harbour rail'],
    [feb10 + 1, 'harbour'],
    [march4 - 999, 'harbour'],
    [march4 + 1, ''],
    [at('1700-01-01'), 'harbour rail tax'],
  ],
  publishedTo: () => [
    [dec31, 'tax'],
    [dec31 + 999, 'tax'],
    [dec31 - 1, ''],
    [feb10 + 86_399_999, 'rail tax'],
    [future, 'harbour rail tax'],
  ],
  updatedFrom: () => [
    [at('2020-01-01'), every],
    [future, ''],
  ],
  updatedTo: () => [
    [at('2020-01-01'), ''],
    [future, every],
  ],
  wordCountMin: () => [
    [15, 'harbour rail notice'],
    [1000, ''],
  ],
  wordCountMax: () => [
    [14, 'tax'],
    [0, ''],
  ],
  quoteCountMin: () => [
    [2, 'harbour tax'],
    [4, ''],
  ],
  quoteCountMax: () => [
    [1, 'rail notice'],
    [0, ''],
  ],
}

const allQuotes = 'pilots may size again cafe why undated'
const quoteCases: Cases<QuoteFilters> = {
  id: (id) => [
    [[id('why'), id('size')], 'size why'],
    [[unusedId('quo')], ''],
  ],
  articleId: (id) => [
    [[id('rail'), id('notice')], 'again undated'],
    [[id('harbour')], 'pilots may size'],
    [[unusedId('art')], ''],
  ],
  source: (id) => [
    [['minister'], 'may why'],
    [[id('olsen'), 'port-of-varnes'], 'size again'],
    [['silent-partner'], ''],
  ],
  sourceType: () => [
    [['person'], 'may size why'],
    [['organization', 'person'], 'may size again why'],
    [['unknown'], ''],
  ],
  publisher: () => [
    [['Varnes Courier'], 'pilots may size cafe why'],
    [['x'], ''],
  ],
  section: () => [
    [['Transport', 'Politics'], 'again cafe why'],
    [['x'], ''],
  ],
  tag: () => [
    [['tax', 'rail'], 'again cafe why'],
    [['x'], ''],
  ],
  language: () => [
    [['en'], 'pilots may size undated'],
    [['de', 'en-GB'], 'again cafe why'],
    [['fr'], ''],
  ],
  kind: () => [
    [['mixed', 'indirect'], 'pilots may'],
    [['direct'], 'size again cafe why undated'],
  ],
  attributionStatus: () => [
    [['proposed', 'disputed'], 'may again'],
    [['unattributed'], 'pilots cafe undated'],
  ],
  confidenceMin: () => [
    [0.6, 'may again'],
    [0, 'may again cafe'],
    [1, ''],
  ],
  confidenceMax: () => [
    [0.6, 'may cafe'],
    [1, 'may again cafe'],
  ],
  anchor: () => [
    [['orphaned'], 'why'],
    [['orphaned', 'exact'], allQuotes],
  ],
  hasSource: () => [
    [true, 'may size again why'],
    [false, 'pilots cafe undated'],
  ],
  publishedFrom: () => [
    [feb10, 'pilots may size again'],
    [march4 + 1, ''],
  ],
  publishedTo: () => [
    [feb10, 'again cafe why'],
    [dec31 - 1, ''],
  ],
  wordCountMin: () => [
    [6, 'size again undated'],
    [100, ''],
  ],
  wordCountMax: () => [
    [4, 'why'],
    [0, ''],
  ],
  distinct: () => [['text', 'pilots may again cafe why']],
}

const sourceCases: Cases<SourceFilters> = {
  id: (id) => [
    [[id('ruiz'), id('silent')], 'ruiz silent'],
    [[unusedId('src')], ''],
  ],
  slug: () => [
    [['minister', 'maren-olsen'], 'ruiz olsen'],
    [['x'], ''],
  ],
  type: () => [
    [['person'], 'ruiz olsen'],
    [['unknown', 'organization'], 'port silent'],
  ],
  organizationId: (id) => [
    [[id('port')], 'olsen'],
    [[id('olsen')], ''],
  ],
  identifier: () => [
    [['varnes:1:a'], 'olsen'],
    [['varnes:1', 'x:y'], ''],
  ],
  publisher: () => [
    [['Varnes Courier'], 'ruiz olsen'],
    [['Morning Post', 'x'], 'port'],
    [['x'], ''],
  ],
  tag: () => [
    [['shipping'], 'ruiz olsen port'],
    [['tax'], 'ruiz'],
    [['x'], ''],
  ],
  quoteCountMin: () => [
    [1, 'ruiz olsen port'],
    [2, 'ruiz'],
    [3, ''],
  ],
}

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
