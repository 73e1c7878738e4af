import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartError } from '../../domain/start-error.ts'
import { applicationId, type Db } from './connect.ts'

const folder = fileURLToPath(new URL('../../../migrations/sqlite/', import.meta.url))

/** The migrations in order: the file 0001_….sql takes the schema from 0 to 1. */
export function migrations(): { version: number; file: string }[] {
  const files = readdirSync(folder)
    .filter((name) => /^\d{4}_.*\.sql$/.test(name))
    .sort()
  return files.map((file) => ({ version: Number(file.slice(0, 4)), file }))
}

/**
 * Brings a database to the newest schema, each step in a transaction of its own, and returns the schemas before and
 * after. StartError if the file is of another program or of a newer whosaid; it is left as it was.
 */
export function migrate(db: Db, name: string): { from: number; to: number } {
  const steps = migrations()
  const newest = steps.at(-1)?.version ?? 0
  const from = db.pragma('user_version', { simple: true }) as number
  const owner = db.pragma('application_id', { simple: true }) as number
  const empty = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
  if (!empty && owner !== applicationId) {
    throw new StartError(`${name} is a SQLite database of another program. Set DATA_DIR to another folder.`)
  }
  if (from > newest) {
    throw new StartError(
      `${name} was written by a newer version (schema ${from}, this one knows ${newest}). Use a newer whosaid, or restore a backup.`,
    )
  }
  for (const { version, file } of steps.filter((step) => step.version > from)) {
    const text = readFileSync(join(folder, file), 'utf8')
    db.transaction(() => {
      db.exec(text)
      db.pragma(`user_version = ${version}`)
      db.pragma(`application_id = ${applicationId}`)
    }).immediate()
  }
  return { from, to: newest }
}
