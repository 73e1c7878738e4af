import type { Db } from './connect.ts'
import type { Fitting } from './list.ts'
import { all, sql } from './sql.ts'

/** Bytes of a page that what is included may take: 100 of the longest articles would be 100 MB. */
const most = 8 * 1024 * 1024
/** Bytes of a quote or source in a reply, roughly. */
const ofQuote = 1500
const ofSource = 1000

/** How many articles with what is included make a page of at most 8 MiB. */
export const fitArticles =
  (db: Db, include: readonly string[]): Fitting =>
  (positions) => {
    if (include.length === 0 || positions.length === 0) return positions.length
    const rows = all<{ position: number; body: number; quotes: number; sources: number }>(
      db,
      sql`SELECT a.position, octet_length(t.body) AS body, a.quote_count AS quotes, a.source_count AS sources
          FROM articles a JOIN article_texts t ON t.position = a.position
          WHERE a.position IN (SELECT value FROM json_each(${JSON.stringify(positions)}))`,
    )
    const sizes = new Map(
      rows.map(({ position, body, quotes, sources }) => [
        position,
        (include.includes('body') ? body : 0) +
          (include.includes('quotes') ? quotes * ofQuote : 0) +
          (include.includes('sources') ? sources * ofSource : 0),
      ]),
    )
    let left = most
    const beyond = positions.findIndex((position) => {
      left -= sizes.get(position) ?? 0
      return left < 0
    })
    return beyond === -1 ? positions.length : Math.max(1, beyond)
  }
