import { z } from 'zod'
import { SourceRef } from '../schema/common.ts'
import { Source, SourceCreate, SourcePatch } from '../schema/source.ts'
import { SourceFields, SourceGetParameters, SourceListParameters, SourcePage } from '../schema/source-list.ts'
import type { App, AppContext } from './app-context.ts'
import { endOf } from './end-of.ts'
import { replyWithItem } from './item-reply.ts'
import { sourceList } from './list-kinds.ts'
import { replyWithList } from './list-reply.ts'
import { readList } from './list-request.ts'
import { listDuplicateSources, mergeSource, unmergeSource } from './merge-sources.ts'
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
import { newSourceExample, sourceCreateExample, sourceExample, sourceFacetsExample } from './resource-examples.ts'
import { coQuotedSources, sourceArticles, sourceQuotes } from './source-lists.ts'

const params = z.strictObject({ source: SourceRef })
const tags = ['sources']
const config = { scope: 'write' } as const
const sourceEdited = { ...sourceExample, version: 2 }
const change = { type: 'person', aliases: ['Olsen', 'M. Olsen'], description: null }

/** Sources: their list and search, each of them, and what was said by one and where. */
export function sourceRoutes(app: App, context: AppContext): void {
  listSources(app, context)
  createSource(app, context)
  getSource(app, context)
  replaceSource(app, context)
  updateSource(app, context)
  deleteSource(app, context)
  listDuplicateSources(app, context)
  mergeSource(app, context)
  unmergeSource(app, context)
  sourceQuotes(app, context)
  sourceArticles(app, context)
  coQuotedSources(app, context)
}

function listSources(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'listSources',
    summary: 'Who is quoted, and who has a name like this?',
    tags,
    querystring: SourceListParameters,
    response: replies(
      { 200: pageReply(SourcePage, '/v1/sources?q=olsen', sourceExample, sourceFacetsExample) },
      problemsOf.list,
    ),
  }
  app.get('/v1/sources', { schema, config: { cached: true } }, async (request, reply) => {
    const list = readList(sourceList, request.query)
    return replyWithList(request, reply, list, await store.sources.list(list.query, endOf(reply)))
  })
}

function createSource(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'createSource',
    summary: 'How do I add a person or organisation?',
    tags,
    querystring: WriteParameters,
    headers: OnceHeaders,
    body: jsonBody(SourceCreate, sourceCreateExample),
    response: replies({ 201: createdReply('The source', Source, newSourceExample) }, [
      ...problemsOf.create,
      'unknown-reference',
      'unfitting-reference',
    ]),
  }
  app.post('/v1/sources', { schema, config }, async (request, reply) => {
    const source = await store.sources.create(request.body, onceOf(request, reply))
    reply.code(201).header('location', `/v1/sources/${source.id}`)
    return source
  })
}

function getSource(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'getSource',
    summary: 'Who is this, and how often quoted?',
    tags,
    params,
    querystring: SourceGetParameters,
    response: replies({ 200: itemReply('The source', z.union([Source, SourceFields]), sourceExample) }, problemsOf.get),
  }
  app.get('/v1/sources/:source', { schema, config: { cached: 'again' } }, async ({ params, query }, reply) =>
    replyWithItem(reply, await store.sources.get(params.source), query.fields, []),
  )
}

function replaceSource(app: App, { store, config: settings }: AppContext): void {
  const schema = {
    operationId: 'replaceSource',
    summary: 'How do I replace a source, or create it under an id of my own?',
    tags,
    params,
    querystring: WriteParameters,
    headers: PutHeaders,
    body: jsonBody(SourceCreate, sourceCreateExample),
    response: replies(
      {
        200: itemReply('The source as it is now', Source, sourceEdited),
        201: createdReply('There was none: it was made', Source, newSourceExample),
      },
      [...problemsOf.replace, 'not-found', 'unknown-reference', 'unfitting-reference'],
    ),
  }
  app.put('/v1/sources/:source', { schema, config }, async (request, reply) => {
    const ref = request.params.source
    const on = await preconditionOf(request, settings, () => store.resolve('source', ref))
    const { created, source } = await store.sources.replace(ref, request.body, on)
    if (created) reply.code(201).header('location', `/v1/sources/${source.id}`)
    return source
  })
}

function updateSource(app: App, { store, config: settings }: AppContext): void {
  const schema = {
    operationId: 'updateSource',
    summary: 'How do I change what is known of a source?',
    tags,
    params,
    querystring: WriteParameters,
    headers: WriteHeaders,
    body: patchBody(SourcePatch, change),
    response: replies({ 200: itemReply('The source as it is now', Source, { ...sourceEdited, ...change }) }, [
      ...problemsOf.update,
      'unknown-reference',
      'unfitting-reference',
    ]),
  }
  app.patch('/v1/sources/:source', { schema, config }, async (request) => {
    const ref = request.params.source
    const on = await preconditionOf(request, settings, () => store.resolve('source', ref))
    return store.sources.update(ref, request.body, on)
  })
}

function deleteSource(app: App, { store, config: settings }: AppContext): void {
  const schema = {
    operationId: 'deleteSource',
    summary: 'How do I delete a source?',
    tags,
    params,
    querystring: WriteParameters.extend({
      quotes: z
        .enum(['detach'])
        .optional()
        .describe('detach: its quotes stay, unattributed. Left out: 409 if it has any'),
    }),
    headers: WriteHeaders,
    response: replies({ 204: { description: 'It is gone' } }, [...problemsOf.delete, 'source-has-quotes']),
  }
  app.delete('/v1/sources/:source', { schema, config }, async (request, reply) => {
    const ref = request.params.source
    const on = await preconditionOf(request, settings, () => store.resolve('source', ref))
    await store.sources.delete(ref, request.query.quotes === 'detach', on)
    return reply.code(204).send()
  })
}
