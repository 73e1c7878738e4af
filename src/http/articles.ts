import { z } from 'zod'
import { Article, ArticleCreate, ArticleEdited, ArticlePatch } from '../schema/article.ts'
import { ArticleFields, ArticleGetParameters, ArticleListParameters, ArticlePage } from '../schema/article-list.ts'
import { ArticleId } from '../schema/common.ts'
import { flag } from '../schema/list.ts'
import { QuoteListParameters, QuotePage } from '../schema/quote-list.ts'
import type { App, AppContext } from './app-context.ts'
import { readNewArticle } from './article-document.ts'
import { articleList, quoteList } from './list-kinds.ts'
import { replyWithList } from './list-reply.ts'
import { readList } from './list-request.ts'
import {
  createdReply,
  itemReply,
  jsonBody,
  pageReply,
  patchBody,
  problemsOf,
  WriteParameters,
} from './operation-parts.ts'
import { PutHeaders, preconditionOf, WriteHeaders } from './preconditions.ts'
import { replies } from './replies.ts'
import * as examples from './resource-examples.ts'
import { partsOf, replyWithItem } from './trim.ts'

const params = z.strictObject({ id: ArticleId })
const tags = ['articles']
const config = { scope: 'write' } as const
const inReadingOrder = [{ key: 'position', descending: false }] as const
const edited = { ...examples.articleExample, version: 2, reanchoring: { kept: 1, moved: 0, orphaned: 0 } }

/** Articles: their list and search, each of them, and the quotes in one. */
export function articleRoutes(app: App, context: AppContext): void {
  listArticles(app, context)
  createArticle(app, context)
  getArticle(app, context)
  replaceArticle(app, context)
  updateArticle(app, context)
  deleteArticle(app, context)
  listArticleQuotes(app, context)
}

function listArticles(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'listArticles',
    summary: 'Which articles are there, and which match a search?',
    tags,
    querystring: ArticleListParameters,
    response: replies(
      { 200: pageReply(ArticlePage, '/v1/articles?q=harbour', examples.articleSummaryExample) },
      problemsOf.list,
    ),
  }
  app.get('/v1/articles', { schema }, async (request, reply) => {
    const list = readList(articleList, request.query)
    return replyWithList(request, reply, list, await store.articles.list(list.query))
  })
}

function createArticle(app: App, { store, ingester }: AppContext): void {
  const rawDocument = (type: string) => ({
    schema: z.string().describe(`A raw document (${type}): its headline, date, byline and text are found in it`),
    examples: { example: { value: examples.documentExample } },
  })
  const schema = {
    operationId: 'createArticle',
    summary: 'How do I add an article, and learn who is quoted in it?',
    tags,
    querystring: WriteParameters.extend({
      extract: flag().describe('Propose its quotes and sources; default true for text and HTML, false for JSON'),
    }),
    body: {
      required: true,
      content: {
        ...jsonBody(ArticleCreate, examples.articleCreateExample).content,
        'text/plain': rawDocument('plain text'),
        'text/html': rawDocument('HTML'),
      },
    },
    response: replies(
      {
        201: createdReply(
          'The article; with its quotes and sources if they were extracted',
          Article,
          examples.ingestedExample,
        ),
      },
      [...problemsOf.create, 'invalid-document'],
    ),
  }
  app.post('/v1/articles', { schema, config }, async ({ body, query, headers }, reply) => {
    const extract = query.extract ?? typeof body === 'string'
    const type = /^\s*text\/html/i.test(headers['content-type'] ?? '') ? 'html' : 'text'
    const { article, extraction } = await readNewArticle(ingester, body, type, extract)
    const created = await store.articles.create(article, extraction)
    reply.code(201).header('location', `/v1/articles/${created.id}`)
    return created
  })
}

function getArticle(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'getArticle',
    summary: 'What does this article say?',
    tags,
    params,
    querystring: ArticleGetParameters,
    response: replies(
      { 200: itemReply('The article', z.union([Article, ArticleFields]), examples.articleExample) },
      problemsOf.get,
    ),
  }
  app.get('/v1/articles/:id', { schema }, async ({ params, query }, reply) => {
    const parts = partsOf(query, ['quotes', 'sources'])
    return replyWithItem(reply, await store.articles.get(params.id, parts), query.fields, parts)
  })
}

function replaceArticle(app: App, { store, config: settings }: AppContext): void {
  const schema = {
    operationId: 'replaceArticle',
    summary: 'How do I replace an article, or create it under an id of my own?',
    tags,
    params,
    querystring: WriteParameters,
    headers: PutHeaders,
    body: jsonBody(ArticleCreate, examples.articleCreateExample),
    response: replies(
      {
        200: itemReply('The article, and what the edit did to its quotes', ArticleEdited, edited),
        201: createdReply('There was none: it was made', ArticleEdited, edited),
      },
      problemsOf.replace,
    ),
  }
  app.put('/v1/articles/:id', { schema, config }, async (request, reply) => {
    const { id } = request.params
    const on = await preconditionOf(request, settings, () => store.articles.get(id, []))
    const { created, article, reanchoring } = await store.articles.replace(id, request.body, on)
    if (created) reply.code(201).header('location', `/v1/articles/${id}`)
    return { ...article, reanchoring }
  })
}

function updateArticle(app: App, { store, config: settings }: AppContext): void {
  const schema = {
    operationId: 'updateArticle',
    summary: 'How do I change some properties of an article?',
    tags,
    params,
    querystring: WriteParameters,
    headers: WriteHeaders,
    body: patchBody(ArticlePatch, { section: 'Business', subtitle: null }),
    response: replies(
      { 200: itemReply('The article, and what the edit did to its quotes', ArticleEdited, edited) },
      problemsOf.update,
    ),
  }
  app.patch('/v1/articles/:id', { schema, config }, async (request) => {
    const { id } = request.params
    const on = await preconditionOf(request, settings, () => store.articles.get(id, []))
    const { article, reanchoring } = await store.articles.update(id, request.body, on)
    return { ...article, reanchoring }
  })
}

function deleteArticle(app: App, { store, config: settings }: AppContext): void {
  const schema = {
    operationId: 'deleteArticle',
    summary: 'How do I delete an article and its quotes?',
    tags,
    params,
    querystring: WriteParameters,
    headers: WriteHeaders,
    response: replies({ 204: { description: 'It is gone, and its quotes with it' } }, problemsOf.delete),
  }
  app.delete('/v1/articles/:id', { schema, config }, async (request, reply) => {
    const { id } = request.params
    const on = await preconditionOf(request, settings, () => store.articles.get(id, []))
    await store.articles.delete(id, on)
    return reply.code(204).send()
  })
}

function listArticleQuotes(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'listArticleQuotes',
    summary: 'Who says what in this article, from top to bottom?',
    tags,
    params,
    querystring: QuoteListParameters.omit({ articleId: true }),
    response: replies(
      { 200: pageReply(QuotePage, `/v1/articles/${examples.articleExample.id}/quotes`, examples.quoteExample) },
      problemsOf.sublist,
    ),
  }
  app.get('/v1/articles/:id/quotes', { schema }, async (request, reply) => {
    const { id } = await store.articles.get(request.params.id, [])
    const list = readList(quoteList, request.query, { filters: { articleId: [id] }, order: inReadingOrder })
    return replyWithList(request, reply, list, await store.quotes.list(list.query))
  })
}
