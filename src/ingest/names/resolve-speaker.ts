import weights from '../models/antecedent.json' with { type: 'json' }
import type { Cue } from '../quotes/find-cues.ts'
import { probabilities, type Weights } from '../rank.ts'
import { isBody } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import { isPersonNoun } from './call-names.ts'
import type { NameMention } from './collect-names.ts'
import { describeAntecedents } from './describe-antecedent.ts'
import { type Antecedent, behind, findAntecedents, type Memory, namesBefore } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import { pronounOfNoun } from './kin-nouns.ts'
import type { Entity } from './link-entities.ts'
import { isOfficeWord } from './name-words.ts'
import { type Said, saidAfter, saidBefore } from './read-apposition.ts'

export type { Memory } from './find-antecedents.ts'

/** An entity and how sure it is that the mention means it, 0..1. */
export type Resolved = { entity: Entity; certainty: number }

/** "a spokesman for Kestrel Ferries", "Kestrel's statement": who speaks is the body named. */
const speaksFor = new Set('spokesman spokeswoman spokesperson spokespeople statement'.split(' '))
/** "a study by the Halden Institute", "Hexlane's report" */
const writtenBy = new Set(
  'report study research survey poll analysis review paper letter memo ruling filing notice lawsuit website blog post bulletin release index audit'.split(
    ' ',
  ),
)

/** The entity named inside a mention that speaks for it, or null. */
export function bodyNamedIn(memory: Memory, mention: Mention): Entity | null {
  const isPaper = writtenBy.has(mention.head ?? '')
  if (!speaksFor.has(mention.head ?? '') && !isPaper) return null
  for (let at = mention.from; at < mention.to; at++) {
    const entity = memory.table.at(at)
    if (entity && (!isPaper || entity.type === 'organization')) return entity
  }
  return null
}

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

const reach = 12

/** Bodies speak of themselves by name: `In a statement, it said: "Kestrel has always …"`. */
function namedInOwnWords(memory: Memory, mention: Mention, candidates: Antecedent[]): Resolved | null {
  if (mention.head !== 'it') return null
  let at = mention.to
  while (at < mention.to + reach && (memory.tokens[at]?.quote ?? 0) < 0) at++
  while (memory.tokens[at] && !memory.tokens[at]?.isWord) at++
  const first = memory.tokens[at]
  if (!first?.capital || first.paragraph !== memory.tokens[mention.from]?.paragraph) return null
  const itself = candidates.find(({ entity }) =>
    entity.name
      .toLowerCase()
      .split(/\s+/)
      .every((word, next) => memory.tokens[at + next]?.lower === word),
  )
  return itself ? { entity: itself.entity, certainty: 0.8 } : null
}

const farthestName = 40

/** `"…," the mayor said` at the top, and further down "Mayor Jane Doe": whoever is introduced later by that noun. */
function introducedLater(memory: Memory, { from, to, head }: Mention): Entity | null {
  const start = namesBefore(memory.names, to)
  const says = (said: Said | null) =>
    memory.tokens.slice(said?.from ?? 0, said?.to ?? 0).some(({ lower }) => lower === head)
  for (const name of memory.names.slice(start, start + farthestName)) {
    const entity = memory.table.at(name.from)
    const isNew = entity?.type === 'person' && name.text.includes(' ') && (entity.mentions[0]?.from ?? 0) > from
    if (isNew && (says(saidBefore(memory.tokens, name)) || says(saidAfter(memory.tokens, name)))) return entity
  }
  return null
}

/** Those whom news keeps unnamed, and what is no one person. */
const unnamed =
  /^(?:official|source|aide|insider|witness|adviser|advisor|diplomat|spokes\p{L}+|resident|neighbou?r|friend|colleague|critic|supporter|one|police|staff|jury|judge|court|.*[^s]s)$/u

/** `A Saskatoon woman says …`, and the next paragraph begins `Lorraine Doe, 43, said`: whom a story's opening means. */
function introducedNext(memory: Memory, { from, to, head }: Mention, candidates: Antecedent[]): Entity | null {
  const { tokens, names, table } = memory
  const paragraph = tokens[from]?.paragraph ?? 0
  const mayBe =
    head !== null &&
    paragraph <= 2 &&
    !unnamed.test(head) &&
    (isPersonNoun(head) || isOfficeWord(head) || !!pronounOfNoun(head))
  if (!mayBe || isBody(head) || candidates.some(({ entity }) => entity.type === 'person')) return null
  const after = namesBefore(names, to)
  const name = names.slice(after, after + 9).find((each) => (tokens[each.from]?.paragraph ?? 0) > paragraph)
  const entity = name ? table.at(name.from) : null
  if (!name?.startsSentence || entity?.type !== 'person' || !entity.name.includes(' ')) return null
  const isNext = (tokens[name.from]?.paragraph ?? 0) - paragraph === 1 && (entity.mentions[0]?.from ?? 0) > from
  return isNext && (entity.pronoun ?? pronounOfNoun(head) ?? null) === (pronounOfNoun(head) ?? entity.pronoun)
    ? entity
    : null
}

/** "the canon", "the 23-year-old": whoever has that title or age, or is said to be that when introduced after it. */
function calledSo(memory: Memory, mention: Mention, candidates: Antecedent[]): Resolved | null {
  const { head, from, type } = mention
  if (type !== 'nominal' || head === null || memory.tokens[from]?.lower !== 'the') return null
  const titled = candidates.find(({ called }) => called === 'title' || called === 'age')
  if (titled) return { entity: titled.entity, certainty: 0.9 }
  const isOpen = isOfficeWord(head) && !candidates.some(({ called }) => called)
  const later = isOpen ? introducedLater(memory, mention) : null
  if (later) return { entity: later, certainty: 0.75 }
  return null
}

const writings = /^(?:statement|post|tweet|letter|email|e-mail|release|message|memo|note|notice|sign|card)$/
const farthestWriting = 200

/** The last who says something in a sentence, of the cues followed so far, or null. */
function speakerIn(memory: Memory, sentence: number): Mention | null {
  for (let at = memory.followed - 1; at >= 0; at--) {
    const cue = memory.cues[at] as Cue
    const place = memory.tokens[cue.at]?.sentence ?? 0
    if (place <= sentence) return place === sentence ? cue.subject : null
  }
  return null
}

/** Whoever is named first in the sentence that a token ends or stands in. */
function firstNamed(memory: Memory, token: number): Entity | null {
  const { sentence } = memory.tokens[token] as Token
  let from = token
  while (from > 0 && token - from < farthestWriting && memory.tokens[from - 1]?.sentence === sentence) from--
  const name = memory.names[namesBefore(memory.names, from)]
  return name && memory.tokens[name.from]?.sentence === sentence ? memory.table.at(name.from) : null
}

const isWriting = ({ type, head }: Mention) => head === 'it' || (type === 'nominal' && writings.test(head ?? ''))

/** `In a statement, Doe said … the statement read`, `Doe taped up a sign. "…," it read`: whose words a paper's are. */
function writerOf(memory: Memory, mention: Mention): Resolved | null {
  const { from, to, head } = mention
  const { tokens } = memory
  const here = tokens[from] as Token
  const isIt = head === 'it' && /^reads?$/.test(tokens[to]?.lower ?? '')
  if (!isIt && !(isWriting(mention) && here.lower === 'the' && to - from <= 3)) return null
  for (let at = from - 1; at > Math.max(0, from - farthestWriting); at--) {
    const { quote, sentence, paragraph, lower } = tokens[at] as Token
    if (here.paragraph - paragraph > 3) break
    if (quote >= 0 || sentence === here.sentence || !(isIt ? writings.test(lower) : lower === head)) continue
    const speaker = speakerIn(memory, sentence)
    if (speaker && isWriting(speaker)) continue
    const entity = speaker ? (resolveSpeaker(memory, speaker)?.entity ?? null) : firstNamed(memory, at)
    return entity && { entity, certainty: 0.75 }
  }
  return null
}

/** "the 29-year-old assistant" as "the 29-year-old", which nobody else can be. */
function byItsAge(memory: Memory, mention: Mention): Mention | null {
  if (mention.type !== 'nominal' || /-year-old$/.test(mention.head ?? '-year-old')) return null
  const age = memory.tokens.slice(mention.from, mention.to).find(({ lower }) => /^\d\d?-year-old$/.test(lower))
  return age ? { ...mention, head: age.lower } : null
}

function resolveReference(memory: Memory, spoken: Mention): Resolved | null {
  const body = bodyNamedIn(memory, spoken)
  if (body) return { entity: body, certainty: 0.9 }
  const mention = behind(memory.tokens, spoken)
  if (mention.text === 'A') return interviewee(memory)
  if (isInterviewer(mention)) return null
  const writer = writerOf(memory, mention)
  if (writer) return writer
  const candidates = findAntecedents(memory, mention)
  const called = calledSo(memory, mention, candidates)
  if (called) return called
  const byAge = candidates.some((each) => each.called) ? null : byItsAge(memory, mention)
  if (byAge) return resolveReference(memory, byAge)
  const next = mention.type === 'nominal' ? introducedNext(memory, mention, candidates) : null
  if (next) return { entity: next, certainty: 0.7 }
  if (candidates.length === 0) return null
  const itself = namedInOwnWords(memory, mention, candidates)
  if (itself) return itself
  const described = describeAntecedents(memory, mention, candidates)
  const chances = probabilities(weights as Weights, described)
  const best = chances.indexOf(Math.max(...chances))
  const chosen = candidates[best - 1]
  if (!chosen) return null
  const head = mention.head
  const isSure = (chances[best] ?? 0) > 0.6
  if (isSure && chosen.entity.type === 'person' && (head === 'he' || head === 'she')) chosen.entity.pronoun ??= head
  return { entity: chosen.entity, certainty: chances[best] ?? 0 }
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
