import type { Db } from './connect.ts'
import { type Failure, failureOf } from './failure.ts'
import { importSteps, type Step } from './import.ts'
import { withArticlesTogether } from './new-article-rows.ts'
import { writes } from './operations.ts'
import { allOrNone, rowsWritten } from './transaction.ts'

/** What a lane asks of its thread, and what it gets back. */
export type Call = { id: number; name: string; args: unknown[] }
export type Answer = { id: number; value: unknown } | { id: number; failure: Failure }

type Operation = (db: Db, ...args: unknown[]) => unknown

const write = (db: Db, { name, args }: Call): unknown => (writes as Record<string, Operation>)[name]?.(db, ...args)

/** Does writes that came together, in their order, in the open transaction: one that fails is undone and stops no other. */
export function answerWrites(db: Db, calls: readonly Call[]): Answer[] {
  const answers: Answer[] = []
  for (let at = 0; at < calls.length; ) {
    const kind = kindOf(calls[at] as Call)
    const others = calls.slice(at).findIndex((call) => kind === null || kindOf(call) !== kind)
    const count = others === -1 ? calls.length - at : Math.max(1, others)
    answers.push(...answerStretch(db, calls.slice(at, at + count), kind))
    at += count
  }
  return answers
}

/** What can be done as one with others of its kind: an article in which nobody has looked for quotes, a step of an import that is not kept under a key. */
type Kind = 'article' | 'step' | null

/** Which kind a call is of; null where it is done by itself. */
export function kindOf({ name, args }: Call): Kind {
  if (name === 'importRecords') return 'step'
  const [made, [, extraction]] = name === 'once' ? [args[1], args[2] as unknown[]] : [name, args]
  return made === 'addArticle' || (made === 'createArticle' && extraction === null) ? 'article' : null
}

function answerStretch(db: Db, calls: readonly Call[], kind: Kind): Answer[] {
  return (calls.length > 1 ? answerTogether(db, calls, kind) : null) ?? calls.map((call) => answerByItself(db, call))
}

/** Does calls of one kind as one; null, and nothing kept, if one has written something and failed. */
function answerTogether(db: Db, calls: readonly Call[], kind: Kind): Answer[] | null {
  try {
    return kind === 'step' ? importTogether(db, calls) : makeTogether(db, calls)
  } catch (error) {
    if (!db.inTransaction) throw error
    return null
  }
}

function importTogether(db: Db, calls: readonly Call[]): Answer[] | null {
  const steps = calls.map(({ args }) => args as Step)
  const kept = importSteps(db, steps)
  return kept && calls.map(({ id }, i) => ({ id, value: kept[i] }))
}

const makeTogether = (db: Db, calls: readonly Call[]): Answer[] =>
  allOrNone(db, () => withArticlesTogether(db, () => calls.map((call) => answerUnlessWritten(db, call))))

/** One that fails before it has written anything, as most do, has nothing to be undone. */
function answerUnlessWritten(db: Db, call: Call): Answer {
  const before = rowsWritten(db)
  try {
    return { id: call.id, value: write(db, call) }
  } catch (error) {
    if (!db.inTransaction || rowsWritten(db) !== before) throw error
    return { id: call.id, failure: failureOf(error) }
  }
}

function answerByItself(db: Db, call: Call): Answer {
  try {
    return { id: call.id, value: allOrNone(db, () => write(db, call)) }
  } catch (error) {
    if (!db.inTransaction) throw error
    return { id: call.id, failure: failureOf(error) }
  }
}
