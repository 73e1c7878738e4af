import { AppError } from '../../domain/app-error.ts'
import type { Once } from '../../domain/store.ts'
import type { Db } from './connect.ts'
import { first, run, sql } from './sql.ts'

/** A key as it travels to the writer. */
export type OnceKey = Omit<Once, 'replayed'>
export type Outcome = { result: unknown; replayed: boolean }

const keptFor = 86_400_000
/** Outdated keys that go with each keyed write: more than come, and few enough that no write is slow. */
const droppedAtOnce = 20

/**
 * Writes, and remembers the result under the key; or returns what was remembered. AppError idempotency-mismatch if that was another
 * request. Runs in the step of the write: one that fails is not remembered.
 */
export function doOnce(db: Db, once: OnceKey, write: () => unknown): Outcome {
  const now = Date.now()
  dropOutdated(db, now)
  const known = recall(db, once, now)
  if (known) return known
  const result = write()
  run(
    db,
    sql`INSERT INTO idempotency_keys (scope, key, request, result, at)
      VALUES (${once.scope}, ${once.key}, ${once.request}, ${JSON.stringify(result)}, ${now})`,
  )
  return { result, replayed: false }
}

function recall(db: Db, { scope, key, request }: OnceKey, now: number): Outcome | null {
  const row = first<{ request: Buffer; result: string; at: number }>(
    db,
    sql`SELECT request, result, at FROM idempotency_keys WHERE scope = ${scope} AND key = ${key}`,
  )
  if (!row) return null
  if (row.at <= now - keptFor) {
    run(db, sql`DELETE FROM idempotency_keys WHERE scope = ${scope} AND key = ${key}`)
    return null
  }
  if (row.request.equals(request)) return { result: JSON.parse(row.result), replayed: true }
  const detail = 'This Idempotency-Key came with another request before. Give each write a key of its own.'
  throw new AppError('idempotency-mismatch', detail, [
    { in: 'header', parameter: 'Idempotency-Key', code: 'mismatch', detail },
  ])
}

function dropOutdated(db: Db, now: number): void {
  run(
    db,
    sql`DELETE FROM idempotency_keys WHERE rowid IN
      (SELECT rowid FROM idempotency_keys WHERE at <= ${now - keptFor} ORDER BY at LIMIT ${droppedAtOnce})`,
  )
}
