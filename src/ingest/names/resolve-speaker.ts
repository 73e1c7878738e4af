import { scorerOf } from '../form.ts'
import weights from '../models/antecedent.json' with { type: 'json' }
import { mapOf, probabilitiesOf } from '../rank.ts'
import type { NameMention } from './collect-names.ts'
import { describeAntecedents } from './describe-antecedent.ts'
import { type Antecedent, behind, findAntecedents, type Memory, namesBefore } from './find-antecedents.ts'
import { byItsAge, calledSo, introducedNext, namedBehind, type Resolved } from './find-introduced.ts'
import type { Mention } from './find-mentions.ts'
import { spouseOf } from './find-spouse.ts'
import { bodyNamedIn, namedInOwnWords, writerOf } from './find-writer.ts'
import type { Entity } from './link-entities.ts'

export type { Memory } from './find-antecedents.ts'

export type { Resolved } from './find-introduced.ts'

const scoreOf = scorerOf(mapOf(weights))

/** "Q:", "Interviewer:" */
const isInterviewer = ({ text, head }: Mention) => text === 'Q' || head === 'interviewer' || head === 'moderator'

/** "A:" of an interview is the person named most often. */
function interviewee(memory: Memory): Resolved | null {
  const people = memory.table.entities.filter(({ type }) => type === 'person')
  const best = people.reduce<Entity | null>(
    (most, one) => (one.mentions.length > (most?.mentions.length ?? 0) ? one : most),
    null,
  )
  return best && { entity: best, certainty: 0.8 }
}

/** The likeliest candidate by the model, or null where that is nobody named; "he" and "she" then tell its gender. */
function choose(memory: Memory, mention: Mention, candidates: Antecedent[]): Resolved | null {
  const chances = probabilitiesOf(describeAntecedents(memory, mention, candidates).map(scoreOf))
  const chance = Math.max(...chances)
  const entity = candidates[chances.indexOf(chance) - 1]?.entity
  if (!entity) return null
  const { head } = mention
  if (chance > 0.6 && entity.type === 'person' && (head === 'he' || head === 'she')) entity.pronoun ??= head
  return { entity, certainty: chance }
}

function resolveReference(memory: Memory, spoken: Mention): Resolved | null {
  const named = namedBehind(memory, spoken)
  if (named) return { entity: named, certainty: 0.9 }
  const body = bodyNamedIn(memory, spoken)
  if (body) return { entity: body, certainty: 0.9 }
  const mention = behind(memory.tokens, spoken)
  if (mention.text === 'A') return interviewee(memory)
  if (isInterviewer(mention)) return null
  const writer = writerOf(memory, mention)
  if (writer) {
    const entity = 'entity' in writer ? writer.entity : resolveSpeaker(memory, writer.speaker)?.entity
    return entity ? { entity, certainty: 0.75 } : null
  }
  const spouse = spouseOf(memory, mention)
  if (spouse) return { entity: spouse, certainty: 0.8 }
  const candidates = findAntecedents(memory, mention)
  const called = calledSo(memory, mention, candidates)
  if (called) return called
  const byAge = candidates.some((each) => each.called) ? null : byItsAge(memory, mention)
  if (byAge) return resolveReference(memory, byAge)
  const next = mention.type === 'nominal' ? introducedNext(memory, mention, candidates) : null
  if (next) return { entity: next, certainty: 0.7 }
  if (candidates.length === 0) return null
  const itself = namedInOwnWords(memory, mention, candidates)
  if (itself) return { entity: itself, certainty: 0.8 }
  return choose(memory, mention, candidates)
}

/** The entity whose name a token stands inside: "Human Services" of "Department of Health and Human Services". */
function entityAround(memory: Memory, token: number): Entity | null {
  const name = memory.names[namesBefore(memory.names, token + 1) - 1]
  return name && token < name.to ? memory.table.at(name.from) : null
}

/**
 * The entity that a mention means: a name by its words; pronouns and nouns by choosing among the names before them and
 * nobody, with a model (`describeAntecedents`); or null.
 */
export function resolveSpeaker(memory: Memory, mention: Mention): Resolved | null {
  if (mention.type !== 'name') return resolveReference(memory, mention)
  const from = mention.name?.from ?? mention.from
  const known =
    memory.table.at(from) ?? entityAround(memory, from) ?? memory.table.find(mention.text.replace(/\s+/g, ' '))
  return { entity: known ?? memory.table.add(asName(mention)), certainty: 1 }
}

const asName = (mention: Mention): NameMention => ({
  from: mention.name?.from ?? mention.from,
  to: mention.name?.to ?? mention.to,
  text: mention.text.replace(/\s+/g, ' '),
  title: null,
  startsSentence: false,
})
