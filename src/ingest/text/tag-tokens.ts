import type { Token } from './tokenize.ts'
import { loadTagger, type Tagger } from './wink-tagger.ts'

/** Universal part of speech, or "X" where it is not known. */
export type Tag = string

const longestSentence = 2_500
/** Loaded on first use: a server that never ingests does not pay for it. */
let tagger: Tagger | null = null

/** Parts of speech of the tokens `from` to `to`, which must be of one sentence; "X" for all of a very long one. */
export function tagTokens(text: string, tokens: Token[], from: number, to: number): Tag[] {
  const [first, last] = [tokens[from], tokens[to - 1]]
  if (!first || !last) return []
  if (last.end - first.start > longestSentence) return Array.from({ length: to - from }, () => 'X')
  tagger ??= loadTagger()
  const { starts, tags } = tagger(text.slice(first.start, last.end))
  let next = 0
  return tokens.slice(from, to).map(({ start }) => {
    while (next + 1 < starts.length && (starts[next + 1] ?? 0) <= start - first.start) next++
    return tags[next] ?? 'X'
  })
}
