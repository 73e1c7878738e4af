import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './app-context.ts'
import { type Coding, encode, smallestCoded } from './content-coding.ts'
import { codedEtag, etagOf, matchesAny } from './etag.ts'
import { checkRead } from './preconditions.ts'
import type { ReadyReply } from './reply-cache.ts'

declare module 'fastify' {
  interface FastifyReply {
    /** Version of the one resource in the body, for its ETag; taken from the body unless a handler has set it. */
    version: number | null
    /** What a GET of the one resource sends, for the ETag of a write, where the reply to it tells more. */
    resource: { version: number } | null
  }
}

const isJson = /^application\/(?:[a-z]+\+)?json\b/

/** The last touch to each reply: a newline at the end of JSON, `?pretty`, an ETag, 304, a content coding, a place in the cache. */
export function addFinish(app: App): void {
  app.decorateReply('version', null)
  app.decorateReply('resource', null)
  app.addHook('preSerialization', (_, reply, payload, done) => {
    if (reply.version === null) reply.version = versionOf(payload)
    done(null, payload)
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    if (reply.ready) return answer(request, reply, reply.ready, done)
    const type = String(reply.getHeader('content-type') ?? '')
    const json = isJson.test(type)
    if (!isText(payload, json)) return done(null, payload)
    const body = json ? finishJson(payload, wantsPretty(request)) : Buffer.from(payload)
    if (reply.statusCode >= 300) return done(null, body)
    const plain = readyOf(request, reply, type, body)
    const { coding } = reply
    if (coding === null || plain.body.length < smallestCoded) return finish(request, reply, plain, done)
    inCoding(plain, coding).then((coded) => finish(request, reply, coded, done), done)
  })
}

/** Whether a payload is a text that is whole; a JSON may be one in UTF-8. */
const isText = (payload: unknown, json: boolean): payload is string | Buffer =>
  typeof payload === 'string' || (json && Buffer.isBuffer(payload))

function readyOf(request: FastifyRequest, reply: FastifyReply, type: string, body: Buffer): ReadyReply {
  const link = reply.getHeader('link') as string | undefined
  const { resource, version } = reply
  // the validator of a write is that of the resource as it is now, not of the reply (RFC 9110 §8.8)
  const tagged = resource ? finishJson(JSON.stringify(resource), wantsPretty(request)) : body
  return { type, link, body, etag: etagOf(tagged, version), coding: null }
}

type Done = (error: Error | null, body?: Buffer | null) => void

/** Keeps a reply where it may be kept, and sends it. */
function finish(request: FastifyRequest, reply: FastifyReply, ready: ReadyReply, done: Done): void {
  const { place } = reply
  if (place) request.server.replyCache.keep(place.key, place.revision, ready)
  answer(request, reply, ready, done)
}

/** Sends a reply, or what stands against it in the If-Match of a read. */
function answer(request: FastifyRequest, reply: FastifyReply, ready: ReadyReply, done: Done): void {
  try {
    if (isRead(request)) checkRead(request, ready.etag)
  } catch (error) {
    reply.removeHeader('link').ready = null
    done(error as Error)
    return
  }
  done(null, validate(request, reply, ready))
}

const isRead = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD'

const inCoding = async (plain: ReadyReply, coding: Coding): Promise<ReadyReply> => ({
  ...plain,
  coding,
  etag: codedEtag(plain.etag, coding),
  body: await encode(plain.body, coding),
})

/** Sets the headers of a body and returns it, or null where the client has it already: then it is 304. */
function validate(request: FastifyRequest, reply: FastifyReply, { etag, coding, body }: ReadyReply): Buffer | null {
  reply.header('etag', etag)
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-cache')
  if (!isRead(request) || !matchesAny(request.headers['if-none-match'], etag)) {
    if (coding) reply.header('content-encoding', coding)
    return body
  }
  reply.code(304).removeHeader('link')
  // Fastify's HEAD handler needs a body to measure, and sends none.
  return request.method === 'HEAD' ? body : null
}

/** What is in UTF-8 already has its newline. */
function finishJson(json: string | Buffer, pretty: boolean): Buffer {
  if (pretty) return Buffer.from(`${JSON.stringify(JSON.parse(String(json)), null, 2)}\n`)
  return typeof json === 'string' ? Buffer.from(`${json}\n`) : json
}

function versionOf(payload: unknown): number | null {
  const version = typeof payload === 'object' && payload !== null && 'version' in payload ? payload.version : null
  return typeof version === 'number' && Number.isInteger(version) ? version : null
}

function wantsPretty({ query }: FastifyRequest): boolean {
  const pretty: unknown = typeof query === 'object' && query !== null && 'pretty' in query ? query.pretty : false
  return pretty === true || pretty === '' || pretty === 'true'
}
