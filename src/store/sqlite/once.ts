import { closeSync, openSync, writeFileSync } from 'node:fs'
import { AppError } from '../../domain/app-error.ts'
import type { Once } from '../../domain/store.ts'
import type { Db } from './connect.ts'
import { readFileLines } from './read-file-lines.ts'
import { first, limitTo, run, sql } from './sql.ts'

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
  const result = write() ?? null
  remember(db, once, JSON.stringify(result), now)
  return { result, replayed: false }
}

function remember(db: Db, { scope, key, request }: OnceKey, result: string, now: number): void {
  run(
    db,
    sql`INSERT OR REPLACE INTO idempotency_keys (scope, key, request, result, at)
      VALUES (${scope}, ${key}, ${request}, ${result}, ${now})`,
  )
}

/** What is remembered under a key. AppError idempotency-mismatch if that was another request. */
export function recall(db: Db, { scope, key, request }: OnceKey, now: number): Outcome | null {
  const row = first<{ request: Buffer; result: string; at: number }>(
    db,
    sql`SELECT request, result, at FROM idempotency_keys WHERE scope = ${scope} AND key = ${key}`,
  )
  if (!row || row.at <= now - keptFor) return null
  if (row.request.equals(request)) return { result: JSON.parse(row.result), replayed: true }
  const detail = 'This Idempotency-Key came with another request before. Give each write a key of its own.'
  throw new AppError('idempotency-mismatch', detail, [
    { in: 'header', parameter: 'Idempotency-Key', code: 'mismatch', detail },
  ])
}

/** UTF-16 code units of a file that are kept in one row */
const rowSize = 262_144

const rowOf = (once: OnceKey, number: number): OnceKey => ({ ...once, scope: `${once.scope} file ${number}` })

/** Keeps the lines of a file beside a key; returns in how many rows. */
export function rememberFile(db: Db, once: OnceKey, path: string): number {
  const now = Date.now()
  let rows = 0
  let lines = ''
  const finish = () => {
    remember(db, rowOf(once, rows), lines, now)
    rows += 1
    lines = ''
  }
  for (const line of readFileLines(path)) {
    lines += `${line}\n`
    if (lines.length > rowSize) finish()
  }
  finish()
  return rows
}

/** Writes the lines that were kept beside a key in so many rows into a file. */
export function recallFile(db: Db, once: OnceKey, rows: number, path: string): void {
  const file = openSync(path, 'w', 0o600)
  try {
    for (let number = 0; number < rows; number++) {
      const { scope, key } = rowOf(once, number)
      const row = first<{ result: string }>(
        db,
        sql`SELECT result FROM idempotency_keys WHERE scope = ${scope} AND key = ${key}`,
      )
      writeFileSync(file, row?.result ?? '')
    }
  } finally {
    closeSync(file)
  }
}

function dropOutdated(db: Db, now: number): void {
  run(
    db,
    sql`DELETE FROM idempotency_keys WHERE rowid IN
      (SELECT rowid FROM idempotency_keys WHERE at <= ${now - keptFor} ORDER BY at ${limitTo(droppedAtOnce)})`,
  )
}
