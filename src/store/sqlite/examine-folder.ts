import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../../domain/start-error.ts'
import { checkEngine, openReader, openWriter } from './connect.ts'
import { type Examination, examineContents, type Finding } from './examine.ts'
import { lockFolder } from './lock.ts'
import { checkSchema } from './migrate.ts'

/** Whether a server has the folder now; if none has, `then` runs while none can start. */
function whileNoServer<Result>(dataDir: string, then: (server: boolean) => Result): Result {
  let unlock: (() => void) | null = null
  try {
    unlock = lockFolder(join(dataDir, 'whosaid.lock'))
  } catch (error) {
    if (!(error instanceof StartError)) throw error
  }
  try {
    return then(unlock === null)
  } finally {
    unlock?.()
  }
}

/** Examines the database of a folder: whose it is and, with `deep`, all that it holds. */
export function examineFolder(dataDir: string, deep: boolean, progress: Examination['progress']): Finding[] {
  const path = join(dataDir, 'whosaid.db')
  if (!existsSync(path))
    return [{ check: 'database', problem: `there is none in ${dataDir}: the first start of the server makes one.` }]
  return whileNoServer(dataDir, (server) => {
    // FTS5 compares an index with its table by a statement that only a writer may run
    const db = server ? openReader(path) : openWriter(path)
    try {
      const engine = checkEngine(db)
      checkSchema(db, path)
      const found: Finding = { check: `database (${engine}${server ? ', a server runs on it' : ''})`, problem: null }
      return [found, ...(deep ? examineContents(db, { server, progress }) : [])]
    } catch (error) {
      const why =
        error instanceof StartError
          ? error.message
          : `${path} cannot be read (${String((error as { code?: unknown }).code)}). Restore a backup.`
      return [{ check: 'database', problem: why }]
    } finally {
      db.close()
    }
  })
}
