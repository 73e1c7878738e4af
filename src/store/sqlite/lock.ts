import { accessSync, constants } from 'node:fs'
import Database from 'better-sqlite3'
import { StartError } from '../../domain/start-error.ts'
import { codeOf } from './not-now.ts'
import { startFailure } from './start-failure.ts'

/**
 * Locks held by this process. They must be referred to as long as they are to hold: a Database that nobody refers to
 * is collected and closed, and its lock is gone (measured: within 100 ms).
 */
const held = new Map<string, Database.Database>()

/**
 * Makes this process the only server of a data folder until the returned function is called or the process ends,
 * however it ends. The lock is SQLite's own, on a file beside the database. StartError, with `advice`, if another server has it.
 */
export function lockFolder(path: string, advice = 'Stop it first.'): () => void {
  const unlock = tryLockFolder(path)
  if (unlock) return unlock
  throw new StartError(`another whosaid serves ${path.replace(/\.lock$/, '.db')} already. ${advice}`)
}

/** The same; null if another server has it. StartError where it cannot be had at all. */
export function tryLockFolder(path: string): (() => void) | null {
  let db: Database.Database | undefined
  try {
    db = new Database(path, { timeout: 0 })
    db.exec('BEGIN EXCLUSIVE')
    // a file that is read-only is opened to read, and read by any number
    accessSync(path, constants.W_OK)
  } catch (error) {
    db?.close()
    if (codeOf(error) === 'SQLITE_BUSY') return null
    throw startFailure(path, 'locked', error)
  }
  held.set(path, db)
  return () => {
    held.get(path)?.close()
    held.delete(path)
  }
}
