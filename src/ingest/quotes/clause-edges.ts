import { isNameToken } from '../names/find-mentions.ts'
import { auxiliaries } from '../text/function-words.ts'
import type { Token } from '../text/tokenize.ts'
import { skipTime } from './skip-time.ts'

const farthest = 60
const clauseMarks = /^[;:(—–[\]]$/
const longestAside = 15

/** Where the bracket that closes at `at` opens, or `at` where it is not near. */
export function startOfAside(tokens: Token[], at: number): number {
  for (let open = at - 1; open >= 0 && open > at - longestAside; open--) if (tokens[open]?.text === '(') return open
  return at
}

const isDash = (token: Token | undefined) => /^[—–]$/.test(token?.text ?? '')
const longestDashed = 24

/** Where the dash opens that goes with the one right before a verb, "Doe — a former pilot — said"; or -1. */
export function openingDash(tokens: Token[], close: number): number {
  if (!isDash(tokens[close])) return -1
  for (let at = close - 1; at > close - longestDashed; at--) {
    const token = tokens[at]
    if (!token || token.sentence !== tokens[close]?.sentence || token.quote >= 0) return -1
    if (isDash(token)) return at
  }
  return -1
}

/** First token of the clause that a verb stands in: after a quote, a dash, a bracket, or the sentence's start. */
export function startOfClause(tokens: Token[], verb: number): number {
  let at = verb
  while (at > 0 && verb - at < farthest) {
    const before = tokens[at - 1] as Token
    if (before.sentence !== tokens[verb]?.sentence || before.quote >= 0 || clauseMarks.test(before.text)) break
    const aside = before.text === ')' ? startOfAside(tokens, at - 1) : at - 1
    if (before.text === ')' && aside === at - 1) break
    at = aside
  }
  return at
}

/** Whether a token may stand between a subject and its verb: an auxiliary, an adverb. */
export const isAdverb = (token: Token) =>
  auxiliaries.has(token.lower) || /^\p{Ll}{2,}ly$/u.test(token.text) || /^n['’]t$/.test(token.lower)

/** The token after the subject's zone: auxiliaries and adverbs before the verb are left out. */
export function skipAuxiliaries(tokens: Token[], verb: number, stop: number): number {
  let end = verb
  while (end > stop && isAdverb(tokens[end - 1] as Token) && !isNameToken(tokens, end - 1)) end--
  if (end - 1 > stop && tokens[end - 1]?.lower === 'longer' && tokens[end - 2]?.lower === 'no')
    end = skipAuxiliaries(tokens, end - 2, stop)
  end = skipTime(tokens, end, stop)
  const aside = tokens[end - 1]?.text === ')' ? startOfAside(tokens, end - 1) : end
  return aside > stop ? aside : end
}

/** Commas that part a clause, as token ranges. */
export function segmentsOf(tokens: Token[], from: number, to: number): [number, number][] {
  const segments: [number, number][] = []
  let start = from
  for (let at = from; at <= to; at++) {
    if (at < to && tokens[at]?.text !== ',') continue
    if (at > start) segments.push([start, at])
    start = at + 1
  }
  return segments
}
