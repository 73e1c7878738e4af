import { stat } from 'node:fs/promises'
import type { StoreLoad, StoreStatus } from '../../domain/store.ts'
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

/** How large the files are; a log that is not there has no bytes. */
export async function sizesOf(path: string): Promise<Pick<StoreLoad, 'databaseBytes' | 'walBytes'>> {
  const sizeOf = async (file: string) => (await stat(file).catch(() => ({ size: 0 }))).size
  return { databaseBytes: await sizeOf(path), walBytes: await sizeOf(`${path}-wal`) }
}
