import { hash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from './app-error.ts'

/** Where a walk over a sorted list stands: the sort keys and id of the last row seen, the way it goes, and `hashOf` its filters. */
export type Cursor = { keys: (string | number | null)[]; id: string; back: boolean; hash: string }

export const cursorLimit = 1024

const version = 1
const Wire = z.tuple([
  z.literal(version),
  z.string(),
  z.literal([0, 1]),
  z.string(),
  z.array(z.union([z.string(), z.number(), z.null()])),
])

/** Base64url of compact JSON. RangeError over 1,024 characters: sort by a bounded part of long texts. */
export function encodeCursor(cursor: Cursor): string {
  const text = textOf(cursor)
  if (text.length > cursorLimit)
    throw new RangeError(`a cursor of ${text.length} characters: its sort keys are too long`)
  return text
}

function textOf({ hash, back, id, keys }: Cursor): string {
  const wire: z.infer<typeof Wire> = [version, hash, back ? 1 : 0, id, keys]
  return Buffer.from(JSON.stringify(wire)).toString('base64url')
}

/** Reads what `encodeCursor` wrote. AppError `invalid-cursor` for anything else, `cursor-mismatch` if made under another hash. */
export function decodeCursor(text: string, hash: string): Cursor {
  const wire = Wire.safeParse(text.length <= cursorLimit ? jsonOf(text) : undefined)
  if (!wire.success) throw invalidCursor()
  const [, made, back, id, keys] = wire.data
  const cursor = { keys, id, back: back === 1, hash: made }
  if (textOf(cursor) !== text) throw invalidCursor()
  if (made !== hash) throw mismatch()
  return cursor
}

/** 16 hex digits of the SHA-256 of a JSON value, whatever the order of its properties; undefined properties do not count. */
export function hashOf(value: unknown): string {
  const sorted = JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
  return hash('sha256', sorted ?? '').slice(0, 16)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return undefined
  }
}

/** The refusal of a cursor that this server did not make. */
export function invalidCursor(): AppError {
  const detail = 'The cursor was not made by this server, or not kept whole. Leave it out to start at the beginning.'
  return new AppError('invalid-cursor', detail, [{ in: 'query', parameter: 'cursor', code: 'invalid_cursor', detail }])
}

function mismatch(): AppError {
  const detail = 'The cursor was made with other filters, q or sort. Leave it out to start this list.'
  return new AppError('cursor-mismatch', detail, [
    { in: 'query', parameter: 'cursor', code: 'cursor_mismatch', detail },
  ])
}
