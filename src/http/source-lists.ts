import { z } from 'zod'
import { ArticleListParameters, ArticlePage } from '../schema/article-list.ts'
import { CoQuotedList } from '../schema/co-quoted.ts'
import { SourceRef } from '../schema/common.ts'
import { QuoteListParameters, QuotePage } from '../schema/quote-list.ts'
import type { Source } from '../schema/source.ts'
import { CoQuotedParameters } from '../schema/stats.ts'
import type { App, AppContext } from './app-context.ts'
import { endOf } from './end-of.ts'
import { articleList, quoteList } from './list-kinds.ts'
import { replyWithList } from './list-reply.ts'
import { readList } from './list-request.ts'
import { pageReply, problemsOf } from './operation-parts.ts'
import { readDateRange } from './read-filters.ts'
import { replies } from './replies.ts'
import { articleSummaryExample, quoteExample, sourceExample } from './resource-examples.ts'

const params = z.strictObject({ source: SourceRef })
const tags = ['sources']
const port: Source = {
  ...sourceExample,
  id: 'src_01m81b3m6te03t8f4kx1q2w9rd',
  slug: 'port-of-varnes',
  name: 'Port of Varnes',
  type: 'organization',
  aliases: [],
  description: null,
  identifiers: [],
}

/** What one source has said: listSourceQuotes. */
export function sourceQuotes(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'listSourceQuotes',
    summary: 'Which quotes has this source given?',
    tags,
    params,
    querystring: QuoteListParameters.omit({ source: true }),
    response: replies(
      { 200: pageReply(QuotePage, '/v1/sources/maren-olsen/quotes', quoteExample) },
      problemsOf.sublist,
    ),
  }
  app.get('/v1/sources/:source/quotes', { schema, config: { cached: true } }, async (request, reply) => {
    const { id } = await store.resolve('source', request.params.source)
    const list = readList(quoteList, request.query, { filters: { source: [id] } })
    return replyWithList(request, reply, list, await store.quotes.list(list.query, endOf(reply)))
  })
}

/** Where one source is quoted: listSourceArticles. */
export function sourceArticles(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'listSourceArticles',
    summary: 'Which articles quote this source?',
    tags,
    params,
    querystring: ArticleListParameters.omit({ source: true }),
    response: replies(
      { 200: pageReply(ArticlePage, '/v1/sources/maren-olsen/articles', articleSummaryExample) },
      problemsOf.sublist,
    ),
  }
  app.get('/v1/sources/:source/articles', { schema, config: { cached: true } }, async (request, reply) => {
    const { id } = await store.resolve('source', request.params.source)
    const list = readList(articleList, request.query, { filters: { source: [id] } })
    return replyWithList(request, reply, list, await store.articles.list(list.query, endOf(reply)))
  })
}

/** Who is quoted beside one source: listCoQuotedSources. */
export function coQuotedSources(app: App, { store }: AppContext): void {
  const example = { data: [{ sharedArticleCount: 1, source: port }], total: 1 }
  const schema = {
    operationId: 'listCoQuotedSources',
    summary: 'Who is quoted in the same articles as this source?',
    tags,
    params,
    querystring: CoQuotedParameters,
    response: replies(
      { 200: { description: 'Sources', schema: CoQuotedList, headers: ['ETag'], examples: { example } } },
      problemsOf.get,
    ),
  }
  app.get('/v1/sources/:source/co-quoted', { schema }, async ({ params, query }, reply) =>
    store.sources.coQuoted(params.source, { ...readDateRange(query), limit: query.limit ?? 20 }, endOf(reply)),
  )
}
