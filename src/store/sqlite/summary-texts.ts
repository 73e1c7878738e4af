import { loadArticles } from './article-rows.ts'
import type { Db } from './connect.ts'
import { first, raw } from './sql.ts'

/** How many texts a connection keeps, about 1 kB each. */
const most = 4_000
type Kept = { version: number; texts: Map<number, string> }
const kept = new WeakMap<Db, Kept>()

/** Articles without their bodies as JSON, kept until anything is committed. All is read in the transaction of the caller. */
export function summaryTexts(db: Db, positions: number[]): string[] {
  const texts = textsOf(db)
  const missing = positions.filter((position) => !texts.has(position))
  const found = new Map(missing.length === 0 ? [] : loaded(db, missing))
  const asked = positions.map((position) => texts.get(position) ?? (found.get(position) as string))
  for (const [position, text] of found) texts.set(position, text)
  // those that came first go first
  for (const position of texts.keys()) {
    if (texts.size <= most) break
    texts.delete(position)
  }
  return asked
}

const loaded = (db: Db, positions: number[]): [number, string][] =>
  loadArticles(db, positions, false).map((article, i) => [positions[i] as number, JSON.stringify(article)])

/** data_version is another number after a commit of any other connection; ours only read. */
function textsOf(db: Db): Kept['texts'] {
  const version = first<{ data_version: number }>(db, raw('PRAGMA data_version'))?.data_version as number
  const known = kept.get(db)
  if (known?.version === version) return known.texts
  const texts = new Map<number, string>()
  kept.set(db, { version, texts })
  return texts
}
