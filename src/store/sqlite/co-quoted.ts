import type { CoQuotedQuery } from '../../domain/stats-query.ts'
import { zoneOf } from '../../domain/zone.ts'
import type { CoQuotedList } from '../../schema/co-quoted.ts'
import type { Source } from '../../schema/source.ts'
import type { Db } from './connect.ts'
import { isDayOfArticle, rangeOf } from './edges.ts'
import { resolve } from './resolve.ts'
import { loadSources } from './source-rows.ts'
import { all, limitTo, raw, sql, where } from './sql.ts'

/** Who is quoted in the same articles as a source, those with most of them first. */
export function coQuotedSources(db: Db, ref: string, query: CoQuotedQuery): CoQuotedList {
  const { key } = resolve(db, 'source', ref)
  const inRange = rangeOf(zoneOf(query.tz), query, isDayOfArticle)(raw('n.article'))
  const conditions = [raw('deadline()'), sql`n.source = ${key}`, sql`m.source <> ${key}`, ...inRange]
  const rows = all<{ pk: number; shared: number; total: number }>(
    db,
    sql`SELECT s.pk, g.shared, count(*) OVER () AS total FROM (
        SELECT m.source, count(*) AS shared FROM article_sources n CROSS JOIN article_sources m ON m.article = n.article
        ${where(conditions)} GROUP BY m.source) g
      JOIN sources s ON s.pk = g.source ORDER BY g.shared DESC, s.id ${limitTo(query.limit)}`,
  )
  const sources = loadSources(
    db,
    rows.map(({ pk }) => pk),
  )
  return {
    data: rows.map(({ shared }, i) => ({ sharedArticleCount: shared, source: sources[i] as Source })),
    total: rows[0]?.total ?? 0,
  }
}
