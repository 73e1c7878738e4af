import type { QuoteFilters } from '../../domain/list-query.ts'
import { type Clauses, conditionsOf, label, publishedFrom, publishedTo, sourcesNamed } from './article-where.ts'
import type { Conditions } from './list.ts'
import { join, raw, type Sql, sql, where } from './sql.ts'

/** Every filter of quotes as a condition on `quotes q` and its article `a`. */
const clauses: Clauses<QuoteFilters> = {
  id: (ids) => sql`q.id IN (${ids})`,
  articleId: (ids) => sql`q.article IN (SELECT position FROM articles WHERE id IN (${ids}))`,
  source: (refs) => sql`q.source IN (${sourcesNamed(refs)})`,
  sourceType: (types) => sql`q.source IN (SELECT pk FROM sources WHERE type IN (${types}))`,
  publisher: (names) => sql`a.publisher IN (${label('publisher', names)})`,
  section: (names) => sql`a.section IN (${label('section', names)})`,
  tag: (tags) => sql`q.article IN (SELECT article FROM article_labels WHERE label IN (${label('tag', tags)}))`,
  language: (tags) => sql`a.language IN (${label('language', tags)})`,
  kind: (kinds) => sql`q.kind IN (${kinds})`,
  attributionStatus: (statuses) => sql`q.status IN (${statuses})`,
  confidenceMin: (n) => sql`q.confidence >= ${n}`,
  confidenceMax: (n) => sql`q.confidence <= ${n}`,
  anchor: (anchors) => sql`q.anchor IN (${anchors})`,
  hasSource: (wanted) => raw(wanted ? 'q.source IS NOT NULL' : 'q.source IS NULL'),
  publishedFrom: (ms, position) => publishedFrom(position, ms),
  publishedTo: (ms, position) => publishedTo(position, ms),
  wordCountMin: (n) => sql`q.word_count >= ${n}`,
  wordCountMax: (n) => sql`q.word_count <= ${n}`,
  distinct: () => raw('TRUE'),
}

/**
 * The filters of quotes in SQL. `distinct` keeps of the same words, among all that match, the one published first;
 * `match` is the condition of the search, which has to hold for those as well.
 */
export function quoteConditions(filters: QuoteFilters, match: Sql | null): Conditions {
  const plain = conditionsOf<QuoteFilters>(clauses, filters)
  if (filters.distinct === undefined) return plain
  const all = [...(match ? [match] : []), ...plain(raw('q.position'))]
  const earliest = sql`SELECT min(q.position) FROM quotes q JOIN articles a ON a.position = q.article ${where(all)} GROUP BY q.text_key`
  return (position) => [...plain(position), join([position, sql`(${earliest})`], ' IN ')]
}
