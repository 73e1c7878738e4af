import { comparedWords } from '../../domain/compare-words.ts'
import { judgeClaim } from '../../domain/judge-claim.ts'
import type { QuoteClaim, Verification } from '../../schema/verification.ts'
import type { Db } from './connect.ts'
import { loadQuotes } from './quote-rows.ts'
import { refer } from './resolve.ts'
import { all, raw, sql } from './sql.ts'

/** Words of a claim that are looked up, the longest first: they tell most. */
const mostWords = 32
/** Newest quotes looked at for each word; a word with more is too common to lead anywhere. */
const newest = 1000
/** Quotes compared word by word, and the newest of the source that are looked at for shared words. */
const compared = 40
const ofSource = 2000

const inMarks = raw(`q.kind <> 'indirect'`)

/** Positions of the newest quotes with these words in their text, as a phrase. */
function quotesWith(db: Db, words: readonly string[], most: number): number[] {
  // letters, digits and apostrophes only, so there is nothing to escape
  const match = `text : "${words.join(' ')}"`
  return all<{ position: number }>(
    db,
    sql`SELECT rowid AS position FROM quote_search WHERE quote_search MATCH ${match} AND deadline() ORDER BY rowid DESC LIMIT ${raw(String(most))}`,
  ).map(({ position }) => position)
}

/** Quotes that share most of the rarer words of the claim: each word counts by how few quotes have it. */
function quotesLike(db: Db, words: readonly string[]): number[] {
  const scores = new Map<number, number>()
  const distinct = [...new Set(words)].sort((a, b) => b.length - a.length).slice(0, mostWords)
  for (const word of distinct) {
    const found = quotesWith(db, [word], newest)
    for (const position of found) scores.set(position, (scores.get(position) ?? 0) + 1 / Math.log2(found.length + 2))
  }
  return best(scores)
}

/** Of the newest quotes of a source those that share most words with the claim. */
function quotesBy(db: Db, source: number, words: readonly string[]): number[] {
  const wanted = new Set(words)
  const rows = all<{ position: number; text: string }>(
    db,
    sql`SELECT position, text FROM quotes q WHERE source = ${source} AND ${inMarks} AND deadline() ORDER BY position DESC LIMIT ${raw(String(ofSource))}`,
  )
  const scores = new Map<number, number>()
  for (const { position, text } of rows) {
    const shared = new Set(comparedWords(text)).intersection(wanted).size
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
  const words = comparedWords(claim.text)
  const positions = new Set([
    ...(source === null ? [] : quotesBy(db, source, words)),
    ...quotesWith(db, words.slice(0, mostWords), compared),
    ...quotesLike(db, words),
  ])
  const rows = all<{ position: number; text: string; source: number | null }>(
    db,
    sql`SELECT position, text, source FROM quotes q WHERE position IN (${[...positions]}) AND ${inMarks} ORDER BY position`,
  )
  const candidates = rows.map((row) => ({ ...row, bySource: source === null || row.source === source }))
  const { verdict, judged } = judgeClaim(claim.text, candidates)
  const quotes = loadQuotes(
    db,
    judged.map(({ item }) => item.position),
    [],
  )
  const matches = judged.flatMap(({ item: _, ...match }, i) => {
    const quote = quotes[i]
    return quote ? [{ ...match, quote }] : []
  })
  return { verdict, matches }
}
