import type { Db } from './connect.ts'
import { raw, run } from './sql.ts'

const [begin, release, undo] = [raw('SAVEPOINT one'), raw('RELEASE one'), raw('ROLLBACK TO one')]

/** Runs writes of which all or none are kept. Throws what they throw; then `db.inTransaction` tells whether SQLite has ended all of it. */
export function inSavepoint<Result>(db: Db, write: () => Result): Result {
  run(db, begin)
  try {
    const result = write()
    run(db, release)
    return result
  } catch (error) {
    if (db.inTransaction) {
      run(db, undo)
      run(db, release)
    }
    throw error
  }
}
