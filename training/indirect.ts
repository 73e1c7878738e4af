import { readdirSync, readFileSync } from 'node:fs'
import { type Filled, namesOf } from '../src/ingest/form.ts'
import { describeEnd } from '../src/ingest/indirect/describe-end.ts'
import { describeOpening, describeSurroundings } from '../src/ingest/indirect/describe-opening.ts'
import { describeSpeaker, speakersOf } from '../src/ingest/indirect/describe-speaker.ts'
import { describeContinuation, describeStart } from '../src/ingest/indirect/describe-start.ts'
import {
  type Frame,
  listContinuations,
  listEnds,
  listOpenings,
  listStarts,
  type Opening,
  type Words,
} from '../src/ingest/indirect/find-indirect.ts'
import { type Facts, readFacts } from '../src/ingest/indirect/read-facts.ts'
import { readFrames } from '../src/ingest/indirect/read-frames.ts'
import { readScene } from '../src/ingest/quotes/read-scene.ts'
import type { Features, Weights } from '../src/ingest/rank.ts'
import { type Choice, fit as fitWeights } from './fit.ts'
import { type AnnotatedQuote, type Place, readStory, type Story } from './read-corpus.ts'

type Choices = Record<'gate' | 'opening' | 'end' | 'start' | 'more' | 'speaker', Choice[]>

/** The words of a place inside the frame's sentence: tokens of its first and after its last word. */
export function wordsOf({ tokens, from, to }: Frame, place: Place): Words | null {
  let [first, last] = [from, to]
  const inside = (at: number) => {
    const token = tokens[at]
    return token?.isWord && token.start >= place.start && token.end <= place.end
  }
  while (first < to && !inside(first)) first++
  while (last > first && !inside(last - 1)) last--
  return last > first ? { from: first, to: last } : null
}

/** The annotated indirect or mixed quote whose cue the frame's verb is. */
function annotationOf(frame: Frame, story: Story): AnnotatedQuote | null {
  const verb = frame.tokens[frame.at]
  const isCue = ({ cue, kind }: AnnotatedQuote) =>
    kind !== 'direct' && cue && verb && cue.start <= verb.start && cue.end >= verb.end
  return story.quotes.find(isCue) ?? null
}

/** The features of a candidate under the name of the choice, as the model file has them. */
const named = (part: string, ...told: (Filled | null)[]): Features =>
  told.flatMap((filled) => (filled ? namesOf(filled) : [])).map((name) => `${part}:${name}`)

/** The place of what is right among candidates, or nothing where it is not among them. */
function choose<T>(
  part: (item: T) => string,
  items: readonly T[],
  isRight: (item: T) => boolean,
  describe: (item: T) => (Filled | null)[],
): Choice[] {
  const right = items.findIndex(isRight)
  return right < 0 || items.length < 2
    ? []
    : [{ candidates: items.map((item) => named(part(item), ...describe(item))), right }]
}

function chooseEnd(facts: Facts, { from, to }: Words, how: string): Choice[] {
  return choose(
    () => how,
    listEnds(facts.frame, from),
    (end) => end === to,
    (end) => [describeEnd(facts, from, end)],
  )
}

function learnSpeaker(facts: Facts, spans: Words[], speaker: Place | null): Choice[] {
  const { frame } = facts
  const mentions = speakersOf(facts, spans)
  const share = (from: number, to: number) => {
    const [start, end] = [frame.tokens[from]?.start ?? 0, frame.tokens[to - 1]?.end ?? 0]
    const both = Math.min(end, speaker?.end ?? 0) - Math.max(start, speaker?.start ?? 0)
    return both <= 0 ? 0 : both / (Math.max(end, speaker?.end ?? 0) - Math.min(start, speaker?.start ?? 0))
  }
  const shares = mentions.map(({ from, to }) => share(from, to))
  const most = Math.max(0, ...shares)
  return most === 0
    ? []
    : choose(
        () => 'speaker',
        mentions,
        (mention) => share(mention.from, mention.to) === most,
        (mention) => [describeSpeaker(facts, mention, spans)],
      )
}

function learnBefore(into: Choices, facts: Facts, spans: Words[]): void {
  const [head, tail] = spans as [Words, Words | undefined]
  into.start.push(
    ...choose(
      () => 'start',
      listStarts(facts.frame, head.to),
      (start) => start === head.from,
      (start) => [describeStart(facts, start, head.to)],
    ),
  )
  into.more.push(
    ...choose(
      () => 'more',
      listContinuations(facts.frame),
      (start) => start === (tail?.from ?? -1),
      (start) => [describeContinuation(facts, start, head.to)],
    ),
  )
  if (tail) into.end.push(...chooseEnd(facts, tail, 'end-more'))
}

/** What one verb teaches: that it reports nothing, or where its words start and end and who says them. */
function learn(into: Choices, frame: Frame, story: Story): void {
  const facts = readFacts(frame)
  const annotation = annotationOf(frame, story)
  const spans = (annotation?.segments ?? []).flatMap((place) => wordsOf(frame, place) ?? [])
  const [first] = spans
  if (annotation && !first) return
  const around = describeSurroundings(facts)
  into.gate.push({ candidates: [[], named('gate', around)], right: first ? 1 : 0 })
  const right: Opening = !first
    ? { side: 'none', at: -1 }
    : first.from > frame.at
      ? { side: 'after', at: first.from }
      : { side: 'before', at: first.to }
  into.opening.push(
    ...choose(
      ({ side }) => side,
      listOpenings(frame, facts.subject),
      ({ side, at }) => side === right.side && at === right.at,
      (opening) => [around, describeOpening(facts, opening)],
    ),
  )
  if (!first || !annotation) return
  if (right.side === 'after') into.end.push(...chooseEnd(facts, first, 'end'))
  else learnBefore(into, facts, spans)
  into.speaker.push(...learnSpeaker(facts, spans, annotation.speaker))
}

const drillFolder = new URL('./drills/', import.meta.url)

/**
 * Sentences written to train this model alone, a construction a line: those that are rare in the corpus and common in news
 * ("vowed to", "accused X of", ", she said,") beside sentences of the same verbs that report nothing.
 */
export function readDrills(): Story[] {
  const files = readdirSync(drillFolder).sort()
  return files.map((file) => readStory(file, readFileSync(new URL(file, drillFolder), 'utf8')))
}

/** Words of direct quotes of a story with their marks, in order. */
const directPlaces = (story: Story): Place[] =>
  story.quotes
    .filter(({ kind }) => kind === 'direct')
    .flatMap(({ segments }) => segments)
    .sort((a, b) => a.start - b.start)

/** Frames of a story, its direct quotes as annotated. */
function framesOf(story: Story): Frame[] {
  return readFrames(readScene(story.text), directPlaces(story))
}

/** Features that fewer choices than this know are left out: they say more of a story than of the language. */
const fewest = 4

/** The choices without features that hardly any of them knows. */
function withoutRare(choices: Choice[]): Choice[] {
  const known = new Map<string, number>()
  for (const { candidates } of choices)
    for (const name of new Set(candidates.flat())) known.set(name, (known.get(name) ?? 0) + 1)
  return choices.map(({ candidates, right }) => ({
    candidates: candidates.map((features) => features.filter((name) => (known.get(name) ?? 0) >= fewest)),
    right,
  }))
}

/** Weights of the features that weigh most, fitted once more without the others, whose part they take over. */
function fitHeavy(choices: Choice[]): Weights {
  const heavy = fitWeights(choices, { l2: 1e-3, epochs: 100, smallest: 0.13 })
  const kept = choices.map(({ candidates, right }) => ({
    candidates: candidates.map((features) => features.filter((name) => name in heavy)),
    right,
  }))
  return fitWeights(kept, { l2: 1e-3, epochs: 100 })
}

/**
 * Weights of the model that finds indirect speech: whether and where a verb's words open, where they end, who says them.
 * The drills count twice: what they show is rarer in the stories than in news from elsewhere.
 */
export function train(stories: Story[]): Weights {
  const [told, drilled] = [learnAll(stories), learnAll(readDrills())]
  const parts = Object.keys(told) as (keyof Choices)[]
  return Object.assign(
    {},
    ...parts.map((part) => fitHeavy(withoutRare([...told[part], ...drilled[part], ...drilled[part]]))),
  )
}

function learnAll(stories: Story[]): Choices {
  const choices: Choices = { gate: [], opening: [], end: [], start: [], more: [], speaker: [] }
  for (const story of stories) for (const frame of framesOf(story)) learn(choices, frame, story)
  return choices
}
