import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { keepWalSmall } from './checkpoint.ts'
import { type Db, openReader, openWriter } from './connect.ts'
import { registerDeadline, startDeadline } from './deadline.ts'
import { failureOf } from './failure.ts'
import { reads } from './operations.ts'
import { snapshot } from './sql.ts'
import { begin, commit, rollback } from './transaction.ts'
import { type Answer, answerWrites, type Call, isNewArticle } from './write-group.ts'

/** `dropped`: the id of the read that nobody waits for any more. */
export type ThreadData = { path: string; role: 'reader' | 'writer'; deadline: number; dropped: Int32Array }

/** Writes that gather into one transaction, one fsync for all of them: so many new articles at a time, and more within the ms. */
const mostTogether = 64
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

/** Commits a write and whatever has gathered behind it, then answers them all: nothing is acknowledged before COMMIT. */
function commitWrites(db: Db, port: MessagePort, head: Call): Answer[] {
  const calls: Call[] = []
  const answers: Answer[] = []
  try {
    begin(db)
    const until = performance.now() + longestGathering
    for (let next: Call | null = head; next; ) {
      const together = gather(port, next)
      calls.push(...together)
      answers.push(...answerWrites(db, together))
      const more = calls.length < mostGathered && performance.now() < until
      next = more ? receive(port) : null
    }
    commit(db)
    return answers
  } catch (error) {
    rollback(db)
    const failure = failureOf(error)
    return (calls.length === 0 ? [head] : calls).map(({ id }) => ({ id, failure }))
  }
}

/** A call and, where it makes a new article, those that have come behind it, up to one that does something else. */
function gather(port: MessagePort, head: Call): Call[] {
  const calls = [head]
  for (let last: Call | null = head; last && isNewArticle(last) && calls.length < mostTogether; ) {
    last = receive(port)
    if (last) calls.push(last)
  }
  return calls
}

/** The next call, if it has come already. */
const receive = (port: MessagePort): Call | null => (receiveMessageOnPort(port)?.message as Call | undefined) ?? null

function serve(port: MessagePort, data: ThreadData): void {
  const { path, role } = data
  const db = role === 'writer' ? openWriter(path) : openReader(path)
  registerDeadline(db)
  const wal = role === 'writer' ? keepWalSmall(db, `${path}-wal`) : null
  // 'close' comes when every call has been answered
  port.on('message', (call: Call | 'close') => {
    if (call === 'close') {
      wal?.close()
      db.close()
      port.close()
      return
    }
    const answers = role === 'writer' ? commitWrites(db, port, call) : [answerRead(db, call, data)]
    port.postMessage(answers, answers.flatMap(transferable))
    wal?.written()
  })
}

if (parentPort) serve(parentPort, workerData as ThreadData)
