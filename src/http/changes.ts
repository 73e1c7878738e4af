import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  type Change,
  ChangeListParameters,
  ChangePage,
  ChangeStreamHeaders,
  ChangeStreamParameters,
} from '../schema/change.ts'
import type { App, AppContext } from './app-context.ts'
import { eventOf, eventStreamType, openChangeStreams, type Reader } from './change-streams.ts'
import { type KeyFinder, keyFinder } from './checks/key-cache.ts'
import { networkOf } from './checks/network.ts'
import { invalidHeader, invalidParameter } from './invalid-request.ts'
import { asUri, setLinks } from './list-reply.ts'
import { replies } from './replies.ts'
import { quoteExample } from './resource-examples.ts'

const tags = ['changes']
const change: Change = {
  seq: 4711,
  at: '2026-03-04T10:15:00.000Z',
  type: 'updated',
  resource: 'quote',
  id: quoteExample.id,
  into: null,
  changedFields: ['attribution', 'sourceId'],
}

/** The change feed: a list to page through, and a stream to stay on. */
export function changeRoutes(app: App, context: AppContext): void {
  listChanges(app, context)
  streamChanges(app, context)
}

function listChanges(app: App, { store }: AppContext): void {
  const example = {
    data: [change],
    latest: 4711,
    links: { self: '/v1/changes?after=4710', next: '/v1/changes?after=4711' },
  }
  const schema = {
    operationId: 'listChanges',
    summary: 'What has changed since I last asked?',
    description:
      'Every change in the order in which it happened, from the first. Whoever reads from 0, gets what each change names, and goes on from `links.next`, has what the server has.',
    tags,
    querystring: ChangeListParameters,
    response: replies({
      200: {
        description: 'Changes, oldest first',
        schema: ChangePage,
        headers: ['ETag', 'Link'],
        examples: { example },
      },
    }),
  }
  app.get('/v1/changes', { schema }, async ({ query, url }, reply) => {
    const { after = 0, limit = 100, resource = [] } = query
    const { changes, until, latest } = await store.changes.list({ after, limit, resource })
    if (after > latest) throw invalidParameter('after', 'too_big', fromTheFuture(latest))
    const next = new URLSearchParams({ after: String(until) })
    if (query.limit !== undefined) next.set('limit', String(limit))
    for (const one of resource) next.append('resource', one)
    const links = { self: asUri(url), next: `/v1/changes?${next}` }
    setLinks(reply, links)
    return { data: changes, latest, links }
  })
}

const fromTheFuture = (latest: number): string =>
  `The newest change here is ${latest}. If this database was restored from a backup, start again from 0.`

function streamChanges(app: App, { store }: AppContext): void {
  const streams = openChangeStreams(store)
  const find = keyFinder(store.keys)
  app.addHook('preClose', async () => streams.close())
  const schema = {
    operationId: 'streamChanges',
    summary: 'How do I hear of changes as they happen?',
    description:
      'Server-sent events (the EventSource of a browser): each has the `seq` of a change as its id and the change as JSON in its data. A comment comes every 15 seconds; after an hour the stream ends, and EventSource goes on where it was. It ends as well when its key is revoked, or when its reader takes nothing for a minute.',
    tags,
    querystring: ChangeStreamParameters,
    headers: ChangeStreamHeaders,
    response: {
      ...replies({}, ['overloaded', 'rate-limited']),
      200: {
        description: 'Changes as they happen, until the client goes',
        content: {
          [eventStreamType]: { schema: { type: 'string' }, examples: { change: { value: eventOf(change) } } },
        },
      },
    },
  }
  const config = { produces: [eventStreamType], within: undefined }
  app.get('/v1/changes/stream', { schema, config }, async (request, reply) => {
    const { resource = [], after: asked = 0 } = request.query
    const last = request.headers['last-event-id']
    const after = last === undefined ? asked : Number(last)
    const { latest } = await store.changes.list({ after, limit: 1, resource })
    if (after > latest)
      throw last === undefined
        ? invalidParameter('after', 'too_big', fromTheFuture(latest))
        : invalidHeader('Last-Event-ID', fromTheFuture(latest))
    reply.type(eventStreamType).header('cache-control', 'no-store').header('x-accel-buffering', 'no')
    if (request.method === 'HEAD') return reply.send(Readable.from([]))
    return reply.send(streams.open(readerOf(request, reply, find), { after, resource }))
  })
}

/** A key that is revoked while its stream is open ends it. */
function readerOf({ accessKey, ip }: FastifyRequest, { raw }: FastifyReply, find: KeyFinder): Reader {
  const cut = () => raw.destroy()
  if (!accessKey) return { client: `address ${networkOf(ip)}`, mayRead: async () => true, cut }
  const { id } = accessKey
  return { client: `key ${id}`, mayRead: async () => (await find(id))?.revokedAt === null, cut }
}
