import { setTimeout as sleep } from 'node:timers/promises'
import { cpuOf } from '../measure/process.ts'
import { drive, openConnections } from '../measure/requests.ts'
import type { Server } from '../measure/server.ts'

/** The servers that are compared. */
export type Subjects = { whosaid: Server; plain: Server; fixed: Server }

/** Rounds until V8 has compiled most of what a request runs. */
export const warmUps = 15

const connectionCount = 10
const attempts = 5

/**
 * Measures the CPU time in µs that a server spends on one request, over so many of them on 10 connections. Where some are
 * refused, since the server sheds load while the machine is busy with something else, it waits and measures again.
 */
export function cpuPerRequest(count: number) {
  return async (server: Server, next: () => string): Promise<number> => {
    for (let attempt = 1; ; attempt++) {
      const { failed, cpu } = await cpuOver(server, count, next)
      if (failed === 0) return cpu / count
      if (attempt === attempts) throw new Error(`${failed} of ${count} requests like ${next().split('\r')[0]} failed`)
      await sleep(1_000)
    }
  }
}

async function cpuOver(server: Server, count: number, next: () => string): Promise<{ failed: number; cpu: number }> {
  const connections = await openConnections(server.port, connectionCount)
  let left = count
  const before = cpuOf(server.pid)
  const { failed } = await drive(connections, () => (left-- > 0 ? next() : null))
  const cpu = cpuOf(server.pid) - before
  for (const connection of connections) connection.close()
  return { failed, cpu }
}
