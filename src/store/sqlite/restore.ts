import { existsSync, linkSync, renameSync, statSync } from 'node:fs'
import { StartError } from '../../domain/start-error.ts'
import { newFileBeside, removeUnfinished } from '../unfinished-files.ts'
import { type Backup, copy, openToCopy, sync } from './backup.ts'
import { checkFiles } from './check-files.ts'
import { type Db, openWriter } from './connect.ts'
import { fileIn, lockIn } from './data-folder.ts'
import { type Examination, examineContents } from './examine.ts'
import { lockFolder } from './lock.ts'
import { checkOwner, newestSchema } from './migrate.ts'
import { codeOf } from './not-now.ts'
import { isDamage } from './start-failure.ts'

/** StartError, by the name of the file that was given, with the first of what was found. */
function damaged(file: string, what: string): StartError {
  const first = what.replace(/^\*{3} .*\n/, '').split(/\. |\n/, 1)[0]
  return new StartError(`${file} is damaged: ${first}. Restore another backup.`)
}

/** Runs a check on an open connection and closes it; SQLite may find the damage before the check does. */
function examine(db: Db, file: string, find: (db: Db) => string | null): void {
  try {
    const found = find(db)
    if (found) throw damaged(file, found)
  } catch (error) {
    if (isDamage(error)) throw damaged(file, codeOf(error))
    throw error
  } finally {
    db.close()
  }
}

/** Looks for damage in the file as it is: a copy of it has new indexes, and shows nothing of damage to the old ones. */
function checkPages(file: string): void {
  examine(openToCopy(file), file, (db) => {
    checkOwner(db, file)
    const found = db.pragma('integrity_check(1)', { simple: true })
    return found === 'ok' ? null : String(found)
  })
}

/** Looks for damage in what a copy holds, which no check of SQLite sees. */
function checkContents(copied: string, file: string, progress: Examination['progress']): void {
  examine(openWriter(copied), file, (db) => {
    const found = examineContents(db, { server: false, progress }).find(({ problem }) => problem)
    return found ? `${found.check}: ${found.problem}` : null
  })
  sync(copied)
}

/**
 * Takes the present database out of use until the connection is closed: all of it is in the one file, nobody else has it open, and whoever
 * opens it meanwhile waits, and then finds that it has moved, which SQLite asks where a file in this journal mode is first written to.
 * Null where there is none, or none that can be opened any more. StartError while another process has it open.
 */
function holdAlone(path: string): Db | null {
  // beside an empty file SQLite would delete the WAL
  if (!statSync(path, { throwIfNoEntry: false })?.size) return null
  let db: Db | undefined
  try {
    db = openWriter(path)
    db.pragma('journal_mode = DELETE')
    db.exec('BEGIN EXCLUSIVE')
    // in a WAL, which another process may have made between, readers go on
    if (db.pragma('journal_mode', { simple: true }) !== 'delete') throw inUse(path)
    return db
  } catch (error) {
    db?.close()
    if (error instanceof StartError) throw error
    if (/^SQLITE_(BUSY|LOCKED)/.test(codeOf(error))) throw inUse(path)
    return null
  }
}

const inUse = (path: string) =>
  new StartError(`another command or program works on ${path}. Wait until it is done, or stop it.`)

/** Keeps the present database under another name beside it, so that a rename can put the new one in its place. */
function setAside(path: string, aside: string): void {
  for (const suffix of ['-wal', '-shm']) if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix)
  if (existsSync(path)) linkSync(path, aside)
}

/**
 * Puts a backup in the place of the database of a folder; the one that was there stays beside it as `aside`. No server may run
 * on the folder, and no command. StartError, with everything as it was, if the backup is none of ours or damaged.
 */
export function restoreFolder(
  dataDir: string,
  file: string,
  now: Date,
  progress: Examination['progress'],
): Backup & { aside: string | null } {
  const path = fileIn(dataDir)
  expectOther(file, path)
  checkFolder(path)
  const unlock = lockFolder(lockIn(dataDir))
  const fresh = newFileBeside(path, 'restore')
  let present: Db | null = null
  try {
    present = holdAlone(path)
    checkPages(file)
    const restored = copy(file, fresh)
    if (restored.schema === newestSchema()) checkContents(fresh, file, progress)
    const isThere = existsSync(path) || existsSync(`${path}-wal`)
    const aside = isThere ? `${path}.before-${now.toISOString().replace(/[:.]/g, '-')}` : null
    if (aside) setAside(path, aside)
    // Windows replaces no file that anybody has open, which is as good
    if (process.platform === 'win32') present?.close()
    renameSync(fresh, path)
    sync(dataDir)
    return { ...restored, aside }
  } finally {
    removeUnfinished(fresh)
    present?.close()
    unlock()
  }
}

/** StartError where the backup is not there, or is the database itself, by whatever name. */
function expectOther(file: string, path: string): void {
  const [given, present] = [file, path].map((name) => statSync(name, { throwIfNoEntry: false, bigint: true }))
  if (!given) throw new StartError(`there is no file ${file}. Name one that the command "backup" wrote.`)
  if (given.dev === present?.dev && given.ino === present.ino)
    throw new StartError(`${file} is the database itself. Name a backup of it.`)
}

/** Makes the folder if it is missing; a database that could not be started with is what a restore is for. */
function checkFolder(path: string): void {
  try {
    checkFiles(path)
  } catch (error) {
    if (!existsSync(`${path}-wal`)) throw error
  }
}
