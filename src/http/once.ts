import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Once } from '../domain/store.ts'
import { invalidHeader } from './invalid-request.ts'

/** Request headers of a POST that writes. */
export const OnceHeaders = z.looseObject({
  'idempotency-key': z
    .string()
    .optional()
    .describe(
      'A new value for each write, 1 to 255 visible ASCII characters: sent again within 24 hours, the write is not done again and the reply is that of the first time. With another request it is 422. A write that failed may be sent again with its key',
    ),
})

const visible = /^[!-~]{1,255}$/

/** What the Idempotency-Key of a request asks for; where its result is an earlier one, the reply says so. Undefined without one. */
export function onceOf(request: FastifyRequest, reply: FastifyReply): Once | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key !== 'string' || !visible.test(key))
    throw invalidHeader('Idempotency-Key', 'Idempotency-Key takes 1 to 255 visible ASCII characters, without spaces.')
  return {
    key,
    scope: request.accessKey?.id ?? '',
    request: digestOf(request),
    replayed: () => {
      reply.header('idempotency-replayed', 'true')
      // Fastify has handed over the headers of a stream by now; they go with its first piece
      if (!reply.raw.headersSent) reply.raw.setHeader('Idempotency-Replayed', 'true')
    },
  }
}

/** Tells two requests apart by their method, URL, content type and body. */
function digestOf({ method, url, headers, bytes }: FastifyRequest): Uint8Array {
  const about = JSON.stringify([method, url, headers['content-type'] ?? null])
  return createHash('sha256')
    .update(about)
    .update(bytes ?? '')
    .digest()
}
