import { auxiliaries, calendarWords, connectors, prepositions, subordinators } from '../text/function-words.ts'
import { reportingLemma } from '../text/reporting-verbs.ts'
import type { Token } from '../text/tokenize.ts'
import { isSpokesperson, type Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import type { Entity, EntityTable } from './link-entities.ts'
import { isPast } from './name-roles.ts'

/** Words with a capital that open a sentence and say what kind of police, not whose. */
const kinds =
  /^(?:local|state|city|county|federal|provincial|military|riot|transit|border|railway|campus|traffic|undercover|armed|plainclothes|uniformed|secret|anti-riot|national|regional|municipal|tribal|highway|village|town|district|homicide|mounted|meanwhile|however|later|earlier|more|other|several|many|two|three|former|new)$/

const verbs =
  /^(?:shut|caught|dealt|swept|let|swore|also|later|then|now|still|never|say|says|believe|think|want|need|have|make|take|use|who|which)$/

/** Whether a word may stand behind a subject that ends, and so is not what the police before it are of: "Harrow police [chief]". */
const goesOn = ({ lower, capital }: Token): boolean =>
  (calendarWords.has(lower) || !capital) &&
  (/(?:ed|ly)$/.test(lower) ||
    [auxiliaries, calendarWords, connectors, prepositions, subordinators].some((words) => words.has(lower)) ||
    isPast(lower) ||
    verbs.test(lower) ||
    reportingLemma(lower) !== null)

/** Whether "police" at `at` ends the name that begins at `from`: "Harrow police said", not "Harrow police chief". */
export function isForceOf(tokens: Token[], from: number, at: number): boolean {
  const [owner, police, next] = [tokens[at - 1] as Token, tokens[at] as Token, tokens[at + 1]]
  if (!/^police(?:['’]s)?$/.test(police.lower) || police.quote !== owner.quote || police.sentence !== owner.sentence)
    return false
  if (owner.possessive || !owner.isWord || (at === from + 1 && kinds.test(owner.lower))) return false
  return police.possessive || !next?.isWord || next.sentence !== police.sentence || goesOn(next)
}

const forces =
  /\bpolice(?: (?:service|department|force))?$|\bconstabulary$|\bsheriff['’]s (?:office|department)$|^(?:RCMP|OPP|NYPD|LAPD|PSNI|Royal Canadian Mounted Police)$/i

const known = new WeakMap<EntityTable, Entity | null>()

/** The one force that a text names, or null: looked for once. */
function onlyForce(table: EntityTable): Entity | null {
  const found = known.get(table)
  if (found !== undefined) return found
  const named = table.entities.filter(({ name }) => forces.test(name))
  const only = named.length === 1 ? (named[0] as Entity) : null
  known.set(table, only)
  return only
}

const ofForce = /^(?:police|force|investigators|detectives|deputies)$/

/** "police said", "a police spokesman", "the force", "investigators", where the text names one force and no other; or null. */
export function forceMeant({ table, tokens }: Memory, { type, head, from, to }: Mention): Entity | null {
  if (type !== 'nominal' || head === null) return null
  const start = /^(?:the|an?)$/.test(tokens[from]?.lower ?? '') ? from + 1 : from
  const [noun, next] = [tokens[start]?.lower ?? '', tokens[start + 1]?.lower ?? '']
  const isForce = ofForce.test(noun) && to === start + 1
  const speaksFor = noun === 'police' && isSpokesperson(next) && to === start + 2
  return isForce || speaksFor ? onlyForce(table) : null
}
