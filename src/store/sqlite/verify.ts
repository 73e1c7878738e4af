import { comparedWords, endsUnspaced, piecesOf } from '../../domain/compare-words.ts'
import { judgeClaim } from '../../domain/judge-claim.ts'
import { textKey } from '../../domain/text.ts'
import type { QuoteClaim, Verification } from '../../schema/verification.ts'
import type { Db } from './connect.ts'
import { loadQuotes } from './quote-rows.ts'
import { refer } from './resolve.ts'
import { all, column, limitTo, raw, sql } from './sql.ts'

/** Words of a claim that are looked up, the longest first: they tell most. */
const mostWords = 32
/** Newest quotes looked at for each word; a word with more is too common to lead anywhere. */
const newest = 1000
/** Quotes compared word by word, and the newest of the source that are looked at for shared words. */
const compared = 40
const ofSource = 2000

const inMarks = raw(`q.kind <> 'indirect'`)

/** Runs of letters, as the search index has them: in scripts without spaces a run is a clause. */
const runsOf = (text: string): string[] => text.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? []

/** Runs as an FTS5 phrase. Letters and digits only, so there is nothing to escape; a clause may go on in the quote. */
function phrase(runs: readonly string[]): string {
  const goesOn = endsUnspaced(runs.at(-1) ?? '') ? ' *' : ''
  return `"${runs.join(' ')}"${goesOn}`
}

/** Quotes that are the claim, letter by letter but for case, marks and spaces. */
const quotesSame = (db: Db, text: string, source: number | null): number[] =>
  column(
    db,
    sql`SELECT position FROM quotes q WHERE text_key = ${textKey(text)} AND ${inMarks}
        ORDER BY coalesce(source = ${source}, 0) DESC, position DESC ${limitTo(compared)}`,
  )

/** The newest quotes that have each part of the claim as it stands, those of the source first. */
function quotesWith(db: Db, text: string, source: number | null): number[] {
  const phrases = piecesOf(text).flatMap((piece) => {
    const runs = runsOf(piece).slice(0, mostWords)
    return runs.length > 0 ? [phrase(runs)] : []
  })
  if (phrases.length === 0) return []
  const match = `text : (${phrases.slice(0, mostWords).join(' AND ')})`
  return column(
    db,
    sql`SELECT position FROM quotes q WHERE ${inMarks} AND position IN
          (SELECT rowid FROM quote_search WHERE quote_search MATCH ${match} AND deadline() ORDER BY rowid DESC ${limitTo(newest)})
        ORDER BY coalesce(source = ${source}, 0) DESC, position DESC ${limitTo(compared)}`,
  )
}

/** Quotes that share most of the rarer words of the claim: each word counts by how few quotes have it. */
function quotesLike(db: Db, text: string): number[] {
  const scores = new Map<number, number>()
  const runs = piecesOf(text).flatMap(runsOf)
  const distinct = [...new Set(runs.map((run) => run.toLowerCase()))].sort((a, b) => b.length - a.length)
  for (const word of distinct.slice(0, mostWords)) {
    const match = `text : ${phrase([word])}`
    const found = column<number>(
      db,
      sql`SELECT rowid FROM quote_search WHERE quote_search MATCH ${match} AND deadline() ORDER BY rowid DESC ${limitTo(newest)}`,
    )
    for (const position of found) scores.set(position, (scores.get(position) ?? 0) + 1 / Math.log2(found.length + 2))
  }
  return best(scores)
}

/** Of the newest quotes of a source those that have most of the longer words of the claim, as words or within words: that is quick to see. */
function quotesBy(db: Db, source: number, text: string): number[] {
  const wanted = [...new Set(comparedWords(text))].sort((a, b) => b.length - a.length).slice(0, mostWords)
  const rows = all<{ position: number; text: string }>(
    db,
    sql`SELECT position, text FROM quotes q WHERE source = ${source} AND ${inMarks} AND deadline() ORDER BY position DESC ${limitTo(ofSource)}`,
  )
  const scores = new Map<number, number>()
  for (const { position, text } of rows) {
    const said = text.toLowerCase().replaceAll('’', "'")
    const shared = wanted.reduce((sum, word) => sum + (said.includes(word) ? 1 : 0), 0)
    if (shared > 0) scores.set(position, shared)
  }
  return best(scores)
}

const best = (scores: Map<number, number>): number[] =>
  [...scores]
    .sort(([a, one], [b, two]) => two - one || b - a)
    .slice(0, compared)
    .map(([position]) => position)

/** Whether words were said, and by whom: the claim against the quotes in marks. AppError unknown-reference. Bounded in time. */
export function verifyQuote(db: Db, claim: QuoteClaim): Verification {
  const source = claim.source ? refer(db, 'source', claim.source, '/source') : null
  const found = new Set([
    ...quotesSame(db, claim.text, source),
    ...quotesWith(db, claim.text, source),
    ...(source === null ? [] : quotesBy(db, source, claim.text)),
    ...quotesLike(db, claim.text),
  ])
  const rows = all<{ position: number; text: string; source: number | null }>(
    db,
    sql`SELECT position, text, source FROM quotes q WHERE position IN (${[...found]}) AND ${inMarks} ORDER BY position`,
  )
  const candidates = rows.map((row) => ({ ...row, bySource: source === null || row.source === source }))
  const { verdict, judged } = judgeClaim(claim.text, candidates)
  const positions = judged.map(({ item }) => item.position)
  const quotes = loadQuotes(db, positions, [])
  const matches = judged.flatMap(({ item: _, ...match }, i) => {
    const quote = quotes[i]
    return quote ? [{ ...match, quote }] : []
  })
  return { verdict, matches }
}
