import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'

const lingerBytes = 1_048_576
const lingerMs = 500

/** Whether the request announces a body. */
export function hasBody({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/**
 * For a reply that goes out before the body was read: closes the connection, so that no upload is swallowed. A socket
 * closed with bytes unread is reset, and the client may lose the reply; so up to 1 MiB is read and dropped for 0.5 s.
 */
export function closeAfterReply(request: FastifyRequest, reply: FastifyReply): void {
  if (!hasBody(request) || request.raw.complete) return
  reply.header('connection', 'close')
  const { raw } = request
  raw.unpipe()
  raw.resume()
  const { socket } = raw
  if (socket) socket.destroySoon = () => linger(socket)
}

function linger(socket: Socket): void {
  const limit = socket.bytesRead + lingerBytes
  const deadline = Date.now() + lingerMs
  const timer = setInterval(() => {
    if (socket.destroyed || socket.readableEnded || socket.bytesRead > limit || Date.now() > deadline) {
      clearInterval(timer)
      socket.destroy()
    }
  }, 20)
  socket.end()
}
