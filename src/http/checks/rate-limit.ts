import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../domain/app-error.ts'
import type { App, AppContext } from '../app-context.ts'

const windowMs = 60_000
const failuresAllowed = 20

const callerOf = (request: FastifyRequest): string =>
  request.accessKey ? `key ${request.accessKey.id}` : `address ${normalizeIP(request.ip)}`

/**
 * Counts requests for each key, or each address without one, and wrong keys for each address; 0 in the settings is no
 * limit. Tells what is left as draft-ietf-httpapi-ratelimit-headers does (the plugin's own headers are an older draft).
 */
export async function addRateLimit(app: App, { config }: AppContext): Promise<void> {
  await app.register(rateLimit, { global: false })
  const quotaOf = (request: FastifyRequest) => (request.accessKey ? config.RATE_LIMIT_KEY : config.RATE_LIMIT_ADDRESS)
  const count = app.createRateLimit({ max: quotaOf, timeWindow: windowMs, keyGenerator: callerOf })
  const countFailure = app.createRateLimit({
    max: failuresAllowed,
    timeWindow: windowMs,
    keyGenerator: (request) => `failures ${normalizeIP(request.ip)}`,
  })
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.health) return
    if (quotaOf(request) > 0) announce(reply, await count(request))
    if (!request.badKey) return
    const failures = await countFailure(request)
    if (!failures.isAllowed && failures.isExceeded) throw tooMany(reply, failures, 'wrong keys')
  })
}

type Count = Awaited<ReturnType<ReturnType<App['createRateLimit']>>>
type Counted = Extract<Count, { isAllowed: false }>

function announce(reply: FastifyReply, counted: Count): void {
  if (counted.isAllowed) return
  const { max, remaining, ttlInSeconds, isExceeded } = counted
  reply.header('ratelimit-policy', `"default";q=${max};w=${windowMs / 1000}`)
  reply.header('ratelimit', `"default";r=${remaining};t=${ttlInSeconds}`)
  if (isExceeded) throw tooMany(reply, counted, 'requests')
}

function tooMany(reply: FastifyReply, { max, ttlInSeconds }: Counted, what: string): AppError {
  reply.header('retry-after', String(ttlInSeconds))
  const wait = `Wait ${ttlInSeconds} second${ttlInSeconds === 1 ? '' : 's'}.`
  return new AppError('rate-limited', `More than ${max} ${what} in ${windowMs / 1000} seconds. ${wait}`)
}
