import type { Config } from '../../config.ts'
import type { App } from '../app-context.ts'
import { isLoopback } from './hosts.ts'

/** Counts the open connections of each address. `open` says whether there is a place for one more, and takes it. */
export function countConnections(most: number): { open(address: string): boolean; close(address: string): void } {
  const counts = new Map<string, number>()
  return {
    open(address) {
      const count = counts.get(address) ?? 0
      if (count >= most) return false
      counts.set(address, count + 1)
      return true
    },
    close(address) {
      const left = (counts.get(address) ?? 1) - 1
      if (left > 0) counts.set(address, left)
      else counts.delete(address)
    },
  }
}

/** Whether a connection comes from this computer: its owner, or a proxy through which everybody comes. */
export const isLocal = (address: string): boolean => isLoopback(address.replace(/^::ffff:/, ''))

/** Closes the connections of a remote address beyond its share, so that one slow client cannot take them all. */
export function addConnectionLimit(app: App, config: Config): void {
  if (config.TRUST_PROXY.length > 0) return
  const connections = countConnections(config.MAX_CONNECTIONS_PER_ADDRESS)
  app.server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? ''
    if (isLocal(address)) return
    if (connections.open(address)) socket.once('close', () => connections.close(address))
    else socket.destroy()
  })
}
