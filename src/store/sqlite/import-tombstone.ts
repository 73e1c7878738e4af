import { AppError } from '../../domain/app-error.ts'
import type { ConflictRule, TombstoneRecord } from '../../schema/import.ts'
import { resourceOf } from './changes.ts'
import type { Db } from './connect.ts'
import { leftAsIs, type Outcome } from './import-outcome.ts'
import { find, mergedInto } from './resolve.ts'
import { first, run, sql } from './sql.ts'

/** What stands in the way of this tombstone, as a sentence, or null. */
function whatIsThere(db: Db, id: string): string | null {
  const resource = resourceOf(id)
  if (find(db, resource, id)) return `${id} is here: DELETE /v1/${resource}s/${id} if it is to go.`
  const survivor = mergedInto(db, id)
  if (survivor) return `${id} was merged into ${survivor.id} here.`
  return first(db, sql`SELECT 1 FROM tombstones WHERE id = ${id}`) ? `${id} was deleted here already.` : null
}

function notDeleted(there: string): AppError {
  const detail = `${there} An import deletes nothing: onConflict=skip leaves what is there.`
  return new AppError('conflict', detail, [{ in: 'body', pointer: '/id', code: 'taken', detail }])
}

/**
 * Makes an id answer that it was deleted. What is there under it stays, whatever the rule: an import deletes nothing. The feed does not
 * tell of it, since it was never there. AppError conflict.
 */
export function importTombstone(db: Db, { id, version, deletedAt }: TombstoneRecord, rule: ConflictRule): Outcome {
  const there = whatIsThere(db, id)
  if (there !== null && rule === 'error') throw notDeleted(there)
  if (there !== null) return leftAsIs({ id })
  run(db, sql`INSERT INTO tombstones (id, version, deleted_at) VALUES (${id}, ${version}, ${Date.parse(deletedAt)})`)
  return { id, status: 'created' }
}
