import { z } from 'zod'
import { ArticleId } from '../schema/common.ts'
import { ArticleQuotesParameters, QuotePage } from '../schema/quote-list.ts'
import type { App, AppContext } from './app-context.ts'
import { endOf } from './end-of.ts'
import { quoteList } from './list-kinds.ts'
import { replyWithList } from './list-reply.ts'
import { readList } from './list-request.ts'
import { pageReply, problemsOf } from './operation-parts.ts'
import { replies } from './replies.ts'
import { articleExample, quoteExample } from './resource-examples.ts'

const params = z.strictObject({ id: ArticleId })
const tags = ['articles']
const inReadingOrder = [{ key: 'position', descending: false }] as const

/** What is said in one article: listArticleQuotes. */
export function listArticleQuotes(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'listArticleQuotes',
    summary: 'Who says what in this article, from top to bottom?',
    tags,
    params,
    querystring: ArticleQuotesParameters,
    response: replies(
      { 200: pageReply(QuotePage, `/v1/articles/${articleExample.id}/quotes`, quoteExample) },
      problemsOf.sublist,
    ),
  }
  app.get('/v1/articles/:id/quotes', { schema, config: { cached: true } }, async (request, reply) => {
    const { id } = await store.resolve('article', request.params.id)
    const list = readList(quoteList, request.query, { filters: { articleId: [id] }, order: inReadingOrder })
    return replyWithList(request, reply, list, await store.quotes.list(list.query, endOf(reply)))
  })
}
