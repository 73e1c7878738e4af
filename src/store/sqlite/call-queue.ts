import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import type { Call } from './write-group.ts'

/** Calls of the writer that have come and were not begun. */
export type CallQueue = {
  put(call: Call): void
  /** The call that the next transaction begins with, or null where none waits. */
  head(): Call | null
  /** Another call for the same transaction, or null. */
  next(): Call | null
}

/**
 * Gives out calls in the order in which they came, but steps of imports have transactions of their own, in turn with those of the
 * others: a step takes some ten milliseconds, and an import has the next one ready. So a write waits for one step at most.
 */
export function openCallQueue(port: MessagePort): CallQueue {
  const [steps, others]: [Call[], Call[]] = [[], []]
  let isTurnOfSteps = false
  const put = (call: Call) => void (isStep(call) ? steps : others).push(call)
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
    return isTurnOfSteps ? (others.shift() ?? null) : null
  }
  return { put, head, next }
}

/** Whether a call is a step of an import. */
const isStep = ({ name, args }: Call): boolean => (name === 'once' ? args[1] : name) === 'importRecords'
