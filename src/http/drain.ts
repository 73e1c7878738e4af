import type { App } from './app-context.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** From now on /readyz says 503 and each reply closes its connection, so that a balancer takes its clients elsewhere. */
    drain(): void
    isDraining(): boolean
  }
}

/** The state between "serving" and "closed": requests are answered as ever, but none of them is invited back. */
export function addDrain(app: App): void {
  let draining = false
  app.decorate('drain', () => {
    draining = true
  })
  app.decorate('isDraining', () => draining)
  // At the end and not at the start of a request, so that those that began before are covered too.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (draining) reply.header('connection', 'close')
    done()
  })
}
