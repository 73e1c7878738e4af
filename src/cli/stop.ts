import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { App, AppContext } from '../http/app-context.ts'

type Running = { app: App; context: AppContext; logger: Logger }

/**
 * Says "not ready" for DRAIN_MS while connections are still taken, lets requests end for SHUTDOWN_MS, closes the database, and exits with 0. One
 * that does not listen yet ends at once.
 */
export async function stop({ app, context, logger }: Running, signal: NodeJS.Signals): Promise<void> {
  const { config, ingester, store } = context
  try {
    logger.info({ signal, drainMs: config.DRAIN_MS }, 'stopping')
    app.drain()
    if (app.server.listening) await sleep(config.DRAIN_MS)
    await closeApp(app, config.SHUTDOWN_MS, logger)
    await ingester.close()
    await store.close()
    logger.info('stopped')
    // finds out whether the log can be written, which the end of the process does not
    await new Promise((resolve) => logger.flush(resolve))
    process.exit(0)
  } catch (error) {
    logger.fatal({ err: error }, 'stopping failed')
    process.exit(1)
  }
}

/** Closes the port and waits for what runs; what has not ended after `limit` ms is cut off. */
async function closeApp(app: App, limit: number, logger: Logger): Promise<void> {
  const cut = setTimeout(() => {
    logger.warn({ afterMs: limit }, 'requests that did not end in time are cut off')
    app.server.closeAllConnections()
  }, limit)
  // A connection whose reply had begun before the drain was not told to close: it is closed once it is idle.
  const sweep = setInterval(() => app.server.closeIdleConnections(), 100)
  try {
    await app.close()
  } finally {
    clearTimeout(cut)
    clearInterval(sweep)
  }
}
