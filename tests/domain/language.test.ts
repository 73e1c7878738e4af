import { expect, test } from 'vitest'
import { canonicalLanguage } from '../../src/domain/language.ts'

test.each([
  ['EN', 'en'],
  ['en-gb', 'en-GB'],
  ['ZH-hant-tw', 'zh-Hant-TW'],
  ['de', 'de'],
  ['abcdefgh-12345678-x', 'abcdefgh-12345678-x'],
])('%s is written %s', (tag, canonical) => {
  expect(canonicalLanguage(tag)).toBe(canonical)
})
