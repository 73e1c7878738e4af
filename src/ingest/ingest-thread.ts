import { Worker } from 'node:worker_threads'
import { AppError } from '../domain/app-error.ts'
import type { Job, Reply } from './ingester.ts'

/** One worker thread that does one job at a time, and is replaced when it dies or is stopped. */
export type IngestThread = { run(job: Job): Promise<unknown>; stop(): Promise<void> }

/** Loading the modules takes about 0.3 s; a machine that needs longer than this cannot ingest. */
const startDeadline = 30_000

const workerUrl = new URL(import.meta.url.endsWith('.js') ? './worker.js' : './worker.ts', import.meta.url)
/** Out of memory ends the worker only, unless it comes so fast that V8 aborts the process: hence the caps on what is read. */
const resourceLimits = { maxOldGenerationSizeMb: 256, stackSizeMb: 4 }

const stopped = () => new AppError('shutting-down', 'The server is stopping and reads no more documents.')
const tooSlow = (deadline: number) =>
  new AppError(
    'invalid-document',
    `The document took longer than ${deadline / 1000} s to read. Send a smaller or simpler one.`,
  )

function readDeath(error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new AppError(
      'invalid-document',
      'The document needed too much memory to read. Send a smaller or simpler one.',
    )
  }
  return new AppError('internal-error', 'The thread that reads documents died. Send the document again.')
}

/** The next message of a worker; rejects with an AppError when it dies first or `limit` ms pass, after ending it. */
function nextReply(worker: Worker, limit: number): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer)
      worker.off('message', answered).off('error', died).off('exit', exited)
      act()
    }
    const answered = (reply: Reply) => settle(() => resolve(reply))
    const died = (error: unknown) => settle(() => reject(readDeath(error)))
    const exited = () => settle(() => reject(readDeath(null)))
    const timer = setTimeout(() => {
      settle(() => reject(tooSlow(limit)))
      void worker.terminate()
    }, limit)
    worker.on('message', answered).on('error', died).on('exit', exited)
  })
}

/** A thread that starts with its first job and gives each job `deadline` ms. Idle, it keeps no process alive. */
export function openThread(deadline: number): IngestThread {
  let worker: Worker | null = null
  let closed = false

  const start = async (): Promise<Worker> => {
    const fresh = new Worker(workerUrl, { resourceLimits })
    worker = fresh
    fresh.on('error', () => {})
    await nextReply(fresh, startDeadline)
    return fresh
  }

  const run = async (job: Job): Promise<unknown> => {
    try {
      const ready = worker ?? (await start())
      if (closed) throw stopped()
      ready.ref()
      ready.postMessage(job)
      const reply = await nextReply(ready, deadline)
      ready.unref()
      if (reply.kind === 'done') return reply.value
      if (reply.kind === 'failed') throw new ReplyError(reply.code, reply.message, reply.issues)
      return null
    } catch (error) {
      if (error instanceof ReplyError) throw new AppError(error.code, error.message, error.issues)
      worker = null
      throw closed ? stopped() : error
    }
  }

  const stop = async (): Promise<void> => {
    closed = true
    await worker?.terminate()
    worker = null
  }
  return { run, stop }
}

/** A failure of the document, after which the worker goes on living. */
class ReplyError extends AppError {}
