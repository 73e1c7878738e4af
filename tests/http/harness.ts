import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import supertest from 'supertest'
import { Config } from '../../src/config.ts'
import { makeKey } from '../../src/domain/key.ts'
import type { Store } from '../../src/domain/store.ts'
import { buildApp } from '../../src/http/app.ts'
import type { App } from '../../src/http/app-context.ts'
import type { Logger } from '../../src/http/logging.ts'
import { openIngester } from '../../src/ingest/ingester.ts'
import type { Scope } from '../../src/schema/key.ts'
import { openStore } from '../../src/store/open.ts'
import { rememberDocument } from './expect-valid.ts'

export { expectValid } from './expect-valid.ts'

export type TestApp = {
  app: App
  store: Store
  /** supertest on the server, which listens on a free port of 127.0.0.1 */
  request: ReturnType<typeof supertest>
  port: number
  origin: string
  dataDir: string
  /** Tokens with the scopes read, write and admin */
  readKey: string
  key: string
  adminKey: string
  close(): Promise<void>
}

type Options = { logger?: Logger; prepare?: (app: App) => void }

async function addKey(store: Store, scope: Scope): Promise<string> {
  const { token, record } = makeKey(`test ${scope}`, [scope], new Date())
  await store.keys.add(record)
  return token
}

/** The real app on a real SQLite file in a folder of its own, with no rate limit unless the settings have one. */
export async function startApp(overrides: Partial<Config> = {}, { logger, prepare }: Options = {}): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'whosaid-http-'))
  const limits = { RATE_LIMIT_KEY: 0, RATE_LIMIT_ADDRESS: 0 }
  const config = { ...Config.parse({}), READERS: 1, ...limits, ...overrides, DATA_DIR: dataDir }
  const store = await openStore({ dataDir, readers: config.READERS, lock: false })
  const ingester = openIngester({ deadline: config.INGEST_TIMEOUT_MS, queue: 8 })
  const app = await buildApp({ config, store, ingester, version: '0.0.0-test' }, logger ? { logger } : {})
  prepare?.(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  rememberDocument(app, origin)
  return {
    app,
    store,
    request: supertest(origin),
    port,
    origin,
    dataDir,
    readKey: await addKey(store, 'read'),
    key: await addKey(store, 'write'),
    adminKey: await addKey(store, 'admin'),
    close: async () => {
      app.server.closeAllConnections()
      await app.close()
      await ingester.close()
      await store.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
