import { z } from 'zod'
import { QuoteId } from '../schema/common.ts'
import { Quote, QuoteCreate, QuotePatch } from '../schema/quote.ts'
import {
  OccurrencesParameters,
  QuoteFields,
  QuoteGetParameters,
  QuoteListParameters,
  QuotePage,
} from '../schema/quote-list.ts'
import type { App, AppContext } from './app-context.ts'
import { endOf } from './end-of.ts'
import { partsOf, replyWithItem } from './item-reply.ts'
import { quoteList } from './list-kinds.ts'
import { replyWithList } from './list-reply.ts'
import { readList } from './list-request.ts'
import { OnceHeaders, onceOf } from './once.ts'
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
import { quoteCreateExample, quoteExample, quoteFacetsExample } from './resource-examples.ts'
import { reviewQuotes } from './review-quotes.ts'
import { verifyQuote } from './verify-quote.ts'

const params = z.strictObject({ id: QuoteId })
const tags = ['quotes']
const config = { scope: 'write' } as const
const earliestFirst = [{ key: 'publishedAt', descending: false }] as const
const unkeepable = ['quote-not-verbatim', 'quote-ambiguous', 'unknown-reference'] as const

/** Quotes: their list and search across all articles, and each of them. */
export function quoteRoutes(app: App, context: AppContext): void {
  listQuotes(app, context)
  listQuoteOccurrences(app, context)
  verifyQuote(app, context)
  reviewQuotes(app, context)
  createQuote(app, context)
  getQuote(app, context)
  replaceQuote(app, context)
  updateQuote(app, context)
  deleteQuote(app, context)
}

function listQuotes(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'listQuotes',
    summary: 'Who said what, where and when?',
    tags,
    querystring: QuoteListParameters,
    response: replies(
      { 200: pageReply(QuotePage, '/v1/quotes?q=harbour', quoteExample, quoteFacetsExample) },
      problemsOf.list,
    ),
  }
  app.get('/v1/quotes', { schema, config: { cached: true } }, async (request, reply) => {
    const list = readList(quoteList, request.query)
    return replyWithList(request, reply, list, await store.quotes.list(list.query, endOf(reply)))
  })
}

function listQuoteOccurrences(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'listQuoteOccurrences',
    summary: 'Where else do these words stand, and where first?',
    description:
      'The same words, whatever their case, quotation marks, spaces and ellipses; the quote itself is among them.',
    tags,
    params,
    querystring: OccurrencesParameters,
    response: replies(
      { 200: pageReply(QuotePage, `/v1/quotes/${quoteExample.id}/occurrences`, quoteExample) },
      problemsOf.sublist,
    ),
  }
  app.get('/v1/quotes/:id/occurrences', { schema }, async (request, reply) => {
    const { id } = request.params
    const list = readList(quoteList, request.query, { of: id, order: earliestFirst })
    return replyWithList(request, reply, list, await store.quotes.occurrences(id, list.query, endOf(reply)))
  })
}

function createQuote(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'createQuote',
    summary: 'How do I add a quote to an article?',
    tags,
    querystring: WriteParameters,
    headers: OnceHeaders,
    body: jsonBody(QuoteCreate, quoteCreateExample),
    response: replies({ 201: createdReply('The quote', Quote, quoteExample) }, [...problemsOf.create, ...unkeepable]),
  }
  app.post('/v1/quotes', { schema, config }, async (request, reply) => {
    const quote = await store.quotes.create(request.body, onceOf(request, reply))
    reply.code(201).header('location', `/v1/quotes/${quote.id}`)
    return quote
  })
}

function getQuote(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'getQuote',
    summary: 'What exactly was said here, and by whom?',
    tags,
    params,
    querystring: QuoteGetParameters,
    response: replies({ 200: itemReply('The quote', z.union([Quote, QuoteFields]), quoteExample) }, problemsOf.get),
  }
  app.get('/v1/quotes/:id', { schema, config: { cached: 'again' } }, async ({ params, query }, reply) => {
    const parts = partsOf(query, quoteList.includes)
    return replyWithItem(reply, await store.quotes.get(params.id, parts, endOf(reply)), query.fields, parts)
  })
}

function replaceQuote(app: App, { store, config: settings }: AppContext): void {
  const schema = {
    operationId: 'replaceQuote',
    summary: 'How do I replace a quote, or create it under an id of my own?',
    tags,
    params,
    querystring: WriteParameters,
    headers: PutHeaders,
    body: jsonBody(QuoteCreate, quoteCreateExample),
    response: replies(
      {
        200: itemReply('The quote as it is now', Quote, { ...quoteExample, version: 2 }),
        201: createdReply('There was none: it was made', Quote, quoteExample),
      },
      [...problemsOf.replace, ...unkeepable],
    ),
  }
  app.put('/v1/quotes/:id', { schema, config }, async (request, reply) => {
    const { id } = request.params
    const on = await preconditionOf(request, settings, () => store.resolve('quote', id))
    const { created, quote } = await store.quotes.replace(id, request.body, on)
    if (created) reply.code(201).header('location', `/v1/quotes/${id}`)
    return quote
  })
}

function updateQuote(app: App, { store, config: settings }: AppContext): void {
  const schema = {
    operationId: 'updateQuote',
    summary: 'How do I correct a quote, or who said it?',
    tags,
    params,
    querystring: WriteParameters,
    headers: WriteHeaders,
    body: patchBody(QuotePatch, { sourceId: quoteExample.sourceId, attribution: { status: 'confirmed' } }),
    response: replies({ 200: itemReply('The quote as it is now', Quote, { ...quoteExample, version: 2 }) }, [
      ...problemsOf.update,
      ...unkeepable,
    ]),
  }
  app.patch('/v1/quotes/:id', { schema, config }, async (request) => {
    const { id } = request.params
    const on = await preconditionOf(request, settings, () => store.resolve('quote', id))
    return store.quotes.update(id, request.body, on)
  })
}

function deleteQuote(app: App, { store, config: settings }: AppContext): void {
  const schema = {
    operationId: 'deleteQuote',
    summary: 'How do I delete a quote?',
    tags,
    params,
    querystring: WriteParameters,
    headers: WriteHeaders,
    response: replies({ 204: { description: 'It is gone; its article and source stay' } }, problemsOf.delete),
  }
  app.delete('/v1/quotes/:id', { schema, config }, async (request, reply) => {
    const { id } = request.params
    const on = await preconditionOf(request, settings, () => store.resolve('quote', id))
    await store.quotes.delete(id, on)
    return reply.code(204).send()
  })
}
