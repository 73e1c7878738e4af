import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { type FileHandle, open, rename } from 'node:fs/promises'
import { StartError } from '../domain/start-error.ts'
import type { Export } from '../domain/transfer.ts'
import { exportResources } from '../schema/import.ts'
import { newPartial, removeUnfinished } from '../store/unfinished-files.ts'
import { openExisting } from './open-data.ts'
import { openProgress } from './progress.ts'
import { loadConfig } from './settings.ts'
import { tidyWhenEnded } from './signals.ts'

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`

type Sink = (piece: Uint8Array) => Promise<unknown>

/** Writes all records of DATA_DIR into a new file, which is there once it is whole, or to stdout ('-'); also while a server runs. */
export async function exportTo(file: string): Promise<void> {
  if (file !== '-' && existsSync(file))
    throw new StartError(`${file} exists already. Name another file, or move that one away.`)
  tidyWhenEnded()
  const store = await openExisting(loadConfig())
  try {
    const exported = await store.transfer.export(exportResources)
    const bytes = file === '-' ? await copy(exported, toStdout) : await toFile(exported, file)
    const told = `exported ${megabytes(bytes)}, up to change ${exported.seq}\n`
    process[file === '-' ? 'stderr' : 'stdout'].write(told)
  } finally {
    await store.close()
  }
}

const toStdout: Sink = async (piece) => {
  if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
}

async function toFile(exported: Export, file: string): Promise<number> {
  const [partial, handle] = await openNew(file)
  try {
    const bytes = await copy(exported, (piece) => handle.appendFile(piece))
    await handle.sync()
    await handle.close()
    await rename(partial, file)
    return bytes
  } catch (error) {
    await handle.close()
    throw error
  } finally {
    removeUnfinished(partial)
  }
}

async function openNew(file: string): Promise<[string, FileHandle]> {
  try {
    const partial = newPartial(file)
    return [partial, await open(partial, 'wx', 0o600)]
  } catch (error) {
    throw new StartError(`${file} cannot be written (${String((error as NodeJS.ErrnoException).code)}).`)
  }
}

async function copy(exported: Export, write: Sink): Promise<number> {
  const progress = openProgress()
  let bytes = 0
  try {
    for (let piece = await exported.next(); piece; piece = await exported.next()) {
      await write(piece)
      bytes += piece.length
      progress.show(`exported ${megabytes(bytes)}`)
    }
    return bytes
  } finally {
    progress.end()
    await exported.close()
  }
}
