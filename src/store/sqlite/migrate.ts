import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { StartError } from '../../domain/start-error.ts'
import { foldName } from '../../domain/text.ts'
import { applicationId, type Db } from './connect.ts'
import { firstMissing, lacks, type SchemaPart } from './schema-parts.ts'

const ours = fileURLToPath(new URL('../../../migrations/sqlite/', import.meta.url))

const numberIn = (db: Db, pragma: 'user_version' | 'application_id'): number =>
  db.pragma(pragma, { simple: true }) as number

/** The migrations in order: the file 0001_….sql takes the schema from 0 to 1. */
function migrations(folder: string): { version: number; file: string }[] {
  const files = readdirSync(folder)
    .filter((name) => /^\d{4}_.*\.sql$/.test(name))
    .sort()
  return files.map((file) => ({ version: Number(file.slice(0, 4)), file }))
}

/** The schema of this version. */
export const newestSchema = (): number => migrations(ours).at(-1)?.version ?? 0

/** Whether an earlier version made the schema; an empty file has none. */
export function isOlder(db: Db): boolean {
  const found = numberIn(db, 'user_version')
  return found > 0 && found < newestSchema()
}

/** StartError if the file is of another program or of a newer whosaid. Asked of a reader, since a writer makes a WAL of it. */
export function checkOwner(db: Db, name: string): void {
  const empty = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
  if (!empty && numberIn(db, 'application_id') !== applicationId) {
    throw new StartError(`${name} is a SQLite database of another program. Set DATA_DIR to another folder.`)
  }
  const newest = newestSchema()
  const found = numberIn(db, 'user_version')
  if (found > newest) {
    throw new StartError(
      `${name} was written by a newer version (schema ${found}, this one knows ${newest}). Use a newer whosaid, or restore a backup.`,
    )
  }
}

/** StartError unless the file is a database of ours with the schema of this version. */
export function checkSchema(db: Db, name: string): void {
  checkOwner(db, name)
  const [found, newest] = [numberIn(db, 'user_version'), newestSchema()]
  if (found === 0) throw new StartError(`${name} is empty. Restore a backup, or start the server, which fills it.`)
  if (found < newest)
    throw new StartError(
      `${name} has schema ${found}, this version ${newest}. Run the command "migrate", or start the server.`,
    )
}

/** The first table, column, index or trigger that a database lacks of the schema whose number it has; null if it has all. */
export function missingPart(db: Db, folder = ours): SchemaPart | null {
  const wanted = new Database(':memory:')
  try {
    takeSteps(wanted, folder, numberIn(db, 'user_version'))
    return firstMissing(db, wanted)
  } finally {
    wanted.close()
  }
}

/**
 * Brings a database to the newest schema, each step in a transaction of its own, and returns the schemas before and
 * after. A step that fails leaves the schema as the step before made it. StartError, with nothing changed, if it has not what
 * its schema has, which the steps build on.
 */
export function migrate(db: Db, folder = ours): { from: number; to: number } {
  const from = numberIn(db, 'user_version')
  const newest = migrations(folder).at(-1)?.version ?? 0
  if (from > 0 && from < newest) {
    const missing = missingPart(db, folder)
    if (missing) throw new StartError(lacks(db.name, from, missing))
  }
  takeSteps(db, folder, newest)
  return { from, to: numberIn(db, 'user_version') }
}

/** The steps up to a version. They may call fold_name(text). */
function takeSteps(db: Db, folder: string, last: number): void {
  db.function('fold_name', { deterministic: true, directOnly: true }, (name) => foldName(String(name)))
  for (const { version, file } of migrations(folder)) {
    if (version > last) return
    const text = readFileSync(join(folder, file), 'utf8')
    db.transaction(() => {
      // asked again inside: another process may have been here first
      if (numberIn(db, 'user_version') >= version) return
      db.exec(text)
      db.pragma(`user_version = ${version}`)
      db.pragma(`application_id = ${applicationId}`)
    }).immediate()
  }
}
