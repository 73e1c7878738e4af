import type { Db } from './connect.ts'
import type { Fitting } from './list.ts'
import { all, raw, sql } from './sql.ts'

/** Bytes of a page that what is included may take: 100 of the longest articles would be 100 MB. */
const most = 8 * 1024 * 1024
/** Bytes of a quote or source in a reply beside its longest texts, roughly. */
const ofQuote = 1500
const ofSource = 1000
const quoteTexts = raw(`(SELECT coalesce(sum(octet_length(q.text)), 0) FROM quotes q WHERE q.article = a.position)`)
const sourceTexts = raw(`(SELECT coalesce(sum(octet_length(s.aliases) + coalesce(octet_length(s.description), 0)), 0)
  FROM article_sources n JOIN sources s ON s.pk = n.source WHERE n.article = a.position)`)
const nothing = raw('0')

/** How many articles with what is included make a page of at most 8 MiB. */
export const fitArticles =
  (db: Db, include: readonly string[]): Fitting =>
  (positions) => {
    if (include.length === 0 || positions.length === 0) return positions.length
    const has = (part: string) => include.includes(part)
    const rows = all<{ position: number; bytes: number }>(
      db,
      sql`SELECT a.position, ${has('body') ? raw('octet_length(t.body)') : nothing}
            + ${has('quotes') ? sql`a.quote_count * ${ofQuote} + ${quoteTexts}` : nothing}
            + ${has('sources') ? sql`a.source_count * ${ofSource} + ${sourceTexts}` : nothing} AS bytes
          FROM articles a JOIN article_texts t ON t.position = a.position
          WHERE a.position IN (SELECT value FROM json_each(${JSON.stringify(positions)}))`,
    )
    const sizes = new Map(rows.map(({ position, bytes }) => [position, bytes]))
    let left = most
    const beyond = positions.findIndex((position) => {
      left -= sizes.get(position) ?? 0
      return left < 0
    })
    return beyond === -1 ? positions.length : Math.max(1, beyond)
  }
