import { StartError } from '../../domain/start-error.ts'
import { isThere } from './check-files.ts'
import { checkEngine, type Db, openReader } from './connect.ts'
import { fileIn, lockIn } from './data-folder.ts'
import { type Examination, examineContents, type Finding } from './examine.ts'
import { tryLockFolder } from './lock.ts'
import { checkSchema, missingPart, newestSchema } from './migrate.ts'
import { openForWriting } from './open-for-writing.ts'
import { lacks } from './schema-parts.ts'
import { startFailure } from './start-failure.ts'

/** Whether this process may write to the folder, since no server has it, and none can start while `then` runs. */
function whileNoServer(dataDir: string, then: (alone: boolean, note: string) => Finding[]): Finding[] {
  let unlock: (() => void) | null
  try {
    unlock = tryLockFolder(lockIn(dataDir))
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    return [{ check: 'lock', problem: error.message }, ...then(false, '')]
  }
  try {
    return then(unlock !== null, unlock ? '' : ', a server runs on it')
  } finally {
    unlock?.()
  }
}

/** Examines the database of a folder: whose it is and, with `deep`, all that it holds. */
export function examineFolder(dataDir: string, deep: boolean, progress: Examination['progress']): Finding[] {
  const path = fileIn(dataDir)
  const problem = (text: string): Finding[] => [{ check: 'database', problem: text }]
  try {
    if (!isThere(path)) return problem(`there is none in ${dataDir}: the first start of the server makes one.`)
  } catch (error) {
    return problem(startFailure(path, 'examined', error).message)
  }
  return whileNoServer(dataDir, (alone, note) => {
    let db: Db | undefined
    try {
      db = openReader(path)
      const engine = checkEngine(db)
      checkSchema(db, path)
      if (alone) {
        db.close()
        // a server must be able to write, and FTS5 compares an index with its table by a statement that only a writer may run
        db = openForWriting(path, false)
      }
      const missing = missingPart(db)
      const found: Finding[] = [
        { check: `database (${engine}${note})`, problem: null },
        { check: 'schema', problem: missing && lacks(path, newestSchema(), missing) },
      ]
      // no other check can do without a table or a column
      const readable = missing?.type !== 'table' && missing?.type !== 'column'
      return [...found, ...(deep && readable ? examineContents(db, { server: !alone, progress }) : [])]
    } catch (error) {
      return problem(startFailure(path, 'examined', error).message)
    } finally {
      db?.close()
    }
  })
}
