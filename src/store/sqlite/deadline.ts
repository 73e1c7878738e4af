import type { Db } from './connect.ts'
import { type Sql, sql } from './sql.ts'

type State = { at: number; calls: number; dropped: () => boolean }

const endsAt = new WeakMap<Db, State>()

/** The error of a query that ran past its deadline, or whose answer nobody waits for. */
export class DeadlineError extends Error {}

/** Adds the SQL function `deadline()` to a connection: 1 while there is time, an error after. Put it first in a WHERE that scans. */
export function registerDeadline(db: Db): void {
  const state: State = { at: Number.POSITIVE_INFINITY, calls: 0, dropped: () => false }
  endsAt.set(db, state)
  const check = (): 1 => {
    if (performance.now() > state.at || state.dropped()) throw new DeadlineError('query ran past its deadline')
    return 1
  }
  const options = { deterministic: false, directOnly: true }
  // the clock is read at every 64th row: reading it costs more than the rest of the call
  db.function('deadline', options, () => (++state.calls % 64 === 0 ? check() : 1))
  db.function('deadline', options, (_rowid: number) => check())
}

/** The same for rows that are many and cheap: at every 61st rowid, since a call costs four times what the step to a row does (measured: 82 ns of 109). */
export const deadlineAt = (rowid: Sql): Sql => sql`${rowid} % 61 OR deadline(${rowid})`

/** Gives the queries that follow on this connection `ms` milliseconds, or less if nobody waits for them any more. */
export function startDeadline(db: Db, ms: number, dropped: () => boolean = () => false): void {
  const state = endsAt.get(db)
  if (state) Object.assign(state, { at: performance.now() + ms, dropped })
}
