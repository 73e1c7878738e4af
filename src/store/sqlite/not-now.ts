const notNow = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|PROTOCOL)/

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

/** Whether SQLite says "not now": another writer, a full disk, a disk that fails. */
export const isNotNow = (error: unknown): boolean => notNow.test(codeOf(error))
