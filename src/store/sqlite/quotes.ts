import { AppError } from '../../domain/app-error.ts'
import { settleAttribution } from '../../domain/attribution.ts'
import { changedFields } from '../../domain/changed-fields.ts'
import type { Listing, QuoteQuery } from '../../domain/list-query.ts'
import { applyMergePatch } from '../../domain/merge-patch.ts'
import { type PlacedQuote, placeQuote } from '../../domain/place-quote.ts'
import type { Precondition, QuoteInclude } from '../../domain/store.ts'
import { countWords, textKey } from '../../domain/text.ts'
import { zoneOf } from '../../domain/zone.ts'
import type { Quote, QuoteCreate, QuotePatch } from '../../schema/quote.ts'
import { bodyOf } from './article-body.ts'
import { logChange } from './changes.ts'
import type { Db } from './connect.ts'
import { isDayOfQuote, rangeOf } from './edges.ts'
import { listItems } from './list-items.ts'
import { checkPlace, insertQuote, speakerText } from './new-quotes.ts'
import { type ListTable, type Plan, planOf, searchOf } from './plan.ts'
import { secondOf, secondSql } from './position.ts'
import { quoteFacets } from './quote-facets.ts'
import { loadQuotes, writeSegments } from './quote-rows.ts'
import { quoteConditions, quoteJoins, quoteNarrowing } from './quote-where.ts'
import { narrowed } from './reach.ts'
import { bury, checkPrecondition, editedAt, find, refer, resolve } from './resolve.ts'
import { quoteSearch } from './search.ts'
import { type Bounds, usualBounds } from './sizes.ts'
import { first, run, sql } from './sql.ts'

/** How quotes are listed. */
const table: ListTable = {
  from: 'quotes q',
  alias: 'q',
  joins: '',
  rowid: 'position',
  search: quoteSearch,
  keys: {
    publishedAt: secondSql('q.position'),
    createdAt: 'q.created_at',
    updatedAt: 'q.updated_at',
    confidence: 'coalesce(q.confidence, -1)',
    wordCount: 'q.word_count',
    position: 'q.first_start',
  },
  indexed: ['createdAt', 'updatedAt', 'confidence', 'wordCount'],
  ordered: 'quotes',
}

const highlighted = [
  { column: 0, field: 'text' },
  { column: 1, field: 'context/before' },
  { column: 2, field: 'context/after' },
  { column: 3, field: (line: number) => (line === 0 ? 'speakerLabel' : 'source/name') },
]

/**
 * Which quotes are listed, and how they are found; `sameAs`: those with the words of the quote at this position. `ofDates`: without it
 * the dates asked for are left to whoever counts; among the same words one of those dates is still the first.
 */
export function quotePlan(
  db: Db,
  query: Pick<QuoteQuery, 'q' | 'qIn' | 'filters' | 'total' | 'tz'>,
  bounds: Bounds,
  { sameAs = null, ofDates = true }: { sameAs?: number | null; ofDates?: boolean } = {},
): Plan {
  const search = searchOf(db, quoteSearch, query, bounds)
  const { match, within, rest: left } = narrowed(db, quoteSearch, search, query, bounds)
  const { publishedFrom: _, publishedTo: __, ...rest } = left
  const inRange = rangeOf(zoneOf(query.tz ?? 'UTC'), left, isDayOfQuote)
  const filtered = quoteConditions(rest, { match, within }, inRange)
  const same = sameAs === null ? [] : [sql`q.text_key = (SELECT text_key FROM quotes WHERE position = ${sameAs})`]
  return planOf(
    db,
    {
      table: { ...table, joins: quoteJoins(rest) },
      search,
      match,
      within,
      conditions: (position) => [...same, ...(ofDates ? inRange(position) : []), ...filtered(position)],
      narrow: [...same, ...quoteNarrowing(rest)],
    },
    bounds,
  )
}

/** A page of quotes; with `sameAs` of those that have the same words as the quote at that position. */
export function listQuotes(
  db: Db,
  query: QuoteQuery,
  bounds: Bounds = usualBounds,
  sameAs: number | null = null,
): Listing<Quote> {
  const planFor = (asked: QuoteQuery) => quotePlan(db, asked, bounds, { sameAs })
  const load = (positions: number[]) => loadQuotes(db, positions, query.include)
  return listItems(db, query, planFor, { facets: quoteFacets, highlighted, load }, bounds)
}

/** A page of the quotes that have the same words as this one. */
export const listOccurrences = (db: Db, id: string, query: QuoteQuery): Listing<Quote> =>
  listQuotes(db, query, usualBounds, resolve(db, 'quote', id).key)

function loadQuote(db: Db, position: number, include: readonly QuoteInclude[] = []): Quote {
  const [quote] = loadQuotes(db, [position], include)
  if (!quote) throw new Error('no quote at this position')
  return quote
}

/** One quote. */
export const getQuote = (db: Db, id: string, include: readonly QuoteInclude[]): Quote =>
  loadQuote(db, resolve(db, 'quote', id).key, include)

/** What the input says of where it stands, without the properties that are not given. */
const wordsOf = ({ text, segments }: Pick<QuotePatch, 'text' | 'segments'>) => ({
  ...(text === undefined ? {} : { text }),
  ...(segments === undefined ? {} : { segments }),
})

/** Keeps a new quote of a client, at this id or a new one. */
export function createQuote(db: Db, input: QuoteCreate, id: string | null = null): Quote {
  const article = refer(db, 'article', input.articleId, '/articleId')
  const source = input.sourceId ? refer(db, 'source', input.sourceId, '/sourceId') : null
  const position = insertQuote(db, id, {
    article,
    second: secondOf(article),
    placed: placeQuote(bodyOf(db, article), wordsOf(input)),
    source,
    kind: input.kind ?? 'direct',
    speakerLabel: input.speakerLabel ?? null,
    cue: input.cue ?? null,
    attribution: settleAttribution(input.sourceId ?? null, input.attribution, null),
    now: Date.now(),
  })
  return loadQuote(db, position)
}

type Placed = {
  article: number
  segments: string
  text: string
  anchor: Quote['anchor']
  before: string
  after: string
}

/** Where an edited quote stands from now on; null where it stays. */
function replaced(db: Db, at: Placed, input: Pick<QuotePatch, 'text' | 'segments'>): PlacedQuote | null {
  const words = wordsOf(input)
  const stands = at.anchor === 'exact'
  if (Object.keys(words).length === 0 || (stands && words.text === at.text && !words.segments)) return null
  const placed = placeQuote(bodyOf(db, at.article), words)
  return stands && writeSegments(placed.segments) === at.segments ? null : placed
}

/** All that an edit can change of a quote, beside its words. */
type Said = Pick<Quote, 'kind' | 'sourceId' | 'speakerLabel' | 'cue' | 'attribution'>
const saidOf = ({ kind, sourceId, speakerLabel, cue, attribution }: Said): Said => ({
  kind,
  sourceId,
  speakerLabel,
  cue,
  attribution,
})

function edit(db: Db, key: number, before: Quote, input: QuotePatch): Quote {
  const at = first<Placed>(
    db,
    sql`SELECT article, segments, text, anchor, before, after FROM quotes WHERE position = ${key}`,
  )
  if (!at) throw new Error('no quote at this position')
  const sourceId = input.sourceId ?? null
  const source = sourceId === null ? null : refer(db, 'source', sourceId, '/sourceId')
  const kept = sourceId === before.sourceId ? before.attribution : null
  const said: Said = {
    kind: input.kind ?? 'direct',
    sourceId,
    speakerLabel: input.speakerLabel ?? null,
    cue: input.cue ?? null,
    attribution: settleAttribution(sourceId, input.attribution, kept),
  }
  const placed = replaced(db, at, input)
  if (placed === null && JSON.stringify(said) === JSON.stringify(saidOf(before))) return before
  const now = Date.now()
  if (placed) setWords(db, key, at.article, before.id, placed)
  const { kind, speakerLabel, cue, attribution } = said
  run(
    db,
    sql`UPDATE quotes SET source = ${source}, kind = ${kind}, speaker_label = ${speakerLabel},
    speaker = ${speakerText(db, speakerLabel, source)}, cue = ${cue}, status = ${attribution.status},
    method = ${attribution.method}, confidence = ${attribution.confidence}, version = version + 1, updated_at = ${editedAt(now)}
    WHERE position = ${key}`,
  )
  const after = loadQuote(db, key)
  const contextMoved = placed !== null && (placed.before !== at.before || placed.after !== at.after)
  logChange(
    db,
    'updated',
    before.id,
    now,
    [...changedFields(before, after), ...(contextMoved ? ['context'] : [])].sort(),
  )
  return after
}

function setWords(db: Db, key: number, article: number, id: string, { text, segments, before, after }: PlacedQuote) {
  const place = writeSegments(segments)
  checkPlace(db, article, place, id)
  run(
    db,
    sql`UPDATE quotes SET anchor = 'exact', segments = ${place}, first_start = ${segments[0]?.start ?? 0}, text = ${text},
    text_key = ${textKey(text)}, word_count = ${countWords(text)}, before = ${before}, after = ${after} WHERE position = ${key}`,
  )
}

/** Replaces a quote, or makes it at this id. AppError invalid-body if it would change its article. */
export function replaceQuote(
  db: Db,
  id: string,
  input: QuoteCreate,
  on: Precondition,
): { created: boolean; quote: Quote } {
  const found = find(db, 'quote', id)
  checkPrecondition(on, found?.version ?? null)
  if (!found) return { created: true, quote: createQuote(db, input, id) }
  const before = loadQuote(db, found.key)
  if (input.articleId !== before.articleId) {
    const detail = `A quote stays in its article, ${before.articleId}. Delete it and make a new one in the other.`
    throw new AppError('invalid-body', detail, [{ in: 'body', pointer: '/articleId', code: 'not_changeable', detail }])
  }
  placeQuote(bodyOf(db, refer(db, 'article', input.articleId, '/articleId')), wordsOf(input))
  return { created: false, quote: edit(db, found.key, before, { ...input, attribution: input.attribution ?? {} }) }
}

/** Applies a merge patch to a quote. New text without segments is searched for in the body. */
export function updateQuote(db: Db, id: string, patch: QuotePatch, on: Precondition): Quote {
  const found = resolve(db, 'quote', id)
  checkPrecondition(on, found.version)
  const before = loadQuote(db, found.key)
  const { kind, sourceId, speakerLabel, cue } = before
  const merged = applyMergePatch({ kind, sourceId, speakerLabel, cue }, patch) as QuotePatch
  // not merged: there null says that nothing is known, which is not the same as leaving it out
  return edit(db, found.key, before, patch.attribution ? { ...merged, attribution: patch.attribution } : merged)
}

/** Deletes a quote; its words are remembered, so that no extraction proposes it again. */
export function deleteQuote(db: Db, id: string, on: Precondition): void {
  const found = resolve(db, 'quote', id)
  checkPrecondition(on, found.version)
  run(
    db,
    sql`INSERT INTO dismissed_quotes (article, text_key)
      SELECT article, text_key FROM quotes WHERE position = ${found.key} ON CONFLICT DO NOTHING`,
  )
  run(db, sql`DELETE FROM quotes WHERE position = ${found.key}`)
  bury(db, found, Date.now())
}
