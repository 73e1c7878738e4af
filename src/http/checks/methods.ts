import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../domain/app-error.ts'
import type { App } from '../app-context.ts'
import { notFound } from '../failures/error-handlers.ts'
import { pathOf } from './urls.ts'

type KnownPath = { pattern: RegExp; methods: Set<string> }

/**
 * Answers what no route does: OPTIONS with the methods of the path, 405 where the path is known, 404 elsewhere. It does
 * so before a body is read. Preflights (OPTIONS with Access-Control-Request-Method) are left to CORS.
 */
export function addMethodCheck(app: App): void {
  const paths = new Map<string, KnownPath>()
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return
    const known = paths.get(url) ?? { pattern: patternOf(url), methods: new Set(['OPTIONS']) }
    for (const name of [method].flat()) known.methods.add(name)
    paths.set(url, known)
  })
  const allowOf = (request: FastifyRequest): string => {
    const path = pathOf(request)
    const found = [...paths.values()].filter(({ pattern }) => path === '*' || pattern.test(path))
    return [...new Set(found.flatMap(({ methods }) => [...methods]))].sort().join(', ')
  }
  app.addHook('onRequest', (request, reply, done) => {
    const options = request.method === 'OPTIONS' && request.headers['access-control-request-method'] === undefined
    // The router takes /v1/articles/ for an article without an id.
    const empty = Object.values(request.params ?? {}).includes('')
    if (!options && !request.is404 && !empty) return done()
    const allow = allowOf(request)
    if (allow === '' || empty) throw notFound(request)
    refuse(request, reply, allow)
  })
}

function refuse(request: FastifyRequest, reply: FastifyReply, allow: string): void {
  reply.header('allow', allow)
  if (request.method === 'OPTIONS') return void reply.code(204).send()
  throw new AppError('method-not-allowed', `${pathOf(request).slice(0, 100)} takes ${allow}; not ${request.method}.`)
}

/** A route's path as an expression: `:name` is one part of a path. */
function patternOf(url: string): RegExp {
  const source = url
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[^\w-]/g, '\\$&')))
    .join('/')
  return new RegExp(`^${source}$`)
}
