import { mkdirSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartError } from '../../domain/start-error.ts'
import { startFailure } from './start-failure.ts'

/** f_type of NFS, SMB and CIFS (linux/magic.h): their locks and shared memory cannot be trusted with a WAL. */
const networkFileSystems = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42])

const sizeOf = (path: string): number | null => statSync(path, { throwIfNoEntry: false })?.size ?? null

/** StartError where the database is missing or empty while its WAL is there, which SQLite would delete. Returns its size in bytes, or null. */
function sizeBesideWal(path: string): number | null {
  const size = sizeOf(path)
  if (!size && sizeOf(`${path}-wal`)) {
    throw new StartError(
      `${path} is missing or empty, but ${path}-wal holds changes to it. Restore a backup, or move the -wal file away.`,
    )
  }
  return size
}

/** Whether there is a database. StartError where this user may not know, or where to open it would lose what its WAL holds. */
export function isThere(path: string): boolean {
  try {
    return sizeBesideWal(path) !== null
  } catch (error) {
    throw startFailure(path, 'looked at', error)
  }
}

/** StartError where there is no database, or an empty file, which to open for writing would fill. */
export function expectThere(path: string): void {
  if (!isThere(path) || sizeOf(path) === 0)
    throw new StartError(`there is no database in ${dirname(path)}. Set DATA_DIR to its folder.`)
}

/**
 * Makes the data folder (mode 0700) and refuses to start where that would lose data: a database that is missing or empty
 * while its WAL is there, or a network file system. Only `stat`s the files: opening them
 * would drop SQLite's POSIX locks.
 */
export function checkFiles(path: string): { created: boolean } {
  const folder = dirname(path)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new StartError(
      `${folder} cannot be made (${String((error as NodeJS.ErrnoException).code)}). Set DATA_DIR to a folder that can be written to.`,
    )
  }
  if (process.platform === 'linux' && networkFileSystems.has(statfsSync(folder).type)) {
    throw new StartError(
      `${folder} is on a network file system, which SQLite cannot lock safely. Set DATA_DIR to a local disk.`,
    )
  }
  const size = sizeBesideWal(path)
  return { created: size === null || size === 0 }
}
