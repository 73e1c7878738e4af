import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Config } from '../config.ts'
import { buildApp } from '../http/app.ts'
import { openApiDocument, openApiYaml } from '../http/openapi.ts'
import { openIngester } from '../ingest/ingester.ts'
import { openData } from './open-data.ts'
import { version } from './version.ts'

const folder = fileURLToPath(new URL('../../openapi', import.meta.url))

/** Prints the OpenAPI document of a server with default settings, or writes both files of openapi/. */
export async function openapi({ write, yaml }: { write: boolean; yaml: boolean }): Promise<void> {
  const texts = await describeApi()
  if (!write) {
    process.stdout.write(yaml ? texts.yaml : texts.json)
    return
  }
  writeFileSync(join(folder, 'openapi.json'), texts.json)
  writeFileSync(join(folder, 'openapi.yaml'), texts.yaml)
  process.stdout.write('wrote openapi/openapi.json and openapi/openapi.yaml\n')
}

/** The routes are described by a server that stands on an empty database of its own. */
async function describeApi(): Promise<{ json: string; yaml: string }> {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'whosaid-openapi-'))
  const config = { ...Config.parse({}), DATA_DIR }
  const store = await openData(config)
  const ingester = openIngester({ deadline: config.INGEST_TIMEOUT_MS, queue: 1 })
  const app = await buildApp({ config, store, ingester, version })
  try {
    return { json: `${JSON.stringify(openApiDocument(app), null, 2)}\n`, yaml: openApiYaml(app) }
  } finally {
    await app.close()
    await ingester.close()
    await store.close()
    rmSync(DATA_DIR, { recursive: true, force: true })
  }
}
