import type { IncomingMessage } from 'node:http'
import { AppError } from '../../domain/app-error.ts'

/** Bytes a second that a client must send on average, over so many ms in which it is waited for. */
const slowest = 16_384
const patience = 30_000

/**
 * The bytes of an upload as they come, none read before the last were taken. AppError body-too-large over `limit` bytes,
 * request-timeout for a client that is too slow, malformed-request for one that goes. Time in which nobody reads does not count.
 */
export async function* readUpload(request: IncomingMessage, limit: number): AsyncGenerator<Buffer> {
  const chunks = request[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let left = patience
  let size = 0
  for (;;) {
    const began = performance.now()
    const { done, value } = await within(chunks.next().catch(gone), left)
    if (done) return
    size += value.length
    if (size > limit) throw new AppError('body-too-large', `An import has at most ${limit} bytes here.`)
    left = Math.min(patience, left - (performance.now() - began) + (value.length / slowest) * 1000)
    yield value
  }
}

const gone = (): never => {
  throw new AppError('malformed-request', 'The connection ended before the body.')
}

function within<Result>(promise: Promise<Result>, ms: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    const late = () =>
      reject(
        new AppError(
          'request-timeout',
          `The body must come at ${slowest} bytes a second, averaged over ${patience / 1000} s.`,
        ),
      )
    const timer = setTimeout(late, ms)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
