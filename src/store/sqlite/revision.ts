import type { Db } from './connect.ts'

/** The reads of one turn of the event loop, all of one snapshot. */
export type Turns = {
  /** SQLite's data_version, which another connection's commit changes, in whichever process; NaN, which equals nothing, where it cannot be read. */
  revision(): number
  read<Result>(read: (db: Db) => Result): Result
  /** Makes the next read see what has been committed by then: for a commit that is about to be acknowledged. */
  forget(): void
}

/**
 * A read transaction costs two locks on the file (1 to 6 µs), so there is one in each turn of the event loop, from its first
 * read to its end: what comes in within one turn had been sent before it began.
 */
export function openTurns(db: Db): Turns {
  const [begin, commit, rollback] = [db.prepare('BEGIN'), db.prepare('COMMIT'), db.prepare('ROLLBACK')]
  const version = db.prepare('PRAGMA data_version').pluck()
  let known: number | null = null
  const forget = () => {
    known = null
    if (db.open && db.inTransaction) end()
  }
  /** After a read that failed SQLite may not commit: those who read have been told, and nobody is left to tell here. */
  function end(): void {
    try {
      commit.run()
    } catch {
      if (db.inTransaction) rollback.run()
    }
  }
  function open(): void {
    if (db.inTransaction) return
    begin.run()
    setImmediate(forget)
  }
  return {
    revision() {
      try {
        open()
        known ??= version.get() as number
        return known
      } catch {
        return Number.NaN
      }
    },
    read(read) {
      open()
      return read(db)
    },
    forget,
  }
}
