import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Config } from '../config.ts'
import { StartError } from '../domain/start-error.ts'
import { readLines } from '../http/body/read-lines.ts'
import { importLineLimit, importLines } from '../http/import/import-lines.ts'
import { openIngester } from '../ingest/ingester.ts'
import type { ConflictRule, ImportSummary } from '../schema/import.ts'
import { openData } from './open-data.ts'
import { openProgress } from './progress.ts'
import { loadConfig } from './settings.ts'
import { tidyWhenEnded } from './signals.ts'

type ImportOptions = { onConflict: ConflictRule; atomic: boolean; dryRun: boolean; extract: boolean }
type Input = { bytes: AsyncIterable<Uint8Array>; size: number | null }

/** Imports NDJSON from a file or stdin ('-') into DATA_DIR, also while a server runs. Exit code 1 if a line failed. */
export async function importFrom(file: string, options: ImportOptions): Promise<void> {
  const config = loadConfig()
  const input = await openInput(file)
  tidyWhenEnded()
  const store = await openData(config)
  const ingester = options.extract ? openIngester({ deadline: config.INGEST_TIMEOUT_MS, queue: 32, threads: 2 }) : null
  try {
    const sum = await run(input, { transfer: store.transfer, ingester }, options, config)
    if (sum) report(sum)
  } finally {
    await ingester?.close()
    await store.close()
  }
}

async function openInput(file: string): Promise<Input> {
  if (file === '-') return { bytes: process.stdin, size: null }
  try {
    const found = await stat(file)
    if (found.isDirectory()) throw new StartError(`${file} is a folder. Name a file of NDJSON.`)
    const { size } = found
    return { bytes: createReadStream(file), size }
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(`${file} cannot be read (${String((error as NodeJS.ErrnoException).code)}).`)
  }
}

/** Names each line that failed on stderr; returns the sum. */
async function run(
  { bytes, size }: Input,
  context: Parameters<typeof importLines>[1],
  { onConflict, atomic, dryRun }: ImportOptions,
  { IMPORT_STAGED_BYTES: stagedLimit }: Config,
): Promise<ImportSummary | null> {
  const progress = openProgress()
  const read = { bytes: 0 }
  const lines = readLines(counted(bytes, read), importLineLimit)
  const request = { onConflict, atomic, dryRun, problemsOnly: false, stagedLimit }
  let done = 0
  try {
    for await (const result of importLines(lines, context, request)) {
      if ('summary' in result) return result
      done += 1
      if (done % 100 === 0) progress.show(`${size ? `${Math.floor((read.bytes / size) * 100)} %, ` : ''}${done} lines`)
      if (!result.problem) continue
      progress.end()
      process.stderr.write(`line ${result.line}: ${result.problem.detail}\n`)
      process.exitCode = 1
    }
    return null
  } finally {
    progress.end()
  }
}

async function* counted(bytes: AsyncIterable<Uint8Array>, read: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    read.bytes += chunk.length
    yield chunk
  }
}

function report({ summary, problem }: ImportSummary): void {
  const { lines, created, updated, skipped, failed, dryRun } = summary
  const what = dryRun ? 'would import' : 'imported'
  process.stdout.write(
    `${what} ${lines} lines: ${created} created, ${updated} updated, ${skipped} skipped, ${failed} failed\n`,
  )
  if (!problem) return
  process.stderr.write(`whosaid: ${problem.detail}\n`)
  process.exitCode = 1
}
