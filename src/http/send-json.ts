import type { FastifyReply } from 'fastify'

const newline = Buffer.from('\n')

/** Sends JSON that is text in UTF-8 already, in parts, with the newline that ends all JSON. */
export const sendJson = (reply: FastifyReply, ...parts: Uint8Array[]): FastifyReply =>
  reply.header('content-type', 'application/json; charset=utf-8').send(Buffer.concat([...parts, newline]))
