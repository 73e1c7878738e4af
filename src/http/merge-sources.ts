import { z } from 'zod'
import { SourceRef } from '../schema/common.ts'
import {
  DuplicateParameters,
  MergeReport,
  SourceMerge,
  SourcePairs,
  SourceUnmerge,
  UnmergeReport,
} from '../schema/merge.ts'
import type { Source } from '../schema/source.ts'
import type { App, AppContext } from './app-context.ts'
import { endOf } from './end-of.ts'
import { asUri, setLinks } from './list-reply.ts'
import { onceOf } from './once.ts'
import { jsonBody, WriteParameters } from './operation-parts.ts'
import { askedOf, OnceWriteHeaders } from './preconditions.ts'
import { replies } from './replies.ts'
import { sourceExample } from './resource-examples.ts'

const params = z.strictObject({ source: SourceRef })
const tags = ['sources']
const config = { scope: 'write' } as const
const problems = ['not-found', 'gone', 'conflict', 'precondition-failed', 'unknown-reference'] as const
const at = '2026-02-10T08:00:00Z'
const twin: Source = {
  ...sourceExample,
  id: 'src_01m81b3m6te03t8f4kx1q2w9rc',
  slug: 'm-olsen',
  name: 'M. Olsen',
  aliases: [],
  description: null,
  identifiers: [],
  firstQuotedAt: at,
  lastQuotedAt: at,
}
const both: Source = {
  ...sourceExample,
  aliases: [...sourceExample.aliases, twin.name],
  quoteCount: 2,
  articleCount: 2,
  firstQuotedAt: at,
  version: 2,
}
const report: MergeReport = {
  dryRun: true,
  source: both,
  moved: { quotes: 1, articles: 1, candidates: 0, members: 0 },
  aliases: [twin.name],
}

/** One source made of two, and the way back: mergeSource. */
export function mergeSource(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'mergeSource',
    summary: 'How do I make one source of two that are the same?',
    description:
      'The quotes, names and members of the source in the path go over to `into`. Reads of its own id answer 308 from then on, writes 409; in lists it finds the other. Doing it twice is doing it once.',
    tags,
    params,
    querystring: WriteParameters,
    headers: OnceWriteHeaders,
    body: jsonBody(SourceMerge, { into: 'maren-olsen', dryRun: true }),
    response: replies(
      { 200: { description: 'What went over', schema: MergeReport, examples: { example: report } } },
      problems,
    ),
  }
  app.post('/v1/sources/:source/merge', { schema, config }, (request, reply) => {
    const { into, dryRun = false } = request.body
    return store.sources.merge(request.params.source, into, dryRun, askedOf(request), onceOf(request, reply))
  })
}

/** Takes a merge back: unmergeSource. */
export function unmergeSource(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'unmergeSource',
    summary: 'How do I undo a merge?',
    description: 'Possible as long as neither the source that stayed nor a quote that went over was changed since.',
    tags,
    params,
    querystring: WriteParameters,
    headers: OnceWriteHeaders,
    body: jsonBody(SourceUnmerge, { source: twin.id }),
    response: replies(
      {
        200: {
          description: 'Both are as they were',
          schema: UnmergeReport,
          examples: { example: { source: { ...twin, version: 2 }, from: { ...sourceExample, version: 3 } } },
        },
      },
      problems,
    ),
  }
  app.post('/v1/sources/:source/unmerge', { schema, config }, (request, reply) =>
    store.sources.unmerge(request.params.source, request.body.source, askedOf(request), onceOf(request, reply)),
  )
}

/** Sources that may be the same: listDuplicateSources. */
export function listDuplicateSources(app: App, { store }: AppContext): void {
  const example = {
    data: [{ sources: [sourceExample, twin], evidence: 'last-name', name: 'olsen' }],
    links: { self: '/v1/sources/duplicates' },
  }
  const schema = {
    operationId: 'listDuplicateSources',
    summary: 'Which sources may be the same, and why?',
    description: 'Merge the second of a pair into the first if they are. A pair goes from the list with the merge.',
    tags,
    querystring: DuplicateParameters,
    response: replies(
      { 200: { description: 'Pairs', schema: SourcePairs, headers: ['ETag', 'Link'], examples: { example } } },
      ['not-found', 'gone', 'merged'],
    ),
  }
  app.get('/v1/sources/duplicates', { schema }, async ({ query, url }, reply) => {
    const data = await store.sources.duplicates(query.limit ?? 20, query.source ?? null, endOf(reply))
    const links = { self: asUri(url) }
    setLinks(reply, links)
    return { data, links }
  })
}
