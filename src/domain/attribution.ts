import type { z } from 'zod'
import type { Attribution, QuoteCreate } from '../schema/quote.ts'
import { AppError } from './app-error.ts'

type Attributed = z.infer<typeof Attribution>

/**
 * The attribution of a quote after a client has written it. What is not said follows from the source: with one it is
 * confirmed by hand, without one unattributed; a source that stays keeps what was known of it. AppError invalid-body
 * where status and source contradict each other.
 */
export function settleAttribution(
  sourceId: string | null,
  given: QuoteCreate['attribution'],
  kept: Attributed | null,
): Attributed {
  const status = given?.status ?? kept?.status ?? (sourceId === null ? 'unattributed' : 'confirmed')
  if (status === 'unattributed' && sourceId !== null) {
    throw contradiction('An unattributed quote has no source: leave sourceId out, or give another status.')
  }
  if (status === 'confirmed' && sourceId === null) {
    throw contradiction('A confirmed quote names its source: give sourceId, or another status.')
  }
  return {
    status,
    method: given?.method ?? kept?.method ?? 'manual',
    confidence: given?.confidence !== undefined ? given.confidence : (kept?.confidence ?? null),
  }
}

function contradiction(detail: string): AppError {
  return new AppError('invalid-body', detail, [
    { in: 'body', pointer: '/attribution/status', code: 'contradiction', detail },
  ])
}
