import { fileURLToPath } from 'node:url'
import { openIngester } from '../ingest/ingester.ts'
import { counted } from './banner.ts'
import { type Loaded, loadDocuments } from './load-documents.ts'
import { openData } from './open-data.ts'
import { openProgress } from './progress.ts'
import { loadConfig } from './settings.ts'

/** The sample stories that come with the program. */
export const sampleFolder: string = fileURLToPath(new URL('../../seed', import.meta.url))

/** Loads documents, by default the samples; also beside a running server. Exit code 1 if any failed. */
export async function seed(paths: readonly string[]): Promise<void> {
  const config = loadConfig()
  const store = await openData(config)
  const ingester = openIngester({ deadline: config.INGEST_TIMEOUT_MS, queue: 1 })
  const progress = openProgress()
  try {
    const from = paths.length > 0 ? paths : [sampleFolder]
    const loaded = await loadDocuments(from, store, { ingester, limits: config }, ({ done, files, path }) =>
      progress.show(`${done + 1}/${files} ${path}`),
    )
    progress.end()
    report(loaded)
  } finally {
    progress.end()
    await ingester.close()
    await store.close()
  }
}

function report(loaded: Loaded): void {
  for (const { path, reason } of loaded.failures) process.stderr.write(`${path}: ${reason}\n`)
  const unchanged = loaded.unchanged > 0 ? `, ${loaded.unchanged} unchanged` : ''
  const failed = loaded.failures.length > 0 ? `, ${loaded.failures.length} failed` : ''
  process.stdout.write(`loaded ${counted(loaded)}${unchanged}${failed}\n`)
  if (loaded.failures.length > 0) process.exitCode = 1
}
