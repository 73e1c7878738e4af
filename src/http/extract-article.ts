import { z } from 'zod'
import { ArticleId } from '../schema/common.ts'
import { Proposals } from '../schema/review.ts'
import type { App, AppContext } from './app-context.ts'
import { bounded } from './article-document.ts'
import { proposalsExample } from './extraction-examples.ts'
import { onceOf } from './once.ts'
import { problemsOf, WriteParameters } from './operation-parts.ts'
import { askedOf, OnceWriteHeaders } from './preconditions.ts'
import { replies } from './replies.ts'

/** Looks for quotes in an article once more, say after an edit: extractArticleQuotes. */
export function extractArticle(app: App, { store, ingester }: AppContext): void {
  const schema = {
    operationId: 'extractArticleQuotes',
    summary: 'Which quotes does this article have that nobody has found yet?',
    description:
      'Proposes only what is new. A quote that is there, proposed or decided, stays as it is, and one that was deleted does not come back.',
    tags: ['articles'],
    params: z.strictObject({ id: ArticleId }),
    querystring: WriteParameters,
    headers: OnceWriteHeaders,
    response: replies(
      { 200: { description: 'The new proposals', schema: Proposals, examples: { example: proposalsExample } } },
      [...problemsOf.get, 'conflict', 'precondition-failed', 'invalid-document'],
    ),
  }
  app.post('/v1/articles/:id/extract', { schema, config: { scope: 'write' } }, async (request, reply) => {
    const { id } = request.params
    const [on, once] = [askedOf(request), onceOf(request, reply)]
    // a retry is not read again, and answered though the article may be gone
    const known = once && (await store.articles.recallProposals(once))
    if (known) return known
    const { body, contentHash } = await store.articles.get(id, [])
    return store.articles.propose(id, contentHash, bounded(await ingester.extract(body)), on, once)
  })
}
