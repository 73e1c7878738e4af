import { readFileSync } from 'node:fs'
import type { Logger } from 'pino'

/** Descriptors kept for the database, the threads and the log. */
const reserve = 256

/** How many connections this process may hold: `wanted`, or what `ulimit -n` leaves of it, said in the log. */
export function connectionsWithin(wanted: number, logger: Logger): number {
  const limit = openFilesLimit()
  if (limit === null || wanted <= limit - reserve) return wanted
  const possible = Math.max(1, limit - reserve)
  logger.warn({ wanted, possible, limit }, 'MAX_CONNECTIONS is more than ulimit -n allows, so it is lowered')
  return possible
}

/** The soft limit of open files, or null where /proc does not tell (macOS, Windows) or there is none. */
function openFilesLimit(): number | null {
  try {
    const soft = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]
    return soft === undefined ? null : Number(soft)
  } catch {
    return null
  }
}
