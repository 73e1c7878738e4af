import type { IncomingMessage } from 'node:http'
import cors from '@fastify/cors'
import type { FastifyRequest } from 'fastify'
import type { Config } from '../../config.ts'
import type { App } from '../app-context.ts'

const exposedHeaders = [
  'Change-Sequence',
  'ETag',
  'Link',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'X-Request-Id',
  'Idempotency-Replayed',
]

/** What addCors sets, for a reply that no hook sees because its request never came to a route. */
export function corsHeaders(
  { CORS_ORIGINS }: Config,
  { headers: { origin } }: IncomingMessage,
): Record<string, string> {
  if (CORS_ORIGINS.length === 0) return {}
  const always = { 'Cross-Origin-Resource-Policy': 'cross-origin', Vary: 'Origin' }
  if (origin === undefined || !CORS_ORIGINS.includes(origin)) return always
  return {
    ...always,
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': exposedHeaders.join(', '),
  }
}

/** Lets the web origins of CORS_ORIGINS read and write from a browser; off if there are none. */
export async function addCors(app: App, { CORS_ORIGINS }: Config): Promise<void> {
  if (CORS_ORIGINS.length === 0) return
  const options = {
    origin: CORS_ORIGINS,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'If-Match',
      'If-None-Match',
      'Last-Event-ID',
      'X-Request-Id',
    ],
    exposedHeaders,
    maxAge: 600,
    strictPreflight: false,
  }
  // An OPTIONS that is no preflight asks for Allow, and methods.ts answers it.
  const delegator = async ({ headers }: FastifyRequest) => ({
    ...options,
    preflight: headers['access-control-request-method'] !== undefined,
  })
  await app.register(cors, { delegator })
}
