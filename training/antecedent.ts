import { collectNames } from '../src/ingest/names/collect-names.ts'
import { describeAntecedents } from '../src/ingest/names/describe-antecedent.ts'
import { findAntecedents, type Memory } from '../src/ingest/names/find-antecedents.ts'
import { readMention } from '../src/ingest/names/find-mentions.ts'
import { type Entity, linkEntities } from '../src/ingest/names/link-entities.ts'
import { bodyNamedIn } from '../src/ingest/names/resolve-speaker.ts'
import { readScene } from '../src/ingest/quotes/read-scene.ts'
import type { Weights } from '../src/ingest/rank.ts'
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

function choiceOf(memory: Memory, story: Story, quote: AnnotatedQuote): Choice | null {
  const mention = quote.speaker && mentionAt(memory, story.text, quote.speaker)
  if (!mention || mention.type === 'name' || quote.cue?.text === ':' || bodyNamedIn(memory, mention)) return null
  const candidates = findAntecedents(memory, mention)
  const right = quote.name === null ? -1 : candidates.findIndex(({ entity }) => sameName(entity.name, quote.name ?? ''))
  if (quote.name !== null && right < 0) return null
  return {
    candidates: describeAntecedents(memory, mention, candidates),
    right: right + 1,
  }
}

function choicesOf(story: Story): Choice[] {
  const { tokens } = readScene(story.text)
  const names = collectNames(tokens, story.text)
  const memory: Memory = { table: linkEntities(names), names, tokens, cues: [], followed: 0, lastSpeaker: null }
  const entityOf = (name: string): Entity | null =>
    memory.table.entities.find((entity) => sameName(entity.name, name)) ?? null
  return story.quotes.flatMap((quote) => {
    const choice = choiceOf(memory, story, quote)
    const entity = quote.name === null ? null : entityOf(quote.name)
    const end = quote.segments[0]?.end ?? 0
    const paragraph = tokens.findLast((token) => token.start < end)?.paragraph ?? 0
    if (entity) memory.lastSpeaker = { entity, paragraph }
    return choice ? [choice] : []
  })
}

/** Weights of the model that finds whom "she", "the company" or "the coach" means among the names before. */
export function train(stories: Story[]): Weights {
  return fitWeights(stories.flatMap(choicesOf), { l2: 0.002, epochs: 150 })
}
