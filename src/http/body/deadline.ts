import type { Config } from '../../config.ts'
import { AppError } from '../../domain/app-error.ts'
import type { App } from '../app-context.ts'
import { closeAfterReply, hasBody } from './linger.ts'

/** Sends 100 Continue to a client that waits for it, now that nothing speaks against its body, which then has BODY_TIMEOUT_MS to arrive. */
export function addBodyDeadline(app: App, { BODY_TIMEOUT_MS }: Config): void {
  app.addHook('preParsing', (request, reply, payload, done) => {
    if (!hasBody(request)) return done(null, payload)
    if (['GET', 'HEAD'].includes(request.method)) {
      // Nobody reads it.
      closeAfterReply(request, reply)
      return done(null, payload)
    }
    if (request.headers.expect?.toLowerCase() === '100-continue') reply.raw.writeContinue()
    // its reader has a clock of its own: body/read-upload.ts
    if (request.routeOptions.config.streams) return done(null, payload)
    const late = () => {
      payload.emit('error', new AppError('request-timeout', `The body did not arrive within ${BODY_TIMEOUT_MS} ms.`))
    }
    const timer = setTimeout(late, BODY_TIMEOUT_MS)
    payload.once('close', () => clearTimeout(timer))
    // A reply sent early takes the listeners of its reader away; what comes after that concerns nobody.
    payload.on('error', () => {})
    done(null, payload)
  })
}
