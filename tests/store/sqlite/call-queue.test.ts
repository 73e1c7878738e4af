import { MessageChannel } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type CallQueue, openCallQueue } from '../../../src/store/sqlite/call-queue.ts'

let channel: MessageChannel
let queue: CallQueue
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  channel = new MessageChannel()
  queue = openCallQueue(channel.port1)
})
afterEach(() => {
  channel.port1.close()
  vi.useRealTimers()
})

const step = (id: number) => ({ id, name: 'importRecords', args: [] })
const other = (id: number) => ({ id, name: 'addArticle', args: [] })
const put = (...calls: ReturnType<typeof step>[]) => {
  for (const call of calls) queue.put(call)
}
/** The calls of the next transactions, until nothing waits. */
function transactions(): number[][] {
  const found: number[][] = []
  for (let head = queue.head(); head; head = queue.head()) {
    const ids = [head.id]
    for (let next = queue.next(); next; next = queue.next()) ids.push(next.id)
    found.push(ids)
  }
  return found
}

test('steps of imports share a transaction where nothing else is written', () => {
  put(step(1), step(2), step(3))
  expect(transactions()).toEqual([[1, 2, 3]])
})

test('a step has a transaction of its own, in turn with other writes, within a second of one', () => {
  put(step(1), other(2), step(3), other(4), step(5), step(6))
  expect(transactions()).toEqual([[2, 4], [1], [3], [5], [6]])
  vi.advanceTimersByTime(900)
  put(step(7), step(8))
  expect(transactions()).toEqual([[7], [8]])
  vi.advanceTimersByTime(200)
  put(step(9), step(10))
  expect(transactions()).toEqual([[9, 10]])
})

test('what came meanwhile waits with what was put, steps apart', () => {
  put(other(1), step(2))
  channel.port2.postMessage(other(3))
  channel.port2.postMessage(step(4))
  expect(queue.waiting()).toBe(2)
  expect(transactions()).toEqual([[1, 3], [2], [4]])
  expect(queue.waiting()).toBe(0)
})
