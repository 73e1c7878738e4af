import { rmSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { giveWay } from '../../domain/give-way.ts'
import type { ExportResource } from '../../schema/import.ts'
import { copyAsItIs } from './backup.ts'
import { latestChange } from './changes.ts'
import { type Db, openReader } from './connect.ts'
import { exportRecords } from './export-rows.ts'
import { failureOf } from './failure.ts'
import { isDamage } from './start-failure.ts'

export type ExportData = { path: string; copy: string; resources: readonly ExportResource[] }
/** First `seq`, then a piece for each 'next'; null ends it. */
export type ExportMessage = { seq: number } | { piece: Uint8Array | null } | { failure: ReturnType<typeof failureOf> }

/** Bytes, or one record more, that are handed over at a time */
const pieceSize = 262_144

/**
 * Opens a copy of the database, which then has no name any more: whatever ends this process, nothing is left of it. One that is
 * damaged cannot be copied as a whole; what can be read of it is read from it itself, as it is now.
 */
function openCopy(path: string, copy: string): Db {
  try {
    copyAsItIs(path, copy)
    return openReader(copy)
  } catch (error) {
    if (!isDamage(error)) throw error
    const db = openReader(path)
    db.exec('BEGIN')
    return db
  } finally {
    // Windows does not let go of an open file: there it goes when the thread has ended
    rmSync(copy, { force: true, maxRetries: 0 })
  }
}

function* pieces(db: Db, resources: readonly ExportResource[]): Generator<Uint8Array> {
  let lines: string[] = []
  let size = 0
  for (const record of exportRecords(db, resources)) {
    const line = JSON.stringify(record)
    lines.push(line)
    size += line.length + 1
    if (size < pieceSize) continue
    yield encode(lines)
    lines = []
    size = 0
  }
  if (lines.length > 0) yield encode(lines)
}

// not Buffer.from: that may share its memory with other buffers, and cannot be handed over
const encoder = new TextEncoder()
const encode = (lines: readonly string[]): Uint8Array<ArrayBuffer> => encoder.encode(`${lines.join('\n')}\n`)

function serve({ path, copy, resources }: ExportData): void {
  const port = parentPort
  if (!port) return
  giveWay()
  const send = (message: ExportMessage) =>
    port.postMessage(message, 'piece' in message && message.piece ? [message.piece.buffer as ArrayBuffer] : [])
  try {
    const db = openCopy(path, copy)
    const found = pieces(db, resources)
    port.on('message', () => {
      try {
        send({ piece: found.next().value ?? null })
      } catch (error) {
        send({ failure: failureOf(error) })
      }
    })
    send({ seq: latestChange(db) })
  } catch (error) {
    send({ failure: failureOf(error) })
  }
}

serve(workerData as ExportData)
