import type { Cue } from '../quotes/find-cues.ts'
import { isKnownPlace } from '../text/places.ts'
import { reportingLemma } from '../text/reporting-verbs.ts'
import { isBody } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import { type Calling, callingOf, isPersonNoun } from './call-names.ts'
import type { NameMention } from './collect-names.ts'
import { countBefore } from './count-before.ts'
import type { Mention } from './find-mentions.ts'
import { hasAsked } from './interview.ts'
import { isCredit } from './is-credit.ts'
import { pronounOfNoun } from './kin-nouns.ts'
import type { Entity, EntityTable } from './link-entities.ts'
import { isOfficeWord } from './name-words.ts'
import { isOfDateline } from './no-name.ts'
import { isOfOtherAge } from './read-age.ts'

/** The names of a text in order with their entities, and who spoke last: what pronouns and nouns are resolved against. */
export type Memory = {
  table: EntityTable
  names: NameMention[]
  tokens: Token[]
  cues: Cue[]
  /** Where a part of the text ends: pronouns and nouns mean nobody named before. */
  breaks: { from: number }[]
  /** How many of the cues have been looked at for who spoke last. */
  followed: number
  /** Null for its entity where somebody spoke whom the text does not name. */
  lastSpeaker: { entity: Entity | null; paragraph: number } | null
  /** What pronouns and nouns meant when they were asked for, by where they stand and who spoke last: cues, quotes and reported clauses ask for the same ones. */
  resolved: Map<string, Resolved | null>
}

/** An entity and how sure it is that a mention means it, 0..1. */
export type Resolved = { entity: Entity; certainty: number }

/** One person, so that "he" may go on with them: "a neighbour", not "officials" or "the company". */
export const isOnePerson = ({ type, head }: Mention): boolean =>
  type === 'pronoun'
    ? head === 'he' || head === 'she'
    : type === 'nominal' && !/s$/.test(head ?? 's') && !isBodyNoun(head ?? '')

/** Keeps who spoke last: `entity`, or for one person whom nobody named, nobody. */
export function rememberSpeaker(memory: Memory, mention: Mention, entity: Entity | null, paragraph: number): void {
  if (entity || isOnePerson(mention)) memory.lastSpeaker = { entity, paragraph }
}

/** Somebody whom a pronoun or noun may mean: `name` is the latest mention before it, `turn` 0 for the nearest of all. */
export type Antecedent = {
  entity: Entity
  name: NameMention
  turn: number
  count: number
  /** How the text calls it what the noun says, and how many nearer ones are called so too. */
  called: Calling
  calledBefore: number
}

const farthestNames = 60
const farthestParagraphs = 12
const mostCandidates = 12

const moreBodies = new Set(
  'prison jail museum union council board ministry force foundation nonprofit studio publisher daily lender trust'.split(
    ' ',
  ),
)
/** Whether a lower-cased noun is a body's: "council", "company". */
export const isBodyNoun = (lower: string) =>
  (isBody(lower) && !/^(?:campaign|administration|team|government)$/.test(lower)) || moreBodies.has(lower)

/** Somebody with a title, a gender or a last name used alone; a company may look like a name of two words. */
export const isSurelyPerson = ({ type, pronoun, titles, forms, name }: Entity): boolean =>
  type === 'person' && (pronoun !== null || titles.size > 0 || forms.has(name.split(' ').at(-1) ?? ''))

/** Nouns for a country's or a province's rulers and their ministries, which are no body that the text names otherwise. */
const isState =
  /^(?:government|presidency|province|ministry|parliament|senate|army|military|navy|cabinet|embassy|consulate)$/

const isCompany =
  /^(?:company|firm|manufacturer|maker|retailer|carrier|airline|lender|bank|utility|chain|start-?up|producer|supplier|developer)$/
/** "Harrow First Nation", "Department of Works": no company. */
const isNoCompany =
  /\b(?:Nation|Tribe|Ministry|Department|University|College|School|Police|Union|Party|Court|Senate|Parliament|Federation|Society)\b/

/** Not possible: a company as "she", a person as "it", a man as "his wife". */
function isPossible(entity: Entity, { type, head }: Mention): boolean {
  if (type !== 'pronoun') {
    if ((isBodyNoun(head ?? '') || head === 'team') && (isSurelyPerson(entity) || isKnownPlace(entity.name)))
      return false
    if (isCompany.test(head ?? '') && isNoCompany.test(entity.name)) return false
    if (/^(?:crowd|audience|jury|public|congregation)$/.test(head ?? '') && entity.type === 'person') return false
    if (isState.test(head ?? '') && !entity.name.toLowerCase().includes(head ?? '')) return false
    if (isPersonNoun(head ?? '') && entity.type === 'organization') return false
    const gender = /^spokes/.test(head ?? '') ? null : pronounOfNoun(head ?? '')
    return !gender || (entity.type !== 'organization' && (entity.pronoun ?? gender) === gender)
  }
  if (head !== 'he' && head !== 'she') return entity.type !== 'person'
  return entity.type === 'person' || (entity.type === 'unknown' && !entity.name.includes(' '))
}

const partsClauses = /^(?:who|whom|whose|which|where|when|while|though|although|because|but|if|after|before|[;:—–])$/

/** "The boxes are Doe's, [he] said": where the words begin that somebody says who is not named in them; else where the mention stands. */
function startOfWords(tokens: readonly Token[], { from, to, type, head }: Mention): number {
  const isPerson = type === 'pronoun' && (head === 'he' || head === 'she')
  if (!isPerson || tokens[from - 1]?.text !== ',' || !reportingLemma(tokens[to]?.lower ?? '')) return from
  const { sentence, paragraph } = tokens[from] as Token
  if (!/^[,.]$/.test(tokens[to + 1]?.text ?? '')) return from
  for (let start = from; ; start--) {
    const before = tokens[start - 1]
    if (before?.sentence !== sentence || before.paragraph !== paragraph || partsClauses.test(before.lower)) return start
  }
}

const lower = /^(?:lt|lieutenant|deputy|vice|assistant|associate|junior|shadow)$/

/** "The governor" is no "Lt. Gov. Doe", and "the lieutenant governor" not the governor. */
export function isOfRank({ tokens }: Memory, { titles }: Entity, { from, to, head }: Mention): boolean {
  const isLower = tokens.slice(from, to).some((token) => lower.test(token.lower))
  const words = [...titles].map((title) => title.toLowerCase().split(/[^\p{L}]+/u))
  const same = words.filter((each) => each.some((word) => word === head || (word.length > 2 && head?.startsWith(word))))
  return same.length === 0 || same.some((each) => each.some((word) => lower.test(word)) === isLower)
}

/** The latest entities named before a mention that it can mean, nearest first. */
export function findAntecedents(memory: Memory, mention: Mention): Antecedent[] {
  const paragraph = memory.tokens[mention.from]?.paragraph ?? 0
  const start = countBefore(memory.names, mention.from)
  const opening = memory.breaks[countBefore(memory.breaks, mention.from) - 1]?.from ?? 0
  const found = new Map<Entity, Antecedent>()
  let calledBefore = 0
  const said = startOfWords(memory.tokens, mention)
  const saidOf = new Set<Entity>()
  for (let at = start - 1; at >= Math.max(0, start - farthestNames); at--) {
    const name = memory.names[at] as NameMention
    if (name.from < opening || paragraph - (memory.tokens[name.from]?.paragraph ?? 0) > farthestParagraphs) break
    const entity = memory.table.at(name.from)
    if (!entity || !isPossible(entity, mention) || isOfOtherAge(memory, entity, mention.head ?? '')) continue
    if (isOfDateline(memory.tokens, name.from, name.to) || isCredit(memory.tokens, name.from, name.to)) continue
    if (name.from >= said) saidOf.add(entity)
    if (saidOf.has(entity)) continue
    if (mention.type === 'pronoun' && !found.has(entity) && hasAsked(memory.tokens, name.from)) continue
    const known = found.get(entity)
    if (known) known.count++
    else if (found.size < mostCandidates) {
      const isCalled = mention.type === 'nominal' && mention.head && isOfRank(memory, entity, mention)
      const called = isCalled ? callingOf(memory, entity, mention.head ?? '') : null
      found.set(entity, { entity, name, turn: found.size, count: 1, called, calledBefore })
      if (called) calledBefore++
    }
  }
  return [...found.values()]
}

const spokespeople = /^(?:spokes(?:man|woman|person|people)|rep)$/
/** Whether a lower-cased noun speaks for somebody else: "spokesman". */
export const isSpokesperson = (lower: string): boolean => spokespeople.test(lower)

/** "the prime minister's office" as "the prime minister", or null. */
function ownerOfOffice(tokens: Token[], mention: Mention): Mention | null {
  const { from, to, head, type } = mention
  const owner = tokens[to - 2]
  if (type !== 'nominal' || head !== 'office' || tokens[to - 1]?.lower !== head || !owner?.possessive || to - from < 3)
    return null
  return { ...mention, to: to - 1, head: owner.lower.replace(/['’]s$/, '') }
}

/** `a spokeswoman for the operator`, `a council spokesman`: a mention of the body or the office behind them; any other mention as it is. */
export function behind(tokens: Token[], mention: Mention): Mention {
  const owner = ownerOfOffice(tokens, mention)
  if (owner) return owner
  if (mention.type !== 'nominal' || !isSpokesperson(mention.head ?? '')) return mention
  const noun = mention.from + tokens.slice(mention.from, mention.to).findIndex(({ lower }) => lower === mention.head)
  const before = tokens[noun - 1]?.lower ?? ''
  if (noun > mention.from && isBodyNoun(before)) return { ...mention, from: noun - 1, to: noun, head: before }
  if (!/^(?:for|of)$/.test(tokens[noun + 1]?.lower ?? '') || tokens[noun + 2]?.lower !== 'the') return mention
  const head = tokens[mention.to - 1]?.lower ?? ''
  return isBodyNoun(head) || isOfficeWord(head) || head === 'office' ? { ...mention, from: noun + 2, head } : mention
}
