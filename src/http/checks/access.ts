import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AppError } from '../../domain/app-error.ts'
import { allows, keyIdOf, keyMatches } from '../../domain/key.ts'
import type { AccessKey, Scope } from '../../schema/key.ts'
import type { App, AppContext } from '../app-context.ts'
import { refusedHeader } from '../invalid-request.ts'
import { addCheck } from './add-check.ts'
import { type KeyFinder, keyFinder } from './key-cache.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that the request has shown, if any. */
    accessKey: AccessKey | null
    /** A key that is none of ours was shown. */
    badKey: boolean
  }
}

/** Reads the key of each request before anything counts on it; `addAccess` decides later what it may do. */
export function addIdentity(app: App, { store }: AppContext): void {
  const find = keyFinder(store.keys)
  app.decorateRequest('accessKey', null)
  app.decorateRequest('badKey', false)
  app.addHook('onRequest', (request, reply, done) => {
    const { authorization } = request.headers
    if (authorization === undefined || request.routeOptions.config.scope === 'none') return done()
    reply.header('cache-control', 'no-store')
    identify(request, authorization, find).then(() => done(), done)
  })
}

async function identify(request: FastifyRequest, authorization: string, find: KeyFinder): Promise<void> {
  const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? ''
  const id = keyIdOf(token)
  const record = id === null ? null : await find(id)
  if (keyMatches(token, record)) request.accessKey = record
  else request.badKey = true
}

/** Lets a request through if its route is open, or its key has the scope that the route asks for. */
export function addAccess(app: App, { config }: AppContext): void {
  const openScope = config.READ_ACCESS === 'open' ? 'read' : undefined
  addCheck(app, (request, reply) => {
    const { scope = 'read' } = request.routeOptions.config
    if (scope === 'none') return
    if (request.badKey) throw refuseKey(reply)
    if (request.accessKey) return checkScope(request.accessKey, scope)
    if (scope !== openScope) throw askForKey(reply)
  })
}

function checkScope(key: AccessKey, scope: Scope): void {
  if (allows(key.scopes, scope)) return
  const detail = `The key "${key.name}" lacks the scope "${scope}"; it has ${key.scopes.join(', ')}.`
  throw refusedHeader('forbidden', 'Authorization', 'lacks_scope', detail)
}

function askForKey(reply: FastifyReply): AppError {
  reply.header('www-authenticate', 'Bearer realm="whosaid"')
  const detail = 'This needs a key: send Authorization: Bearer <key>.'
  return refusedHeader('unauthorized', 'Authorization', 'required', detail)
}

function refuseKey(reply: FastifyReply): AppError {
  reply.header('www-authenticate', 'Bearer realm="whosaid", error="invalid_token"')
  const detail = 'The Authorization header has no key that is valid here.'
  return refusedHeader('unauthorized', 'Authorization', 'invalid_key', detail)
}
