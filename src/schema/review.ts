import { z } from 'zod'
import { Count, QuoteId, SourceId } from './common.ts'
import { AttributionStatus, Quote } from './quote.ts'

/** A decision about quotes, the same for all of them. */
export const QuoteReview = z
  .strictObject({
    ids: z.array(QuoteId).min(1).max(100).describe('These quotes: all of them are decided, or none'),
    status: AttributionStatus.describe('confirmed needs a source, here or already; unattributed takes it away'),
    sourceId: SourceId.nullable().optional().describe('Who said it; left out, the source of each stays'),
  })
  .meta({ id: 'QuoteReview' })
export type QuoteReview = z.infer<typeof QuoteReview>

export const ReviewedQuotes = z
  .object({ data: z.array(Quote).describe('The quotes as they are now, in the order of `ids`') })
  .meta({ id: 'ReviewedQuotes' })

/** What another extraction of an article added. */
export const Proposals = z
  .object({
    proposed: z.array(Quote).describe('The quotes that are new, in the order of the text'),
    known: Count.describe('Found again, or in place of what was found: they stay as they are'),
    dismissed: Count.describe('Found, but deleted by somebody before: not proposed again'),
  })
  .meta({ id: 'Proposals' })
export type Proposals = z.infer<typeof Proposals>
