import { closeSync, existsSync, fsyncSync, openSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { StartError } from '../../domain/start-error.ts'
import { newPartial, removeUnfinished } from '../unfinished-files.ts'
import { expectThere } from './check-files.ts'
import type { Db } from './connect.ts'
import { fileIn } from './data-folder.ts'
import { checkOwner } from './migrate.ts'

/** `seq`: the newest change that it has. */
export type Backup = { bytes: number; seq: number; schema: number }

/** A connection that reads a file to be copied. Not openReader: one with query_only cannot VACUUM INTO another file. StartError if it cannot be read. */
export function openToCopy(path: string): Db {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true, timeout: 5000 })
    db.pragma('trusted_schema = OFF')
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    return db
  } catch (error) {
    const code = String((error as { code?: unknown }).code)
    const why = code === 'SQLITE_NOTADB' ? 'is no SQLite database' : `cannot be read as a database (${code})`
    throw new StartError(`${path} ${why}. Is it the right file, and whole?`)
  }
}

/** Puts a file, or the names in a folder, on the disk. */
export function sync(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Copies a database into a new file that nobody but this process will read: one consistent state, whatever is written meanwhile. */
export function copyAsItIs(from: string, to: string): void {
  const db = openToCopy(from)
  try {
    db.prepare('VACUUM INTO ?').run(to)
  } finally {
    db.close()
  }
}

/**
 * Copies a database into a new file: one consistent state, whatever is written meanwhile. The file appears under its name only
 * once it is whole, checked and on the disk. VACUUM INTO, since the backup API starts anew with every write of another connection.
 */
export function copy(from: string, to: string): Backup {
  const partial = newPartial(to)
  const db = openToCopy(from)
  try {
    checkOwner(db, from)
    if (db.pragma('user_version', { simple: true }) === 0)
      throw new StartError(`${from} is empty: there is nothing to copy. Is it the right file?`)
    db.prepare('VACUUM INTO ?').run(partial)
  } catch (error) {
    removeUnfinished(partial)
    if (error instanceof StartError) throw error
    throw new StartError(
      `${from} cannot be copied to ${to} (${String((error as { code?: unknown }).code)}). Check the disk and the folder.`,
    )
  } finally {
    db.close()
  }
  try {
    const copied = check(partial, from)
    sync(partial)
    renameSync(partial, to)
    sync(dirname(to))
    return { ...copied, bytes: statSync(to).size }
  } finally {
    removeUnfinished(partial)
  }
}

function check(copied: string, from: string): Omit<Backup, 'bytes'> {
  const db = openToCopy(copied)
  try {
    const found = db.pragma('quick_check(1)', { simple: true })
    if (found !== 'ok') throw new StartError(`the copy of ${from} is not whole: ${String(found)}. Check the disk.`)
    const schema = db.pragma('user_version', { simple: true }) as number
    // the first schema had no feed
    const told = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'changes'").get() !== undefined
    const seq = told ? (db.prepare('SELECT coalesce(max(seq), 0) FROM changes').pluck().get() as number) : 0
    return { seq, schema }
  } finally {
    db.close()
  }
}

/** Copies the database of a folder into `target`, also while a server writes to it. StartError if there is a file already. */
export function backupFolder(dataDir: string, target: string): Backup {
  const path = fileIn(dataDir)
  expectThere(path)
  if (existsSync(target)) throw new StartError(`${target} exists already. Name another file, or move that one away.`)
  if (!existsSync(dirname(target))) throw new StartError(`there is no folder ${dirname(target)}. Make it first.`)
  return copy(path, target)
}
