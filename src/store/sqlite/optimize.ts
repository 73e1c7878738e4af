import { expectThere } from './check-files.ts'
import { fileIn, lockIn } from './data-folder.ts'
import { lockFolder } from './lock.ts'
import { checkSchema } from './migrate.ts'
import { openForWriting } from './open-for-writing.ts'
import { startFailure } from './start-failure.ts'

const indexes = ['article_search', 'quote_search', 'source_search', 'label_search']

/**
 * Merges the parts of the full-text indexes into one, or with `rebuild` makes them anew from the tables, and refreshes what the
 * planner knows. It holds the write lock all the while, so no server may run. StartError if one does.
 */
export function optimizeFolder(dataDir: string, rebuild: boolean, progress: (index: string) => void): void {
  const path = fileIn(dataDir)
  expectThere(path)
  const unlock = lockFolder(lockIn(dataDir))
  try {
    const db = openForWriting(path, false)
    checkSchema(db, path)
    for (const index of indexes) {
      progress(index)
      if (rebuild) db.exec(`INSERT INTO ${index} (${index}) VALUES ('rebuild')`)
      db.exec(`INSERT INTO ${index} (${index}) VALUES ('optimize')`)
    }
    db.exec('PRAGMA optimize = 0x10002')
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
  } catch (error) {
    throw startFailure(path, 'optimized', error)
  } finally {
    unlock()
  }
}
