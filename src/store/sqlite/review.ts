import { AppError } from '../../domain/app-error.ts'
import { unconditional } from '../../domain/store.ts'
import type { Quote } from '../../schema/quote.ts'
import type { QuoteReview } from '../../schema/review.ts'
import type { Db } from './connect.ts'
import { getQuote, updateQuote } from './quotes.ts'
import { refer } from './resolve.ts'

/** The attribution of one quote, decided by a person. AppError invalid-body, or unknown-reference, naming the quote. */
function decide(db: Db, id: string, at: number, { status, sourceId }: QuoteReview): Quote {
  refer(db, 'quote', id, `/ids/${at}`)
  const source = status === 'unattributed' ? null : sourceId === undefined ? getQuote(db, id, []).sourceId : sourceId
  if (status === 'confirmed' && source === null) {
    const detail = `${id} has no source that could be confirmed: give sourceId, or another status.`
    throw new AppError('invalid-body', detail, [{ in: 'body', pointer: `/ids/${at}`, code: 'contradiction', detail }])
  }
  const attribution = { status, method: 'manual', confidence: null } as const
  return updateQuote(db, id, { sourceId: source, attribution }, unconditional)
}

/** Decides about all of these quotes; the first that cannot be decided undoes the whole. */
export function reviewQuotes(db: Db, review: QuoteReview): Quote[] {
  if (review.sourceId && review.status === 'unattributed') {
    const detail = 'An unattributed quote has no source: leave sourceId out, or give another status.'
    throw new AppError('invalid-body', detail, [{ in: 'body', pointer: '/sourceId', code: 'contradiction', detail }])
  }
  if (review.sourceId) refer(db, 'source', review.sourceId, '/sourceId')
  return review.ids.map((id, at) => decide(db, id, at, review))
}
