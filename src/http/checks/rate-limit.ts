import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../domain/app-error.ts'
import type { App, AppContext } from '../app-context.ts'
import { addCheck } from './add-check.ts'
import { networkOf } from './network.ts'

const windowMs = 60_000
const failuresAllowed = 20
/** Callers that are remembered; the one not heard of for longest is forgotten first. */
const most = 10_000

type Window = { count: number; until: number }

const callerOf = (request: FastifyRequest): string =>
  request.accessKey ? `key ${request.accessKey.id}` : `address ${networkOf(request.ip)}`

/**
 * Counts requests for each key, or each address without one, and wrong keys for each address; 0 in the settings is no
 * limit. Tells what is left as draft-ietf-httpapi-ratelimit-headers does.
 */
export function addRateLimit(app: App, { config }: AppContext): void {
  const count = openCounter()
  const quotaOf = (request: FastifyRequest) => (request.accessKey ? config.RATE_LIMIT_KEY : config.RATE_LIMIT_ADDRESS)
  addCheck(app, (request, reply) => {
    if (request.routeOptions.config.health) return
    const quota = quotaOf(request)
    if (quota > 0) announce(reply, quota, count(callerOf(request)))
    if (!request.badKey) return
    const failures = count(`failures ${networkOf(request.ip)}`)
    if (failures.count > failuresAllowed) throw tooMany(reply, failuresAllowed, 'wrong keys', secondsOf(failures))
  })
}

/** Counts the calls of each caller in windows that begin with its first one. */
function openCounter(): (caller: string) => Window {
  const windows = new Map<string, Window>()
  return (caller) => {
    const known = windows.get(caller)
    const now = performance.now()
    const window = known && known.until > now ? known : { count: 0, until: now + windowMs }
    window.count += 1
    windows.delete(caller)
    windows.set(caller, window)
    if (windows.size > most) windows.delete(windows.keys().next().value as string)
    return window
  }
}

const secondsOf = ({ until }: Window): number => Math.max(1, Math.ceil((until - performance.now()) / 1000))

function announce(reply: FastifyReply, quota: number, window: Window): void {
  const seconds = secondsOf(window)
  reply.header('ratelimit-policy', `"default";q=${quota};w=${windowMs / 1000}`)
  reply.header('ratelimit', `"default";r=${Math.max(0, quota - window.count)};t=${seconds}`)
  if (window.count > quota) throw tooMany(reply, quota, 'requests', seconds)
}

function tooMany(reply: FastifyReply, quota: number, what: string, seconds: number): AppError {
  reply.header('retry-after', String(seconds))
  const wait = `Wait ${seconds} second${seconds === 1 ? '' : 's'}.`
  return new AppError('rate-limited', `More than ${quota} ${what} in ${windowMs / 1000} seconds. ${wait}`)
}
