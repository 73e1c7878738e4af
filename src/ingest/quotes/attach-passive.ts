import { readPhrase } from '../names/find-mentions.ts'
import { reportingLemma } from '../text/reporting-verbs.ts'
import type { Token } from '../text/tokenize.ts'
import { type Attribution, attributionBy } from './attribution.ts'
import { isPassive } from './find-cues.ts'
import { cuesBetween, type PlacedQuote, type Scene, sentenceEdge } from './set-scene.ts'

const farthest = 15

/** "The plan, [called] “…” by Doe, is", "[Described] as “…” by Doe, it": a participle apart, which needs its "by". */
const isApart = (tokens: Token[], at: number, stop: number) =>
  /ed$/.test(tokens[at]?.lower ?? '') && (at === stop || tokens[at - 1]?.text === ',')

/** The latest passive of a reporting verb before a quote, in its sentence, which begins at `stop`, and outside of marks; -1 for none. */
function passiveBefore(tokens: Token[], quote: PlacedQuote, stop: number): number {
  for (let at = quote.from - 1; at > quote.from - farthest; at--) {
    const token = tokens[at]
    if (!token || token.quote >= 0 || token.sentence !== tokens[quote.from]?.sentence) return -1
    if (reportingLemma(token.lower)) return isPassive(tokens, at, stop) || isApart(tokens, at, stop) ? at : -1
  }
  return -1
}

/** `was described by Doe as “…”`, `was called “…” by Doe`: who is named behind "by", where nobody reports that in turn. */
export function attachPassive(scene: Scene, quote: PlacedQuote): Attribution | null {
  const { tokens, text } = scene
  const start = sentenceEdge(tokens, quote.from, -1)
  const verb = passiveBefore(tokens, quote, start)
  if (verb < 0 || cuesBetween(scene, start, verb).length > 0) return null
  const after = tokens[quote.to]?.text === ',' ? quote.to + 1 : quote.to
  const by = tokens[verb + 1]?.lower === 'by' ? verb + 1 : tokens[after]?.lower === 'by' ? after : -1
  const subject = by < 0 ? null : readPhrase(tokens, text, by + 1, by > verb + 1 ? by + farthest : quote.from)
  if (!subject) return null
  const leads =
    by > verb + 1 || subject.to === quote.from || /^(?:as|of|for|to|that)$/.test(tokens[subject.to]?.lower ?? '')
  return leads ? attributionBy(tokens, verb, subject, 'embedded') : null
}
