import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openKeptBytes } from '../../src/domain/kept-bytes.ts'

const usual = { bytes: 100, beside: 20 }
const textOf = (key: number, length: number) => Buffer.alloc(length, `${key}.`)

test('what is found is what was kept last under its key, within the limit, whatever came before', () => {
  const key = fc.nat(30)
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('keep' as const), key, length: fc.nat(400) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('renew' as const), key, length: fc.constant(0) }) },
    fc.record({ do: fc.constant('clear' as const), key, length: fc.constant(0) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const kept = openKeptBytes<number, number>(1200, usual)
      const last = new Map<number, Buffer>()
      for (const { do: what, key, length } of steps) {
        if (what === 'clear') last.clear()
        if (what === 'keep') last.set(key, textOf(key, length))
        if (what === 'keep') kept.keep(key, textOf(key, length), length)
        else kept[what](key)
        const found = [...last].flatMap(([key]) => {
          const there = kept.find(key)
          return there ? [{ key, ...there }] : []
        })
        for (const { key, bytes, note } of found) {
          expect(bytes.equals(last.get(key) as Buffer)).toBe(true)
          expect(note).toBe(bytes.length)
        }
        expect(kept.size()).toBe(found.reduce((sum, { bytes }) => sum + bytes.length, 0))
        expect(kept.size() + found.length * usual.beside).toBeLessThanOrEqual(1200)
      }
    }),
    { numRuns: 300, seed: 5 },
  )
})

test('what is asked for again and again stays; what came first of the rest goes first', () => {
  const kept = openKeptBytes<string, null>(1200, usual)
  kept.keep('asked for', textOf(0, 100), null)
  for (let i = 0; i < 5_000; i++) {
    kept.keep(`once ${i}`, textOf(i, 90), null)
    kept.renew('asked for')
    expect(kept.find('asked for')?.bytes.length).toBe(100)
  }
  expect(kept.find('once 4999')).toBeDefined()
  expect(kept.find('once 4980')).toBeUndefined()
})

test('nothing is kept without memory, nor what would drive out all else', () => {
  const none = openKeptBytes<string, null>(0, usual)
  none.keep('a', textOf(1, 1), null)
  expect([none.find('a'), none.size()]).toEqual([undefined, 0])
  const small = openKeptBytes<string, null>(1200, usual)
  small.keep('a', textOf(1, 50), null)
  small.keep('large', textOf(2, 900), null)
  expect([small.find('a')?.bytes.length, small.find('large')]).toEqual([50, undefined])
})
