import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app-context.ts'

/**
 * Has every request checked before its body is read: `check` throws, or the request goes on. Not an async hook, since
 * each of those makes the request wait for a promise.
 */
export function addCheck(app: App, check: (request: FastifyRequest, reply: FastifyReply) => void): void {
  app.addHook('onRequest', (request, reply, done) => {
    check(request, reply)
    done()
  })
}
