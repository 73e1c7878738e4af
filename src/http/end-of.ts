import type { FastifyReply } from 'fastify'
import type { Asker } from '../domain/store.ts'

// a reason that is there already: otherwise each reply has an error made for it, with its stack
const gone = 'gone'

/** Tells when nobody waits for a reply any more: its client has gone, or it was sent, perhaps since it took too long. */
export const endOf =
  (reply: FastifyReply): Asker =>
  () => {
    const end = new AbortController()
    if (reply.raw.closed) end.abort(gone)
    else reply.raw.once('close', () => end.abort(gone))
    return end.signal
  }
