import { Worker } from 'node:worker_threads'
import { AppError } from '../../domain/app-error.ts'
import { LostCall } from '../../domain/lost-call.ts'
import type { Asker, LaneLoad } from '../../domain/store.ts'
import { errorOf } from './failure.ts'
import type { Run } from './operations.ts'
import type { ThreadData } from './thread.ts'
import type { Answer, Call } from './write-group.ts'

/** Threads that run operations of one kind, with a bounded queue in front. */
type Lane<Table> = {
  run: Run<Table>
  /** The same for somebody who may go away: then a call that waits gives up its place, and one that runs ends at its next look at the clock. */
  runFor(asker: Asker | undefined): Run<Table>
  load(): LaneLoad
  /** Takes no more calls, and answers those that were taken. */
  drain(): Promise<void>
  /** Drains, then ends the threads. */
  close(): Promise<void>
}

export type LaneOptions = {
  path: string
  role: ThreadData['role']
  threads: number
  /** Calls on one thread at a time: 1 for readers; the writer takes many into one transaction. */
  running: number
  /** Calls waiting beside those; one more is answered with `overloaded`. */
  waiting: number
  /** UTF-16 code units of text in all calls that are running or waiting; more is answered with `overloaded`. */
  size: number
  /** ms for one read */
  deadline: number
  /** ms a call may wait before it is answered with `overloaded` instead of run: who asked has gone by then */
  patience: number
  /** MB of JavaScript heap of a thread: one that needs more ends, and only that one. */
  heap: number
  /** Makes an error of what a call failed with */
  raise?: typeof errorOf
  /** Told why a thread died */
  onDeath?: (cause: Error) => void
  /** Called when answers have come, before anybody learns of them */
  beforeAnswers?: () => void
}

type Pending = {
  call: Call
  size: number
  at: number
  resolve: (value: never) => void
  reject: (error: Error) => void
  /** Stops listening for the one who asked to go away. */
  release: () => void
}
/** `dropped`: the id of the call that nobody waits for, to be read by the thread. */
type Thread = { worker: Worker; running: Map<number, Pending>; dropped: Int32Array; exited: Promise<void> }

/** How much text there is in the arguments of a call. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce((sum: number, inner) => sum + sizeOf(inner), 0)
}

/** Calls `then` when the signal comes, unless the returned function was called before. */
function whenAborted(signal: AbortSignal, then: () => void): () => void {
  signal.addEventListener('abort', then, { once: true })
  return () => signal.removeEventListener('abort', then)
}

/** Threads start with the first call; one that dies is replaced at the next, and its calls are answered with `overloaded`. */
export function openLane<Table>(options: LaneOptions): Lane<Table> {
  const { raise = errorOf } = options
  const threads: Thread[] = []
  const queue: Pending[] = []
  let lastId = 0
  let size = 0
  let closed = false
  const done = { answered: 0, batches: 0, refused: 0, abandoned: 0, restarts: 0 }
  const drained: (() => void)[] = []

  function start(): Thread {
    const dropped = new Int32Array(new SharedArrayBuffer(4))
    const data: ThreadData = { path: options.path, role: options.role, deadline: options.deadline, dropped }
    const worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: options.heap, stackSizeMb: 4 },
    })
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    const thread: Thread = { worker, running: new Map(), dropped, exited }
    worker.on('message', (answers: Answer[]) => settle(thread, answers))
    // an error event is followed by exit, where the calls are answered
    worker.on('error', (error) => fail(thread, error))
    worker.once('exit', () => fail(thread, new Error('thread ended')))
    worker.unref()
    threads.push(thread)
    return thread
  }

  function settle(thread: Thread, answers: Answer[]): void {
    options.beforeAnswers?.()
    done.batches += 1
    done.answered += answers.length
    for (const answer of answers) {
      const pending = thread.running.get(answer.id)
      if (!pending) continue
      thread.running.delete(answer.id)
      pending.release()
      size -= pending.size
      if ('failure' in answer) pending.reject(raise(answer.failure))
      else pending.resolve(answer.value as never)
    }
    if (thread.running.size === 0) thread.worker.unref()
    dispatch()
  }

  function fail(thread: Thread, cause: Error): void {
    const at = threads.indexOf(thread)
    if (at === -1) return
    threads.splice(at, 1)
    done.restarts += closed ? 0 : 1
    const lost = [...thread.running.values()]
    if (!closed || lost.length > 0) options.onDeath?.(cause)
    thread.running.clear()
    for (const pending of lost) {
      pending.release()
      size -= pending.size
      pending.reject(new LostCall(cause))
    }
    dispatch()
  }

  function giveUpWaiting(): void {
    const since = performance.now() - options.patience
    while (queue[0] && queue[0].at < since) refuse(leaveQueue(queue[0]).reject)
  }

  function leaveQueue(pending: Pending): Pending {
    queue.splice(queue.indexOf(pending), 1)
    size -= pending.size
    pending.release()
    return pending
  }

  function refuse(reject: Pending['reject']): void {
    done.refused += 1
    reject(new AppError('overloaded', 'Too many requests wait for the database.'))
  }

  function dispatch(): void {
    giveUpWaiting()
    while (queue.length > 0) {
      const free = threads.find(({ running }) => running.size < options.running)
      const thread = free ?? (threads.length < options.threads ? start() : null)
      const next = thread && queue.shift()
      if (!thread || !next) break
      thread.running.set(next.call.id, next)
      thread.worker.ref()
      thread.worker.postMessage(next.call)
    }
    if (isIdle()) for (const resolve of drained.splice(0)) resolve()
  }

  function isIdle(): boolean {
    return queue.length === 0 && threads.every(({ running }) => running.size === 0)
  }

  const runFor = (asker: Asker | undefined) =>
    ((name: string, ...args: unknown[]) =>
      new Promise<never>((resolve, reject) => {
        if (closed) return reject(new AppError('shutting-down', 'The store is closed.'))
        const signal = asker?.()
        if (signal?.aborted) return abandon(reject)
        const more = sizeOf(args)
        // a call that is alone is taken whatever its size: the door limits that
        if (queue.length >= options.waiting || (size > 0 && size + more > options.size)) return refuse(reject)
        lastId = (lastId + 1) % 2 ** 31
        size += more
        const call = { id: lastId, name, args }
        const pending: Pending = { call, size: more, at: performance.now(), resolve, reject, release: () => {} }
        if (signal) pending.release = whenAborted(signal, () => drop(pending))
        queue.push(pending)
        dispatch()
      })) as unknown as Run<Table>

  function drop(pending: Pending): void {
    const thread = threads.find(({ running }) => running.has(pending.call.id))
    if (!thread) abandon(leaveQueue(pending).reject)
    else {
      done.abandoned += 1
      Atomics.store(thread.dropped, 0, pending.call.id)
    }
  }

  function abandon(reject: Pending['reject']): void {
    done.abandoned += 1
    reject(new AppError('overloaded', 'Whoever asked has gone.'))
    if (isIdle()) dispatch()
  }

  function load(): LaneLoad {
    const running = threads.reduce((sum, thread) => sum + thread.running.size, 0)
    return { ...done, threads: threads.length, running, waiting: queue.length }
  }

  async function drain(): Promise<void> {
    closed = true
    while (!isIdle()) {
      await new Promise<void>((resolve) => {
        drained.push(resolve)
      })
    }
  }

  async function close(): Promise<void> {
    await drain()
    await Promise.all(
      threads.map(({ worker, exited }) => {
        worker.ref()
        worker.postMessage('close')
        return exited
      }),
    )
  }

  return { run: runFor(undefined), runFor, load, drain, close }
}
