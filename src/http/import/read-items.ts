import { createHash } from 'node:crypto'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../domain/app-error.ts'
import { LostCall } from '../../domain/lost-call.ts'
import { normalizeBody } from '../../domain/text.ts'
import type { ImportItem } from '../../domain/transfer.ts'
import type { Ingester } from '../../ingest/ingester.ts'
import type { ImportRecord } from '../../schema/import.ts'
import { bounded } from '../article-document.ts'
import type { Line } from '../body/read-lines.ts'
import { readRecord } from './read-record.ts'

/** A line that was read, with how many bytes it had and, of an import with a key, the SHA-256 of its number and them. */
export type SizedItem = { item: ImportItem; size: number; digest: Buffer }

/** Articles whose quotes are looked for at a time: enough to keep the threads busy */
const ahead = 8
/** Of a line of which nothing is kept: whatever it says, what becomes of it is the same; and of every line where nobody asks */
const noDigest = Buffer.alloc(32)
/** ms after which others get a turn */
const turn = 20

/** Reads and checks lines, in their order; with an ingester looks for the quotes of new articles. `keyed`: each gets its digest. */
export async function* readItems(
  lines: AsyncIterable<Line>,
  ingester: Ingester | null,
  keyed: boolean,
): AsyncGenerator<SizedItem> {
  const reading: Promise<SizedItem>[] = []
  let since = performance.now()
  for await (const line of lines) {
    reading.push(readItem(line, ingester, keyed))
    if (reading.length > (ingester ? ahead : 0)) yield (await reading.shift()) as SizedItem
    if (performance.now() - since < turn) continue
    await setImmediate()
    since = performance.now()
  }
  for (const item of reading) yield await item
}

async function readItem(line: Line, ingester: Ingester | null, keyed: boolean): Promise<SizedItem> {
  let size = 0
  let digest = noDigest
  try {
    const bytes = line.bytes()
    size = bytes.length
    if (keyed) digest = createHash('sha256').update(`${line.number} `).update(bytes).digest()
    const record = readRecord(bytes)
    const isNew = ingester !== null && !('resource' in record)
    const read = isNew ? await extract(record, ingester) : { record, extraction: null }
    return { item: { line: line.number, ...read, failure: null }, size, digest }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const failure = { code: error.code, message: error.message, issues: error.issues }
    return { item: { line: line.number, record: null, extraction: null, failure }, size, digest }
  }
}

async function extract(record: ImportRecord & { body?: string }, ingester: Ingester) {
  const body = normalizeBody(record.body ?? '')
  return { record: { ...record, body }, extraction: bounded(await patiently(() => ingester.extract(body))) }
}

/** Asks again while others keep the threads busy, for a minute; where a thread died, which may be of what it was asked, only twice. */
export async function patiently<Result>(ask: () => Promise<Result>): Promise<Result> {
  let deaths = 0
  for (let tries = 0; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'overloaded' || tries === 60) throw error
      if (error instanceof LostCall) deaths += 1
      if (deaths === 3) throw error
      await sleep(Math.min(1000, 100 * (tries + 1)))
    }
  }
}
