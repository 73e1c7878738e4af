import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { giveWay } from '../../domain/give-way.ts'
import { type CallQueue, openCallQueue } from './call-queue.ts'
import { keepWalSmall } from './checkpoint.ts'
import { type Db, openReader, openWriter } from './connect.ts'
import { registerDeadline, startDeadline } from './deadline.ts'
import { failureOf } from './failure.ts'
import { keepPartsFew } from './index-parts.ts'
import { readMoreWhenIdle } from './label-columns.ts'
import { counts, longer, reads } from './operations.ts'
import { snapshot } from './sql.ts'
import { begin, commit, rollback } from './transaction.ts'
import { type Answer, answerWrites, type Call, kindOf } from './write-group.ts'

/** `dropped`: the id of the read that nobody waits for any more. */
export type ThreadData = { path: string; role: 'reader' | 'writer'; deadline: number; dropped: Int32Array }

/**
 * Writes that gather into one transaction, one fsync for all of them: so many new articles at a time, or half of those that wait where that is
 * more, or steps of imports, and more within the ms. While one half of 64 clients is written to the disk, the other half is answered and sends what comes
 * next: 64 articles at a time take less CPU each, but the writer and those who wait for it would take turns.
 */
const fewestArticles = 32
const mostSteps = 2
const mostGathered = 500
const longestGathering = 5

type Operation = (db: Db, ...args: unknown[]) => unknown

function answerRead(db: Db, call: Call, { deadline, dropped }: ThreadData): Answer {
  startDeadline(db, counts.has(call.name) ? longer * deadline : deadline, () => Atomics.load(dropped, 0) === call.id)
  try {
    return {
      id: call.id,
      value: snapshot(db, () => (reads as Record<string, Operation>)[call.name]?.(db, ...call.args)),
    }
  } catch (error) {
    return { id: call.id, failure: failureOf(error) }
  }
}

/** The text of a list, which goes to the other thread instead of being copied. */
const transferable = (answer: Answer): ArrayBuffer[] => {
  const json: unknown = 'value' in answer && (answer.value as { json?: unknown } | null)?.json
  return json instanceof Uint8Array ? [json.buffer as ArrayBuffer] : []
}

/** Commits a write and whatever has gathered behind it, then answers them all: nothing is acknowledged before COMMIT. */
function commitWrites(db: Db, queue: CallQueue, head: Call): Answer[] {
  const calls: Call[] = []
  const answers: Answer[] = []
  try {
    begin(db)
    const until = performance.now() + longestGathering
    for (let next: Call | null = head; next; ) {
      const together = gather(queue, next)
      calls.push(...together)
      answers.push(...answerWrites(db, together))
      const more = calls.length < mostGathered && performance.now() < until
      next = more ? queue.next() : null
    }
    commit(db)
    return answers
  } catch (error) {
    rollback(db)
    const failure = failureOf(error)
    return (calls.length === 0 ? [head] : calls).map(({ id }) => ({ id, failure }))
  }
}

/** A call and, where it can be done as one with others of its kind, those that have come behind it, up to one of another kind. */
function gather(queue: CallQueue, head: Call): Call[] {
  const calls = [head]
  const kind = kindOf(head)
  const most = kind === 'step' ? mostSteps : Math.min(mostGathered, Math.max(fewestArticles, queue.waiting() / 2))
  for (let last: Call | null = head; last && kind && kindOf(last) === kind && calls.length < most; ) {
    last = queue.next()
    if (last) calls.push(last)
  }
  return calls
}

function serveReads(port: MessagePort, data: ThreadData): void {
  giveWay()
  const db = openReader(data.path)
  registerDeadline(db)
  let reading = false
  // calls that have come are taken between two steps; what is wrong with the file the next of them says
  const readOn = () => {
    try {
      reading = db.open && readMoreWhenIdle(db)
    } catch {
      reading = false
    }
    if (reading) setImmediate(readOn)
  }
  serve(port, db, (call) => {
    const answers = [answerRead(db, call, data)]
    port.postMessage(answers, answers.flatMap(transferable))
    if (!reading) setImmediate(readOn)
    reading = true
  })
}

function serveWrites(port: MessagePort, { path }: ThreadData): void {
  const db = openWriter(path)
  registerDeadline(db)
  const wal = keepWalSmall(db, path)
  const parts = keepPartsFew(db, wal.written)
  const queue = openCallQueue(port)
  const take = (call: Call) => {
    queue.put(call)
    for (let head = queue.head(); head; head = queue.head()) {
      port.postMessage(commitWrites(db, queue, head))
      wal.written()
      parts.written()
    }
  }
  serve(port, db, take, async () => {
    parts.close()
    await wal.close()
  })
}

/** Takes calls until 'close' comes, when every call has been answered. */
function serve(port: MessagePort, db: Db, take: (call: Call) => void, close = async () => {}): void {
  port.on('message', async (call: Call | 'close') => {
    if (call !== 'close') return take(call)
    await close()
    db.close()
    port.close()
  })
}

const data = workerData as ThreadData
if (parentPort) (data.role === 'writer' ? serveWrites : serveReads)(parentPort, data)
