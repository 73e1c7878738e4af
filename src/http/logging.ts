import type { FastifyBaseLogger } from 'fastify'
import type { App } from './app-context.ts'

/** What buildApp logs with; pino is one. */
export type Logger = FastifyBaseLogger

/** Paths that a logger must blank, should anything ever log a request. */
export const redactedPaths = [
  'authorization',
  'headers.authorization',
  'req.headers.authorization',
  'req.raw.headers.authorization',
  'request.headers.authorization',
]

const token = /who_[0-9a-f]{12}_[\w-]+/g

/** A key that somebody put into a URL must not stand in the log. */
const loggable = (url: string): string => url.slice(0, 2_000).replace(token, 'who_…')

/** One line for each finished request; its id is bound to the logger as `requestId`. */
export function addRequestLog(app: App): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { method, url, ip } = request
    const ms = Math.round(reply.elapsedTime * 10) / 10
    request.log.info({ method, url: loggable(url), status: reply.statusCode, ms, ip }, 'request')
    done()
  })
  app.addHook('onRequestAbort', async (request) => {
    request.log.info({ method: request.method, url: loggable(request.url) }, 'client went away')
  })
}
