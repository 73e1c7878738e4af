import type { Config } from '../../config.ts'
import type { App } from '../app-context.ts'
import { isLoopback } from './hosts.ts'
import { networkOf } from './network.ts'

/** Counts the open connections of each address, of IPv6 those of its network. `open` says whether there is a place for one more, and takes it. */
export function countConnections(most: number): { open(address: string): boolean; close(address: string): void } {
  const counts = new Map<string, number>()
  return {
    open(address) {
      const network = networkOf(address)
      const count = counts.get(network) ?? 0
      if (count >= most) return false
      counts.set(network, count + 1)
      return true
    },
    close(address) {
      const network = networkOf(address)
      const left = (counts.get(network) ?? 1) - 1
      if (left > 0) counts.set(network, left)
      else counts.delete(network)
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
