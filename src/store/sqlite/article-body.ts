import type { Db } from './connect.ts'
import { first, sql } from './sql.ts'

type Read = { hash: string; body: string }

/** Of each connection the body that was read last: an import brings thousands of quotes of one article, each of which is held against all of it. */
const last = new WeakMap<Db, Read>()

/** The body of the article at this position. Known by its hash, so that one that was edited or undone is read again. */
export function bodyOf(db: Db, article: number): string {
  const now = first<{ hash: string }>(
    db,
    sql`SELECT content_hash AS hash FROM article_texts WHERE position = ${article}`,
  )
  const known = last.get(db)
  if (!now || known?.hash === now.hash) return now && known ? known.body : ''
  const read = first<Read>(
    db,
    sql`SELECT content_hash AS hash, body FROM article_texts WHERE position = ${article}`,
  ) as Read
  last.set(db, read)
  return read.body
}
