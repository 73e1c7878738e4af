import type { Db } from './connect.ts'

/**
 * Tells commits apart by SQLite's data_version, which another connection's commit changes, in whichever process. Looking
 * costs two locks on the file (1 to 6 µs), so it is done once in each turn of the event loop: what comes in within one
 * turn had been sent before it began. `forget` makes it look again at once, for a commit that is about to be acknowledged.
 */
export function watchRevision(db: Db): { revision(): number; forget(): void } {
  const version = db.prepare('PRAGMA data_version').pluck()
  let known: number | null = null
  const forget = () => {
    known = null
  }
  return {
    revision() {
      if (known === null) {
        known = version.get() as number
        setImmediate(forget)
      }
      return known
    },
    forget,
  }
}
