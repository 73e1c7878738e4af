import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../domain/app-error.ts'
import type { App, AppContext } from './app-context.ts'
import { type Coding, preferredCoding } from './content-coding.ts'
import { tooSlow } from './failures/read-failure.ts'
import { openReplyCache, type ReadyReply, type ReplyCache } from './reply-cache.ts'

declare module 'fastify' {
  interface FastifyInstance {
    replyCache: ReplyCache
  }
  interface FastifyContextConfig {
    /**
     * The reply is made from nothing but the URL, the Accept header and the store, and may be kept until the store changes.
     * 'again': it costs little more than keeping it, so it is kept only if the same was asked for not long before.
     */
    cached?: boolean | 'again'
    /** ms in which it is answered; undefined: it takes as long as the client reads or writes */
    within?: number | undefined
  }
  interface FastifyReply {
    /** Coding that the client prefers, for a reply that is large enough; null: none */
    coding: Coding | null
    /** Where the reply may be kept, and the revision before anything was read for it */
    place: { key: string; revision: number } | null
    /** What is sent, where it was found in the cache */
    ready: ReadyReply | null
  }
}

/** Answers from the cache what may be kept and is there; all checks of who asks have passed by then. */
export function addReadyReplies(app: App, { config, store }: AppContext): void {
  const cache = openReplyCache(config.CACHE_BYTES, store.revision)
  app.decorate('replyCache', cache)
  app.decorateReply('coding', null)
  app.decorateReply('place', null)
  app.decorateReply('ready', null)
  app.addHook('onRequest', (request, reply, done) => {
    reply.coding = codingOf(request, reply)
    const { cached, within } = request.routeOptions.config
    if (!cached || config.CACHE_BYTES === 0) return makeWithin(within, reply, done)
    const revision = cache.revision()
    const key = `${reply.coding} ${request.headers.accept} ${request.url}`
    reply.ready = cache.find(key) ?? null
    if (reply.ready) return void sendReady(reply, reply.ready)
    if ((cached !== 'again' || cache.recall(key)) && isTimeless(request.query)) reply.place = { key, revision }
    makeWithin(within, reply, done)
  })
}

/**
 * Fastify's handlerTimeout would set its timer for replies that are ready too, a seventh of what those cost, and abort a signal that nobody
 * listens to when a request has been read, 30 µs of each.
 */
function makeWithin(ms: number | undefined, reply: FastifyReply, done: () => void): void {
  const late = () => {
    if (!reply.sent) reply.send(new AppError('overloaded', tooSlow))
  }
  const timer = ms === undefined ? null : setTimeout(late, ms)
  if (timer) reply.raw.once('close', () => clearTimeout(timer))
  done()
}

/** Whether the same query means the same tomorrow: now-30d does not. */
const isTimeless = (query: unknown): boolean => !Object.values(query as object).some((value) => /^now/.test(value))

/** None where a key was shown: the length of a compressed text tells of the secrets in it. */
const codingOf = ({ headers }: FastifyRequest, reply: FastifyReply): Coding | null =>
  reply.hasHeader('cache-control') ? null : preferredCoding(headers['accept-encoding'])

function sendReady(reply: FastifyReply, { type, link, body }: ReadyReply): void {
  if (link !== undefined) reply.header('link', link)
  reply.header('content-type', type).send(body)
}
