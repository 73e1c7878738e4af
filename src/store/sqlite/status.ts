import { stat } from 'node:fs/promises'
import type { StoreCounts, StoreLoad, StoreStatus } from '../../domain/store.ts'
import type { Db } from './connect.ts'
import { checkEngine } from './connect.ts'
import { first, sql } from './sql.ts'

/** How things are kept. */
export const status = (db: Db): StoreStatus => ({
  schema: db.pragma('user_version', { simple: true }) as number,
  engine: checkEngine(db),
})

/** How many there are of each. */
export const countAll = (db: Db): StoreCounts =>
  first(
    db,
    sql`SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM quotes) AS quotes, (SELECT count(*) FROM sources) AS sources`,
  ) as StoreCounts

/** How large the files are; a log that is not there has no bytes. */
export async function sizesOf(path: string): Promise<Pick<StoreLoad, 'databaseBytes' | 'walBytes'>> {
  const sizeOf = async (file: string) => (await stat(file).catch(() => ({ size: 0 }))).size
  return { databaseBytes: await sizeOf(path), walBytes: await sizeOf(`${path}-wal`) }
}
