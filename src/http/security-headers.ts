import type { Config } from '../config.ts'
import type { App } from './app-context.ts'
import { addCheck } from './checks/add-check.ts'

/** On every reply (OWASP REST cheat sheet, ASVS 3.4): nothing here is a page, so a browser may do nothing with it. */
export const securityHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const

/** Sets them before anything can fail, with the request's id; a page of ours sets a Content-Security-Policy of its own. */
export function addSecurityHeaders(app: App, config: Config): void {
  const resourcePolicy = config.CORS_ORIGINS.length > 0 ? 'cross-origin' : 'same-origin'
  addCheck(app, (request, reply) => {
    reply.headers({
      ...securityHeaders,
      'Cross-Origin-Resource-Policy': resourcePolicy,
      Vary: 'Accept, Authorization, Accept-Encoding',
      'X-Request-Id': request.id,
    })
  })
}
