import { statSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { CopierData } from './checkpoint-thread.ts'
import type { Db } from './connect.ts'
import { isNotNow } from './not-now.ts'

/** Bytes of WAL at which it is emptied at once */
const largest = 64 * 1024 * 1024
/** Pages of WAL at which it is copied into the database, 16 MB; a page that was written several times is copied once. */
const pages = 4_000
/** Pages that the writer copies itself, some ms; more where what comes meanwhile has been copied so many times. */
const few = 400
const mostTimes = 2

/**
 * Copies the WAL into the database as it grows, between a transaction that was answered and the next: SQLite's own checkpoints come
 * before COMMIT returns. Another thread copies most of it while writes go on, the writer only the last pages, so that its file is written
 * from the start again. Empties it when writing pauses and when it grows past 64 MiB: SQLite reuses its file but never shrinks it. A reader in
 * the way puts it off; nobody waits for it. `idle`: ms without a write.
 */
export function keepWalSmall(db: Db, path: string, idle = 5_000): { written(): void; close(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  const copier = openCopier(path)
  let times = 0
  db.pragma('wal_autocheckpoint = 0')
  const behind = () => {
    const [{ log, checkpointed }] = db.pragma('wal_checkpoint(NOOP)') as [{ log: number; checkpointed: number }]
    return log - checkpointed
  }
  const truncate = () => {
    db.pragma('busy_timeout = 0')
    copyWal(db, 'TRUNCATE')
    db.pragma('busy_timeout = 5000')
  }
  function copy(): void {
    if (copier.isBusy()) return
    const left = behind()
    if (times === 0 ? left >= pages : left >= few && times < mostTimes) {
      times += 1
      copier.copy()
    } else if (times > 0) {
      times = 0
      copyWal(db, 'PASSIVE')
    }
  }
  return {
    written() {
      if ((statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > largest) truncate()
      else copy()
      clearTimeout(timer)
      timer = setTimeout(truncate, idle).unref()
    },
    async close() {
      clearTimeout(timer)
      await copier.close()
      truncate()
    },
  }
}

/** A thread that copies the WAL; it starts when there is something to copy. One that has died is busy for ever: the WAL is emptied past its size then. */
function openCopier(path: string) {
  const state = new Int32Array(new SharedArrayBuffer(4))
  let worker: Worker | undefined
  let ended: Promise<void> | undefined
  function start(): Worker {
    const workerData: CopierData = { path, state }
    const started = new Worker(new URL('./checkpoint-thread.ts', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: 32 },
    })
    started.on('error', () => {})
    ended = new Promise((resolve) => started.once('exit', () => resolve()))
    started.unref()
    return started
  }
  return {
    isBusy: () => Atomics.load(state, 0) === 1,
    copy() {
      Atomics.store(state, 0, 1)
      worker ??= start()
      worker.postMessage('copy')
    },
    async close() {
      worker?.ref()
      worker?.postMessage('close')
      await ended
    },
  }
}

/** Copies the WAL into the database. A disk that is full or fails puts it off as well: what was committed stands in the WAL. */
export function copyWal(db: Db, mode: 'PASSIVE' | 'TRUNCATE'): void {
  try {
    db.pragma(`wal_checkpoint(${mode})`)
  } catch (error) {
    if (!isNotNow(error)) throw error
  }
}
