import type { Mention } from '../names/find-mentions.ts'
import { type Features, probabilitiesOf, type Weights } from '../rank.ts'
import { endFeatures } from './describe-end.ts'
import { openingFeatures, surroundings } from './describe-opening.ts'
import { speakerFeatures, speakersOf } from './describe-speaker.ts'
import { continuationFeatures, startFeatures } from './describe-start.ts'
import {
  type Frame,
  listContinuations,
  listEnds,
  listOpenings,
  listStarts,
  type Opening,
  type Words,
} from './find-indirect.ts'
import { finiteIn } from './read-clauses.ts'
import { type Facts, readFacts } from './read-facts.ts'

/** Reported words with who says them: how probable it is that any are reported, and that, if so, they are these. */
export type Reported = { frame: Frame; spans: Words[]; speaker: Mention; reports: number; chance: number }

/** Weights of one choice by name of feature; a map, since its look-up of a made-up string is twice as fast as an object's. */
type Part = ReadonlyMap<string, number>
/** Weights by choice ("after", "end", "speaker"), then by feature. */
export type Model = ReadonlyMap<string, Part>

/** The weights of a model file, in which the name of the choice stands before the first colon. */
export function readModel(weights: Weights): Model {
  const model = new Map<string, Map<string, number>>()
  for (const [name, weight] of Object.entries(weights)) {
    const colon = name.indexOf(':')
    const part = model.get(name.slice(0, colon)) ?? new Map()
    model.set(name.slice(0, colon), part.set(name.slice(colon + 1), weight))
  }
  return model
}

const untrained: Part = new Map()
const partOf = (model: Model, name: string): Part => model.get(name) ?? untrained

/** Verbs less likely than this to report anything, by what stands around them, are not looked at closer. */
const leastLikely = 0.2

function scoreOf(part: Part, features: Features): number {
  let sum = 0
  for (const name of features) sum += part.get(name) ?? 0
  return sum
}

/** The best of several, by their features, with its probability. */
function best<T>(
  part: Part,
  items: readonly T[],
  featuresOf: (item: T) => Features,
): { item: T; chance: number } | null {
  let top = -1
  const chances = probabilitiesOf(items.map((item) => scoreOf(part, featuresOf(item))))
  chances.forEach((chance, at) => {
    if (top < 0 || chance > (chances[top] ?? 0)) top = at
  })
  return top < 0 ? null : { item: items[top] as T, chance: chances[top] ?? 0 }
}

function spansAfter(model: Model, facts: Facts, start: number, how: string): { spans: Words[]; chance: number } {
  const end = best(partOf(model, how), listEnds(facts.frame, start), (at) => endFeatures(facts, start, at))
  return { spans: end ? [{ from: start, to: end.item }] : [], chance: end?.chance ?? 0 }
}

function spansBefore(model: Model, facts: Facts, end: number): { spans: Words[]; chance: number } {
  const start = best(partOf(model, 'start'), listStarts(facts.frame, end), (at) => startFeatures(facts, at, end))
  if (!start) return { spans: [], chance: 0 }
  const head = { from: start.item, to: end }
  const more = best(partOf(model, 'more'), listContinuations(facts.frame), (at) => continuationFeatures(facts, at, end))
  const tail = more && more.item >= 0 ? spansAfter(model, facts, more.item, 'end-more') : null
  const chance = start.chance * (more?.chance ?? 1) * (tail?.chance ?? 1)
  return { spans: [head, ...(tail?.spans ?? [])], chance }
}

/** Who of a sentence says the reported words; null if nobody in it does. */
export function chooseSpeaker(model: Model, facts: Facts, spans: Words[]): Mention | null {
  const { subject } = facts
  const part = partOf(model, 'speaker')
  let top: { mention: Mention; score: number } | null = null
  for (const mention of speakersOf(facts, spans)) {
    const score = scoreOf(part, speakerFeatures(facts, mention, spans, subject))
    if (!top || score > top.score) top = { mention, score }
  }
  return top?.mention ?? null
}

/** "denied any wrongdoing", "denies the charge": a thing is denied and no clause reported. */
const deniesThing = ({ frame, complement }: Facts): boolean =>
  frame.lemma === 'deny' &&
  !/ing$/.test(frame.tokens[complement.start]?.lower ?? '') &&
  /^np(?:\+(?!that|clause|wh|to)|$)/.test(complement.type)

/** Where the reported words open, and how probable it is that there are any; null where that is unlikely. */
function chooseOpening(model: Model, facts: Facts): { opening: Opening; reports: number } | null {
  const around = surroundings(facts)
  if (1 / (1 + Math.exp(-scoreOf(partOf(model, 'gate'), around))) < leastLikely) return null
  const side = { none: 0, after: 0, before: 0 }
  for (const name of ['none', 'after', 'before'] as const) side[name] = scoreOf(partOf(model, name), around)
  const openings = listOpenings(facts.frame, facts.subject)
  const chances = probabilitiesOf(
    openings.map(
      (opening) => side[opening.side] + scoreOf(partOf(model, opening.side), openingFeatures(facts, opening)),
    ),
  )
  const at = chances.reduce((top, chance, i) => (i > 0 && (top < 1 || chance > (chances[top] ?? 0)) ? i : top), 0)
  const opening = openings[at]
  return opening && at > 0 ? { opening, reports: 1 - (chances[0] ?? 1) } : null
}

/** "said that," and "told the crowd,": words without a verb up to the quote in marks that they lead to. */
function isLeadIn({ tokens, clauses, isTaken }: Frame, spans: Words[]): boolean {
  const { from, to } = spans.at(-1) as Words
  let next = to
  while (next < tokens.length && next < to + 3 && !tokens[next]?.isWord && !isTaken(next)) next++
  return (
    to - from <= 2 &&
    isTaken(next) &&
    tokens[next]?.sentence === tokens[from]?.sentence &&
    finiteIn(clauses, from, to) < 0
  )
}

/** "Nobody asked why" reports nothing. */
const isNobody = ({ text }: Mention) => /^(?:nobody|no one|no-one|none)\b/i.test(text)

/** The words that a reporting verb reports and their speaker; null where it reports none, or nobody is named. */
export function chooseIndirect(model: Model, frame: Frame, least = 0): Reported | null {
  const facts = readFacts(frame)
  const chosen = deniesThing(facts) ? null : chooseOpening(model, facts)
  if (!chosen || chosen.reports <= least) return null
  const { side, at } = chosen.opening
  const { spans, chance } = side === 'after' ? spansAfter(model, facts, at, 'end') : spansBefore(model, facts, at)
  const speaker = spans.length > 0 && !isLeadIn(frame, spans) ? chooseSpeaker(model, facts, spans) : null
  return speaker && !isNobody(speaker) ? { frame, spans, speaker, reports: chosen.reports, chance } : null
}
