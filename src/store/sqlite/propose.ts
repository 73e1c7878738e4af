import { AppError } from '../../domain/app-error.ts'
import type { ExtractedQuote, Extraction, Span } from '../../domain/extraction.ts'
import type { Precondition } from '../../domain/store.ts'
import { textKey } from '../../domain/text.ts'
import type { Proposals } from '../../schema/review.ts'
import type { Db } from './connect.ts'
import { secondOf } from './position.ts'
import { loadQuotes, readSegments, writeSegments } from './quote-rows.ts'
import { checkPrecondition, resolve } from './resolve.ts'
import { saveExtraction } from './save-extraction.ts'
import { all, column, first, sql } from './sql.ts'

type Known = { reported: boolean; place: string; segments: Span[] }

const overlap = (a: Span, b: Span) => a.start < b.end && b.start < a.end
/** A mixed quote stands inside a clause that is an indirect quote of its own: they do not replace each other. */
const isReported = (kind: string) => kind === 'indirect'

/** Whether a quote stands already where this one was found; in the very place whatever its kind, which a person may have changed. */
function standsThere(known: readonly Known[], { kind, segments }: ExtractedQuote): boolean {
  const place = writeSegments(segments)
  return known.some(
    (other) =>
      other.place === place ||
      (other.reported === isReported(kind) && other.segments.some((one) => segments.some((two) => overlap(one, two)))),
  )
}

function knownQuotes(db: Db, article: number): Known[] {
  const rows = all<{ kind: string; segments: string }>(
    db,
    sql`SELECT kind, segments FROM quotes WHERE article = ${article} AND anchor = 'exact'`,
  )
  return rows.map(({ kind, segments: place }) => ({ reported: isReported(kind), place, segments: readSegments(place) }))
}

/** Keeps those quotes of an extraction that are new to the article. Quadratic in the quotes of one article, at most 5,000. */
export function proposeQuotes(
  db: Db,
  id: string,
  contentHash: string,
  extraction: Extraction,
  on: Precondition,
): Proposals {
  const { key, version } = resolve(db, 'article', id)
  checkPrecondition(on, version)
  const text = first<{ body: string; content_hash: string }>(
    db,
    sql`SELECT body, content_hash FROM article_texts WHERE position = ${key}`,
  )
  if (text?.content_hash !== contentHash)
    throw new AppError('conflict', 'The article was edited while its quotes were looked for. Ask again.')
  const known = knownQuotes(db, key)
  const dismissed = new Set(column(db, sql`SELECT text_key FROM dismissed_quotes WHERE article = ${key}`))
  const unknown = extraction.quotes.filter((quote) => !standsThere(known, quote))
  const fresh = unknown.filter((quote) => !dismissed.has(textKey(quote.text)))
  const kept = { body: text.body, publishedSecond: secondOf(key) }
  const ids = saveExtraction(db, key, kept, { ...extraction, quotes: fresh }, Date.now())
  const positions = ids.map((quote) => resolve(db, 'quote', quote).key)
  return {
    proposed: loadQuotes(db, positions, []),
    known: extraction.quotes.length - unknown.length,
    dismissed: unknown.length - fresh.length,
  }
}
