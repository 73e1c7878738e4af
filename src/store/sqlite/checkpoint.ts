import { statSync } from 'node:fs'
import type { Db } from './connect.ts'
import { failureOf } from './failure.ts'

/** Bytes of WAL at which it is emptied at once */
const largest = 64 * 1024 * 1024
/** Pages of WAL that are copied into the database together, 8 MB; a page that was written several times is copied once. */
const pages = 2000

/**
 * Copies the WAL into the database as it grows, between a transaction that was answered and the next: SQLite's own checkpoints come
 * before COMMIT returns. Empties it when writing pauses and when it grows past 64 MiB: SQLite reuses its file but never shrinks it. Only
 * the writer checkpoints. A reader in the way puts it off; nobody waits for it. `idle`: ms without a write.
 */
export function keepWalSmall(db: Db, walPath: string, idle = 5_000): { written(): void; close(): void } {
  let timer: NodeJS.Timeout | undefined
  db.pragma('wal_autocheckpoint = 0')
  const behind = () => {
    const [{ log, checkpointed }] = db.pragma('wal_checkpoint(NOOP)') as [{ log: number; checkpointed: number }]
    return log - checkpointed
  }
  const truncate = () => {
    db.pragma('busy_timeout = 0')
    attempt(db, 'TRUNCATE')
    db.pragma('busy_timeout = 5000')
  }
  return {
    written() {
      if ((statSync(walPath, { throwIfNoEntry: false })?.size ?? 0) > largest) truncate()
      else if (behind() >= pages) attempt(db, 'PASSIVE')
      clearTimeout(timer)
      timer = setTimeout(truncate, idle).unref()
    },
    close() {
      clearTimeout(timer)
      truncate()
    },
  }
}

/** A disk that is full or fails puts it off as well: what was committed stands in the WAL. */
function attempt(db: Db, mode: 'PASSIVE' | 'TRUNCATE'): void {
  try {
    db.pragma(`wal_checkpoint(${mode})`)
  } catch (error) {
    if (failureOf(error).code !== 'overloaded') throw error
  }
}
