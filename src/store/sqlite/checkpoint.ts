import { statSync } from 'node:fs'
import type { Db } from './connect.ts'

/** Bytes of WAL at which it is moved into the database at once; below, SQLite's own checkpoints suffice. */
const largest = 64 * 1024 * 1024
/**
 * Empties the WAL when writing pauses and when it grows past 64 MiB: SQLite reuses its file but never shrinks it. Only
 * the writer checkpoints. A reader in the way puts it off; nobody waits for it. `idle`: ms without a write.
 */
export function keepWalSmall(db: Db, walPath: string, idle = 5_000): { written(): void; close(): void } {
  let timer: NodeJS.Timeout | undefined
  const truncate = () => {
    db.pragma('busy_timeout = 0')
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.pragma('busy_timeout = 5000')
  }
  return {
    written() {
      if ((statSync(walPath, { throwIfNoEntry: false })?.size ?? 0) > largest) truncate()
      clearTimeout(timer)
      timer = setTimeout(truncate, idle).unref()
    },
    close() {
      clearTimeout(timer)
      truncate()
    },
  }
}
