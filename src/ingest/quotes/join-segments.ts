import type { ExtractedQuote } from '../../domain/extraction.ts'
import type { Attribution, PlacedQuote, Scene } from './attribute-quotes.ts'

const longestAttribution = 30

/**
 * Whether `next` goes on with the quote before it, parted only by their attribution (`"X," she said. "Y."`); if so it
 * becomes a further segment of `quote`, in place.
 */
export function joinSegments(
  scene: Scene,
  quote: ExtractedQuote,
  before: PlacedQuote,
  next: PlacedQuote,
  attribution: Attribution | null,
): boolean {
  if (before.lastParagraph !== next.paragraph || !quote.cue || !attribution || quote.kind !== 'direct') return false
  const between = scene.tokens.slice(before.to, next.from)
  const sentences = (scene.tokens[next.from]?.sentence ?? 0) - (scene.tokens[before.to - 1]?.sentence ?? 0)
  const speaks = quote.cue.start >= before.outer.end && quote.cue.end <= next.outer.start
  const isOther = attribution.attachment === 'intro' && attribution.speaker.start !== quote.speaker?.start
  const own = isOther || (attribution.cue !== null && attribution.cue.start !== quote.cue.start)
  // `"…," she replied that it "…"`
  const begins = sentences === 0 && between.some(({ lower }) => lower === 'that')
  if (!speaks || own || begins || sentences > 1 || between.length > longestAttribution) return false
  const { start, end } = next.inner
  quote.segments.push({ start, end })
  quote.text = `${quote.text} ${scene.text.slice(start, end)}`
  return true
}
