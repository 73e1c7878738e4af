import { contextOf, isVerbatim } from '../../domain/anchor.ts'
import { AppError } from '../../domain/app-error.ts'
import { settleAttribution } from '../../domain/attribution.ts'
import type { PlacedQuote } from '../../domain/place-quote.ts'
import { unconditional } from '../../domain/store.ts'
import type { ConflictRule, QuoteRecord } from '../../schema/import.ts'
import { bodyOf } from './article-body.ts'
import { logChange } from './changes.ts'
import type { Db } from './connect.ts'
import { alreadyHere, leftAsIs, type Outcome, stampOf } from './import-outcome.ts'
import { isQuoteWaiting, writeWaitingQuotes } from './new-quote-rows.ts'
import { insertQuote } from './new-quotes.ts'
import { secondOf } from './position.ts'
import { writeSegments } from './quote-rows.ts'
import { replaceQuote, updateQuote } from './quotes.ts'
import { editedAt, type Found, find, refer } from './resolve.ts'
import { all, first, run, sql } from './sql.ts'

type Candidate = { pk: number; confidence: number }

/** The same text by itself: a slice keeps its whole body in memory, and 400 quotes of two steps may wait, each of another article. */
const copyOf = (slice: string): string => Buffer.from(slice, 'utf16le').toString('utf16le')

/** Where the quote stands; an orphaned one is kept as it stood. AppError quote-not-verbatim. */
function placeOf(db: Db, article: number, { text, segments, anchor, context }: QuoteRecord): PlacedQuote {
  if (anchor === 'orphaned') return { text, segments, ...(context ?? { before: '', after: '' }) }
  const body = bodyOf(db, article)
  if (isVerbatim(body, text, segments)) {
    const { before, after } = contextOf(body, segments)
    return { text, segments, before: copyOf(before), after: copyOf(after) }
  }
  const detail = 'The body of the article does not have these words at these segments.'
  throw new AppError('quote-not-verbatim', detail, [{ in: 'body', pointer: '/segments', code: 'not_verbatim', detail }])
}

/** The quote that is this one already: by its id, or by its place in the article. */
function holderOf(db: Db, article: number, { id, anchor, segments }: QuoteRecord): Found | null {
  if (isQuoteWaiting(db, id, article, writeSegments(segments))) writeWaitingQuotes(db)
  const byId = find(db, 'quote', id)
  if (byId || anchor === 'orphaned') return byId
  const byPlace = first<Found>(
    db,
    sql`SELECT position AS key, id, version FROM quotes
      WHERE article = ${article} AND segments = ${writeSegments(segments)} AND anchor = 'exact'`,
  )
  return byPlace ?? null
}

/** Who may have said it; two that were merged are one. */
function candidatesOf(db: Db, { candidates }: QuoteRecord): Candidate[] {
  const found = candidates.map(({ sourceId, confidence }, i) => ({
    pk: refer(db, 'source', sourceId, `/candidates/${i}/sourceId`),
    confidence,
  }))
  return found.filter(({ pk }, i) => found.findIndex((other) => other.pk === pk) === i)
}

function setCandidates(db: Db, quote: number, candidates: readonly Candidate[]): void {
  run(db, sql`DELETE FROM candidates WHERE quote = ${quote}`)
  for (const { pk, confidence } of candidates)
    run(db, sql`INSERT INTO candidates (quote, source, confidence) VALUES (${quote}, ${pk}, ${confidence})`)
}

function edit(db: Db, holder: Found, record: QuoteRecord, candidates: readonly Candidate[]): Outcome {
  const { articleId, kind, text, segments, sourceId, speakerLabel, cue, attribution } = record
  const said = { kind, sourceId, speakerLabel, cue, attribution }
  const { version } =
    record.anchor === 'orphaned'
      ? updateQuote(db, holder.id, said, unconditional)
      : replaceQuote(db, holder.id, { articleId, text, segments, ...said }, unconditional).quote
  const before = all<Candidate>(
    db,
    sql`SELECT source AS pk, confidence FROM candidates WHERE quote = ${holder.key} ORDER BY source`,
  )
  const after = candidates.toSorted((a, b) => a.pk - b.pk)
  if (JSON.stringify(before) === JSON.stringify(after))
    return version === holder.version ? leftAsIs(holder) : { id: holder.id, status: 'updated' }
  setCandidates(db, holder.key, candidates)
  const now = Date.now()
  run(db, sql`UPDATE quotes SET version = version + 1, updated_at = ${editedAt(now)} WHERE position = ${holder.key}`)
  logChange(db, 'updated', holder.id, now, ['candidates'])
  return { id: holder.id, status: 'updated' }
}

/** Keeps a quote of an import. AppError unknown-reference, quote-not-verbatim, conflict, or invalid-body where its attribution contradicts its source. */
export function importQuote(db: Db, record: QuoteRecord, rule: ConflictRule): Outcome {
  const article = refer(db, 'article', record.articleId, '/articleId')
  const holder = rule === 'error' ? find(db, 'quote', record.id) : holderOf(db, article, record)
  if (holder && rule === 'error') throw alreadyHere(holder.id)
  if (holder && rule === 'skip') return leftAsIs(holder)
  const source = record.sourceId === null ? null : refer(db, 'source', record.sourceId, '/sourceId')
  const attribution = settleAttribution(record.sourceId, record.attribution, null)
  const candidates = candidatesOf(db, record)
  if (holder) return edit(db, holder, record, candidates)
  const position = insertQuote(db, record.id, {
    article,
    second: secondOf(article),
    placed: placeOf(db, article, record),
    source,
    kind: record.kind,
    speakerLabel: record.speakerLabel,
    cue: record.cue,
    attribution,
    now: Date.now(),
    kept: stampOf(record),
    anchor: record.anchor,
  })
  if (candidates.length > 0) writeWaitingQuotes(db)
  if (candidates.length > 0) setCandidates(db, position, candidates)
  return { id: record.id, status: 'created' }
}
