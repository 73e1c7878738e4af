import type { QuotedSpan } from '../text/find-quote-marks.ts'
import type { Token } from '../text/tokenize.ts'
import type { Cue } from './find-cues.ts'

/** A quote with its tokens. */
export type PlacedQuote = QuotedSpan & { from: number; to: number }

/** Where each quote's tokens start and end. */
function placeQuotes(tokens: Token[], quotes: QuotedSpan[]): PlacedQuote[] {
  const placed = quotes.map((quote) => ({ ...quote, from: 0, to: 0 }))
  tokens.forEach((token, at) => {
    const quote = token.quote < 0 ? undefined : placed[token.quote]
    if (!quote) return
    if (quote.to === 0) quote.from = at
    quote.to = at + 1
  })
  return placed
}

/** Everything that deciding on one quote needs. */
export type Scene = {
  text: string
  tokens: Token[]
  quotes: PlacedQuote[]
  cues: Cue[]
  /** For each token, the number of cues whose verb stands before it. */
  cuesBefore: Int32Array
  /** For each paragraph, whether it is a headline or another line of the page. */
  headlines: readonly boolean[]
}

/** Builds the scene of a text from its tokens, quotes, cues and headlines. */
export function setScene(
  text: string,
  tokens: Token[],
  quotes: QuotedSpan[],
  cues: Cue[],
  headlines: readonly boolean[],
): Scene {
  const cuesBefore = new Int32Array(tokens.length + 1)
  for (const cue of cues) cuesBefore[cue.at + 1] = (cuesBefore[cue.at + 1] ?? 0) + 1
  for (let at = 1; at <= tokens.length; at++) cuesBefore[at] = (cuesBefore[at] ?? 0) + (cuesBefore[at - 1] ?? 0)
  return { text, tokens, quotes: placeQuotes(tokens, quotes), cues, cuesBefore, headlines }
}

const reach = 60

/** The last token of a sentence on one side of `at`, at most 60 away. */
export function sentenceEdge(tokens: Token[], at: number, step: -1 | 1): number {
  let edge = at
  for (let moved = 0; moved < reach; moved++) {
    const next = tokens[edge + step]
    if (!next || next.sentence !== tokens[at]?.sentence) break
    edge += step
  }
  return edge
}

/** The cues whose verbs stand between two tokens. */
export const cuesBetween = (scene: Scene, from: number, to: number) =>
  scene.cues.slice(scene.cuesBefore[Math.max(0, from)], scene.cuesBefore[Math.min(scene.tokens.length, to)])

/** Words between two tokens, marks not counted. */
export function wordsBetween(tokens: Token[], from: number, to: number): number {
  let words = 0
  for (let at = from; at < to; at++) if (tokens[at]?.isWord) words++
  return words
}

/** Whether the paragraph of a quote holds nothing else. */
export function isAlone({ tokens }: Scene, quote: PlacedQuote): boolean {
  const [before, after] = [tokens[quote.from - 1], tokens[quote.to]?.isWord ? tokens[quote.to] : tokens[quote.to + 1]]
  return before?.paragraph !== quote.paragraph && after?.paragraph !== quote.lastParagraph
}
