import type { Features } from '../rank.ts'
import { isBody, isDemonym, isRole, isTitle } from '../text/role-nouns.ts'
import { isBodyOfKind } from './call-names.ts'
import { lastOf } from './compare-names.ts'
import type { Antecedent, Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import { pronounOfNoun } from './kin-nouns.ts'
import type { Entity } from './link-entities.ts'
import { isPlace, roleOf } from './name-roles.ts'
import { isNative } from './name-words.ts'
import { leadBefore, sharesWord } from './read-surroundings.ts'

const companies = new Set(
  'company firm operator manufacturer retailer carrier airline developer supplier maker bank chain'.split(' '),
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

const bucket = (n: number) => (n <= 2 ? String(n) : n <= 4 ? '3-4' : n <= 8 ? '5-8' : '9+')

/** "the actress" is a woman; "his wife" is not the man who spoke. */
function genderOf({ head, from }: Mention, entity: Entity, { tokens, lastSpeaker }: Memory): string[] {
  const gender = pronounOfNoun(head ?? '')
  if (!gender || /^spokes/.test(head ?? '')) return []
  const isKin = /^(?:his|her|their)$/.test(tokens[from]?.lower ?? '')
  return [
    entity.pronoun === null ? 'noun-open' : entity.pronoun === gender ? 'noun-agrees' : 'noun-clashes',
    ...(isKin && lastSpeaker?.entity === entity ? ['kin-spoke'] : []),
    ...(isKin && lastSpeaker?.entity && isRelative(lastSpeaker.entity, entity) ? ['kin-namesake'] : []),
  ]
}

/** Two people with the same last name: "Her husband" is the other Doe. */
const isRelative = (one: Entity, other: Entity) =>
  one !== other && other.type === 'person' && other.name.includes(' ') && lastOf(one.name) === lastOf(other.name)

function agreementOf(memory: Memory, mention: Mention, candidate: Antecedent): string[] {
  const { entity } = candidate
  const head = mention.head ?? ''
  const type = isPlace(memory, candidate) && entity.type !== 'organization' ? 'place' : entity.type
  if (mention.type === 'pronoun') {
    const gender = entity.pronoun === null ? 'open' : entity.pronoun === head ? 'agrees' : 'clashes'
    const group = head === 'he' || head === 'she' ? 'he/she' : head
    return [`${group} ${type}`, ...(group === 'he/she' ? [gender, `${gender} ${type}`] : [])]
  }
  const kind = kindOf(mention)
  const { called } = candidate
  const article = /^(?:a|an)$/.test(memory.tokens[mention.from]?.lower ?? '') ? 'a' : 'the'
  const named = entity.name.toLowerCase().split(/\W+/).includes(head)
  const company = companies.has(head) && entity.type === 'organization' && !publicBodies.test(entity.name)
  return [
    `${kind} ${type}`,
    `${article} ${kind} ${type}`,
    ...(named ? [`${kind} in-name`, 'in-name'] : []),
    ...(company ? ['company'] : []),
    ...genderOf(mention, entity, memory),
    ...(named || !isBodyOfKind(entity, head) ? [] : ['kind-in-name', `${kind} kind-in-name`]),
    ...(called
      ? [`${kind} described`, `described ${type}`, `called ${called}`, called === 'like' ? 'like' : 'called']
      : []),
    ...(called && candidate.calledBefore === 0
      ? ['called-first', `${kind} called-first`, `called-first ${called}`]
      : []),
    ...(!called && [...entity.titles].some(namesOffice) ? ['titled otherwise', `${kind} titled otherwise`] : []),
  ]
}

/** "Opposition Leader", not "Mr". */
const namesOffice = (title: string) => title.split(/[\s.]+/).some((word) => isRole(word.toLowerCase()))

const nounOf = (kind: string, article: string, candidate: Antecedent, spoke: boolean) => [
  `noun ${article}`,
  `${kind} turn ${bucket(candidate.turn)}`,
  ...(spoke ? [`${kind} spoke`, `${article} spoke`] : []),
]

/** What is true of each candidate for what a pronoun or noun means; the first stands for nobody named. */
export function describeAntecedents(memory: Memory, mention: Mention, candidates: readonly Antecedent[]): Features[] {
  const described = [null, ...candidates].map((each) => describeAntecedent(memory, mention, each))
  const kind = kindOf(mention)
  const most = Math.max(...candidates.map(({ count }) => count))
  const calls = candidates.some(({ called }) => called) ? 'some' : 'nobody'
  const fits = candidates.some(
    ({ entity }) => entity.type === 'person' && (entity.pronoun ?? mention.head) === mention.head,
  )
  const people = candidates.filter(({ entity }) => entity.type === 'person').length
  const noun = mention.type === 'pronoun' ? (leadBefore(memory, mention)?.head ?? null) : null
  const gender = noun && pronounOfNoun(noun)
  const led =
    noun === null ? [] : [`none led by ${gender === null ? 'noun' : gender === mention.head ? 'same' : 'other'}`]
  const ofType: Record<Entity['type'], number> = { person: 0, organization: 0, unknown: 0 }
  return described.map((features, at) => {
    const candidate = candidates[at - 1]
    if (!candidate)
      return mention.type === 'pronoun'
        ? [...features, ...(fits ? [] : ['none fits']), ...led]
        : [...features, `none called-${calls}`, `none ${kind} called-${calls}`]
    const { entity, count, called } = candidate
    const turn = bucket(ofType[entity.type]++)
    const named = count === most && count > 1 ? [`${kind} most-named`, `most-named ${entity.type}`] : []
    const alone = called || mention.type === 'pronoun' ? [] : [`called-${calls} not`, `${kind} called-${calls} not`]
    const own = mention.type === 'nominal' ? pronounOfNoun(mention.head ?? '') : null
    const agreeing = own ? candidates.filter(({ entity }) => entity.pronoun === own) : []
    const agrees = agreeing.length === 1 && agreeing[0] === candidate ? ['only agrees'] : []
    const only =
      mention.type !== 'pronoun' && entity.type === 'person' && people === 1
        ? ['only person', `${kind} only person`]
        : []
    const shared =
      mention.type === 'nominal' && sharesWord(memory, mention, candidate) ? ['shares-word', `${kind} shares-word`] : []
    return [...features, `${kind} ${entity.type} turn ${turn}`, ...named, ...alone, ...only, ...agrees, ...shared]
  })
}

function describeAntecedent(memory: Memory, mention: Mention, candidate: Antecedent | null): Features {
  const { tokens, lastSpeaker } = memory
  const here = tokens[mention.from]
  const kind = kindOf(mention)
  const group = kind === 'he' || kind === 'she' ? 'he/she' : mention.type === 'pronoun' ? kind : 'noun'
  const definite = /^(?:the|that|this|his|her|their|its|a|an)$/.test(here?.lower ?? '') ? (here?.lower ?? '') : 'other'
  const article = definite === 'an' ? 'a' : definite === 'her' || definite === 'their' ? 'his' : definite
  const since = bucket((here?.paragraph ?? 0) - (lastSpeaker?.paragraph ?? 0))
  if (!candidate)
    return [
      'none',
      `none ${kind}`,
      `none ${group}`,
      ...(lastSpeaker?.entity === null ? ['none unnamed spoke', `none ${group} unnamed spoke ${since}`] : []),
      ...(group === 'noun' ? [`none ${article}`, `none ${article} ${kind}`] : []),
    ]
  const there = tokens[candidate.name.from]
  const sentences = bucket((here?.sentence ?? 0) - (there?.sentence ?? 0))
  const paragraphs = bucket((here?.paragraph ?? 0) - (there?.paragraph ?? 0))
  const role = roleOf(memory, candidate)
  const spoke = lastSpeaker?.entity === candidate.entity
  const features = [
    ...agreementOf(memory, mention, candidate),
    `turn ${bucket(candidate.turn)}`,
    `sentences ${sentences}`,
    `paragraphs ${paragraphs}`,
    `role ${role}`,
    `role ${role} ${sentences}`,
    `count ${bucket(candidate.count)}`,
    ...(spoke ? ['spoke', `spoke ${since}`] : []),
    ...(candidate.entity.name.includes(' ') ? ['full'] : []),
  ]
  return [
    ...features,
    ...features.slice(1).map((feature) => `${group} ${feature}`),
    ...(group === 'noun' ? nounOf(kind, article, candidate, spoke) : []),
  ]
}
