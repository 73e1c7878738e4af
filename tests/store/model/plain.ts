import { contextOf } from '../../../src/domain/anchor.ts'
import { foldName } from '../../../src/domain/text.ts'

/** What a store should hold, in plain arrays: slow, and simple enough to be believed. */
export type ModelArticle = {
  id: string
  title: string
  /** Epoch seconds */
  second: number | null
  publisher: string | null
  tags: string[]
  body: string
  version: number
  createdAt: string
  updatedAt: string
}
export type ModelQuote = {
  id: string
  articleId: string
  sourceId: string | null
  confidence: number | null
  text: string
  start: number
  context: { before: string; after: string }
  orphaned: boolean
  version: number
  createdAt: string
  updatedAt: string
}
export type ModelSource = { id: string; name: string; version: number; createdAt: string; updatedAt: string }
export type Model = { articles: ModelArticle[]; quotes: ModelQuote[]; sources: ModelSource[] }

export const emptyModel = (): Model => ({ articles: [], quotes: [], sources: [] })

const contextIn = (body: string, text: string, start: number) => contextOf(body, [{ start, end: start + text.length }])

/** A quote as it is when it is made. */
export const placed = (body: string, text: string) => {
  const start = body.indexOf(text)
  return { text, start, context: contextIn(body, text, start), orphaned: false, version: 1 }
}

/** What a new body does to a quote whose words stand in any body once or not at all. */
export function reanchored(quote: ModelQuote, body: string): 'kept' | 'moved' | 'orphaned' {
  const start = body.indexOf(quote.text)
  if (start < 0) {
    if (!quote.orphaned) quote.version += 1
    quote.orphaned = true
    return 'orphaned'
  }
  const context = contextIn(body, quote.text, start)
  const state = start === quote.start ? 'kept' : 'moved'
  const still = state === 'kept' && !quote.orphaned && JSON.stringify(context) === JSON.stringify(quote.context)
  if (!still) quote.version += 1
  Object.assign(quote, { start, context, orphaned: false })
  return state
}

const timeOf = (second: number | null) =>
  second === null ? null : new Date(second * 1000).toISOString().replace('.000Z', 'Z')
const distinct = <Value>(values: Value[]): number => new Set(values).size
const named = <Value>(values: (Value | null)[]): Value[] => values.filter((value) => value !== null)

/** An article as the API should show it, as far as the model knows. */
export function shownArticle({ quotes }: Model, article: ModelArticle) {
  const { id, title, publisher, tags, version } = article
  const own = quotes.filter((quote) => quote.articleId === id)
  const counts = { quoteCount: own.length, sourceCount: distinct(named(own.map(({ sourceId }) => sourceId))) }
  return { id, title, publisher, tags, version, publishedAt: timeOf(article.second), ...counts }
}

export function shownQuote(model: Model, quote: ModelQuote) {
  const { id, articleId, sourceId, confidence, text, orphaned, start, version } = quote
  const article = model.articles.find((one) => one.id === articleId)
  return {
    id,
    articleId,
    sourceId,
    text,
    version,
    attribution: { confidence },
    anchor: orphaned ? 'orphaned' : 'exact',
    segments: orphaned ? [] : [{ start, end: start + text.length }],
    publishedAt: timeOf(article?.second ?? null),
    publisher: article?.publisher ?? null,
    occurrenceCount: distinct(model.quotes.filter((one) => one.text === text).map((one) => one.articleId)),
  }
}

export function shownSource({ articles, quotes }: Model, { id, name, version }: ModelSource) {
  const own = quotes.filter(({ sourceId }) => sourceId === id)
  const seconds = named(own.map(({ articleId }) => articles.find((one) => one.id === articleId)?.second ?? null))
  return {
    id,
    name,
    version,
    quoteCount: own.length,
    articleCount: distinct(own.map(({ articleId }) => articleId)),
    firstQuotedAt: seconds.length > 0 ? timeOf(Math.min(...seconds)) : null,
    lastQuotedAt: seconds.length > 0 ? timeOf(Math.max(...seconds)) : null,
  }
}

type Value = string | number | null
export type Sort = { key: string; descending: boolean }

/** The value of a sort key, from what the model shows and knows; unknown is less than all else. */
export function sortValue(key: string, row: Record<string, unknown>): Value {
  if (key === 'title' || key === 'name') return foldName(String(row[key]))
  return (key === 'position' ? row.start : (row[key] ?? null)) as Value
}

const compare = (a: Value, b: Value): number => {
  if (a === b) return 0
  if (a === null) return -1
  if (b === null) return 1
  return a < b ? -1 : 1
}

/** The ids of rows in an order, ties by id in the direction of the last key. */
export function sortedIds(rows: readonly Record<string, unknown>[], sort: readonly Sort[]): string[] {
  const keys = [...sort, { key: 'id', descending: sort.at(-1)?.descending ?? false }]
  const ordered = rows.toSorted((a, b) => {
    for (const { key, descending } of keys) {
      const order = compare(sortValue(key, a), sortValue(key, b))
      if (order !== 0) return descending ? -order : order
    }
    return 0
  })
  return ordered.map(({ id }) => String(id))
}
