import type { Socket } from 'node:net'
import type { Config } from '../../config.ts'
import type { App } from '../app-context.ts'

/** Closes the connections of an address beyond its share, so that one slow client cannot take them all. */
export function addConnectionLimit(app: App, config: Config): void {
  if (config.TRUST_PROXY.length > 0) return
  const open = new Map<string, number>()
  app.server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    const count = (open.get(address) ?? 0) + 1
    open.set(address, count)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left > 0) open.set(address, left)
      else open.delete(address)
    })
    if (count > config.MAX_CONNECTIONS_PER_ADDRESS) socket.destroy()
  })
}
