import type { Filled } from '../form.ts'
import { isBody, isDemonym, isRole, isTitle } from '../text/role-nouns.ts'
import { nobodyForm, nounForm, pronounForm } from './antecedent-forms.ts'
import { isBodyOfKind } from './call-names.ts'
import { lastOf } from './compare-names.ts'
import { type Antecedent, isSurelyPerson, type Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import { isFirstName } from './first-names.ts'
import { pronounOfNoun } from './kin-nouns.ts'
import type { Entity } from './link-entities.ts'
import { isPlace, roleOf } from './name-roles.ts'
import { isNative } from './name-words.ts'
import { epithetOf } from './read-epithet.ts'
import { leadBefore, sharesWord } from './read-surroundings.ts'

const companies = new Set(
  'company firm operator manufacturer retailer grocer carrier airline developer supplier maker insurer lender miner brewer broadcaster publisher bank chain'.split(
    ' ',
  ),
)
const publicBodies =
  /\b(?:University|College|School|Academy|Institute|Department|Ministry|Council|Court|House|Senate|Police|Party|Union|Association|Federation|Authority|Nations|Office|Agency|Commission|Committee|Church|Hospital|Inspectorate|Directorate|Board|Bureau|Parliament|Assembly|Chamber|Forum)\b/

const speaksFor = new Set('spokesman spokeswoman spokesperson statement'.split(' '))
const documents = new Set(
  'report letter order email message post tweet ruling filing document documents memo complaint website article notice judgment study survey paper'.split(
    ' ',
  ),
)

/** What sort of thing a noun or pronoun stands for. */
function kindOf({ type, head }: Mention): string {
  const lower = head ?? ''
  if (type === 'pronoun') return lower
  if (speaksFor.has(lower)) return 'spokesman'
  if (documents.has(lower)) return 'document'
  if (isBody(lower)) return 'body'
  if (/-year-old$/.test(lower)) return 'aged'
  if (isRole(lower) || isTitle(lower)) return 'role'
  return /(?:er|or|ist|man|woman|ian|ant|ee|year-old)$/.test(lower) || isDemonym(lower) || isNative(lower)
    ? 'person'
    : 'noun'
}

/** Somebody with a title, a gender, a first name or a last name used alone, and no school or street that looks like a name. */
const isKnownPerson = (entity: Entity) => isSurelyPerson(entity) || isFirstName(entity.name.split(' ')[0] ?? '')

const beforeThings = /^(?:the|an?|in|at|near|on|under|into|through|across|outside|inside|around)$/

/** Whether a name is somebody's for all that the text says: "on Question Period" and "the Labour Code" are not. */
function knownAs({ tokens }: Memory, entity: Entity): string {
  if (isKnownPerson(entity)) return 'known'
  const isThing = entity.mentions.slice(0, 5).some(({ from }) => beforeThings.test(tokens[from - 1]?.lower ?? ''))
  return isThing ? 'thing' : 'guessed'
}

const bucket = (n: number) => (n <= 2 ? String(n) : n <= 4 ? '3-4' : n <= 8 ? '5-8' : '9+')

/** What is true of a mention whatever it means. */
type Asked = {
  memory: Memory
  mention: Mention
  kind: string
  group: string
  article: string
  since: string
  /** "he", or what "the actress" is, or null. */
  gender: string | null
  /** What the phrase says besides its noun (`epithetOf`), for a person only; null for anything else. */
  epithet: string | null
}

function genderOf({ type, head }: Mention): string | null {
  if (type === 'pronoun') return head === 'he' || head === 'she' ? head : null
  return /^spokes/.test(head ?? '') ? null : pronounOfNoun(head ?? '')
}

function ask(memory: Memory, mention: Mention): Asked {
  const { tokens, lastSpeaker } = memory
  const here = tokens[mention.from]
  const kind = kindOf(mention)
  const group = kind === 'he' || kind === 'she' ? 'he/she' : mention.type === 'pronoun' ? kind : 'noun'
  const definite = /^(?:the|that|this|his|her|their|its|a|an)$/.test(here?.lower ?? '') ? (here?.lower ?? '') : 'other'
  const article = definite === 'an' ? 'a' : definite === 'her' || definite === 'their' ? 'his' : definite
  const since = bucket((here?.paragraph ?? 0) - (lastSpeaker?.paragraph ?? 0))
  const epithet = /^(?:body|document|spokesman)$/.test(kind) ? null : epithetOf(memory, mention)
  return { memory, mention, kind, group, article, since, gender: genderOf(mention), epithet }
}

/** What is true of a mention that means nobody named. */
function describeNobody(
  { memory, mention, kind, group, article, since, epithet }: Asked,
  candidates: readonly Antecedent[],
) {
  const isPronoun = mention.type === 'pronoun'
  const fits = candidates.some(
    ({ entity }) => entity.type === 'person' && (entity.pronoun ?? mention.head) === mention.head,
  )
  const noun = isPronoun ? (leadBefore(memory, mention)?.head ?? null) : null
  const gender = noun && pronounOfNoun(noun)
  return nobodyForm({
    kind,
    group,
    unnamed: memory.lastSpeaker?.entity === null,
    since,
    article: isPronoun ? null : article,
    unfit: isPronoun && !fits,
    led: noun === null ? null : gender === null ? 'noun' : gender === mention.head ? 'same' : 'other',
    calls: isPronoun ? null : callsOf(candidates),
    epithet,
  })
}

const callsOf = (candidates: readonly Antecedent[]) => (candidates.some(({ called }) => called) ? 'some' : 'nobody')

/** What is true of a candidate for pronouns and nouns alike; `turnOfType` is how many nearer ones are of its type, `most` the most that one is named. */
function describePlace(asked: Asked, candidate: Antecedent, turnOfType: number, most: number, gender: string | null) {
  const { memory, mention, kind, group, since } = asked
  const { tokens, lastSpeaker } = memory
  const { entity, name, turn, count } = candidate
  const here = tokens[mention.from]
  const there = tokens[name.from]
  return {
    group,
    kind,
    since,
    type: entity.type !== 'organization' && isPlace(memory, candidate) ? 'place' : entity.type,
    entity: entity.type,
    turn: bucket(turn),
    sentences: bucket((here?.sentence ?? 0) - (there?.sentence ?? 0)),
    paragraphs: bucket((here?.paragraph ?? 0) - (there?.paragraph ?? 0)),
    role: roleOf(memory, candidate),
    count: bucket(count),
    spoke: lastSpeaker?.entity === entity,
    full: entity.name.includes(' '),
    fresh: entity.mentions[0] === name && name.text.includes(' '),
    known: entity.type === 'organization' ? null : knownAs(memory, entity),
    turnOfType: bucket(turnOfType),
    most: count === most,
    theirs: entity.mentions[0]?.theirs ? (entity.mentions.length > 1 ? 'again' : 'once') : null,
    gender,
  }
}

/** How a gender in the text goes with one that is asked for. */
const agreementOf = ({ pronoun }: Entity, gender: string) =>
  pronoun === null ? 'open' : pronoun === gender ? 'agrees' : 'clashes'

/** "his wife" is not the man who spoke. */
function describeKin({ memory, mention: { from }, gender }: Asked, entity: Entity) {
  const speaker = gender && isOwned.test(memory.tokens[from]?.lower ?? '') ? memory.lastSpeaker?.entity : null
  return {
    kinSpoke: speaker === entity,
    namesake: !!speaker && isNamesake(speaker, entity),
  }
}

const isOwned = /^(?:his|her|their)$/

/** Two people with the same last name: "Her husband" is the other Doe. */
const isNamesake = (one: Entity, other: Entity) =>
  one !== other && other.type === 'person' && other.name.includes(' ') && lastOf(one.name) === lastOf(other.name)

/** "Opposition Leader", not "Mr". */
const namesOffice = (title: string) => title.split(/[\s.]+/).some((word) => isRole(word.toLowerCase()))

/** How a name goes with "the company". */
function companyOf({ type, name }: Entity): string {
  if (publicBodies.test(name)) return 'public'
  if (/\b(?:Inc|Corp|Ltd|Co|LLC|PLC|plc|Group|Holdings)\b|&/.test(name)) return 'incorporated'
  return type === 'organization' ? 'maybe' : 'unlike'
}

/** What is true of a candidate for a noun, besides what its place says. */
function describeCalling(asked: Asked, { entity, called, calledBefore }: Antecedent) {
  const head = asked.mention.head ?? ''
  const named = entity.name.toLowerCase().split(/\W+/).includes(head)
  return {
    indefinite: asked.article === 'a' ? 'a' : 'the',
    named,
    company: companies.has(head) ? companyOf(entity) : null,
    ...describeKin(asked, entity),
    ofKind: !named && isBodyOfKind(entity, head),
    called,
    like: called === 'like',
    itself: called !== null && called !== 'like',
    first: called !== null && calledBefore === 0,
    titled: called === null && [...entity.titles].some(namesOffice),
  }
}

/** What is true of all candidates for a noun together, which each is told beside. */
function describeOthers({ mention }: Asked, candidates: readonly Antecedent[]) {
  const own = pronounOfNoun(mention.head ?? '')
  const agreeing = own ? candidates.filter(({ entity }) => entity.pronoun === own) : []
  const people = candidates.filter(({ entity }) => entity.type === 'person')
  return {
    calls: callsOf(candidates),
    onlyPerson: people.length === 1 ? people[0] : null,
    onlyAgreeing: agreeing.length === 1 ? agreeing[0] : null,
  }
}

/** What is true of each candidate for what a pronoun or noun means; the first stands for nobody named. */
export function describeAntecedents(memory: Memory, mention: Mention, candidates: readonly Antecedent[]): Filled[] {
  const asked = ask(memory, mention)
  const { article, epithet } = asked
  const others = mention.type === 'pronoun' ? null : describeOthers(asked, candidates)
  const most = Math.max(2, ...candidates.map(({ count }) => count))
  const turns: Record<Entity['type'], number> = { person: 0, organization: 0, unknown: 0 }
  let fitting = 0
  const described = candidates.map((each) => {
    const { entity, called } = each
    const gender = asked.gender && agreementOf(entity, asked.gender)
    const place = describePlace(asked, each, turns[entity.type]++, most, gender)
    const mayBe = gender !== null && gender !== 'clashes' && place.known === 'known'
    if (!others) return pronounForm({ ...place, fit: mayBe ? bucket(fitting++) : null })
    return nounForm({
      ...place,
      ...describeCalling(asked, each),
      article,
      calls: others.calls,
      uncalled: called === null,
      only: others.onlyPerson === each,
      agrees: others.onlyAgreeing === each,
      shared: sharesWord(memory, mention, each),
      epithet,
      owns: memory.table.at(mention.from) === entity,
    })
  })
  return [describeNobody(asked, candidates), ...described]
}
