import { AppError } from '../../domain/app-error.ts'

/** A line with its number, from 1. `bytes()` throws AppError `body-too-large` for one over the limit. */
export type Line = { number: number; bytes(): Buffer }

const newline = 0x0a

/** The lines of a stream that have something in them, one after the other and never more of one than `limit` bytes in memory. */
export async function* readLines(stream: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Line> {
  let number = 1
  let parts: Uint8Array[] = []
  let size = 0
  const take = (part: Uint8Array) => {
    size += part.length
    if (size <= limit) parts.push(part)
    else parts = []
  }
  const end = (): Line | null => {
    const line = { number, bytes: joined(parts, size, limit) }
    const blank = size <= limit && parts.every((part) => part.every((byte) => byte <= 0x20))
    number += 1
    parts = []
    size = 0
    return blank ? null : line
  }
  for await (const chunk of stream) {
    let from = 0
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      take(chunk.subarray(from, at))
      const line = end()
      if (line) yield line
      from = at + 1
    }
    take(chunk.subarray(from))
  }
  const last = end()
  if (last) yield last
}

function joined(parts: readonly Uint8Array[], size: number, limit: number): () => Buffer {
  return () => {
    if (size > limit) throw new AppError('body-too-large', `The line has ${size} bytes, at most ${limit} are allowed.`)
    return Buffer.concat(parts)
  }
}
