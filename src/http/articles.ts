import { z } from 'zod'
import { Article, ArticleCreate, ArticleEdited, ArticlePatch } from '../schema/article.ts'
import { ArticleFields, ArticleGetParameters, ArticleListParameters, ArticlePage } from '../schema/article-list.ts'
import { ArticleId } from '../schema/common.ts'
import type { App, AppContext } from './app-context.ts'
import { listArticleQuotes } from './article-quotes.ts'
import { createArticle } from './create-article.ts'
import { endOf } from './end-of.ts'
import { extractArticle } from './extract-article.ts'
import { partsOf, replyWithText } from './item-reply.ts'
import { articleList } from './list-kinds.ts'
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

const params = z.strictObject({ id: ArticleId })
const tags = ['articles']
const config = { scope: 'write' } as const
const edited = { ...examples.articleExample, version: 2, reanchoring: { kept: 1, moved: 0, orphaned: 0 } }
const made = { ...examples.newArticleExample, reanchoring: { kept: 0, moved: 0, orphaned: 0 } }
const change = { section: 'Business', subtitle: null }

/** Articles: their list and search, each of them, and the quotes in one. */
export function articleRoutes(app: App, context: AppContext): void {
  listArticles(app, context)
  createArticle(app, context)
  getArticle(app, context)
  replaceArticle(app, context)
  updateArticle(app, context)
  deleteArticle(app, context)
  listArticleQuotes(app, context)
  extractArticle(app, context)
}

function listArticles(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'listArticles',
    summary: 'Which articles are there, and which match a search?',
    tags,
    querystring: ArticleListParameters,
    response: replies(
      {
        200: pageReply(
          ArticlePage,
          '/v1/articles?q=harbour',
          examples.articleSummaryExample,
          examples.articleFacetsExample,
        ),
      },
      problemsOf.list,
    ),
  }
  app.get('/v1/articles', { schema, config: { cached: true } }, async (request, reply) => {
    const list = readList(articleList, request.query)
    return replyWithList(request, reply, list, await store.articles.list(list.query, endOf(reply)))
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
  app.get('/v1/articles/:id', { schema, config: { cached: 'again' } }, async ({ params, query }, reply) => {
    const parts = partsOf(query, ['quotes', 'sources'])
    return replyWithText(reply, await store.articles.getText(params.id, parts, endOf(reply)), query.fields, parts)
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
        201: createdReply('There was none: it was made', ArticleEdited, made),
      },
      problemsOf.replace,
    ),
  }
  app.put('/v1/articles/:id', { schema, config }, async (request, reply) => {
    const { id } = request.params
    const on = await preconditionOf(request, settings, () => store.resolve('article', id))
    const { created, article, reanchoring } = await store.articles.replace(id, request.body, on)
    if (created) reply.code(201).header('location', `/v1/articles/${id}`)
    reply.resource = article
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
    body: patchBody(ArticlePatch, change),
    response: replies(
      { 200: itemReply('The article, and what the edit did to its quotes', ArticleEdited, { ...edited, ...change }) },
      problemsOf.update,
    ),
  }
  app.patch('/v1/articles/:id', { schema, config }, async (request, reply) => {
    const { id } = request.params
    const on = await preconditionOf(request, settings, () => store.resolve('article', id))
    const { article, reanchoring } = await store.articles.update(id, request.body, on)
    reply.resource = article
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
    const on = await preconditionOf(request, settings, () => store.resolve('article', id))
    await store.articles.delete(id, on)
    return reply.code(204).send()
  })
}
