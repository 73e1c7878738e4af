import { scorerOf } from '../form.ts'
import weights from '../models/antecedent.json' with { type: 'json' }
import { mapOf, probabilitiesOf } from '../rank.ts'
import { reportingLemma } from '../text/reporting-verbs.ts'
import { callingOf } from './call-names.ts'
import type { NameMention } from './collect-names.ts'
import { countBefore } from './count-before.ts'
import { describeAntecedents } from './describe-antecedent.ts'
import { elderOf } from './elder.ts'
import { type Antecedent, behind, findAntecedents, type Memory, type Resolved } from './find-antecedents.ts'
import { bodySpokenFor, sameSpokesperson } from './find-body-spoken-for.ts'
import { forceMeant } from './find-force.ts'
import { calledSo, introducedEarlier, introducedNext, namedByNoun, titledEarlier } from './find-introduced.ts'
import { introducedAfterLead } from './find-lead.ts'
import { makerCalled, makerOf } from './find-maker.ts'
import type { Mention } from './find-mentions.ts'
import { belongsTo, bodyOfBoard, holderOfOffice, ownerSpoken } from './find-owner.ts'
import { relativeOf } from './find-relative.ts'
import { spokespersonBefore } from './find-spokesperson.ts'
import { isMostlyNamed, tellsOfUnnamed } from './find-unnamed.ts'
import { witnessAmong } from './find-witness.ts'
import { bodyNamedIn, namedInOwnWords, writerOf } from './find-writer.ts'
import { writerNamed } from './find-writing.ts'
import { author, interviewee, isInterviewer } from './interview.ts'
import { pronounOfNoun } from './kin-nouns.ts'
import type { Entity } from './link-entities.ts'
import { namedBehind } from './named-behind.ts'
import { byItsAge } from './read-age.ts'
import { leadBefore } from './read-surroundings.ts'
import { groupBefore, tellerBefore } from './spoke-before.ts'

import { staysUnnamed } from './stays-unnamed.ts'

export type { Memory, Resolved } from './find-antecedents.ts'

const scoreOf = scorerOf(mapOf(weights))

/** A story mostly names whom it calls "the farmer", even where nothing else tells: best of 0.25 to 1 on the stories that are trained on. */
const nobodyIsLess = 0.4

/** The likeliest candidate by the model, or null where that is nobody named; "he" and "she" then tell its gender. */
function choose(memory: Memory, mention: Mention, candidates: Antecedent[]): Resolved | null {
  const chances = probabilitiesOf(describeAntecedents(memory, mention, candidates).map(scoreOf))
  if (isMostlyNamed(memory, mention)) chances[0] = (chances[0] ?? 0) * nobodyIsLess
  const chance = Math.max(...chances)
  const entity = candidates[chances.indexOf(chance) - 1]?.entity
  if (!entity) return null
  const { head } = mention
  if (chance > 0.6 && entity.type === 'person' && (head === 'he' || head === 'she')) entity.pronoun ??= head
  return { entity, certainty: chance }
}

/** "A colleague, who …", "His wife said": somebody who is told of as one who speaks, and not named. */
function isUnnamed({ tokens }: Memory, { from, to }: Mention): boolean {
  if (tokens[from]?.lower === 'the') return false
  const next = tokens[to]?.text === ',' ? to + 1 : to
  return tokens[next]?.lower === 'who' || reportingLemma(tokens[to]?.lower ?? '') !== null
}

/** `The union leader laughed. "…," she said`: whom the noun before a pronoun means; undefined where it does not tell. */
function ledBy(memory: Memory, mention: Mention): Resolved | null | undefined {
  const { head, type } = mention
  if (type !== 'pronoun' || (head !== 'he' && head !== 'she')) return undefined
  const lead = leadBefore(memory, mention)
  if (!lead || (pronounOfNoun(lead.head ?? '') ?? head) !== head) return undefined
  if (/^an?$/.test(memory.tokens[lead.from]?.lower ?? '') && isUnnamed(memory, lead)) return null
  const meant = resolveReference(memory, lead)
  const isKin = /^(?:his|her|their)$/.test(memory.tokens[lead.from]?.lower ?? '')
  const isTold = !isKin || !meant || callingOf(memory, meant.entity, lead.head ?? '') || relativeOf(memory, lead)
  if (!meant || !isTold) return isUnnamed(memory, lead) ? null : undefined
  const { type: kind, pronoun } = meant.entity
  return kind === 'person' && (pronoun ?? head) === head ? { ...meant, certainty: 0.75 } : undefined
}

function resolveReference(memory: Memory, spoken: Mention): Resolved | null {
  const named = namedBehind(memory, spoken) ?? holderOfOffice(memory, spoken) ?? bodyOfBoard(memory, spoken)
  if (named) return { entity: named, certainty: 0.9 }
  const body = makerOf(memory, spoken) ?? bodyNamedIn(memory, spoken) ?? writerNamed(memory, spoken)
  if (body) return { entity: body, certainty: 0.9 }
  const maker = makerCalled(memory, spoken)
  if (maker) return resolveReference(memory, maker)
  const mention = behind(memory.tokens, spoken)
  if (mention.text === 'A' || mention.head === 'i') {
    const entity = mention.head === 'i' ? author(memory) : interviewee(memory)
    return entity && { entity, certainty: 0.8 }
  }
  if (isInterviewer(mention)) return null
  const force = forceMeant(memory, mention)
  if (force) return { entity: force, certainty: 0.75 }
  const writer = writerOf(memory, mention)
  if (writer) {
    const entity = 'entity' in writer ? writer.entity : resolveSpeaker(memory, writer.speaker)?.entity
    return entity ? { entity, certainty: 0.75 } : null
  }
  const spokesperson = spokespersonBefore(memory, mention) ?? sameSpokesperson(memory, mention)
  if (spokesperson) return resolveReference(memory, spokesperson)
  const spokenFor = bodySpokenFor(memory, mention)
  if (spokenFor) return { entity: spokenFor, certainty: 0.7 }
  const teller = tellerBefore(memory, mention)
  if (teller) return { entity: teller, certainty: 0.8 }
  const group = groupBefore(memory, mention)
  if (group) return resolveReference(memory, group)
  if (staysUnnamed(memory, mention)) return null
  const relative = relativeOf(memory, mention)
  if (relative) return { entity: relative, certainty: 0.8 }
  const led = ledBy(memory, mention)
  if (led !== undefined) return led
  const candidates = findAntecedents(memory, mention)
  const ofNoun = namedByNoun(memory, mention, candidates)
  if (ofNoun) return { entity: ofNoun, certainty: 0.8 }
  const called = calledSo(memory, mention, candidates)
  if (called) return called
  const titled = titledEarlier(memory, mention)
  if (titled) return { entity: titled, certainty: 0.75 }
  const byAge = candidates.some((each) => each.called) ? null : byItsAge(memory, mention)
  if (byAge) return resolveReference(memory, byAge)
  const witness = witnessAmong(memory, mention, candidates)
  if (witness) return { entity: witness, certainty: 0.7 }
  const next = mention.type === 'nominal' ? introducedNext(memory, mention, candidates) : null
  if (next) return { entity: next, certainty: 0.7 }
  const introduced = introducedAfterLead(memory, mention)
  if (introduced) return { entity: introduced, certainty: 0.6 }
  const isTheirs = belongsTo(memory, mention) !== null
  const isCalled = !isTheirs && candidates.some((each) => each.called)
  const earlier = isCalled ? null : introducedEarlier(memory, mention)
  if (earlier) return { entity: earlier, certainty: 0.75 }
  const owner = ownerSpoken(memory, mention)
  const owning = owner && resolveReference(memory, owner)
  if (owning) return owning
  if (candidates.length === 0 || tellsOfUnnamed(memory, mention, candidates)) return null
  const itself = namedInOwnWords(memory, mention, candidates)
  if (itself) return { entity: itself, certainty: 0.8 }
  return choose(memory, mention, candidates)
}

/** What a pronoun or noun means, asked for once for each state of who spoke last; an entity is told by where it is named first. */
function recallReference(memory: Memory, mention: Mention): Resolved | null {
  const { lastSpeaker, resolved } = memory
  const spoke = lastSpeaker ? `${lastSpeaker.entity?.mentions[0]?.from},${lastSpeaker.paragraph}` : ''
  const key = `${mention.from},${mention.to},${spoke}`
  const known = resolved.get(key)
  if (known !== undefined) return known
  const found = resolveReference(memory, mention)
  resolved.set(key, found)
  return found
}

/** The entity whose name a token stands inside: "Human Services" of "Department of Health and Human Services". */
function entityAround(memory: Memory, token: number): Entity | null {
  const name = memory.names[countBefore(memory.names, token + 1) - 1]
  return name && token < name.to ? memory.table.at(name.from) : null
}

/**
 * The entity that a mention means: a name by its words; pronouns and nouns by choosing among the names before them and
 * nobody, with a model (`describeAntecedents`); or null.
 */
export function resolveSpeaker(memory: Memory, mention: Mention): Resolved | null {
  if (mention.type !== 'name') return recallReference(memory, mention)
  const holder = namedBehind(memory, mention) ?? elderOf(memory, mention)
  if (holder) return { entity: holder, certainty: 0.9 }
  const from = mention.name?.from ?? mention.from
  const known =
    memory.table.at(from) ??
    entityAround(memory, from) ??
    memory.table.endingAt(mention.name?.to ?? -1) ??
    memory.table.find(mention.text.replace(/\s+/g, ' ')) ??
    openingOf(memory, mention)
  return { entity: known ?? memory.table.add(asName(mention)), certainty: 1 }
}

/** "Elizabeth Doe Hammers Bank Chief", in a headline: the person whose full name opens the words. */
function openingOf({ table }: Memory, { text }: Mention): Entity | null {
  const words = text.split(/\s+/)
  for (let end = Math.min(words.length - 1, 4); end >= 2; end--) {
    const entity = table.named(words.slice(0, end).join(' '))
    if (entity?.type === 'person') return entity
  }
  return null
}

const asName = (mention: Mention): NameMention => ({
  from: mention.name?.from ?? mention.from,
  to: mention.name?.to ?? mention.to,
  text: mention.text.replace(/\s+/g, ' '),
  title: null,
  startsSentence: false,
})
