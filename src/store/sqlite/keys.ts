import type { AccessKey } from '../../schema/key.ts'
import type { Db } from './connect.ts'
import { all, first, raw, run, sql } from './sql.ts'

type Row = { id: string; name: string; scopes: string; hash: string; created_at: string; revoked_at: string | null }

const columns = raw('id, name, scopes, hash, created_at, revoked_at')
const toKey = (row: Row): AccessKey => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes.split(' ') as AccessKey['scopes'],
  hash: row.hash,
  createdAt: row.created_at,
  revokedAt: row.revoked_at,
})

/** Keeps a key. */
export function addKey(db: Db, key: AccessKey): void {
  run(
    db,
    sql`INSERT INTO access_keys (${columns}) VALUES (${key.id}, ${key.name}, ${key.scopes.join(' ')}, ${key.hash}, ${key.createdAt}, ${key.revokedAt})
    ON CONFLICT (id) DO NOTHING`,
  )
}

/** The key with this id, revoked or not, or null. */
export function findKey(db: Db, id: string): AccessKey | null {
  const row = first<Row>(db, sql`SELECT ${columns} FROM access_keys WHERE id = ${id}`)
  return row ? toKey(row) : null
}

/** All keys, oldest first. */
export const listKeys = (db: Db): AccessKey[] =>
  all<Row>(db, sql`SELECT ${columns} FROM access_keys ORDER BY created_at, id`).map(toKey)

/** Ends a key for good; false where there is none. */
export function revokeKey(db: Db, id: string): boolean {
  const now = new Date().toISOString()
  return run(db, sql`UPDATE access_keys SET revoked_at = coalesce(revoked_at, ${now}) WHERE id = ${id}`).changes > 0
}
