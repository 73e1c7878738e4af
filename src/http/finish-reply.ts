import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './app-context.ts'
import { etagOf, matchesAny } from './etag.ts'

declare module 'fastify' {
  interface FastifyReply {
    /** Version of the one resource in the body, for its ETag; taken from the body unless a handler has set it. */
    version: number | null
  }
}

const isJson = /^application\/(?:[a-z]+\+)?json\b/

/** The last touch to each reply: a newline at the end of JSON, `?pretty`, an ETag and 304. */
export function addFinish(app: App): void {
  app.decorateReply('version', null)
  app.addHook('preSerialization', async (_, reply, payload) => {
    if (reply.version === null) reply.version = versionOf(payload)
    return payload
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const type = String(reply.getHeader('content-type') ?? '')
    if (typeof payload !== 'string') return payload
    const body = isJson.test(type) ? finishJson(payload, wantsPretty(request)) : payload
    return reply.statusCode < 300 ? withEtag(request, reply, body) : body
  })
}

function withEtag(request: FastifyRequest, reply: FastifyReply, body: string): string | null {
  const etag = etagOf(body, reply.version)
  reply.header('etag', etag)
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-cache')
  const reading = request.method === 'GET' || request.method === 'HEAD'
  if (!reading || !matchesAny(request.headers['if-none-match'], etag)) return body
  reply.code(304).removeHeader('link')
  // Fastify's HEAD handler needs a body to measure, and sends none.
  return request.method === 'HEAD' ? body : null
}

const finishJson = (json: string, pretty: boolean): string =>
  `${pretty ? JSON.stringify(JSON.parse(json), null, 2) : json}\n`

function versionOf(payload: unknown): number | null {
  const version = typeof payload === 'object' && payload !== null && 'version' in payload ? payload.version : null
  return typeof version === 'number' && Number.isInteger(version) ? version : null
}

function wantsPretty({ query }: FastifyRequest): boolean {
  const pretty: unknown = typeof query === 'object' && query !== null && 'pretty' in query ? query.pretty : false
  return pretty === true || pretty === '' || pretty === 'true'
}
