import type { StoreStatus } from '../../domain/store.ts'
import type { Db } from './connect.ts'
import { checkEngine } from './connect.ts'
import { first, sql } from './sql.ts'

/** What there is, and how it is kept. */
export function status(db: Db): StoreStatus {
  const counts = first<Pick<StoreStatus, 'articles' | 'quotes' | 'sources'>>(
    db,
    sql`SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM quotes) AS quotes, (SELECT count(*) FROM sources) AS sources`,
  )
  const schema = db.pragma('user_version', { simple: true }) as number
  return { schema, engine: checkEngine(db), ...(counts ?? { articles: 0, quotes: 0, sources: 0 }) }
}
