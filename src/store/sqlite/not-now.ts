const notNow = /^(?:SQLITE_(?:BUSY|LOCKED|FULL|IOERR|CANTOPEN|PROTOCOL)|(?:ENOSPC|EDQUOT|EFBIG|EIO)$)/

/** The name that SQLite, or the system, gives an error; empty where it has none. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

/** Whether SQLite, or the system, says "not now": another writer, a full disk, a disk that fails. */
export const isNotNow = (error: unknown): boolean => notNow.test(codeOf(error))
