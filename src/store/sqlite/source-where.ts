import { line } from '../../domain/describe-article.ts'
import type { SourceFilters } from '../../domain/list-query.ts'
import { type Clauses, conditionsOf, label, sourcesNamed } from './article-where.ts'
import type { Conditions } from './plan.ts'
import { join, type Sql, sql } from './sql.ts'

const identifier = (text: string): Sql => {
  const colon = text.indexOf(':')
  return sql`(scheme = ${text.slice(0, colon)} AND value = ${line(text.slice(colon + 1))})`
}

/** Every filter of sources as a condition on `sources s`. */
const clauses: Clauses<SourceFilters> = {
  id: (ids) => sql`s.pk IN (${sourcesNamed(ids)})`,
  slug: (slugs) => sql`s.pk IN (${sourcesNamed(slugs)})`,
  type: (types) => sql`s.type IN (${types})`,
  organizationId: (ids) => sql`s.organization IN (${sourcesNamed(ids)})`,
  identifier: (texts) =>
    sql`s.pk IN (SELECT source FROM source_identifiers WHERE ${join(texts.map(identifier), ' OR ')})`,
  publisher: (names) =>
    sql`s.pk IN (SELECT n.source FROM article_sources n JOIN articles a ON a.position = n.article
      WHERE deadline() AND a.publisher IN (${label('publisher', names)}))`,
  tag: (tags) =>
    sql`s.pk IN (SELECT n.source FROM article_sources n JOIN article_labels t ON t.article = n.article
      WHERE deadline() AND t.label IN (${label('tag', tags)}))`,
  quoteCountMin: (n) => sql`s.quote_count >= ${n}`,
}

/** The filters of sources in SQL. */
export const sourceConditions = (filters: SourceFilters): Conditions => conditionsOf<SourceFilters>(clauses, filters)
