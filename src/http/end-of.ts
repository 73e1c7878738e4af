import type { FastifyReply } from 'fastify'
import type { Asker } from '../domain/store.ts'

/** Tells when nobody waits for a reply any more: its client has gone, or it was sent, perhaps since it took too long. */
export const endOf =
  (reply: FastifyReply): Asker =>
  () => {
    const end = new AbortController()
    if (reply.raw.closed) end.abort()
    else reply.raw.once('close', () => end.abort())
    return end.signal
  }
