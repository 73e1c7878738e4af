import { type Db, openReader, openWriter } from './connect.ts'
import { checkOwner } from './migrate.ts'
import { startFailure } from './start-failure.ts'

/** Opens the file for writing if it is ours, with an error that says what to do if it cannot be. `created`: it is not there, or empty. */
export function openForWriting(path: string, created: boolean): Db {
  let db: Db | undefined
  try {
    if (!created) checkOwnerOf(path)
    db = openWriter(path)
    probe(db)
    return db
  } catch (error) {
    db?.close()
    throw startFailure(path, 'opened for writing', error)
  }
}

/** Throws where the file cannot be written. BEGIN IMMEDIATE does not: on a file that is read-only SQLite makes it a read. */
function probe(db: Db): void {
  const version = db.pragma('user_version', { simple: true }) as number
  db.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${version}; ROLLBACK`)
}

function checkOwnerOf(path: string): void {
  const db = openReader(path)
  try {
    checkOwner(db, path)
  } finally {
    db.close()
  }
}
