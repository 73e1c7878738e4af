import type { Db } from './connect.ts'

type State = { at: number; calls: number; dropped: () => boolean }

const endsAt = new WeakMap<Db, State>()

/** The error of a query that ran past its deadline, or whose answer nobody waits for. */
export class DeadlineError extends Error {}

/** Adds the SQL function `deadline()` to a connection: 1 while there is time, an error after. Put it first in a WHERE that scans. */
export function registerDeadline(db: Db): void {
  const state: State = { at: Number.POSITIVE_INFINITY, calls: 0, dropped: () => false }
  endsAt.set(db, state)
  db.function('deadline', { deterministic: false, directOnly: true }, () => {
    state.calls += 1
    // the clock is read at every 64th row: reading it costs more than the rest of the call
    if (state.calls % 64 === 0 && (performance.now() > state.at || state.dropped()))
      throw new DeadlineError('query ran past its deadline')
    return 1
  })
}

/** Gives the queries that follow on this connection `ms` milliseconds, or less if nobody waits for them any more. */
export function startDeadline(db: Db, ms: number, dropped: () => boolean = () => false): void {
  const state = endsAt.get(db)
  if (state) Object.assign(state, { at: performance.now() + ms, dropped })
}
