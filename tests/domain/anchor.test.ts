import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkSegments, contextOf, isVerbatim, locate, prefixOf, suffixOf, textOf } from '../../src/domain/anchor.ts'

const body = 'She said: "We will win," and, later, "in the end."\n\nNobody 🙂 laughed.'
const win = { start: 11, end: 22 }
const end = { start: 38, end: 49 }

test('the text of a quote is its segments joined by one space', () => {
  expect(textOf(body, [win, end])).toBe('We will win in the end.')
  expect(isVerbatim(body, 'We will win in the end.', [win, end])).toBe(true)
  expect(isVerbatim(body, 'We will win, in the end.', [win, end])).toBe(false)
  expect(isVerbatim(body, 'in the end. We will win', [end, win])).toBe(false)
})

describe('segments are refused', () => {
  const smile = body.indexOf('🙂')
  test.each([
    ['none', [], 'There is no segment.'],
    ['empty', [{ start: 3, end: 3 }], 'is empty'],
    ['backwards', [{ start: 4, end: 3 }], 'is empty'],
    ['before the body', [{ start: -1, end: 3 }], 'outside the body'],
    ['past the body', [{ start: 0, end: body.length + 1 }], 'outside the body'],
    ['not whole', [{ start: 0, end: 1.5 }], 'not a whole number'],
    ['not a number', [{ start: Number.NaN, end: 2 }], 'not a whole number'],
    ['out of order', [end, win], 'before the one ahead of it ends'],
    ['overlapping', [win, { start: 20, end: 30 }], 'before the one ahead of it ends'],
    ['touching', [win, { start: 22, end: 30 }], 'make them one'],
    ['cutting a character at the start', [{ start: smile + 1, end: smile + 4 }], 'cuts a character'],
    ['cutting a character at the end', [{ start: smile - 1, end: smile + 1 }], 'cuts a character'],
  ])('that are %s', (_, segments, reason) => {
    expect(checkSegments(body, segments)).toContain(reason)
  })

  test('not when they reach from one end of the body to the other', () => {
    expect(checkSegments(body, [{ start: 0, end: body.length }])).toBeNull()
  })
})

test('context is up to 200 units on either side, of which the selectors are the nearest 32', () => {
  const long = `${'a'.repeat(300)}"Yes"${'z'.repeat(300)}`
  const { before, after } = contextOf(long, [{ start: 301, end: 304 }])
  expect([before.length, after.length]).toEqual([200, 200])
  expect(prefixOf(before)).toBe(`${'a'.repeat(31)}"`)
  expect(suffixOf(after)).toBe(`"${'z'.repeat(31)}`)
  expect(contextOf(body, [win, end])).toEqual({ before: 'She said: "', after: '"\n\nNobody 🙂 laughed.' })
})

test('context and selectors do not cut a character in two', () => {
  const smiles = `${'🙂'.repeat(150)}x${'🙂'.repeat(150)}`
  for (const shift of [0, 1]) {
    const segments = [{ start: 300 - shift * 2, end: 301 }]
    const { before, after } = contextOf(`${smiles}${'y'.repeat(shift)}`, segments)
    for (const text of [before, after, prefixOf(`${before}y`), suffixOf(`y${after}`)])
      expect(text.isWellFormed()).toBe(true)
  }
})

test('a text is located wherever it stands, overlapping places too', () => {
  expect(locate('ha ha ha', 'ha ha')).toEqual([[{ start: 0, end: 5 }], [{ start: 3, end: 8 }]])
  expect(locate(body, 'nowhere')).toEqual([])
  expect(locate(body, '')).toEqual([])
  expect(locate('🙂', '\ud83d')).toEqual([])
  expect(locate('a'.repeat(100), 'a')).toHaveLength(20)
})

test('whatever is located is verbatim there', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '🙂', 'é'), maxLength: 60 })
  fc.assert(
    fc.property(
      letters,
      fc.string({ unit: fc.constantFrom('a', 'b', '🙂'), minLength: 1, maxLength: 3 }),
      (text, part) => locate(text, part).every((segments) => isVerbatim(text, part, segments)),
    ),
  )
})
