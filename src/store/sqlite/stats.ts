import type { StatsQuery } from '../../domain/stats-query.ts'
import type { Stats } from '../../schema/stats.ts'
import { publishedAt } from './article-rows.ts'
import type { Db } from './connect.ts'
import { diversity } from './diversity.ts'
import { dated } from './position.ts'
import { all, first, sql } from './sql.ts'

/** What there is, and who is quoted where and when. AppError invalid-parameter for more rows than are answered. */
export const getStats = (db: Db, query: StatsQuery): Stats => ({ corpus: corpus(db), diversity: diversity(db, query) })

function corpus(db: Db): Stats['corpus'] {
  const counts = first<Record<'articles' | 'sources' | 'publishers' | 'first' | 'last', number>>(
    db,
    sql`SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM sources) AS sources,
      (SELECT count(*) FROM labels WHERE kind = 'publisher' AND uses > 0) AS publishers,
      (SELECT min(position) FROM articles WHERE position >= ${dated}) AS first,
      (SELECT max(position) FROM articles WHERE position >= ${dated}) AS last`,
  )
  const split = all<{ kind: string; status: string; quotes: number }>(
    db,
    sql`SELECT kind, status, quotes FROM quote_counts`,
  )
  const sum = (of: (row: (typeof split)[number]) => boolean) =>
    split.filter(of).reduce((total, { quotes }) => total + quotes, 0)
  const [kind, status] = [
    (name: string) => sum((row) => row.kind === name),
    (name: string) => sum((row) => row.status === name),
  ]
  return {
    articles: counts?.articles ?? 0,
    quotes: sum(() => true),
    sources: counts?.sources ?? 0,
    publishers: counts?.publishers ?? 0,
    firstPublishedAt: counts?.first == null ? null : publishedAt(counts.first),
    lastPublishedAt: counts?.last == null ? null : publishedAt(counts.last),
    quotesByKind: { direct: kind('direct'), mixed: kind('mixed'), indirect: kind('indirect') },
    quotesByStatus: {
      confirmed: status('confirmed'),
      proposed: status('proposed'),
      disputed: status('disputed'),
      unattributed: status('unattributed'),
    },
  }
}
