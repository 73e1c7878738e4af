import type { ConflictRule, TombstoneRecord } from '../../schema/import.ts'
import { resourceOf } from './changes.ts'
import type { Db } from './connect.ts'
import { alreadyHere, leftAsIs, type Outcome } from './import-outcome.ts'
import { find, mergedInto } from './resolve.ts'
import { first, run, sql } from './sql.ts'

/**
 * Makes an id answer that it was deleted. What is there under it stays, whatever the rule: an import deletes nothing. The feed does not
 * tell of it, since it was never there.
 */
export function importTombstone(db: Db, { id, version, deletedAt }: TombstoneRecord, rule: ConflictRule): Outcome {
  const buried = first(db, sql`SELECT 1 FROM tombstones WHERE id = ${id}`)
  if (buried || find(db, resourceOf(id), id) || mergedInto(db, id)) {
    if (rule === 'error') throw alreadyHere(id)
    return leftAsIs({ id })
  }
  run(db, sql`INSERT INTO tombstones (id, version, deleted_at) VALUES (${id}, ${version}, ${Date.parse(deletedAt)})`)
  return { id, status: 'created' }
}
