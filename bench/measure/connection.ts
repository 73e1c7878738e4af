import { connect, type Socket } from 'node:net'

export type Reply = { status: number; headers: string; body: Buffer }

/** One keep-alive connection on which a request is sent when the one before is answered. */
export type Connection = { send(request: string | Buffer): Promise<Reply>; close(): void }

const endOfHeaders = Buffer.from('\r\n\r\n')

/** The reply at the beginning of these bytes and how long it is, or null while it is not whole. */
function readReply(bytes: Buffer): { reply: Reply; length: number } | null {
  const at = bytes.indexOf(endOfHeaders)
  if (at < 0) return null
  const headers = bytes.toString('latin1', 0, at)
  const status = Number(headers.slice(9, 12))
  const declared = /\r\ncontent-length: (\d+)/i.exec(headers)?.[1]
  const bodyless = status === 304 || status === 204
  if (!bodyless && declared === undefined) throw new Error(`a reply without a length: ${headers}`)
  const length = at + 4 + (bodyless ? 0 : Number(declared))
  return bytes.length < length ? null : { reply: { status, headers, body: bytes.subarray(at + 4, length) }, length }
}

/** Opens a connection to a port of this computer. A client as small as this leaves the CPU to the server. */
export async function openConnection(port: number): Promise<Connection> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  let waiting: { resolve: (reply: Reply) => void; reject: (error: Error) => void } | null = null
  let parts: Buffer[] = []
  socket.on('data', (part) => {
    parts.push(part)
    const bytes = parts.length === 1 ? part : Buffer.concat(parts)
    const read = readReply(bytes)
    parts = read ? [] : [bytes]
    if (read) waiting?.resolve(read.reply)
  })
  const fail = (error?: Error) => waiting?.reject(error ?? new Error('the server closed the connection'))
  socket.on('error', fail)
  socket.on('close', () => fail())
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}
