import type { FastifySchema, RouteOptions } from 'fastify'
import type { Config } from '../config.ts'
import type { ProblemSlug } from '../schema/problem.ts'
import type { App } from './app-context.ts'
import { checkEmptyParameters } from './checks/query-string.ts'
import { OnceHeaders } from './once.ts'
import { OnceWriteHeaders } from './preconditions.ts'
import { problemReplies, slugsOf } from './replies.ts'

declare module 'fastify' {
  interface FastifySchema {
    hide?: boolean
    security?: readonly Record<string, readonly string[]>[]
  }
}

type Route = RouteOptions & { schema: FastifySchema }

/** Gives each documented route what all of them have: the types of its body, its failures, its security, its time. */
export function addRouteDefaults(app: App, config: Config): void {
  app.addHook('onRoute', (route) => {
    route.config = { within: timeOf(route, config), ...route.config }
    if (!route.schema || route.schema.hide) return
    const documented = route as Route
    const takes = bodyTypesOf(documented.schema)
    documented.config = { ...documented.config, ...(takes ? { takes } : {}) }
    if (documented.schema.querystring)
      documented.preValidation = [documented.preValidation ?? [], checkEmptyParameters].flat()
    documented.schema = {
      ...documented.schema,
      security: securityOf(documented, config),
      response: universalReplies(documented),
    }
  })
}

/** A body may take BODY_TIMEOUT_MS to arrive, before the handler has begun. */
const timeOf = ({ schema }: RouteOptions, { BODY_TIMEOUT_MS, HANDLER_TIMEOUT_MS }: Config): number =>
  HANDLER_TIMEOUT_MS + (schema?.body && !schema.hide ? BODY_TIMEOUT_MS : 0)

function bodyTypesOf({ body }: FastifySchema): string[] | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  return 'content' in body ? Object.keys(body.content as object) : ['application/json']
}

function securityOf({ config }: Route, { READ_ACCESS }: Config): NonNullable<FastifySchema['security']> {
  const scope = config?.scope ?? 'read'
  if (scope === 'none') return []
  return scope === 'read' && READ_ACCESS === 'open' ? [{}, { bearer: [] }] : [{ bearer: [] }]
}

/** The replies of a route with what can happen to any of its kind added, in this one place. */
function universalReplies(route: Route): Record<string, unknown> {
  const own = (route.schema.response ?? {}) as Record<string, { content?: object }>
  const successes = Object.entries(own).filter(([status]) => Number(status) < 400)
  const types = Object.keys(own['200']?.content ?? {})
  const etagged = route.method === 'GET' && types.some((type) => ['application/json', 'text/plain'].includes(type))
  const problems = problemReplies([...slugsOf(own), ...universalSlugs(route), ...(etagged ? ifMatch : [])])
  const unchanged = etagged ? { 304: { description: 'Not changed since the ETag in If-None-Match' } } : {}
  return { ...Object.fromEntries(successes), ...unchanged, ...problems }
}

const ifMatch: ProblemSlug[] = ['precondition-failed']
const anywhere: ProblemSlug[] = [
  'malformed-request',
  'not-acceptable',
  'request-timeout',
  'uri-too-long',
  'expectation-failed',
  'foreign-host',
  'headers-too-large',
  'internal-error',
]

function universalSlugs({ method, schema, url, config = {} }: Route): ProblemSlug[] {
  const slugs = [...anywhere]
  if (url.includes('/:source')) slugs.push(method === 'GET' ? 'merged' : 'conflict')
  const { scope = 'read', health, takes } = config
  if (schema.querystring || schema.params) slugs.push('invalid-parameter')
  if (!health) slugs.push('rate-limited', 'overloaded')
  if (scope !== 'none') slugs.push('unauthorized')
  if (scope === 'write' || scope === 'admin') slugs.push('forbidden')
  if (method !== 'GET') slugs.push('cross-site-write', 'body-too-large', 'unsupported-media-type')
  if (schema.headers === OnceHeaders || schema.headers === OnceWriteHeaders) slugs.push('idempotency-mismatch')
  if (takes?.some((type) => type.includes('json'))) slugs.push('invalid-body')
  return slugs
}
