import type { Token } from '../text/tokenize.ts'
import { pronounOfNoun } from './kin-nouns.ts'

/** "his wife, Trish", "spokeswoman Trish Doe", "the man, Clay Doe" */
export function pronounBefore(tokens: Token[], at: number): 'he' | 'she' | null {
  const before = tokens[at - 1]
  if (before?.sentence !== tokens[at]?.sentence || before?.quote !== tokens[at]?.quote) return null
  return pronounOfNoun((before?.text === ',' ? tokens[at - 2]?.lower : before?.lower) ?? '')
}

/** "with her husband, [physiologist] Paul Doe", "and his wife, Ana Doe": the clause is about somebody else. */
function isInPassing(tokens: Token[], at: number): boolean {
  for (let noun = at - 1; noun > at - 5; noun--) {
    const { lower, sentence } = tokens[noun] ?? {}
    if (sentence !== tokens[at]?.sentence) return false
    if (!/^(?:husband|wife|brother|sister|son|daughter|mother|father)$/.test(lower ?? '')) continue
    return (
      /^(?:his|her)$/.test(tokens[noun - 1]?.lower ?? '') &&
      tokens[noun - 2]?.sentence === sentence &&
      /^(?:with|by|to|from|of|and|for|about|against|like)$/.test(tokens[noun - 2]?.lower ?? '')
    )
  }
  return false
}

/** "a photo of Ana Doe", "for his wife Ana Doe": somebody whom a clause about another only names. */
export const isAside = (tokens: Token[], at: number): boolean =>
  isInPassing(tokens, at) ||
  (tokens[at - 1]?.sentence === tokens[at]?.sentence &&
    /^(?:with|to|from|of|for|about|against|like|on|over)$/.test(tokens[at - 1]?.lower ?? ''))

const longestRole = 5

/** "Her niece, Ana Doe", "his longtime manager Bo Roe": somebody who comes in as somebody else's. */
export function isTheirs(tokens: Token[], at: number): boolean {
  let back = tokens[at - 1]?.text === ',' ? at - 2 : at - 1
  const first = back
  for (; back >= first - longestRole; back--) {
    const token = tokens[back]
    if (!token?.isWord || token.sentence !== tokens[at]?.sentence || token.quote !== tokens[at]?.quote) return false
    if (/^(?:his|her)$/.test(token.lower)) return back < first
    if (token.capital) return false
  }
  return false
}

/** "Salem, 23," and "Salem, who", "Salem, a diver who gave only one name,": somebody of one name, introduced. */
export function isIntroduced(tokens: Token[], end: number): boolean {
  if (tokens[end]?.text !== ',') return false
  const next = tokens[end + 1]
  if (next?.lower === 'who' || (/^\d\d$/.test(next?.text ?? '') && tokens[end + 2]?.text === ',')) return true
  const words = tokens.slice(end + 1, end + 12).map(({ lower }) => lower)
  return (
    /^an?$/.test(words[0] ?? '') &&
    words.includes('name') &&
    /^(?:one|only|first)$/.test(words[words.indexOf('name') - 1] ?? '')
  )
}
