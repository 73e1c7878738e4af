import { calendarWords } from '../text/function-words.ts'
import type { Token } from '../text/tokenize.ts'

/** "Doe in 2010 [said]" */
const isYear = /^(?:19|20)\d\d$/

/** "Doe on Wednesday [said]", "Doe last week [said]": when it was said is no part of who said it. */
export function skipTime(tokens: Token[], end: number, stop: number): number {
  const lower = (back: number) => tokens[end - back]?.lower ?? ''
  if (isYear.test(lower(1)) && lower(2) === 'in' && end - 2 > stop && tokens[end - 3]?.isWord) return end - 2
  const isDay = calendarWords.has(lower(1)) && !tokens[end - 1]?.possessive
  const isSpan = /^(?:week|month|year|night|morning|afternoon|evening)$/.test(lower(1))
  if (!(isDay && /^(?:on|late|early|last|this)$/.test(lower(2))) && !(isSpan && /^(?:last|this)$/.test(lower(2))))
    return end
  const start = lower(2) === 'on' || lower(3) !== 'on' ? end - 2 : end - 3
  return start > stop && tokens[start - 1]?.text !== ',' ? start : end
}
