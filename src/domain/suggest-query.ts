import type { Suggestion } from '../schema/suggest.ts'
import { tokensOf } from './query-tokens.ts'
import { foldName } from './text.ts'

/** What was typed of a name, and what is wanted. */
export type SuggestQuery = { q: string; types: readonly Suggestion['type'][]; limit: number }

/** What was typed, as names are compared with it. */
export type Typed = {
  /** As names are folded: a whole name, or the beginning of one. */
  folded: string
  /** Its words, as typed and as folded: "O'Br" is o and br, or obr. */
  words: string[]
  foldedWords: string[]
}

const mostWords = 8

/** The words that were typed, at most eight; null where there is none. */
export function readTyped(q: string): Typed | null {
  const folded = foldName(q)
  const words = tokensOf(q.normalize('NFC')).slice(0, mostWords)
  const foldedWords = tokensOf(folded).slice(0, mostWords)
  return words.length === 0 || foldedWords.length === 0 ? null : { folded, words, foldedWords }
}
