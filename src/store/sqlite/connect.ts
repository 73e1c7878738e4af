import Database from 'better-sqlite3'
import { StartError } from '../../domain/start-error.ts'

/** An open connection; every query is a function of one. */
export type Db = Database.Database

/** "whos" in ASCII: PRAGMA application_id of our files. */
export const applicationId = 0x77686f73

/** SQLite before this could corrupt a WAL database when it was reset (sqlite.org/wal.html, "the WAL-reset bug"). */
const oldestSqlite = [3, 51, 3] as const

const common = [
  'foreign_keys = ON',
  'trusted_schema = OFF',
  'cell_size_check = ON',
  'mmap_size = 0',
  'temp_store = MEMORY',
]

function expectPragma(db: Db, name: string, value: unknown): void {
  const found = db.pragma(name, { simple: true })
  if (found !== value) throw new Error(`PRAGMA ${name} is ${String(found)}, should be ${String(value)}`)
}

/**
 * The connection that writes. synchronous=FULL is set at every open and checked after a first read: better-sqlite3 is
 * compiled so that a WAL database falls back to NORMAL, which loses acknowledged commits in a power cut.
 */
export function openWriter(path: string): Db {
  const db = new Database(path, { timeout: 5000 })
  for (const pragma of [
    ...common,
    'journal_mode = WAL',
    'wal_autocheckpoint = 1000',
    'journal_size_limit = 67108864',
  ]) {
    db.pragma(pragma)
  }
  db.prepare('SELECT count(*) FROM sqlite_schema').get()
  db.pragma('synchronous = FULL')
  expectPragma(db, 'journal_mode', 'wal')
  expectPragma(db, 'synchronous', 2)
  expectPragma(db, 'foreign_keys', 1)
  return db
}

/** A connection that only reads, on a file that exists. */
export function openReader(path: string): Db {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: 1000 })
  for (const pragma of [...common, 'query_only = ON', 'cache_size = -16000']) db.pragma(pragma)
  expectPragma(db, 'foreign_keys', 1)
  return db
}

/** Throws a StartError if the SQLite in use is too old to be trusted with a WAL. Returns e.g. "SQLite 3.54.1". */
export function checkEngine(db: Db): string {
  const version = db.prepare('SELECT sqlite_version()').pluck().get() as string
  const parts = version.split('.').map(Number)
  const older = oldestSqlite.findIndex((part, i) => (parts[i] ?? 0) !== part)
  if (older !== -1 && (parts[older] ?? 0) < (oldestSqlite[older] ?? 0)) {
    throw new StartError(
      `needs SQLite ${oldestSqlite.join('.')} or newer, better-sqlite3 brought ${version}. Run "npm ci" again.`,
    )
  }
  return `SQLite ${version}`
}
