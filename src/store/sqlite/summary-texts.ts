import { loadArticleTexts } from './article-rows.ts'
import type { Db } from './connect.ts'
import { first, raw } from './sql.ts'

/** Bytes of text that a connection keeps: some 12,000 articles. */
const most = 12 * 2 ** 20
type Kept = { version: number; texts: Map<number, Buffer>; size: number }
const kept = new WeakMap<Db, Kept>()

/** Articles without their bodies as JSON, kept until anything is committed. All is read in the transaction of the caller. */
export function summaryTexts(db: Db, positions: readonly number[]): Buffer[] {
  const known = keptOf(db)
  const missing = positions.filter((position) => !known.texts.has(position))
  const found = missing.length === 0 ? null : loadArticleTexts(db, missing, false)
  const asked = positions.map((position) => known.texts.get(position) ?? (found?.get(position) as Buffer))
  if (found) keep(known, found)
  return asked
}

/** What a text takes with its place in the table. */
const sizeOf = ({ length }: Buffer): number => length + 300

function keep(known: Kept, found: Map<number, Buffer>): void {
  for (const [position, text] of found) {
    known.texts.set(position, text)
    known.size += sizeOf(text)
  }
  // those that came first go first
  for (const [position, text] of known.texts) {
    if (known.size <= most) return
    known.texts.delete(position)
    known.size -= sizeOf(text)
  }
}

/** data_version is another number after a commit of any other connection; ours only read. */
function keptOf(db: Db): Kept {
  const version = first<{ data_version: number }>(db, raw('PRAGMA data_version'))?.data_version as number
  const known = kept.get(db)
  if (known?.version === version) return known
  const fresh = { version, texts: new Map<number, Buffer>(), size: 0 }
  kept.set(db, fresh)
  return fresh
}
