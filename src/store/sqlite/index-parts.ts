import type { Db } from './connect.ts'
import { isNotNow } from './not-now.ts'
import { rowsWritten } from './transaction.ts'

const indexes = ['article_search', 'quote_search']
/** Pages of index that one step writes: some ms, for which a write that comes meanwhile waits */
const pages = 500
/** ms between two steps */
const pause = 20

/**
 * Merges the parts of the full-text indexes when writing pauses, step by step, until there are fewer than four of one size: while
 * writes come, FTS5 merges them only where there are eight (migrations/sqlite/0012_index_parts.sql), and searches look into each part.
 * `idle`: ms without a write; `written` is called after each step.
 */
export function keepPartsFew(db: Db, written: () => void, idle = 1_000): { written(): void; close(): void } {
  let timer: NodeJS.Timeout | undefined
  const mergeIn = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(merge, ms).unref()
  }
  function merge(): void {
    if (!indexes.some((index) => mergeParts(db, index))) return
    written()
    mergeIn(pause)
  }
  return {
    written: () => mergeIn(idle),
    close: () => clearTimeout(timer),
  }
}

/** One step; false where nothing is left to merge, or another process is writing or the disk does not take it. */
function mergeParts(db: Db, index: string): boolean {
  const before = rowsWritten(db)
  try {
    db.pragma('busy_timeout = 0')
    db.exec(`INSERT INTO ${index} (${index}, rank) VALUES ('merge', ${pages})`)
  } catch (error) {
    if (!isNotNow(error)) throw error
    return false
  } finally {
    db.pragma('busy_timeout = 5000')
  }
  // the command itself counts as one row
  return rowsWritten(db) - before > 1
}
