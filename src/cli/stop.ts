import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { App, AppContext } from '../http/app-context.ts'

type Running = { app: App; context: AppContext; logger: Logger }

/** npm passes on the Ctrl-C that a terminal has sent to the whole group already: within this time it is one signal, not two. */
const sameSignal = 1_000

/** SIGTERM and SIGINT stop the server in order, with exit code 0; a second signal stops it at once, with 1. */
export function stopOnSignal(running: Running): void {
  let since: number | null = null
  const onSignal = (signal: NodeJS.Signals) => {
    if (since === null) {
      since = Date.now()
      void stop(running, signal)
    } else if (Date.now() - since > sameSignal) {
      running.logger.fatal({ signal }, 'stopped at once by a second signal')
      process.exit(1)
    }
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
}

/** Says "not ready" for DRAIN_MS while connections are still taken, lets requests end for SHUTDOWN_MS, closes the database, exits. */
async function stop({ app, context, logger }: Running, signal: NodeJS.Signals): Promise<void> {
  const { config, ingester, store } = context
  try {
    logger.info({ signal, drainMs: config.DRAIN_MS }, 'stopping')
    app.drain()
    await sleep(config.DRAIN_MS)
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
