import { type Filled, type Scorer, type Scorers, scorerOf, scorersOf } from '../form.ts'
import type { Mention } from '../names/find-mentions.ts'
import { partsOf, probabilitiesOf, type Weights } from '../rank.ts'
import { calendarWords } from '../text/function-words.ts'
import { describeEnd } from './describe-end.ts'
import { describeOpening, describeSurroundings } from './describe-opening.ts'
import { describeSpeaker, speakersOf } from './describe-speaker.ts'
import { describeContinuation, describeStart } from './describe-start.ts'
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
import { type Facts, namesSpeaker, readFacts } from './read-facts.ts'
import { heardOn, opensWithAsked } from './without-speaker.ts'

/** Reported words with who says them: how probable it is that any are reported, and that, if so, they are these. */
export type Reported = { frame: Frame; spans: Words[]; speaker: Mention | null; reports: number; chance: number }

/** What scores the candidates of each choice ("after", "end", "speaker"), and the verb's surroundings for four of them at once. */
export type Model = { choices: ReadonlyMap<string, Scorer>; around: Scorers }

/** Reads a model file, in which the name of the choice stands before the first colon. */
export function readModel(weights: Weights): Model {
  const parts = partsOf(weights, ':')
  return {
    choices: new Map([...parts].map(([choice, part]) => [choice, scorerOf(part)])),
    around: scorersOf(['gate', 'none', 'after', 'before'].map((choice) => parts.get(choice) ?? new Map())),
  }
}

/** The score of a candidate of a choice; 0 where nothing is told of it. */
const scoreOf = ({ choices }: Model, choice: string, told: Filled | null): number =>
  (told && choices.get(choice)?.(told)) ?? 0

/** Verbs less likely than this to report anything, by what stands around them, are not looked at closer. */
const leastLikely = 0.2

/** The best of the candidates of a choice, with its probability. */
function best<T>(
  model: Model,
  choice: string,
  items: readonly T[],
  describe: (item: T) => Filled,
): { item: T; chance: number } | null {
  let top = -1
  const scorer = model.choices.get(choice)
  const chances = probabilitiesOf(items.map((item) => scorer?.(describe(item)) ?? 0))
  chances.forEach((chance, at) => {
    if (top < 0 || chance > (chances[top] ?? 0)) top = at
  })
  return top < 0 ? null : { item: items[top] as T, chance: chances[top] ?? 0 }
}

function spansAfter(model: Model, facts: Facts, start: number, how: string): { spans: Words[]; chance: number } {
  const end = best(model, how, listEnds(facts.frame, start), (at) => describeEnd(facts, start, at))
  return { spans: end ? [{ from: start, to: end.item }] : [], chance: end?.chance ?? 0 }
}

/** "If, as she suggested, the bank knew": a word that only joins what is reported to what stands before. */
const joints = /^(?:and|but|or|so|yet|if)$/

/** "In Cree, [she said,] the name means …": where the words go on with their only clause, or undefined. */
const onlyClause = ({ tokens, clauses, to }: Frame, words: Words, starts: readonly number[]): number | undefined =>
  tokens[words.from]?.lower !== 'according' && finiteIn(clauses, words.from, words.to) < 0
    ? starts.find((at) => at >= 0 && finiteIn(clauses, at, to) >= 0)
    : undefined

/** "The fare will rise, she said, but [Doe said] it would not": another report begins there, and the one before does not go on. */
function opensReport({ tokens }: Frame, at: number): boolean {
  if (!/^(?:but|and|while|though|although)$/.test(tokens[at]?.lower ?? '')) return false
  for (let verb = at + 1; verb < at + 6; verb++) {
    const { lower = '', isWord, quote } = tokens[verb] ?? {}
    if (!isWord || quote !== -1 || /^(?:that|which|who|to|of)$/.test(lower)) return false
    if (verb > at + 1 && /^(?:said|says|added|told|wrote|warned)$/.test(lower)) return true
  }
  return false
}

function spansBefore(model: Model, facts: Facts, end: number): { spans: Words[]; chance: number } {
  const start = best(model, 'start', listStarts(facts.frame, end), (at) => describeStart(facts, at, end))
  if (!start) return { spans: [], chance: 0 }
  const head = { from: start.item, to: end }
  const continuations = listContinuations(facts.frame).filter((place) => !opensReport(facts.frame, place))
  const more = best(model, 'more', continuations, (place) => describeContinuation(facts, place, end))
  const at = more && more.item < 0 ? (onlyClause(facts.frame, head, continuations) ?? more.item) : more?.item
  const tail = at !== undefined && at >= 0 ? spansAfter(model, facts, at, 'end-more') : null
  const chance = start.chance * (more?.chance ?? 1) * (tail?.chance ?? 1)
  const isJoint = head.to - head.from === 1 && joints.test(facts.frame.tokens[head.from]?.lower ?? '')
  return { spans: tail && isJoint ? tail.spans : [head, ...(tail?.spans ?? [])], chance }
}

/** "disputes that", "confirmed it": nothing that anybody could read without the sentence before. */
const isBare = ({ tokens }: Frame, [first, ...more]: Words[]) =>
  more.length === 0 &&
  first?.to === (first?.from ?? 0) + 1 &&
  /^(?:that|it|this|so|them|these|those|him|her|me|us|you)$/.test(tokens[first.from]?.lower ?? '')

/** Who of a sentence says the reported words; null if nobody in it does. */
function chooseSpeaker(model: Model, facts: Facts, spans: Words[]): Mention | null {
  let top: { mention: Mention; score: number } | null = null
  for (const mention of speakersOf(facts, spans)) {
    const score = scoreOf(model, 'speaker', describeSpeaker(facts, mention, spans))
    if (!top || score > top.score) top = { mention, score }
  }
  return top?.mention ?? null
}

/** "denied any wrongdoing", "denies the charge": a thing is denied and no clause reported. */
const deniesThing = ({ frame, complement }: Facts): boolean =>
  frame.lemma === 'deny' &&
  !/ing$/.test(frame.tokens[complement.start]?.lower ?? '') &&
  /^np(?:\+(?!that|clause|wh|to)|$)/.test(complement.type)

/** "Counsel submitted that …": with anything else than a clause it reports nothing. */
const isThat = ({ tokens, last }: Frame) => tokens[last + 1]?.lower === 'that'

/** The score of a side that a surely reported clause is not on */
const hardly = -9

/** Where the reported words open, and how probable it is that there are any; null where that is unlikely. */
function chooseOpening(model: Model, facts: Facts): { opening: Opening; reports: number } | null {
  const [gate = 0, none = 0, after = 0, before = 0] = model.around(describeSurroundings(facts))
  const { frame } = facts
  const submits = frame.lemma === 'submit'
  if (submits && !isThat(frame)) return null
  const heard = heardOn(frame)
  const isSure = submits || heard !== null
  if (!isSure && 1 / (1 + Math.exp(-gate)) < leastLikely) return null
  const sure = heard === 'before' ? { after: hardly, before } : { after, before: hardly }
  const side = isSure ? { none: hardly, ...sure } : { none, after: namesSpeaker(frame) ? hardly : after, before }
  const openings = listOpenings(facts.frame, facts.subject)
  const chances = probabilitiesOf(
    openings.map((opening) => side[opening.side] + scoreOf(model, opening.side, describeOpening(facts, opening))),
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

/** "said [Sunday in a statement]": when and where it was said. */
const isSetting = ({ tokens }: Frame, spans: Words[]) =>
  spans.every(({ from, to }) =>
    tokens.slice(from, to).every(({ lower, isWord }) => !isWord || calendarWords.has(lower) || settings.test(lower)),
  )
const settings =
  /^(?:in|on|at|by|a|an|the|late|early|last|this|morning|afternoon|evening|night|week|statement|interview|release|news|press|email|e-mail|letter|post|tweet|briefing|conference|phone|telephone|written|joint|brief|separate|twitter|facebook|instagram|earlier|later|me|us|reporters|journalists)$/

/** "[In a letter to parents], Doe writes": where she writes it. */
const isFronted = ({ tokens, clauses, at }: Frame, [first, ...more]: Words[]) =>
  more.length === 0 &&
  !!first &&
  first.to <= at &&
  /^(?:in|on|at|during)$/.test(tokens[first.from]?.lower ?? '') &&
  finiteIn(clauses, first.from, first.to) < 0 &&
  tokens.slice(first.from, first.to).some(({ lower }) => writings.test(lower))
const writings =
  /^(?:letter|statement|interview|email|e-mail|post|tweet|speech|note|memo|filing|report|column|essay|release|message|video|book|blog|op-ed|paper|article|sermon|briefing)$/

/** `“…,” Jane Doe, the fire chief, said Tuesday`: what stands between a speaker and the verb, without a verb of its own. */
const isApposed = ({ clauses, at }: Frame, { to }: Mention, spans: Words[]) =>
  spans.every((span) => span.from >= to && span.to <= at && finiteIn(clauses, span.from, span.to) < 0)

/** "Doe never explained why" reports nothing. */
const isDenied = ({ tokens, at }: Frame) =>
  tokens[at - 1]?.lower === 'never' && /^(?:explain|sa[iy]|tell|told|reveal|disclos)/.test(tokens[at]?.lower ?? '')

/** "found its way" */
const isWay = ({ tokens, last, lemma }: Frame) =>
  lemma === 'find' && tokens.slice(last + 1, last + 4).some(({ lower }) => /^ways?$/.test(lower))

/** "the broker accused of fraud", "a singer praised for her voice": without an object it is they who are spoken of. */
const isSpokenOf = ({ tokens, last, lemma }: Frame) => {
  const next = tokens[last + 1]?.lower
  return lemma === 'accuse' ? next === 'of' : next === 'for' && /^(?:praise|blame|critici[sz]e|condemn)$/.test(lemma)
}

/** "pleaded not guilty" */
const isPlea = ({ tokens, last, lemma }: Frame) =>
  lemma === 'plead' && tokens.slice(last + 1, last + 3).some(({ lower }) => /^(?:guilty|innocent|contest)$/.test(lower))

/** "Nobody asked why" reports nothing. */
const isNobody = ({ text }: Mention) => /^(?:nobody|no one|no-one|none)\b/i.test(text)

/** The words that a reporting verb reports and their speaker, if the text names one; null where it reports none, or should name somebody and does not. */
export function chooseIndirect(model: Model, frame: Frame, least = 0): Reported | null {
  const facts = readFacts(frame)
  const chosen =
    deniesThing(facts) || isDenied(frame) || isWay(frame) || isPlea(frame) || isSpokenOf(frame)
      ? null
      : chooseOpening(model, facts)
  if (!chosen || chosen.reports <= least) return null
  const { side, at } = chosen.opening
  const { spans, chance } = side === 'after' ? spansAfter(model, facts, at, 'end') : spansBefore(model, facts, at)
  if (spans.length === 0 || [isBare, isFronted, isLeadIn, isSetting].some((isNone) => isNone(frame, spans))) return null
  const isUnsaid = opensWithAsked(frame) || heardOn(frame) !== null
  const speaker = isUnsaid ? null : chooseSpeaker(model, facts, spans)
  if (speaker ? isNobody(speaker) || isApposed(frame, speaker, spans) : !isUnsaid) return null
  return { frame, spans, speaker, reports: chosen.reports, chance }
}
