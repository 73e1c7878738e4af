import { expect, test } from 'vitest'
import { nearestPassage } from '../../src/domain/nearest-passage.ts'

const body = `The minister spoke to reporters on Monday. "We will never, ever raise any taxes on working families," she said.

Asked about the budget, the spokesman for the ministry said that it was not yet known. 税金を上げることは決してありません。

The committee will meet on Tuesday to talk about the taxes on sugar.`

test.each([
  ['We will never raise taxes on working families', 'We will never, ever raise any taxes on working families'],
  ['we will NEVER ever raise any taxes on families', 'We will never, ever raise any taxes on working families'],
  ['spokesman of the ministry said it was not known', 'spokesman for the ministry said that it was not yet known'],
  ['Reporters', 'reporters'],
  ['税金を下げることは決してありません', '税金を上げることは決してありません'],
])('nearest to "%s"', (text, passage) => {
  const found = nearestPassage(body, text)
  expect(found?.text).toBe(passage)
  expect(body.slice(found?.start, found?.end)).toBe(passage)
})

test.each(['', '!!!', 'unheard', 'A wholly different sentence about the weather', 'the of and to in on'])(
  'nothing is near to "%s"',
  (text) => {
    expect(nearestPassage(body, text)).toBeNull()
  },
)

test('nothing is found in an empty body', () => {
  expect(nearestPassage('', 'words')).toBeNull()
})

test('a megabyte is searched for ten thousand characters in a moment', () => {
  let seed = 1
  const random = (): number => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }
  const words = Array.from({ length: 170_000 }, () =>
    Math.floor(random() ** 3 * 20_000)
      .toString(36)
      .padStart(5, 'x'),
  )
  const large = words.join(' ')
  const text = words
    .slice(90_000, 91_600)
    .filter((_, i) => i % 7 !== 3)
    .join(' ')
  const begin = performance.now()
  const found = nearestPassage(large, text)
  const time = performance.now() - begin
  expect(large.length).toBeGreaterThan(1_000_000)
  expect(found?.start).toBe(90_000 * 6)
  expect(time).toBeLessThan(1000)
})
