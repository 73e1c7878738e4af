import type { ArticleFilters } from '../../domain/list-query.ts'
import type { Conditions } from './list.ts'
import { positionOf } from './position.ts'
import { raw, type Sql, sql } from './sql.ts'

/** The numbers of these labels. */
export const label = (kind: string, values: readonly string[]): Sql =>
  sql`SELECT id FROM labels WHERE kind = ${kind} AND value IN (${values})`
const labelled = (kind: string, values: readonly string[]): Sql =>
  sql`a.position IN (SELECT article FROM article_labels WHERE label IN (${label(kind, values)}))`
const text = (column: string, values: readonly string[]): Sql =>
  sql`a.position IN (SELECT position FROM article_texts WHERE ${raw(column)} IN (${values}))`

/** The sources that these ids or slugs name. */
export const sourcesNamed = (refs: readonly string[]): Sql =>
  sql`SELECT pk FROM sources WHERE id IN (${refs}) OR slug IN (${refs})`

/** From the first ms of a second on, or from the next second. */
export const publishedFrom = (position: Sql, ms: number): Sql => sql`${position} >= ${positionOf(Math.ceil(ms / 1000))}`
/** To the end of the second that has this ms; undated rows are not in any range. */
export const publishedTo = (position: Sql, ms: number): Sql =>
  sql`${position} < ${positionOf(Math.floor(ms / 1000) + 1)} AND ${position} >= ${positionOf(-8_520_336_000)}`

/** A clause for each filter there is: a filter without one does not compile. */
export type Clauses<Filters> = {
  [Name in keyof Required<Filters>]: (value: NonNullable<Filters[Name]>, position: Sql) => Sql
}

/** Every filter of articles as a condition on `articles a`. */
const clauses: Clauses<ArticleFilters> = {
  id: (ids) => sql`a.id IN (${ids})`,
  url: (urls) => text('url', urls),
  externalId: (ids) => text('external_id', ids),
  publisher: (names) => sql`a.publisher IN (${label('publisher', names)})`,
  notPublisher: (names) => sql`a.publisher IS NULL OR a.publisher NOT IN (${label('publisher', names)})`,
  section: (names) => sql`a.section IN (${label('section', names)})`,
  notSection: (names) => sql`a.section IS NULL OR a.section NOT IN (${label('section', names)})`,
  tag: (tags) => labelled('tag', tags),
  tagAll: (tags) =>
    sql`a.position IN (SELECT article FROM article_labels WHERE label IN (${label('tag', tags)})
      GROUP BY article HAVING count(*) = ${new Set(tags).size})`,
  notTag: (tags) => sql`NOT (${labelled('tag', tags)})`,
  author: (names) => labelled('author', names),
  language: (tags) => sql`a.language IN (${label('language', tags)})`,
  source: (refs) => sql`a.position IN (SELECT article FROM article_sources WHERE source IN (${sourcesNamed(refs)}))`,
  hasQuotes: (wanted) => raw(wanted ? 'a.quote_count > 0' : 'a.quote_count = 0'),
  publishedFrom: (ms, position) => publishedFrom(position, ms),
  publishedTo: (ms, position) => publishedTo(position, ms),
  updatedFrom: (ms) => sql`a.updated_at >= ${ms}`,
  updatedTo: (ms) => sql`a.updated_at <= ${ms}`,
  wordCountMin: (n) => sql`a.word_count >= ${n}`,
  wordCountMax: (n) => sql`a.word_count <= ${n}`,
  quoteCountMin: (n) => sql`a.quote_count >= ${n}`,
  quoteCountMax: (n) => sql`a.quote_count <= ${n}`,
}

/** The conditions of the filters that are given, from a table with a clause for each. */
export function conditionsOf<Filters extends object>(table: Clauses<Filters>, filters: Filters): Conditions {
  const given = (Object.keys(filters) as (keyof Filters)[]).filter((name) => filters[name] !== undefined)
  return (position) => given.map((name) => table[name](filters[name] as NonNullable<Filters[typeof name]>, position))
}

/** The filters of articles in SQL. */
export const articleConditions = (filters: ArticleFilters): Conditions => conditionsOf<ArticleFilters>(clauses, filters)
