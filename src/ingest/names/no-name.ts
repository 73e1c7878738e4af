import { calendarWords } from '../text/function-words.ts'
import type { Token } from '../text/tokenize.ts'

/** Whether a word is a zone behind a time: "16.40 BST", "4:52 PM EST" */
export function isZone(tokens: Token[], at: number): boolean {
  if (!/^(?:[BI]ST|GMT|UTC|SGT|HKT|CES?T|[ECMPAN][SD]?T|A[ECW][SD]T|NZ[SD]T)$/.test(tokens[at]?.text ?? ''))
    return false
  const before = tokens[at - 1]?.text === '.' ? tokens[at - 2] : tokens[at - 1]
  return /^\d|^[ap]\.?m$/i.test(before?.text ?? '')
}

/** Whether a word opens a time: "Late Wednesday", "Minutes earlier" */
export function opensTime(tokens: Token[], at: number): boolean {
  const [lower, next] = [tokens[at]?.lower ?? '', tokens[at + 1]?.lower ?? '']
  if (/^(?:late|early)$/.test(lower)) return calendarWords.has(next) || /^(?:in|on|last|this|that)$/.test(next)
  return (
    /^(?:seconds|minutes|moments|hours|days|weeks|months|years)$/.test(lower) &&
    /^(?:earlier|later|before|after|into|ago)$/.test(next)
  )
}

/** Whether a word is how an exchange calls a company: "Harrow Foods Inc. HRW-T". */
export const isTicker = (text: string) => /^\p{Lu}{2,5}-(?:[TNQXV]|CN)$/u.test(text)

const longestDateline = 9

/** "LONDON, March 3 [(Reuters)] -": the agency that sent a story, of which the story does not tell. */
export function isOfDateline(tokens: readonly Token[], from: number, to: number): boolean {
  if (tokens[from - 1]?.text !== '(' || tokens[to]?.text !== ')' || !/^[-–—]$/.test(tokens[to + 1]?.text ?? ''))
    return false
  const start = from - longestDateline
  return start < 0 || tokens[start]?.paragraph !== tokens[from]?.paragraph
}
