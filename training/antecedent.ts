import { readdirSync, readFileSync } from 'node:fs'
import { namesOf } from '../src/ingest/form.ts'
import { describeAntecedents } from '../src/ingest/names/describe-antecedent.ts'
import { behind, findAntecedents, type Memory, rememberSpeaker } from '../src/ingest/names/find-antecedents.ts'
import { type Mention, readMention } from '../src/ingest/names/find-mentions.ts'
import { bodyNamedIn } from '../src/ingest/names/find-writer.ts'
import type { Entity } from '../src/ingest/names/link-entities.ts'
import { openMemory } from '../src/ingest/names/open-memory.ts'
import { readScene } from '../src/ingest/quotes/read-scene.ts'
import type { Features, Weights } from '../src/ingest/rank.ts'
import { type Choice, fit as fitWeights } from './fit.ts'
import type { AnnotatedQuote, Place, Story } from './read-corpus.ts'
import { sameName } from './same-name.ts'

/** The speaker as printed, as a mention; null where the tokens do not fit. */
function mentionAt(memory: Memory, text: string, place: Place) {
  const from = memory.tokens.findIndex((token) => token.start >= place.start)
  let to = from
  while ((memory.tokens[to]?.end ?? Number.POSITIVE_INFINITY) <= place.end) to++
  return from < 0 || to <= from ? null : readMention(memory.tokens, text, from, to)
}

const describe = (...asked: Parameters<typeof describeAntecedents>): Features[] =>
  describeAntecedents(...asked).map(namesOf)

/** The choice of whom a mention means, where `name` is among the candidates; `line` is told where it must be. */
function choiceAmong(memory: Memory, spoken: Mention, name: string | null, line?: string): Choice[] {
  const mention = behind(memory.tokens, spoken)
  const candidates = findAntecedents(memory, mention)
  const right = name === null ? -1 : candidates.findIndex(({ entity }) => sameName(entity.name, name))
  if (name !== null && right < 0) {
    if (line) console.warn(`no candidate "${name}" in: ${line}`)
    return []
  }
  const choice = { candidates: describe(memory, mention, candidates), right: right + 1 }
  const entity = candidates[right]?.entity
  if (mention.type !== 'pronoun' || !entity?.pronoun) return [choice]
  const { pronoun } = entity
  entity.pronoun = null
  const open = { candidates: describe(memory, mention, candidates), right: right + 1 }
  entity.pronoun = pronoun
  return [choice, open]
}

function choiceOf(memory: Memory, story: Story, quote: AnnotatedQuote): Choice[] {
  const mention = quote.speaker && mentionAt(memory, story.text, quote.speaker)
  if (!mention || mention.type === 'name' || quote.cue?.text === ':' || bodyNamedIn(memory, mention)) return []
  return choiceAmong(memory, mention, quote.name)
}

/** `blind`: first names tell no gender, as most do not in news from elsewhere, and only "he" and "she" are learned from. */
function choicesOf(story: Story, blind: boolean): Choice[] {
  const { tokens } = readScene(story.text)
  const memory = openMemory(tokens, story.text, [])
  if (blind) for (const entity of memory.table.entities) if (entity.titles.size === 0) entity.pronoun = null
  const entityOf = (name: string): Entity | null =>
    memory.table.entities.find((entity) => sameName(entity.name, name)) ?? null
  return story.quotes.flatMap((quote) => {
    const choice = blind && !/^s?he$/i.test(quote.speaker?.text ?? '') ? [] : choiceOf(memory, story, quote)
    const entity = quote.name === null ? null : entityOf(quote.name)
    const end = quote.segments[0]?.end ?? 0
    const paragraph = tokens.findLast((token) => token.start < end)?.paragraph ?? 0
    const mention = quote.speaker && mentionAt(memory, story.text, quote.speaker)
    if (mention) rememberSpeaker(memory, mention, entity, paragraph)
    else if (entity) memory.lastSpeaker = { entity, paragraph }
    return choice
  })
}

type Marked = { place: Place; name: string | null }

/** A drill is a line, ` ¶ ` parts its paragraphs, and `⟦she = Jane Doe⟧` marks whom words mean: `-` for nobody named. */
function readDrill(line: string): { text: string; marked: Marked[] } {
  const marked: Marked[] = []
  let text = ''
  for (const part of line.replaceAll(' ¶ ', '\n\n').split(/(⟦[^⟧]+⟧)/)) {
    const mark = /^⟦([^=]+?)(?: = (.+))?⟧$/.exec(part)
    const words = mark?.[1] ?? part
    const start = text.length
    text += words
    const name = mark?.[2] === '-' ? null : (mark?.[2] ?? words)
    if (mark) marked.push({ place: { start, end: text.length, text: words }, name })
  }
  return { text, marked }
}

/** Who says something by name between two tokens is remembered, as the extraction does. */
function followNames(memory: Memory, from: number, until: number): void {
  for (const { at, subject, plain } of memory.cues) {
    const isNamed = plain && from <= at && at < until && subject.type === 'name'
    const entity = isNamed ? memory.table.at(subject.name?.from ?? -1) : null
    if (entity) memory.lastSpeaker = { entity, paragraph: memory.tokens[at]?.paragraph ?? 0 }
  }
}

function choicesOfDrill(line: string, blind: boolean): Choice[] {
  const { text, marked } = readDrill(line)
  const { tokens, cues } = readScene(text)
  const memory = openMemory(tokens, text, cues)
  if (blind) for (const entity of memory.table.entities) if (entity.titles.size === 0) entity.pronoun = null
  let read = 0
  return marked.flatMap(({ place, name }) => {
    const mention = mentionAt(memory, text, place)
    if (!mention) throw new Error(`no mention "${place.text}" in: ${line}`)
    followNames(memory, read, mention.from)
    read = mention.from
    const choice = mention.type === 'name' ? [] : choiceAmong(memory, mention, name, line)
    const entity = memory.table.entities.find((each) => name !== null && sameName(each.name, name)) ?? null
    rememberSpeaker(memory, mention, entity, memory.tokens[mention.from]?.paragraph ?? 0)
    return choice
  })
}

function readDrills(): string[] {
  const folder = new URL('./antecedents/', import.meta.url)
  return readdirSync(folder)
    .toSorted()
    .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').trimEnd().split('\n'))
}

/** Weights of the model that finds whom "she", "the company" or "the coach" means among the names before. */
export function train(stories: Story[]): Weights {
  const drills = readDrills()
  const choices = [false, true].flatMap((blind) => [
    ...stories.flatMap((story) => choicesOf(story, blind)),
    ...drills.filter((line) => !blind || /⟦s?he = /.test(line)).flatMap((line) => choicesOfDrill(line, blind)),
  ])
  return fitWeights(choices, { l2: 0.002, epochs: 150 })
}
