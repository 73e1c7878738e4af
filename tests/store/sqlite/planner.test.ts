import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ArticleFilters, SortBy } from '../../../src/domain/list-query.ts'
import { parseQuery, type QueryNode } from '../../../src/domain/query.ts'
import type { Article } from '../../../src/schema/article.ts'
import { articleSearchFields, articleSortKeys } from '../../../src/schema/article-list.ts'
import { quoteSortKeys } from '../../../src/schema/quote-list.ts'
import { articlePlan, listArticles } from '../../../src/store/sqlite/articles.ts'
import { type Db, openReader } from '../../../src/store/sqlite/connect.ts'
import { registerDeadline } from '../../../src/store/sqlite/deadline.ts'
import { listQuotes } from '../../../src/store/sqlite/quotes.ts'
import { usualBounds } from '../../../src/store/sqlite/sizes.ts'
import { articleQuery, idsOf, quoteQuery } from '../harness.ts'
import { tempFolder } from '../temp-folder.ts'
import { bounds, fewFilters as few, fillDrawn, query } from './drawn.ts'

const folder = tempFolder()
let db: Db
let articles: Article[]

beforeAll(async () => {
  articles = await fillDrawn(folder.path)
  db = openReader(join(folder.path, 'whosaid.db'))
  registerDeadline(db)
})
afterAll(() => {
  db.close()
  folder.remove()
})

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
const wordsOf = (text: string | null) => (text === null ? [] : fold(text).split(' '))

/** Whether a text has these words one after the other, the last of them perhaps only begun. */
function has(words: string[], tokens: readonly string[], prefix: boolean): boolean {
  return words.some((_, at) =>
    tokens.every((token, i) => {
      const word = words[at + i] ?? ''
      return prefix && i === tokens.length - 1 ? word.startsWith(fold(token)) : word === fold(token)
    }),
  )
}

function meets(article: Article, node: QueryNode, fields: readonly string[]): boolean {
  if (node.op === 'not') return !meets(article, node.node, fields)
  if (node.op !== 'term')
    return node.nodes[node.op === 'and' ? 'every' : 'some']((child) => meets(article, child, fields))
  const inside = fields.filter((field) => node.field === null || field === node.field)
  return inside.some((field) => has(wordsOf(article[field as 'title']), node.tokens, node.prefix))
}

const some = (asked: readonly string[], found: readonly (string | null)[]) => asked.some((one) => found.includes(one))

/** Every filter as a plain test. */
const passes: { [Name in keyof ArticleFilters]: (value: never, article: Article) => boolean } = {
  publisher: (names: string[], { publisher }) => some(names, [publisher]),
  notPublisher: (names: string[], { publisher }) => !some(names, [publisher]),
  section: (names: string[], { section }) => some(names, [section]),
  notSection: (names: string[], { section }) => !some(names, [section]),
  tag: (asked: string[], { tags }) => some(asked, tags),
  tagAll: (asked: string[], { tags }) => asked.every((one) => tags.includes(one)),
  notTag: (asked: string[], { tags }) => !some(asked, tags),
  author: (names: string[], { authors }) => some(names, authors),
  language: (asked: string[], { language }) => some(asked, [language]),
  hasQuotes: (wanted: boolean, { quoteCount }) => quoteCount > 0 === wanted,
  wordCountMin: (n: number, { wordCount }) => wordCount >= n,
  wordCountMax: (n: number, { wordCount }) => wordCount <= n,
  publishedFrom: (ms: number, { publishedAt }) => publishedAt !== null && Date.parse(publishedAt) >= ms,
  publishedTo: (ms: number, { publishedAt }) => publishedAt !== null && Date.parse(publishedAt) <= ms,
}

const sortValue = (article: Article, key: string): string | number => {
  if (key === 'title') return fold(article.title)
  const value = article[key as 'wordCount' | 'publishedAt']
  return typeof value === 'number' ? value : (value ?? '')
}

function inOrder(rows: Article[], { key, descending }: SortBy<string>): string[] {
  const sign = descending ? -1 : 1
  const compare = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0)
  const sorted = rows.toSorted((a, b) => sign * (compare(sortValue(a, key), sortValue(b, key)) || compare(a.id, b.id)))
  return idsOf(sorted)
}

const sort = fc.record({ key: fc.constantFrom('relevance', ...articleSortKeys), descending: fc.boolean() })
const parsed = (q: string) => {
  try {
    return parseQuery(q, { fields: articleSearchFields }).root
  } catch {
    return null
  }
}

const facets = { ignored: new Map(['publisher', 'tag', 'year'].map((name) => [name, []])), limit: 50, tz: 'UTC' }
/** How many of some articles have each value. */
const countsOf = (rows: Article[], valuesOf: (article: Article) => (string | null)[]) =>
  rows.flatMap(valuesOf).reduce<Record<string, number>>((counts, value) => {
    if (value !== null) counts[value] = (counts[value] ?? 0) + 1
    return counts
  }, {})
const yearOf = ({ publishedAt }: Article) => publishedAt?.slice(0, 4) ?? null
/** Whether a list is counted too: then its matches are walked only once. */
const total = fc.constantFrom('auto', 'exact')
const inFields = fc.subarray([...articleSearchFields])

test('whatever is planned, a list has what a plain scan finds, in its order', () => {
  fc.assert(
    fc.property(
      fc.option(query),
      few,
      sort,
      inFields,
      bounds,
      fc.boolean(),
      total,
      (q, given, by, qIn, at, counted, to) => {
        const root = q === null ? null : parsed(q)
        fc.pre(q === null ? by.key !== 'relevance' : root !== null)
        const fields = qIn.length === 0 ? articleSearchFields : qIn
        const expected = articles
          .filter((article) => root === null || meets(article, root, fields))
          .filter((article) =>
            Object.entries(given).every(([name, value]) =>
              passes[name as keyof ArticleFilters]?.(value as never, article),
            ),
          )
        const more = counted ? { facets, total: to } : {}
        const asked = { ...(q === null ? {} : { q }), filters: given, qIn, sort: [by], limit: 100, ...more }
        const { items, total, warnings, facets: found } = listArticles(db, articleQuery(asked), at)
        const countedAs = (name: string) =>
          Object.fromEntries(found?.[name]?.buckets.map(({ value, count }) => [value, count]) ?? [])
        if (counted) {
          expect(countedAs('publisher')).toEqual(countsOf(expected, ({ publisher }) => [publisher]))
          expect(countedAs('tag')).toEqual(countsOf(expected, ({ tags }) => tags))
          expect(countedAs('year')).toEqual(countsOf(expected, (article) => [yearOf(article)]))
        }
        expect(total).toEqual({ value: expected.length, relation: 'eq' })
        if (by.key === 'relevance') expect(idsOf(items).toSorted()).toEqual(idsOf(expected).toSorted())
        else expect(idsOf(items)).toEqual(inOrder(expected, by))
        expect(warnings.filter((warning) => !/too common to rank/.test(warning))).toEqual([])
      },
    ),
    { numRuns: 1500, seed: 11 },
  )
})

test('facets of more matches than are counted are those of the newest, whichever way these are walked', () => {
  const tight = { ...usualBounds, small: 0, spelt: 0, window: 8 }
  const newest = { key: 'publishedAt', descending: true } as const
  const relations = new Set<unknown>()
  fc.assert(
    fc.property(query, few, fc.integer({ min: 1, max: 12 }), (q, given, most) => {
      const root = parsed(q)
      fc.pre(root !== null)
      const matches = articles
        .filter((article) => meets(article, root as QueryNode, articleSearchFields))
        .filter((article) =>
          Object.entries(given).every(([name, value]) =>
            passes[name as keyof ArticleFilters]?.(value as never, article),
          ),
        )
      const ids = inOrder(matches, newest)
      const counted = ids.slice(0, most).map((id) => matches.find((article) => article.id === id) as Article)
      const asked = { q, filters: given, sort: [newest], limit: 100, facets } as const
      const reply = listArticles(db, articleQuery(asked), { ...tight, counted: most, ranked: most, faceted: most })
      const buckets = reply.facets?.tag?.buckets.map(({ value, count }) => [value, count]) ?? []
      expect(idsOf(reply.items)).toEqual(ids)
      expect(Object.fromEntries(buckets)).toEqual(countsOf(counted, ({ tags }) => tags))
      const relation = matches.length > most ? 'gte' : 'eq'
      expect(reply.total).toEqual({ value: counted.length, relation })
      relations.add(`${relation} ${matches.length > 4 * most}`)
    }),
    { numRuns: 500, seed: 13 },
  )
  expect(relations).toEqual(new Set(['eq false', 'gte false', 'gte true']))
})

test('a first page by relevance is the beginning of a longer one', () => {
  fc.assert(
    fc.property(query, few, bounds, fc.integer({ min: 1, max: 9 }), fc.boolean(), (q, given, at, limit, descending) => {
      fc.pre(parsed(q) !== null)
      const first = { key: 'relevance', descending } as const
      const list = (most: number, more: readonly SortBy<'wordCount'>[]) =>
        idsOf(listArticles(db, articleQuery({ q, filters: given, sort: [first, ...more], limit: most }), at).items)
      for (const more of [[], [{ key: 'wordCount', descending: true } as const]])
        expect(list(limit, more)).toEqual(list(100, more).slice(0, limit))
    }),
    { numRuns: 300, seed: 14 },
  )
})

test.each(['relevance', ...quoteSortKeys] as const)(
  'quotes of few articles by %s are the same whichever side leads',
  (key) => {
    const asked = { q: 'sea', filters: { publisher: ['Post'] }, sort: [{ key, descending: true }], limit: 100 }
    const [usual, narrowed] = [usualBounds, { ...usualBounds, small: 0, spelt: 0, probeCost: 0 }].map((at) =>
      listQuotes(db, quoteQuery(asked), at),
    )
    expect(usual?.items.length).toBeGreaterThan(1)
    expect(narrowed?.total).toEqual(usual?.total)
    if (key === 'relevance')
      expect(idsOf(narrowed?.items ?? []).toSorted()).toEqual(idsOf(usual?.items ?? []).toSorted())
    else expect(narrowed?.items).toEqual(usual?.items)
  },
)

test('a prefix of more words than may be searched for says so, and its total is a lower bound', () => {
  const tight = { ...usualBounds, small: 0, spelt: 0, completions: 2, leastCompletions: 2 }
  const { items, total, warnings } = listArticles(db, articleQuery({ q: 'ta*', limit: 100 }), tight)
  const all = articles.filter((article) => meets(article, parsed('ta*') as QueryNode, articleSearchFields))
  expect(items.length).toBeGreaterThan(0)
  expect(items.length).toBeLessThan(all.length)
  for (const { id } of items) expect(idsOf(all)).toContain(id)
  expect(total).toEqual({ value: items.length, relation: 'gte' })
  expect(warnings).toEqual([expect.stringContaining('begin with "ta"')])
})

test('what costs too much to look for in all rows is looked for in the newest, and the reply says so', () => {
  const tight = { ...usualBounds, small: 0, spelt: 0, window: 8, reached: 0, reachedExact: 0, counted: 1000 }
  const newest = articles
    .toSorted((a, b) =>
      (a.publishedAt ?? '') < (b.publishedAt ?? '') ? 1 : a.publishedAt === b.publishedAt && a.id < b.id ? 1 : -1,
    )
    .slice(0, tight.window)
  const reaches = new Set<unknown>()
  fc.assert(
    fc.property(query, few, sort, total, (q, given, by, to) => {
      const root = parsed(q)
      fc.pre(root !== null)
      const asked = { q, filters: given, sort: [by], limit: 100, explain: true, facets, total: to } as const
      const reply = listArticles(db, articleQuery(asked), tight)
      const { searchedTo } = reply.explanation?.plan ?? {}
      const expected = (searchedTo === null ? articles : newest)
        .filter((article) => meets(article, root as QueryNode, articleSearchFields))
        .filter((article) =>
          Object.entries(given).every(([name, value]) =>
            passes[name as keyof ArticleFilters]?.(value as never, article),
          ),
        )
      reaches.add(searchedTo)
      expect(idsOf(reply.items).toSorted()).toEqual(idsOf(expected).toSorted())
      if (by.key !== 'relevance') expect(idsOf(reply.items)).toEqual(inOrder(expected, by))
      const relation = searchedTo === null ? 'eq' : 'gte'
      expect(reply.total).toEqual({ value: expected.length, relation })
      expect(reply.facets?.tag).toMatchObject({ relation })
      expect(reply.warnings.some((warning) => /only the newest 8 were searched/.test(warning))).toBe(
        searchedTo !== null,
      )
    }),
    { numRuns: 500, seed: 12 },
  )
  expect(reaches).toEqual(new Set([null, tight.window]))
})

test('quotes of the newest only, each words once: the first of those that were found', () => {
  const tight = { ...usualBounds, window: 6, reached: 0 }
  const list = (asked: Parameters<typeof quoteQuery>[0], at = usualBounds) =>
    listQuotes(db, quoteQuery({ sort: [{ key: 'publishedAt', descending: true }], limit: 100, ...asked }), at).items
  const newest = list({}).slice(0, tight.window)
  const found = list({ q: 'the -rain', filters: { distinct: 'text' } }, tight)
  const expected = newest
    .filter(({ id }) => list({ q: 'the -rain', filters: { id: [id] } }).length === 1)
    .filter(({ text }, i, all) => all.findLastIndex((other) => fold(other.text) === fold(text)) === i)
  expect(found.length).toBeGreaterThan(1)
  expect(idsOf(found)).toEqual(idsOf(expected))
})

test('a phrase of common words that never stand so is not looked for in all rows; one word, or many that are met, are', () => {
  const tight = { ...usualBounds, window: 8, reached: 0.5 }
  const searchedTo = (q: string) =>
    listArticles(db, articleQuery({ q, explain: true }), tight).explanation?.plan.searchedTo
  expect(searchedTo('"the the sea the the"')).toBeGreaterThan(0)
  expect(searchedTo('the')).toBeNull()
  expect(searchedTo('the OR sea')).toBeNull()
})

test('more matches than may be ranked: the newest of them, and the reply says so', () => {
  const tight = { ...usualBounds, ranked: 5, counted: 3 }
  const { items, total, warnings } = listArticles(db, articleQuery({ q: 'sea', limit: 100 }), tight)
  const newest = listArticles(
    db,
    articleQuery({ q: 'sea', limit: 5, sort: [{ key: 'publishedAt', descending: true }] }),
  )
  expect(idsOf(items).toSorted()).toEqual(idsOf(newest.items).toSorted())
  expect(total).toEqual({ value: 3, relation: 'gte' })
  expect(warnings).toEqual([expect.stringContaining('More than 5 match')])
})

test('highlights of a completed prefix mark the words that begin so', () => {
  const at = { ...usualBounds, small: 0, spelt: 0 }
  const { items } = listArticles(db, articleQuery({ q: 'ta* sea', highlight: true }), at)
  expect(items.length).toBeGreaterThan(0)
  for (const { highlights = [] } of items) {
    const marked = highlights.flatMap(({ text, start, matches }) =>
      matches.map(([from = 0, to = 0]) => fold(text.slice(from - start, to - start))),
    )
    expect(marked.some((word) => word.startsWith('ta'))).toBe(true)
    expect(marked).toContain('sea')
  }
})

test('however many prefixes are asked for, FTS5 gets none of them to merge, and a bounded number of words', () => {
  const at = { ...usualBounds, small: 0, spelt: 0, completions: 8, leastCompletions: 2 }
  const prefixes = ['a*', 't*', '"the s"*', 'title:p*', '-r*', 's*']
  for (const q of [prefixes.join(' '), prefixes.join(' OR '), 'a* OR (t* s*) -p*']) {
    const { match, search } = articlePlan(db, articleQuery({ q }), at)
    expect(match).not.toContain('*')
    const words = search?.completions.flatMap((completion) => completion.words) ?? []
    expect(words.length).toBeGreaterThan(0)
    expect(words.length).toBeLessThanOrEqual(prefixes.length * at.leastCompletions)
  }
})
