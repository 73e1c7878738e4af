import type { NameMention } from './collect-names.ts'
import type { Mention } from './find-mentions.ts'
import { auxiliaries, prepositions } from './function-words.ts'
import type { Entity, EntityTable } from './link-entities.ts'
import { reportingLemma } from './reporting-verbs.ts'
import { isBody, isPlaceWord, isRole } from './role-nouns.ts'
import type { Token } from './tokenize.ts'

/** An entity and how sure it is that the mention means it, 0..1. */
export type Resolved = { entity: Entity; certainty: number }

/** The names of a text in order with their entities, and who spoke last: what pronouns and nouns are resolved against. */
export type Memory = {
  table: EntityTable
  names: NameMention[]
  tokens: Token[]
  lastSpeaker: { entity: Entity; paragraph: number } | null
}

const farthestNames = 40
const farthestParagraphs = 6

/** Index of the last name that stands before a token. */
function namesBefore(names: NameMention[], token: number): number {
  let [low, high] = [0, names.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((names[middle]?.from ?? 0) < token) low = middle + 1
    else high = middle
  }
  return low
}

/** "in Ropewalk", "the Ropewalk": a name that is no person's. */
function standsForPlace(memory: Memory, entity: Entity): boolean {
  if (entity.name.split(' ').some((word) => isPlaceWord(word.toLowerCase()))) return true
  return entity.mentions
    .slice(0, 5)
    .some(({ from }) => /^(?:in|at|on|near|from|to|of|the)$/.test(memory.tokens[from - 1]?.lower ?? ''))
}

function fits(memory: Memory, entity: Entity, pronoun: string): boolean {
  if (pronoun === 'it') return entity.type === 'organization'
  if (entity.type === 'organization' || (entity.pronoun !== null && entity.pronoun !== pronoun)) return false
  return entity.type === 'person' || !standsForPlace(memory, entity)
}

/** How well a name fits as antecedent: near, at the head of its sentence, in full agreement, and speaking before. */
function scoreAntecedent(memory: Memory, name: NameMention, entity: Entity, mention: Mention): number {
  const [here, there] = [memory.tokens[mention.from], memory.tokens[name.from]]
  const sentences = (here?.sentence ?? 0) - (there?.sentence ?? 0)
  const article = memory.tokens[name.from - 1]?.lower === 'the' ? 2 : 1
  const before = memory.tokens[name.from - article]?.lower ?? ''
  const after = memory.tokens[name.to]?.lower ?? ''
  const isSubject = name.startsSentence || auxiliaries.has(after) || reportingLemma(after) !== null
  const subject = isSubject ? 1.5 : prepositions.has(before) || reportingLemma(before) !== null ? -1.5 : 0
  const agrees = entity.pronoun === mention.head ? 2 : 0
  const person = entity.type === 'person' ? 2 : 0
  const spoke = memory.lastSpeaker?.entity === entity ? 1.5 : 0
  return subject + agrees + person + spoke - sentences * 0.7
}

function resolvePronoun(memory: Memory, mention: Mention): Resolved | null {
  const pronoun = mention.head ?? ''
  if (pronoun !== 'he' && pronoun !== 'she' && pronoun !== 'it') return null
  const paragraph = memory.tokens[mention.from]?.paragraph ?? 0
  const start = namesBefore(memory.names, mention.from)
  let best: { entity: Entity; score: number } | null = null
  for (let at = start - 1; at >= Math.max(0, start - farthestNames); at--) {
    const name = memory.names[at] as NameMention
    if (paragraph - (memory.tokens[name.from]?.paragraph ?? 0) > farthestParagraphs) break
    const entity = memory.table.at(name.from)
    if (!entity || !fits(memory, entity, pronoun)) continue
    const score = scoreAntecedent(memory, name, entity, mention)
    if (!best || score > best.score) best = { entity, score }
  }
  if (!best) return null
  if (best.entity.pronoun === null && pronoun !== 'it' && best.entity.type === 'person') best.entity.pronoun = pronoun
  return { entity: best.entity, certainty: pronoun === 'it' ? 0.6 : 0.85 }
}

/** "a spokesman for Kestrel Ferries", "Kestrel's statement": who speaks is the body named. */
const speaksFor = new Set('spokesman spokeswoman spokesperson spokespeople statement'.split(' '))

function namedIn(memory: Memory, mention: Mention): Entity | null {
  for (let at = mention.from; at < mention.to; at++) {
    const entity = memory.table.at(at)
    if (entity) return entity
  }
  return null
}

const companies = new Set('company firm group operator manufacturer retailer carrier airline'.split(' '))
const publicBodies =
  /\b(?:University|College|School|Academy|Institute|Department|Ministry|Council|Court|House|Senate|Police|Party|Union|Association|Federation|Authority|Nations|Office|Agency|Commission|Committee|Church|Hospital|Inspectorate|Directorate|Board|Bureau|Parliament|Assembly|Chamber|Forum)\b/

/** "the ministry" is an organisation with that word in its name; "the company" any that is no public body. */
function isBodyOf(entity: Entity, head: string, words: number): boolean {
  if (entity.type !== 'organization' || words > 2) return false
  if (entity.name.toLowerCase().split(/\W+/).includes(head)) return true
  return companies.has(head) && !publicBodies.test(entity.name)
}

/** "the mayor" is whoever has that title in the text; "the company" the last organisation named. */
function resolveNominal(memory: Memory, mention: Mention): Resolved | null {
  const head = mention.head ?? ''
  const body = speaksFor.has(head) ? namedIn(memory, mention) : null
  if (body) return { entity: body, certainty: 0.9 }
  const definite = memory.tokens[mention.from]?.lower
  if (!isRole(head) || (definite !== 'the' && definite !== 'that' && definite !== 'this')) return null
  const start = namesBefore(memory.names, mention.from)
  for (let at = start - 1; at >= Math.max(0, start - farthestNames); at--) {
    const entity = memory.table.at(memory.names[at]?.from ?? -1)
    if (!entity) continue
    if (isBody(head) && isBodyOf(entity, head, mention.to - mention.from)) return { entity, certainty: 0.65 }
    const titled = [...entity.titles].some((title) => title.toLowerCase().split(/\W+/).includes(head))
    if (!isBody(head) && titled) return { entity, certainty: 0.75 }
  }
  return null
}

/** The entity that a mention means: a name by its words, pronouns and nouns by what stands before them; or null. */
export function resolveSpeaker(memory: Memory, mention: Mention): Resolved | null {
  if (mention.type === 'pronoun') return resolvePronoun(memory, mention)
  if (mention.type === 'nominal') return resolveNominal(memory, mention)
  const known =
    memory.table.at(mention.name?.from ?? mention.from) ?? memory.table.find(mention.text.replace(/\s+/g, ' '))
  return { entity: known ?? memory.table.add(asName(mention)), certainty: 1 }
}

const asName = (mention: Mention): NameMention => ({
  from: mention.name?.from ?? mention.from,
  to: mention.name?.to ?? mention.to,
  text: mention.text.replace(/\s+/g, ' '),
  title: null,
  startsSentence: false,
})
