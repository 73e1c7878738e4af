import { QuoteReview, ReviewedQuotes } from '../schema/review.ts'
import type { App, AppContext } from './app-context.ts'
import { OnceHeaders, onceOf } from './once.ts'
import { jsonBody, WriteParameters } from './operation-parts.ts'
import { replies } from './replies.ts'
import { quoteExample, sourceExample } from './resource-examples.ts'

const decision = { ids: [quoteExample.id], status: 'confirmed', sourceId: sourceExample.id }

/** Decisions about many quotes at once: reviewQuotes. */
export function reviewQuotes(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'reviewQuotes',
    summary: 'How do I confirm or reject what was proposed?',
    description:
      'The queue is `/v1/quotes?attributionStatus=proposed&sort=confidence&include=candidates`, the least certain first. What is decided here no extraction undoes.',
    tags: ['quotes'],
    querystring: WriteParameters,
    headers: OnceHeaders,
    body: jsonBody(QuoteReview, decision),
    response: replies(
      {
        200: {
          description: 'All were decided',
          schema: ReviewedQuotes,
          examples: { example: { data: [{ ...quoteExample, version: 2 }] } },
        },
      },
      ['unknown-reference'],
    ),
  }
  app.post('/v1/quotes/review', { schema, config: { scope: 'write' } }, async (request, reply) => ({
    data: await store.quotes.review(request.body, onceOf(request, reply)),
  }))
}
