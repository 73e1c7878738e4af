import type { QuotedSpan } from '../text/find-quote-marks.ts'
import { calendarWords, isFunctionWord } from '../text/function-words.ts'
import { isFirstName } from './first-names.ts'

const firstBefore = /(\p{Lu}[\p{L}-]+)(?: \p{Lu}\.)? $/u
const nickname = /^\p{Lu}[\p{L}.-]*(?: \p{Lu}[\p{L}.-]*)?$/u
const lastAfter = /^ (\p{Lu}[\p{L}'’-]+)/u

/** `Robert C. "Bobby" Scott`: marks around a part of a name, which hold nobody's words. */
export function isNickname(text: string, { outer, inner }: QuotedSpan): boolean {
  if (inner.end - inner.start > 24 || !nickname.test(text.slice(inner.start, inner.end))) return false
  const first = firstBefore.exec(text.slice(Math.max(0, outer.start - 24), outer.start))?.[1]
  const last = lastAfter.exec(text.slice(outer.end, outer.end + 24))?.[1]?.toLowerCase()
  if (first === undefined || last === undefined) return false
  return isFirstName(first) && !calendarWords.has(last) && !isFunctionWord(last)
}
