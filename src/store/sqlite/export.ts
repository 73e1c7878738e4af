import { Worker } from 'node:worker_threads'
import { AppError } from '../../domain/app-error.ts'
import type { Export } from '../../domain/transfer.ts'
import type { ExportResource } from '../../schema/import.ts'
import { newFileBeside, removeUnfinished } from '../unfinished-files.ts'
import type { ExportData, ExportMessage } from './export-thread.ts'
import { errorOf } from './failure.ts'

/** Each takes as much room on the disk as the database. */
const most = 2

type Exports = { open(resources: readonly ExportResource[]): Promise<Export>; close(): Promise<void> }

/** Exports of a database, each read from a copy of its own on a thread of its own: none holds up a writer or the WAL. */
export function openExports(path: string, raise = errorOf): Exports {
  const running = new Set<Worker>()
  let closed = false
  const answer = async (worker: Worker, ask: 'next' | null) => {
    const message = await answerOf(worker, ask)
    if ('failure' in message) throw raise(message.failure)
    return message
  }

  async function open(resources: readonly ExportResource[]): Promise<Export> {
    if (closed) throw new AppError('shutting-down', 'The store is closed.')
    if (running.size >= most) throw new AppError('overloaded', `${most} exports are running already.`)
    const copy = newFileBeside(path, 'export')
    const worker = start({ path, copy, resources })
    running.add(worker)
    const close = async (): Promise<void> => {
      if (!running.delete(worker)) return
      await worker.terminate()
      removeUnfinished(copy)
    }
    try {
      const first = await answer(worker, null)
      return { seq: 'seq' in first ? first.seq : 0, next: async () => pieceOf(await answer(worker, 'next')), close }
    } catch (error) {
      await close()
      throw error
    }
  }

  async function close(): Promise<void> {
    closed = true
    await Promise.all([...running].map((worker) => worker.terminate()))
    running.clear()
  }
  return { open, close }
}

function start(data: ExportData): Worker {
  return new Worker(new URL('./export-thread.ts', import.meta.url), {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: 256, stackSizeMb: 4 },
  })
}

const pieceOf = (message: ExportMessage): Uint8Array | null => ('piece' in message ? message.piece : null)

/** The next message of a thread, which is asked for it unless `ask` is null. AppError shutting-down if the thread ends instead. */
function answerOf(worker: Worker, ask: 'next' | null): Promise<ExportMessage> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off('message', answered).off('error', failed).off('exit', ended)
      act()
    }
    const answered = (message: ExportMessage) => settle(() => resolve(message))
    const failed = (error: unknown) => settle(() => reject(error))
    const ended = () => settle(() => reject(new AppError('shutting-down', 'The export was ended.')))
    worker.on('message', answered).on('error', failed).on('exit', ended)
    if (ask) worker.postMessage(ask)
  })
}
