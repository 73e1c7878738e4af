import type { QuoteFilters } from '../../domain/list-query.ts'
import { among, type Clauses, conditionsOf, pick, sourcesNamed } from './article-where.ts'
import type { Dates } from './edges.ts'
import type { Conditions, Plan } from './plan.ts'
import { dated } from './position.ts'
import { raw, type Sql, sql, where } from './sql.ts'

/** What labels of the article (label-filters.ts) and dates (edges.ts) do not answer. */
type RowFilters = Omit<QuoteFilters, 'publisher' | 'section' | 'tag' | 'language' | keyof Dates>

/** Every other filter of quotes as a condition on `quotes q`. */
const clauses: Clauses<RowFilters> = {
  id: (ids) => sql`q.id IN (${ids})`,
  articleId: (ids) => among(raw('q.article'), sql`SELECT position FROM articles WHERE id IN (${ids})`, ids),
  source: (refs) => among(raw('q.source'), sourcesNamed(refs), refs),
  sourceType: (types) => sql`q.source IN (SELECT pk FROM sources WHERE type IN (${types}))`,
  kind: (kinds) => sql`q.kind IN (${kinds})`,
  attributionStatus: (statuses) => sql`q.status IN (${statuses})`,
  confidenceMin: (n) => sql`q.confidence >= ${n}`,
  confidenceMax: (n) => sql`q.confidence <= ${n}`,
  anchor: (anchors) => sql`q.anchor IN (${anchors})`,
  hasSource: (wanted) => raw(wanted ? 'q.source IS NOT NULL' : 'q.source IS NULL'),
  wordCountMin: (n) => sql`q.word_count >= ${n}`,
  wordCountMax: (n) => sql`q.word_count <= ${n}`,
  distinct: () => raw('TRUE'),
}

/** What these filters need beside `quotes q`. */
export const quoteJoins = ({ distinct }: RowFilters): string =>
  distinct ? 'CROSS JOIN quotes this ON this.position = q.position' : ''

/** The filters that an index leads to. */
const indexed = ['id', 'articleId', 'source', 'attributionStatus', 'hasSource'] as const

/** The filters of quotes, each alone, that an index leads to. */
export const quoteNarrowing = (filters: RowFilters): Sql[] =>
  conditionsOf<RowFilters>(clauses, pick(filters, indexed))(raw('q.position'))

/** Whether q stands before this one; an undated one stands before undated ones only. */
const earlier = raw(`q.text_key = this.text_key AND iif(this.position < ${dated},
  q.position < this.position OR q.position >= ${dated}, q.position < this.position AND q.position >= ${dated})`)

/**
 * The filters of quotes in SQL. `distinct` keeps of the same words, among all that match, the one published first: the
 * one before which no other stands. `match` is the FTS5 expression of the search and of labels, which those others have to meet as well,
 * or `within` what it found; and so with what is `asked` of them beside the filters.
 */
export function quoteConditions(
  filters: RowFilters,
  { match, within }: Pick<Plan, 'match' | 'within'>,
  asked: Conditions,
): Conditions {
  const plain = conditionsOf<RowFilters>(clauses, filters)
  if (filters.distinct === undefined) return plain
  const matched = sql`+q.position IN (SELECT rowid FROM quote_search WHERE quote_search MATCH ${match} AND deadline())`
  const found = within && sql`q.position IN (SELECT value FROM json_each(${within.found}))`
  const position = raw('q.position')
  const others = [
    raw('deadline()'),
    earlier,
    ...(match === null ? [] : [matched]),
    ...(found === null ? [] : [found]),
    ...asked(position),
    ...plain(position),
  ]
  const first = sql`NOT EXISTS (SELECT 1 FROM quotes q ${where(others)})`
  return (position) => [...plain(position), first]
}
