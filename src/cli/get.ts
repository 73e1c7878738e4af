import { buildApp } from '../http/app.ts'
import { openIngester } from '../ingest/ingester.ts'
import { openExisting } from './open-data.ts'
import { loadConfig } from './settings.ts'
import { version } from './version.ts'

/**
 * Answers one GET as the server would, without a port, and prints the body. Who can read the file needs no key.
 * Exit code 1 unless the status is 2xx.
 */
export async function get(path: string): Promise<void> {
  const config = { ...loadConfig(), READ_ACCESS: 'open' as const }
  const store = await openExisting(config)
  const ingester = openIngester({ deadline: config.INGEST_TIMEOUT_MS, queue: 1 })
  const app = await buildApp({ config, store, ingester, version })
  try {
    const reply = await app.inject({ method: 'GET', url: path, headers: { host: 'localhost' } })
    process.stdout.write(reply.rawPayload)
    if (reply.statusCode < 200 || reply.statusCode > 299) process.exitCode = 1
  } finally {
    await app.close()
    await ingester.close()
    await store.close()
  }
}
