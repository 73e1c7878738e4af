import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import type { Call } from './write-group.ts'

/** Calls of the writer that have come and were not begun. */
export type CallQueue = {
  put(call: Call): void
  /** The call that the next transaction begins with, or null where none waits. */
  head(): Call | null
  /** Another call for the same transaction, or null. */
  next(): Call | null
  /** How many wait that are no steps of imports */
  waiting(): number
}

/** ms after another write in which an import leaves room for more of them */
const considerate = 1_000

/**
 * Gives out calls in the order in which they came, but steps of imports have transactions of their own, in turn with those of the
 * others: a step takes some ten milliseconds, and an import has the next ones ready. So a write waits for one step at most. Where nothing
 * else has been written for a second, steps share transactions with one another, which takes less time for each.
 */
export function openCallQueue(port: MessagePort): CallQueue {
  const [steps, others]: [Call[], Call[]] = [[], []]
  let isTurnOfSteps = false
  let lastOther = Number.NEGATIVE_INFINITY
  function put(call: Call): void {
    if (isStep(call)) return void steps.push(call)
    others.push(call)
    lastOther = performance.now()
  }
  function receive(): void {
    for (let came = receiveMessageOnPort(port); came; came = receiveMessageOnPort(port)) put(came.message as Call)
  }

  function head(): Call | null {
    // 'close' comes when every call has been answered, so not while one is here
    if (steps.length + others.length > 0) receive()
    const from = others.length === 0 || (isTurnOfSteps && steps.length > 0) ? steps : others
    isTurnOfSteps = from === others
    return from.shift() ?? null
  }

  function next(): Call | null {
    receive()
    if (isTurnOfSteps) return others.shift() ?? null
    return performance.now() - lastOther > considerate ? (steps.shift() ?? null) : null
  }
  function waiting(): number {
    receive()
    return others.length
  }
  return { put, head, next, waiting }
}

/** Whether a call is a step of an import. */
const isStep = ({ name, args }: Call): boolean => (name === 'once' ? args[1] : name) === 'importRecords'
