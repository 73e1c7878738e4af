import Database from 'better-sqlite3'
import { StartError } from '../../domain/start-error.ts'

/**
 * Locks held by this process. They must be referred to as long as they are to hold: a Database that nobody refers to
 * is collected and closed, and its lock is gone (measured: within 100 ms).
 */
const held = new Map<string, Database.Database>()

/**
 * Makes this process the only server of a data folder until the returned function is called or the process ends,
 * however it ends. The lock is SQLite's own, on a file beside the database. StartError if another server has it.
 */
export function lockFolder(path: string): () => void {
  let db: Database.Database | undefined
  try {
    db = new Database(path, { timeout: 0 })
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db?.close()
    const code = String((error as { code?: unknown }).code)
    throw new StartError(
      code === 'SQLITE_BUSY'
        ? `another whosaid serves ${path.replace(/\.lock$/, '.db')} already. Stop it, or set DATA_DIR and PORT to other ones.`
        : `${path} cannot be locked (${code}). Check its owner, its mode and the disk.`,
    )
  }
  held.set(path, db)
  return () => {
    held.get(path)?.close()
    held.delete(path)
  }
}
