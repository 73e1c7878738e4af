import { once } from 'node:events'
import { connect } from 'node:net'

export type RawReply = {
  status: number
  headers: Record<string, string>
  body: string
  /** The server ended the connection before the time was over. */
  closed: boolean
  /** Milliseconds until the first byte came back, and until the end */
  first: number
  ms: number
}

const longest = 10_000

type Piece = string | Buffer | { wait: number }

/** Writes bytes as they are to a port and reads what comes back until the server closes or, after the first byte, `idle` ms pass in silence. */
export async function raw(port: number, pieces: Piece | Piece[], idle = 200): Promise<RawReply> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const began = performance.now()
  const chunks: Buffer[] = []
  let first = 0
  let closed = false
  const over = new Promise<void>((resolve) => {
    let quiet = setTimeout(resolve, longest)
    socket.on('data', (chunk) => {
      first ||= performance.now() - began
      chunks.push(chunk)
      clearTimeout(quiet)
      quiet = setTimeout(resolve, idle)
    })
    const end = () => {
      closed = true
      clearTimeout(quiet)
      resolve()
    }
    socket.on('end', end).on('close', end).on('error', end)
    void write(socket, [pieces].flat())
  })
  await over
  socket.destroy()
  return { ...parse(Buffer.concat(chunks).toString()), closed, first, ms: performance.now() - began }
}

async function write(socket: ReturnType<typeof connect>, pieces: Piece[]): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed) return
    if (typeof piece === 'object' && 'wait' in piece) await new Promise((resolve) => setTimeout(resolve, piece.wait))
    else if (!socket.write(piece)) await Promise.race([once(socket, 'drain').catch(() => {}), once(socket, 'close')])
  }
}

function parse(text: string): Pick<RawReply, 'status' | 'headers' | 'body'> {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [line = '', ...fields] = head.split('\r\n')
  const headers = Object.fromEntries(
    fields.map((field) => {
      const at = field.indexOf(':')
      return [field.slice(0, at).toLowerCase(), field.slice(at + 1).trim()]
    }),
  )
  return { status: Number(line.split(' ')[1] ?? 0), headers, body: rest.join('\r\n\r\n') }
}
