import { line } from '../../domain/describe-article.ts'
import { canonicalLanguage } from '../../domain/language.ts'
import type { ArticleFilters } from '../../domain/list-query.ts'
import { zoneOf } from '../../domain/zone.ts'
import { type Dates, isDayOfArticle, rangeOf } from './edges.ts'
import type { LabelKind } from './labels.ts'
import type { Conditions } from './plan.ts'
import { raw, type Sql, sql } from './sql.ts'

/** The numbers of these labels. */
export const label = (kind: LabelKind, values: readonly string[]): Sql =>
  sql`SELECT id FROM labels WHERE kind = ${kind} AND value IN (${values.map(line)})`
/** One of what a query finds. Of a single one SQLite knows that its rows stand in an index in the order of their rowids. */
export const among = (column: Sql, found: Sql, asked: readonly string[]): Sql =>
  asked.length === 1 ? sql`${column} = (${found})` : sql`${column} IN (${found})`
/** The articles with one of these labels. */
const labelled = (article: Sql, kind: LabelKind, values: readonly string[]): Sql =>
  sql`${article} IN (SELECT article FROM article_labels WHERE deadline() AND ${among(raw('label'), label(kind, values), values)})`
const article = raw('a.position')
const text = (column: string, values: readonly string[]): Sql =>
  sql`a.position IN (SELECT position FROM article_texts WHERE ${raw(column)} IN (${values}))`

/** The sources that these ids or slugs name, or that those were merged into. No slug has the form of an id. */
export const sourcesNamed = (refs: readonly string[]): Sql => {
  const ids = refs.filter((ref) => ref.startsWith('src_'))
  const slugs = refs.filter((ref) => !ref.startsWith('src_'))
  const merged = sql`SELECT survivor FROM merged_sources WHERE id IN (${ids})`
  // as a path does: a slug that went means the last that had it, unless a source has it now
  const gone = sql`SELECT survivor FROM merged_sources m WHERE slug IN (${slugs}) AND NOT EXISTS (SELECT 1 FROM sources WHERE slug = m.slug)
    AND merged_at = (SELECT max(merged_at) FROM merged_sources WHERE slug = m.slug)`
  const byId = sql`SELECT pk FROM sources WHERE id IN (${ids}) UNION ${merged}`
  const bySlug = sql`SELECT pk FROM sources WHERE slug IN (${slugs}) UNION ${gone}`
  if (slugs.length === 0) return byId
  return ids.length === 0 ? bySlug : sql`${byId} UNION ${bySlug}`
}

/** A clause for each filter there is: a filter without one does not compile. */
export type Clauses<Filters> = {
  [Name in keyof Required<Filters>]: (value: NonNullable<Filters[Name]>, position: Sql) => Sql
}

/** What dates do not answer (edges.ts). */
type RowFilters = Omit<ArticleFilters, keyof Dates>

/** Every other filter of articles as a condition on `articles a`. */
const clauses: Clauses<RowFilters> = {
  id: (ids) => sql`a.id IN (${ids})`,
  url: (urls) => text('url', urls),
  externalId: (ids) => text('external_id', ids),
  publisher: (names) => among(raw('a.publisher'), label('publisher', names), names),
  notPublisher: (names) => sql`a.publisher IS NULL OR a.publisher NOT IN (${label('publisher', names)})`,
  section: (names) => among(raw('a.section'), label('section', names), names),
  notSection: (names) => sql`a.section IS NULL OR a.section NOT IN (${label('section', names)})`,
  tag: (tags) => labelled(article, 'tag', tags),
  tagAll: (tags) =>
    sql`a.position IN (SELECT article FROM article_labels WHERE deadline() AND label IN (${label('tag', tags)})
      GROUP BY article HAVING count(*) = ${new Set(tags.map(line)).size})`,
  notTag: (tags) => sql`NOT (${labelled(article, 'tag', tags)})`,
  author: (names) => labelled(article, 'author', names),
  language: (tags) => among(raw('a.language'), label('language', tags.map(canonicalLanguage)), tags),
  source: (refs) =>
    sql`a.position IN (SELECT article FROM article_sources WHERE ${among(raw('source'), sourcesNamed(refs), refs)})`,
  hasQuotes: (wanted) => raw(wanted ? 'a.quote_count > 0' : 'a.quote_count = 0'),
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

/** The filters that an index leads to. */
const indexed = [
  'id',
  'url',
  'externalId',
  'source',
  'hasQuotes',
  'updatedFrom',
  'updatedTo',
  'wordCountMin',
  'wordCountMax',
  'quoteCountMin',
  'quoteCountMax',
] as const

/** The filters of articles, each alone, that an index leads to. */
export const articleNarrowing = (filters: ArticleFilters): Sql[] =>
  conditionsOf<RowFilters>(clauses, pick<RowFilters>(filters, indexed))(article)

/** The filters of these names. */
export const pick = <Filters extends object>(filters: Filters, names: readonly (keyof Filters)[]): Filters =>
  Object.fromEntries(names.map((name) => [name, filters[name]])) as Filters

/** The filters of articles in SQL; dates by the calendar of a zone. */
export function articleConditions(filters: ArticleFilters, tz = 'UTC'): Conditions {
  const { publishedFrom: _, publishedTo: __, ...rest } = filters
  const [inRange, others] = [rangeOf(zoneOf(tz), filters, isDayOfArticle), conditionsOf<RowFilters>(clauses, rest)]
  return (position) => [...inRange(position), ...others(position)]
}
