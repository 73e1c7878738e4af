import type { Span } from '../../domain/extraction.ts'
import type { Scene } from '../quotes/set-scene.ts'
import { type Tag, tagTokens } from '../text/tag-tokens.ts'
import type { Token } from '../text/tokenize.ts'
import type { Frame } from './find-indirect.ts'
import { findReportingWords } from './indirect-cues.ts'
import { type Clauses, readClauses } from './read-clauses.ts'

/** A sentence is read this many tokens to either side of its first reporting verb; news has none so long. */
const reach = 250

/** Longer sentences are lists or tables, and each verb costs as much as its sentence is long. */
const longestSentence = 240
const mostInSentence = 16
/** A megabyte of news has 8,000 words that may report. */
const mostFrames = 20_000

type Bounds = { from: number; to: number; tags: Tag[]; clauses: Clauses }

/** The sentence around a token, without the marks that end it. */
function boundsOf(text: string, tokens: Token[], at: number): Bounds {
  const sentence = tokens[at]?.sentence
  let [from, to] = [at, at + 1]
  while (from > 0 && at - from < reach && tokens[from - 1]?.sentence === sentence) from--
  while (to < tokens.length && to - at < reach && tokens[to]?.sentence === sentence) to++
  while (to > at + 1 && !tokens[to - 1]?.isWord) to--
  const tags = tagTokens(text, tokens, from, to)
  return { from, to, tags, clauses: readClauses(tokens, tags, from, to) }
}

/** For each token, 1 where it stands in one of the spans, which are in order. */
export function markSpans(tokens: Token[], spans: readonly Span[]): Uint8Array {
  const taken = new Uint8Array(tokens.length)
  let next = 0
  tokens.forEach(({ start, end }, at) => {
    while (next < spans.length && (spans[next]?.end ?? 0) <= start) next++
    if (next < spans.length && (spans[next]?.start ?? 0) < end) taken[at] = 1
  })
  return taken
}

/** "Mayor says talks are over", in a headline; a caption has "said". */
const isPresent = (lower: string) => !/(?:ed|said|told|wrote)$/.test(lower)

/** A frame for every word of the story that may report speech. `direct` are the words of direct quotes, in order. Linear. */
export function readFrames({ text, tokens, headlines }: Scene, direct: readonly Span[]): Frame[] {
  const taken = markSpans(tokens, direct)
  const isTaken = (at: number) => taken[at] === 1
  const frames: Frame[] = []
  let bounds: Bounds | null = null
  let inSentence = 0
  for (const words of findReportingWords(tokens).slice(0, mostFrames)) {
    const { lower, paragraph } = tokens[words.at] as Token
    if (headlines[paragraph] && isPresent(lower)) continue
    if (!bounds || words.at < bounds.from || words.last >= bounds.to) {
      bounds = boundsOf(text, tokens, words.at)
      inSentence = 0
    }
    const { from, to, tags, clauses } = bounds
    if (to - from > longestSentence || ++inSentence > mostInSentence) continue
    frames.push({ ...words, text, tokens, from, to: Math.max(to, words.last + 1), tags, clauses, isTaken })
  }
  return frames
}
