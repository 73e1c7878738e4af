import type { Db } from './connect.ts'

const endsAt = new WeakMap<Db, { at: number; calls: number }>()

/** The error of a query that ran past its deadline. */
export class DeadlineError extends Error {}

/** Adds the SQL function `deadline()` to a connection: 1 while there is time, an error after. Put it first in a WHERE that scans. */
export function registerDeadline(db: Db): void {
  const state = { at: Number.POSITIVE_INFINITY, calls: 0 }
  endsAt.set(db, state)
  db.function('deadline', { deterministic: false, directOnly: true }, () => {
    state.calls += 1
    // the clock is read at every 64th row: reading it costs more than the rest of the call
    if (state.calls % 64 === 0 && performance.now() > state.at) throw new DeadlineError('query ran past its deadline')
    return 1
  })
}

/** Gives the queries that follow on this connection `ms` milliseconds. */
export function startDeadline(db: Db, ms: number): void {
  const state = endsAt.get(db)
  if (state) state.at = performance.now() + ms
}
