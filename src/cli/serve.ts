import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { buildApp } from '../http/app.ts'
import type { AppContext } from '../http/app-context.ts'
import { openIngester } from '../ingest/ingester.ts'
import { ensureAdminKey } from './admin-key.ts'
import { announce, type Samples } from './announce.ts'
import { commitOf } from './commit.ts'
import { listen } from './listen.ts'
import { loadDocuments } from './load-documents.ts'
import { openLogger } from './logger.ts'
import { type Opening, openServed } from './open-data.ts'
import { connectionsWithin } from './open-files.ts'
import { openProgress } from './progress.ts'
import { sampleFolder } from './seed.ts'
import { loadConfig } from './settings.ts'
import type { FirstSignal } from './signals.ts'
import { stop } from './stop.ts'
import { version } from './version.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Starts the server: opens the database, loads the samples and makes the first key where there is nothing yet, listens. Ends in order when the signal comes. */
export async function serve(signal: FirstSignal): Promise<void> {
  const settings = loadConfig()
  const logger = openLogger(settings)
  const config = { ...settings, MAX_CONNECTIONS: connectionsWithin(settings.MAX_CONNECTIONS, logger) }
  const store = await openServed(config, logger)
  const ingester = openIngester({ deadline: config.INGEST_TIMEOUT_MS, queue: 32, threads: 2 })
  const context = { config, store, ingester, version, commit: commitOf(root) }
  try {
    await start(context, store.opened, logger, signal)
  } catch (error) {
    await ingester.close()
    await store.close()
    throw error
  }
}

async function start(context: AppContext, opened: Opening, logger: Logger, signal: FirstSignal): Promise<void> {
  const { config, store } = context
  const app = await buildApp(context, { logger })
  try {
    const samples = await loadSamples(context)
    // before the first request that may come with it
    const key = await ensureAdminKey(store.keys, config, new Date())
    if (signal.hasCome()) return await stop({ app, context, logger }, await signal.came)
    const url = await listen(app, config, logger)
    void signal.came.then((name) => stop({ app, context, logger }, name))
    const { articles } = await store.counts()
    announce({ version, config, database: { ...opened, articles }, samples, key, url }, logger)
  } catch (error) {
    await app.close()
    throw error
  }
}

/** Fills an empty database at the first start, which is the one before there is any key; null where that is not now. */
async function loadSamples({ config, store, ingester }: AppContext): Promise<Samples | null> {
  const first = (await store.keys.list()).length === 0
  if (!config.SEED || !first || (await store.counts()).articles > 0) return null
  const progress = openProgress()
  const began = performance.now()
  const loaded = await loadDocuments([sampleFolder], store, { ingester, limits: config }, ({ done, files }) =>
    progress.show(`whosaid: loading samples ${done + 1}/${files}`),
  )
  progress.end()
  return { loaded, ms: performance.now() - began }
}
