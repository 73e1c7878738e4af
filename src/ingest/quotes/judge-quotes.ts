import weights from '../models/quote.json' with { type: 'json' }
import { type Features, partsOf, probabilitiesOf, type WeightMap } from '../rank.ts'
import type { Attribution } from './attribution.ts'
import { describeSpan } from './describe-span.ts'
import type { Judgement } from './guess-kind.ts'
import { isTitleInPlace } from './is-title.ts'
import { isAlone, type PlacedQuote, type Scene } from './set-scene.ts'

/** The answers the model chooses from; what is true of a span is true of it under each answer but the last. */
export const answers = ['direct', 'mixed', null] as const satisfies Judgement[]

const parts = partsOf(weights, ' ')
const none: WeightMap = new Map()
const [ifDirect, ifMixed] = [parts.get('direct') ?? none, parts.get('mixed') ?? none]
/** The weights of both answers under one name, which is looked up once. */
const known = new Map(
  [...ifDirect.keys(), ...ifMixed.keys()].map((name) => [
    name,
    { direct: ifDirect.get(name) ?? 0, mixed: ifMixed.get(name) ?? 0 },
  ]),
)
const threshold = 0.6
const mixedThreshold = 0.4

/** The candidates of the choice for one span: its features under each answer, none for "no speech". */
export const candidatesOf = (features: Features): Features[] =>
  answers.map((answer) => (answer ? features.map((feature) => `${answer} ${feature}`) : []))

/** `“No.”` as a paragraph: an answer, where it is known who answers. */
const isAnswer = (scene: Scene, quote: PlacedQuote): boolean =>
  isAlone(scene, quote) && /[.!?]["”’']?$/.test(scene.text.slice(quote.inner.start, quote.outer.end))

/** A word of which nothing near says who speaks: "Order!" */
function isBareWord(scene: Scene, quote: PlacedQuote, attribution: Attribution | null): boolean {
  if (attribution && (attribution.attachment !== 'floating' || isAnswer(scene, quote))) return false
  return scene.tokens.slice(quote.from, quote.to).filter((token) => token.isWord).length < 2
}

/** `Mayor: ‘Nobody gets a boat’`: headlines have single marks, also where the story has double ones. */
function isInHeadline(scene: Scene, quote: PlacedQuote): boolean {
  const { text, quotes, headlines } = scene
  if (quote.paragraph > 0 && !headlines[quote.paragraph]) return false
  if (!isSingle(text, quote)) return false
  return (
    headlines[quote.paragraph] === true ||
    quotes.slice(1, 6).some((other) => other.paragraph > 0 && !isSingle(text, other))
  )
}

const isSingle = (text: string, { outer }: PlacedQuote) =>
  /^['‘’`](?!['‘’`])/.test(text.slice(outer.start, outer.start + 2))

/**
 * Whether words in quote marks are somebody's speech, and as what: titles of works, terms and scare quotes are not. By
 * logistic regression over `describeSpan`; `chance` is its probability that the span is speech of either kind.
 */
export function judgeQuote(
  scene: Scene,
  quote: PlacedQuote,
  attribution: Attribution | null,
  previous: Judgement,
): { kind: Judgement; chance: number } {
  if (isInHeadline(scene, quote)) return { kind: null, chance: 0 }
  if (quote.label || (quote.block && attribution)) return { kind: 'direct', chance: 0.95 }
  const isWord = scene.tokens.slice(quote.from, quote.to).some((token) => token.isWord)
  if (!isWord || isBareWord(scene, quote, attribution) || isTitleInPlace(scene, quote)) return { kind: null, chance: 0 }
  const features = describeSpan(scene, quote, attribution, previous)
  const score = { direct: 0, mixed: 0 }
  for (const feature of features) {
    const weight = known.get(feature)
    if (!weight) continue
    score.direct += weight.direct
    score.mixed += weight.mixed
  }
  const [direct = 0, mixed = 0] = probabilitiesOf([score.direct, score.mixed, 0])
  const chance = direct + mixed
  const kind = direct >= mixed ? 'direct' : 'mixed'
  return { kind: chance < (kind === 'direct' ? threshold : mixedThreshold) ? null : kind, chance }
}
