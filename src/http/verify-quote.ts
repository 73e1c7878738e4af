import { QuoteClaim, Verification } from '../schema/verification.ts'
import type { App, AppContext } from './app-context.ts'
import { endOf } from './end-of.ts'
import { jsonBody, WriteParameters } from './operation-parts.ts'
import { replies } from './replies.ts'
import { quoteExample } from './resource-examples.ts'

const claim = { text: 'The harbour was never meant to hold boats of that size', source: 'maren-olsen' }
const verification = {
  verdict: 'altered',
  matches: [
    {
      verdict: 'altered',
      similarity: 0.9090909090909091,
      diff: [
        { op: 'equal', text: 'The harbour was never meant to hold' },
        { op: 'delete', text: 'ships' },
        { op: 'insert', text: 'boats' },
        { op: 'equal', text: 'of that size' },
      ],
      quote: quoteExample,
    },
  ],
}

/** Whether words were said: verifyQuote. It reads, though it is a POST: claims are too long for a URL. */
export function verifyQuote(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'verifyQuote',
    summary: 'Was this really said, in these words, by this source?',
    description:
      'Compares a claim with every direct and mixed quote, word by word. Reported speech is no evidence: its words are the newspaper’s. In scripts without spaces a claim is looked up by its clauses: one from the middle of a clause is found among the quotes of `source` only.',
    tags: ['quotes'],
    querystring: WriteParameters,
    body: jsonBody(QuoteClaim, claim),
    response: replies(
      {
        200: { description: 'The verdict and its evidence', schema: Verification, examples: { example: verification } },
      },
      ['unknown-reference'],
    ),
  }
  app.post('/v1/quotes/verify', { schema }, ({ body }, reply) => store.quotes.verify(body, endOf(reply)))
}
