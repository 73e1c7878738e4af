import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownFilters } from '../../../src/domain/facets.ts'
import type { ArticleFilters, QuoteFilters } from '../../../src/domain/list-query.ts'
import { unconditional } from '../../../src/domain/store.ts'
import type { ArticleSummary } from '../../../src/schema/article.ts'
import { articleFacetNames } from '../../../src/schema/article-list.ts'
import type { Facet } from '../../../src/schema/facets.ts'
import type { Quote } from '../../../src/schema/quote.ts'
import { quoteFacetNames } from '../../../src/schema/quote-list.ts'
import {
  articleQuery,
  articleWith,
  type OpenedStore,
  type OpenStore,
  quoteQuery,
  sourceQuery,
  walk,
} from '../harness.ts'

type Asked = { names: readonly string[]; limit?: number; tz?: string; fixed?: readonly string[] }
const asked = ({ names, limit = 10, tz = 'UTC', fixed = [] }: Asked) => ({
  ignored: new Map(names.map((name) => [name, ownFilters(name).filter((filter) => !fixed.includes(filter))])),
  limit,
  tz,
})

const publishers = ['Post', 'Courier', 'Échos', '__proto__']
const tagsOf = (i: number) => ['a', 'b', 'c', 'A', 'tag d'].filter((_, n) => (i >> n) % 2 === 1)
const dates = ['2016-12-31T23:30:00Z', '2017-01-01', '2017-03-31T22:30:00Z', '2018-02-28', '1969-12-31T23:59:59Z', null]

/** Thirty articles with every mixture of labels, dates and quotes, by hand and not by chance. */
async function fill({ store }: OpenedStore): Promise<void> {
  const names = ['Maren Olsen', 'Ana Ruiz', 'Port of Varnes']
  const sources: string[] = []
  for (const [i, name] of names.entries())
    sources.push((await store.sources.create({ name, type: i === 2 ? 'organization' : 'person' })).id)
  for (let i = 0; i < 30; i++) {
    const article = await store.articles.create(
      articleWith({
        title: `Story ${i}`,
        body: `It is said that ${i % 3 === 0 ? 'ships' : 'trains'} are late. One two three four five.`,
        publisher: publishers[i % 5] ?? null,
        section: ['Local', null, 'World'][i % 3] ?? null,
        language: ['en', 'en-GB', 'de'][i % 3] ?? 'en',
        tags: tagsOf(i),
        authors: ['Ida', 'Jon'].slice(0, i % 3),
        publishedAt: dates[i % 6] ?? null,
      }),
      null,
    )
    const said = ['One two', 'three four', 'five'].slice(0, i % 4)
    for (const [n, text] of said.entries()) {
      const sourceId = sources[(i + n) % 4] ?? null
      const status = sourceId === null ? ('unattributed' as const) : (['confirmed', 'proposed'] as const)[n % 2]
      const kind = (['direct', 'mixed', 'indirect'] as const)[n] ?? 'direct'
      await store.quotes.create({
        articleId: article.id,
        text,
        kind,
        sourceId,
        ...(status ? { attribution: { status } } : {}),
      })
    }
    if (i % 7 === 0) await store.articles.update(article.id, { body: 'All ships are gone.' }, unconditional)
  }
}

type Values = Record<string, (string | null)[]>
/** A month on the clocks of a zone, as a newspaper there would say it. */
const monthIn = (at: string, timeZone: string) => {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit' }).formatToParts(
    new Date(at),
  )
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}`
}
/** What is dated to the day is of that date in every zone. */
const times = ({ publishedAt, publishedPrecision }: Dated, tz: string) => {
  const month = publishedAt === null ? null : monthIn(publishedAt, publishedPrecision === 'day' ? 'UTC' : tz)
  return { year: [month?.slice(0, 4) ?? null], month: [month] }
}
type Dated = Pick<ArticleSummary, 'publishedAt' | 'publishedPrecision'>
const orNone = <Item>(values: Item[]): (Item | null)[] => (values.length > 0 ? values : [null])

function valuesOfArticle(article: ArticleSummary, tz: string): Values {
  const { publisher, section, tags, authors, language, sources } = article
  return {
    publisher: [publisher],
    section: [section],
    tag: orNone(tags),
    author: orNone(authors),
    language: [language],
    source: orNone((sources ?? []).map(({ id }) => id)),
    ...times(article, tz),
  }
}

function valuesOfQuote(quote: Quote, articles: Map<string, ArticleSummary>, tz: string): Values {
  const article = articles.get(quote.articleId)
  const { section = null, tags = [] } = article ?? {}
  return {
    source: [quote.sourceId],
    sourceType: [quote.source?.type ?? null],
    publisher: [quote.publisher],
    section: [section],
    tag: orNone(tags),
    kind: [quote.kind],
    attributionStatus: [quote.attribution.status],
    anchor: [quote.anchor],
    ...times(article as ArticleSummary, tz),
  }
}

/** What a facet says, reckoned from the values of all rows: slow, and simple enough to be believed. */
function reckoned(rows: (string | null)[][], chosen: readonly string[], limit: number) {
  const counts = new Map<string, number>(chosen.map((value) => [value, 0]))
  for (const value of rows.flat()) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  const ranking = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
  const listed = ranking.filter(([value, count], i) => (i < limit && count > 0) || chosen.includes(value))
  const rest = ranking.filter((entry) => !listed.includes(entry))
  return {
    buckets: listed.map(([value, count]) => ({ value, count })),
    other: rest.reduce((sum, [, count]) => sum + count, 0),
    missing: rows.filter((values) => values[0] === null).length,
    relation: 'eq',
  }
}
const shown = ({ buckets, ...facet }: Facet) => ({
  buckets: buckets.map(({ value, count }) => ({ value, count })),
  ...facet,
})

const some = (...values: string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })
const bound = fc.constantFrom(...['2016-12-31', '2017-01-01', '2017-04-01', '2018-02-28T23:59:59Z'].map(Date.parse))
/** At most three of these: more of them leave nothing to count. */
const few = (model: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .tuple(fc.record(model), fc.subarray(Object.keys(model), { maxLength: 3 }))
    .map(([all, names]) => Object.fromEntries(names.map((name) => [name, all[name]])))
const shared = {
  publisher: some(...publishers, 'nobody'),
  section: some('Local', 'World'),
  tag: some('a', 'b', 'A', 'tag d', 'x'),
  language: some('en', 'EN-gb', 'de'),
  publishedFrom: bound,
}
const articleFilters = few({
  ...shared,
  notPublisher: some(...publishers),
  tagAll: some('a', 'b', 'c'),
  notTag: some('c'),
  author: some('Ida', 'Jon'),
  source: some('maren-olsen', 'ana-ruiz'),
  hasQuotes: fc.boolean(),
}) as fc.Arbitrary<ArticleFilters>
const quoteFilters = few({
  ...shared,
  source: some('maren-olsen', 'port-of-varnes'),
  sourceType: some('person', 'unknown'),
  kind: some('direct', 'mixed'),
  attributionStatus: some('confirmed', 'disputed'),
  anchor: some('exact'),
  hasSource: fc.boolean(),
  distinct: fc.constant('text'),
}) as fc.Arbitrary<QuoteFilters>
const options = fc.record({
  limit: fc.integer({ min: 1, max: 6 }),
  tz: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati'),
  q: fc.constantFrom(undefined, 'ships', 'late OR two'),
})

/** Facets count what a list without their own filter would show. */
export function facetsContract(open: OpenStore): void {
  let opened: OpenedStore
  const bySlug = new Map<string, string>()
  beforeAll(async () => {
    opened = await open()
    await fill(opened)
    for (const { slug, id } of (await opened.store.sources.list(sourceQuery())).items) bySlug.set(slug, id)
  })
  afterAll(() => opened.close())

  /** Values that a filter asks for, as the facet of its name has them. */
  const chosenOf = (name: string, filters: Record<string, unknown>): string[] => {
    const values = (filters[name] ?? []) as string[]
    const spelt: Record<string, (value: string) => string> = {
      source: (slug) => bySlug.get(slug) ?? slug,
      language: (tag) => (tag === 'EN-gb' ? 'en-GB' : tag),
    }
    return values.map(spelt[name] ?? ((value) => value))
  }

  const without = (filters: object, name: string): Record<string, unknown> =>
    Object.fromEntries(Object.entries(filters).filter(([filter]) => !ownFilters(name).includes(filter)))

  test('of articles, under any filters', async () => {
    const { articles } = opened.store
    await fc.assert(
      fc.asyncProperty(articleFilters, options, async (filters, { q, ...option }) => {
        const search = q === undefined ? {} : { q }
        const facets = asked({ names: articleFacetNames, ...option })
        const page = await articles.list(articleQuery({ filters, facets, limit: 1, ...search }))
        expect(Object.keys(page.facets ?? {})).toEqual(articleFacetNames)
        for (const name of articleFacetNames) {
          const query = articleQuery({ filters: without(filters, name), limit: 100, include: ['sources'], ...search })
          const rows = (await articles.list(query)).items.map((item) => valuesOfArticle(item, option.tz)[name] ?? [])
          const expected = reckoned(rows, chosenOf(name, filters as Record<string, unknown>), option.limit)
          expect([name, shown(page.facets?.[name] as Facet)]).toEqual([name, expected])
        }
      }),
      { numRuns: 60 },
    )
  })

  test('of quotes, under any filters', async () => {
    const { articles, quotes } = opened.store
    const all = await walk(articles.list, articleQuery())
    const byId = new Map(all.forward.map((article) => [article.id, article]))
    await fc.assert(
      fc.asyncProperty(quoteFilters, options, async (filters, { q, ...option }) => {
        const search = q === undefined ? {} : { q }
        const facets = asked({ names: quoteFacetNames, ...option })
        const page = await quotes.list(quoteQuery({ filters, facets, limit: 0, ...search }))
        for (const name of quoteFacetNames) {
          const query = quoteQuery({ filters: without(filters, name), limit: 100, include: ['source'], ...search })
          const rows = (await quotes.list(query)).items.map((item) => valuesOfQuote(item, byId, option.tz)[name] ?? [])
          const expected = reckoned(rows, chosenOf(name, filters as Record<string, unknown>), option.limit)
          expect([name, shown(page.facets?.[name] as Facet)]).toEqual([name, expected])
        }
      }),
      { numRuns: 60 },
    )
  })

  test('a source is called by its id and read by its name; asked for by its slug, it is selected once', async () => {
    const id = bySlug.get('ana-ruiz') ?? ''
    const filters = { source: ['ana-ruiz', id, 'nobody-at-all'], kind: ['indirect' as const] }
    const facets = asked({ names: ['source', 'kind'], limit: 1 })
    const page = await opened.store.quotes.list(quoteQuery({ filters, facets }))
    const buckets = page.facets?.source?.buckets ?? []
    expect(buckets.filter(({ selected }) => selected)).toEqual([
      { value: id, label: 'Ana Ruiz', count: page.total?.value, selected: true },
      { value: 'nobody-at-all', label: 'nobody-at-all', count: 0, selected: true },
    ])
    expect(new Set(buckets.map(({ value }) => value)).size).toBe(buckets.length)
    expect(page.facets?.kind?.buckets.map(({ value, selected }) => [value, selected])).toContainEqual([
      'indirect',
      true,
    ])
  })

  test('a filter that the path fixes is honoured by its own facet as well', async () => {
    const filters = { source: ['ana-ruiz'] }
    const facets = asked({ names: ['source'], fixed: ['source'] })
    const { total, facets: found } = await opened.store.articles.list(articleQuery({ filters, facets }))
    const [first, ...others] = found?.source?.buckets ?? []
    expect(first).toEqual({ value: bySlug.get('ana-ruiz'), label: 'Ana Ruiz', count: total?.value, selected: false })
    expect(others.map(({ label }) => label)).toEqual(['Maren Olsen'])
    expect(found?.source?.missing).toBe(0)
  })

  const periods = async (name: string, from: string, to: string | null, tz = 'UTC', limit = 1) => {
    const filters = { publishedFrom: Date.parse(from), ...(to === null ? {} : { publishedTo: Date.parse(to) }) }
    const page = await opened.store.articles.list(
      articleQuery({ filters, limit: 0, facets: asked({ names: [name], tz, limit }) }),
    )
    return page.facets?.[name]?.buckets.map(({ value, count, selected }) => [value, count, selected])
  }

  test('years and months between the dates asked for are selected, and listed where there are at most 50', async () => {
    expect(await periods('year', '2017-06-01', '2018-01-01')).toEqual([
      ['2017', 10, true],
      ['2018', 5, true],
    ])
    expect(await periods('month', '2017-02-01', '2017-03-31T23:59:59Z', 'UTC', 2)).toEqual([
      ['1969-12', 5, false],
      ['2016-12', 5, false],
      ['2017-03', 5, true],
      ['2017-02', 0, true],
    ])
    expect(await periods('month', '2017-03-31T22:00:00Z', '2017-04-01', 'Europe/Berlin', 9)).toContainEqual([
      '2017-04',
      5,
      true,
    ])
    expect(await periods('month', '2014-02-01', '2018-03-31', 'UTC', 1)).toHaveLength(51)
    expect(await periods('month', '2014-01-01', '2018-03-31', 'UTC', 2)).toHaveLength(2)
    expect(await periods('year', '2017-01-01', null, 'UTC', 9)).toEqual([
      ['2017', 10, true],
      ['1969', 5, false],
      ['2016', 5, false],
      ['2018', 5, true],
    ])
  })

  test('of sources', async () => {
    const { sources } = opened.store
    const port = bySlug.get('port-of-varnes') ?? ''
    await sources.update(bySlug.get('ana-ruiz') ?? '', { organizationId: port }, unconditional)
    const page = await sources.list(
      sourceQuery({ filters: { type: ['unknown'] }, facets: asked({ names: ['type', 'organizationId'] }) }),
    )
    expect(page.facets).toEqual({
      type: {
        buckets: [
          { value: 'person', label: 'person', count: 2, selected: false },
          { value: 'organization', label: 'organization', count: 1, selected: false },
          { value: 'unknown', label: 'unknown', count: 0, selected: true },
        ],
        other: 0,
        missing: 0,
        relation: 'eq',
      },
      organizationId: { buckets: [], other: 0, missing: 0, relation: 'eq' },
    })
    const all = await sources.list(sourceQuery({ facets: asked({ names: ['organizationId'] }) }))
    expect(all.facets?.organizationId).toMatchObject({
      buckets: [{ value: port, label: 'Port of Varnes', count: 1 }],
      missing: 2,
    })
  })

  test('agree with the total, whatever is written meanwhile', async () => {
    const { articles } = opened.store
    const facets = asked({ names: ['language', 'month'] })
    const writes = Array.from({ length: 30 }, (_, i) => articles.create(articleWith({ title: `Later ${i}` }), null))
    const pages = await Promise.all(writes.map(() => articles.list(articleQuery({ limit: 0, facets }))))
    await Promise.all(writes)
    for (const { total, facets: found } of pages)
      for (const { buckets, other, missing } of Object.values(found ?? {}))
        expect(buckets.reduce((sum, { count }) => sum + count, other + missing)).toBe(total?.value)
  })

  test('nothing is counted that was not asked for', async () => {
    expect(await opened.store.articles.list(articleQuery())).not.toHaveProperty('facets')
  })
}
