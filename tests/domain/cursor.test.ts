import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../../src/domain/app-error.ts'
import { type Cursor, cursorLimit, decodeCursor, encodeCursor, hashOf } from '../../src/domain/cursor.ts'

const hash = hashOf({ tag: ['a'] })
const cursor: Cursor = { keys: ['2017-10-03T00:00:00Z', 12, null], id: 'art_01', back: false, hash }

function failureOf(text: string): AppError {
  try {
    decodeCursor(text, hash)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('decoded')
}

const fromText = (text: string) => Buffer.from(text).toString('base64url')
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

test('a cursor comes back as it went out', () => {
  expect(decodeCursor(encodeCursor(cursor), hash)).toEqual(cursor)
  expect(encodeCursor(cursor)).toMatch(/^[A-Za-z0-9_-]+$/)
})

test('every cursor that fits comes back as it went out', () => {
  const key = fc.oneof(
    fc.string({ maxLength: 40, unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constant(null),
  )
  const cursors = fc.record({ keys: fc.array(key, { maxLength: 3 }), id: fc.string(), back: fc.boolean() })
  fc.assert(
    fc.property(cursors, ({ keys, id, back }) => {
      const plain = keys.map((value) => (Object.is(value, -0) ? 0 : value))
      expect(decodeCursor(encodeCursor({ keys: plain, id, back, hash }), hash)).toEqual({ keys: plain, id, back, hash })
    }),
  )
})

test('a cursor of another query is told from one that is broken', () => {
  const other = failureOf(encodeCursor({ ...cursor, hash: hashOf({ tag: ['b'] }) }))
  expect(other.code).toBe('cursor-mismatch')
  expect(other.issues).toEqual([{ in: 'query', parameter: 'cursor', code: 'cursor_mismatch', detail: other.message }])
  const broken = failureOf('nonsense')
  expect(broken.code).toBe('invalid-cursor')
  expect(broken.issues).toEqual([{ in: 'query', parameter: 'cursor', code: 'invalid_cursor', detail: broken.message }])
})

test.each([
  ['nothing', ''],
  ['no base64url', '!!!'],
  ['padding', `${encodeCursor(cursor)}=`],
  ['white space', ` ${encodeCursor(cursor)}`],
  ['JSON that is no cursor', base64url({ __proto__: null })],
  ['a later version', base64url([2, hash, 0, 'art_01', []])],
  ['an object among the keys', base64url([1, hash, 0, 'art_01', [{}]])],
  ['an infinite key', Buffer.from(`[1,"${hash}",0,"art_01",[1e999]]`).toString('base64url')],
  ['JSON with spaces', Buffer.from(`[1, "${hash}",0,"art_01",[]]`).toString('base64url')],
  ['bytes that are not UTF-8', Buffer.from(`[1,"${hash}",0,"\xff",[]]`, 'latin1').toString('base64url')],
  ['numbers that are longer as this server writes them', fromText(`[1,"${hash}",0,"x",[${Array(145).fill('1e21')}]]`)],
  ['too much', encodeCursor(cursor).padEnd(cursorLimit + 1, 'A')],
])('%s is an invalid cursor', (_, text) => {
  expect(failureOf(text).code).toBe('invalid-cursor')
})

test('whatever is sent as a cursor, nothing but an AppError is thrown', () => {
  const texts = fc.oneof(fc.string(), fc.base64String(), fc.jsonValue().map(base64url))
  fc.assert(fc.property(texts, (text) => ['invalid-cursor', 'cursor-mismatch'].includes(failureOf(text).code)))
})

test('a cursor with one character changed is refused or stands for itself', () => {
  const good = encodeCursor(cursor)
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.constantFrom(...'ABCxyz019_-'), (at, letter) => {
      const text = good.slice(0, at) + letter + good.slice(at + 1)
      try {
        expect(encodeCursor(decodeCursor(text, hash))).toBe(text)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
      }
    }),
  )
})

test('keys too long for a cursor are a fault of the caller', () => {
  expect(() => encodeCursor({ ...cursor, keys: ['x'.repeat(900)] })).toThrow(RangeError)
})

test('the hash depends on values and the order of arrays, not on the order of properties', () => {
  expect(hashOf({ a: 1, b: { c: 2, d: [1, 2] } })).toBe(hashOf({ b: { d: [1, 2], c: 2 }, a: 1, e: undefined }))
  expect(hashOf({ a: 1 })).toMatch(/^[0-9a-f]{16}$/)
  const different = [
    { a: 1 },
    { a: '1' },
    { a: [1] },
    { a: [1, 2] },
    { a: [2, 1] },
    [['a', 1]],
    { a: null },
    {},
    [],
    null,
    undefined,
  ]
  expect(new Set(different.map(hashOf)).size).toBe(different.length)
})
