import { AppError } from '../../domain/app-error.ts'
import { newId } from '../../domain/ids.ts'
import type { PlacedQuote } from '../../domain/place-quote.ts'
import { countWords, textKey } from '../../domain/text.ts'
import type { Quote } from '../../schema/quote.ts'
import type { Db } from './connect.ts'
import { addQuoteRow, placeNewQuote } from './new-quote-rows.ts'
import { writeSegments } from './quote-rows.ts'
import { beginId, type Stamp } from './resolve.ts'
import { first, type Sql, sql } from './sql.ts'

type NewQuote = {
  article: number
  second: number | null
  placed: PlacedQuote
  source: number | null
  kind: Quote['kind']
  speakerLabel: string | null
  cue: string | null
  attribution: Quote['attribution']
  now: number
  /** What it had elsewhere */
  kept?: Stamp
  /** Left out: it stands in the body */
  anchor?: Quote['anchor']
}

/** What a search for a speaker reads: the label on the first line, the name on the second. */
export function speakerText(db: Db, label: string | null, source: number | null): string {
  const name = source === null ? null : first<{ name: string }>(db, sql`SELECT name FROM sources WHERE pk = ${source}`)
  return `${(label ?? '').replaceAll('\n', ' ')}\n${name?.name ?? ''}`
}

/** The same of a row of quotes, in SQL. */
export const speakerSql = (name: Sql | string): Sql =>
  sql`replace(coalesce(speaker_label, ''), char(10), ' ') || char(10) || ${name}`

/** AppError conflict: another quote stands at this place of the article. */
export function checkPlace(db: Db, article: number, segments: string, own: string | null): void {
  const holder = first<{ id: string }>(
    db,
    sql`SELECT id FROM quotes WHERE article = ${article} AND segments = ${segments} AND anchor = 'exact'`,
  )
  if (!holder || holder.id === own) return
  const detail = `The article has a quote at this place already: ${holder.id}.`
  throw new AppError('conflict', detail, [{ in: 'body', pointer: '/segments', code: 'taken', detail }])
}

/** Keeps a new quote, with this id or a new one, and returns its position. */
export function insertQuote(db: Db, givenId: string | null, quote: NewQuote): number {
  const id = givenId ?? newId('quo')
  const { placed, attribution, now } = quote
  const segments = writeSegments(placed.segments)
  const { anchor = 'exact' } = quote
  if (anchor === 'exact') checkPlace(db, quote.article, segments, null)
  const position = placeNewQuote(db, quote.second, id)
  const { version, createdAt, updatedAt } = beginId(db, id, now, quote.kept)
  addQuoteRow(db, {
    position,
    id,
    article: quote.article,
    source: quote.source,
    kind: quote.kind,
    anchor,
    segments,
    first_start: placed.segments[0]?.start ?? 0,
    text: placed.text,
    text_key: textKey(placed.text),
    before: placed.before,
    after: placed.after,
    speaker_label: quote.speakerLabel,
    speaker: speakerText(db, quote.speakerLabel, quote.source),
    cue: quote.cue,
    status: attribution.status,
    method: attribution.method,
    confidence: attribution.confidence,
    word_count: countWords(placed.text),
    version,
    created_at: createdAt,
    updated_at: updatedAt,
  })
  return position
}
