import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { keepWalSmall } from './checkpoint.ts'
import { type Db, openReader, openWriter } from './connect.ts'
import { registerDeadline, startDeadline } from './deadline.ts'
import { type Failure, failureOf } from './failure.ts'
import { reads, writes } from './operations.ts'
import { snapshot } from './sql.ts'

/** What a lane asks of its thread, and what it gets back. 'close' comes when every call has been answered. */
export type Call = { id: number; name: string; args: unknown[] }
export type Answer = { id: number; value: unknown } | { id: number; failure: Failure }
/** `dropped`: the id of the read that nobody waits for any more. */
export type ThreadData = { path: string; role: 'reader' | 'writer'; deadline: number; dropped: Int32Array }

/** Writes that gather into one transaction: one fsync for all of them. */
const mostGathered = 500
const longestGathering = 5

type Operation = (db: Db, ...args: unknown[]) => unknown

function answerRead(db: Db, call: Call, { deadline, dropped }: ThreadData): Answer {
  startDeadline(db, deadline, () => Atomics.load(dropped, 0) === call.id)
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

/** Runs one write in a savepoint of the open transaction: a failure undoes it and nothing else. */
function answerWrite(db: Db, call: Call): Answer {
  db.exec('SAVEPOINT one')
  try {
    const value = (writes as Record<string, Operation>)[call.name]?.(db, ...call.args)
    db.exec('RELEASE one')
    return { id: call.id, value }
  } catch (error) {
    if (!db.inTransaction) throw error
    db.exec('ROLLBACK TO one; RELEASE one')
    return { id: call.id, failure: failureOf(error) }
  }
}

/** Commits a write and whatever has gathered behind it, then answers them all: nothing is acknowledged before COMMIT. */
function answerWrites(db: Db, port: MessagePort, head: Call): Answer[] {
  const calls: Call[] = []
  const answers: Answer[] = []
  try {
    db.exec('BEGIN IMMEDIATE')
    const until = performance.now() + longestGathering
    let next: Call | undefined = head
    while (next) {
      calls.push(next)
      answers.push(answerWrite(db, next))
      const more = calls.length < mostGathered && performance.now() < until
      next = more ? (receiveMessageOnPort(port)?.message as Call | undefined) : undefined
    }
    db.exec('COMMIT')
    return answers
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    const failure = failureOf(error)
    return (calls.length === 0 ? [head] : calls).map(({ id }) => ({ id, failure }))
  }
}

function serve(port: MessagePort, data: ThreadData): void {
  const { path, role } = data
  const db = role === 'writer' ? openWriter(path) : openReader(path)
  registerDeadline(db)
  const wal = role === 'writer' ? keepWalSmall(db, `${path}-wal`) : null
  port.on('message', (call: Call | 'close') => {
    if (call === 'close') {
      wal?.close()
      db.close()
      port.close()
      return
    }
    const answers = role === 'writer' ? answerWrites(db, port, call) : [answerRead(db, call, data)]
    port.postMessage(answers, answers.flatMap(transferable))
    wal?.written()
  })
}

if (parentPort) serve(parentPort, workerData as ThreadData)
