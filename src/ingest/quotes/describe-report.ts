import type { Features } from '../rank.ts'
import { isPlainSpeech } from '../text/reporting-verbs.ts'
import type { Token } from '../text/tokenize.ts'
import type { Attribution } from './attribution.ts'
import type { Cue } from './find-cues.ts'
import { classOf, isCalled, isTitleCase } from './read-context.ts'
import type { PlacedQuote, Scene } from './set-scene.ts'

const farthest = 40
const breaks = /^(?:[;:()—–]|--|who|which|where|whom|whose|while|when|but)$/

/** Whether nothing between two tokens starts a clause that the verb before them does not report. */
function isWhole(tokens: Token[], from: number, to: number): boolean {
  if (to - from > farthest) return false
  for (let at = from; at < to; at++) if (breaks.test(tokens[at]?.lower ?? '')) return false
  return true
}

function kindOf(cue: Cue): string {
  if (cue.order === 'according') return 'according'
  return isPlainSpeech(cue.lemma) ? 'plain' : 'other'
}

/** How the cue reports the clause that the quote stands in, as features: the words in it are the speaker's more often than not. */
export function reportOf(scene: Scene, quote: PlacedQuote, attribution: Attribution | null, words: Token[]): Features {
  const { tokens } = scene
  const cue = attribution?.cue
  const sentence = tokens[quote.from]?.sentence
  const called = isCalled(scene, quote) ? ['called', `called+title=${isTitleCase(words)}`] : []
  if (!cue || tokens[cue.at]?.sentence !== sentence) return called
  const isBefore = cue.at < quote.from
  const whole = isBefore ? isWhole(tokens, cue.to, quote.from) : isWhole(tokens, quote.to, Math.min(cue.from, cue.at))
  const how = `${kindOf(cue)}${isBefore ? 'before' : 'after'}${whole ? '' : 'broken'}`
  const short = words.length < 3 ? 'short' : words.length < 6 ? 'middle' : 'long'
  const before = classOf(scene, quote.from - 1, sentence)
  return [
    ...called,
    `reported=${how}`,
    `reported+size=${how}${short}`,
    `reported+beside=${how}${before}`,
    ...(words.length > 1 && isTitleCase(words)
      ? [`reported+title=${how}`, `reported+title+beside=${how}${before}`]
      : []),
  ]
}
