import { auxiliaries, connectors, prepositions, subordinators } from '../text/function-words.ts'
import { reportingLemma } from '../text/reporting-verbs.ts'
import { isBody } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import { isPersonNoun } from './call-names.ts'
import type { NameMention } from './collect-names.ts'
import { countBefore } from './count-before.ts'
import type { Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import { pronounOfNoun } from './kin-nouns.ts'
import type { Entity } from './link-entities.ts'
import { isPast } from './name-roles.ts'
import { isOfficeWord, isRank } from './name-words.ts'

const longestRest = 6
const longestApposition = 14

const isVerb = (lower: string) =>
  auxiliaries.has(lower) || isPast(lower) || reportingLemma(lower) !== null || /ed$/.test(lower)

const isRelative = /^(?:who|which|whose|that)$/

/** Past "in charge" of "the lieutenant in charge, Jane Doe,": the comma behind a mention, or -1. */
function commaBehind(tokens: Token[], to: number): number {
  for (let at = to; at < to + longestRest; at++) {
    const token = tokens[at]
    if (token?.text === ',') return at
    if (!token?.isWord || token.capital || token.quote >= 0 || token.sentence !== tokens[to - 1]?.sentence) return -1
    if (isVerb(token.lower) || subordinators.has(token.lower) || connectors.has(token.lower)) return -1
    if (isRelative.test(token.lower)) return -1
  }
  return -1
}

/** "a dentist from Leeds named [Jane Doe]": where a name begins that is said to be one, or -1. */
function afterNamed(tokens: Token[], from: number): number {
  for (let at = from; at < from + longestApposition; at++) {
    const token = tokens[at]
    if (!token?.isWord || token.quote >= 0 || token.sentence !== tokens[from]?.sentence) return -1
    if (/^(?:named|called)$/.test(token.lower)) return at + 1
    if (isVerb(token.lower) || isRelative.test(token.lower)) return -1
  }
  return -1
}

/** "Another passenger, who gave his name only as [Mick],": where the name that somebody told begins, or -1. */
function afterTold(tokens: Token[], from: number): number {
  if (tokens[from]?.lower !== 'who') return -1
  let tells = false
  for (let at = from + 1; at < from + longestApposition; at++) {
    const token = tokens[at]
    if (!token || token.quote >= 0 || token.sentence !== tokens[from]?.sentence) return -1
    if (tells && token.capital && /^(?:as|,|is)$/.test(tokens[at - 1]?.lower ?? '')) return at
    tells ||= /^(?:name|names|named|identified)$/.test(token.lower)
  }
  return -1
}

/** "retired welder Jane Doe" */
const isAdjective =
  /^(?:retired|elected|disgraced|ousted|acclaimed|renowned|convicted|jailed|decorated|injured|displaced|registered|licensed|celebrated|respected|noted|self-employed)$/

/** Whether nothing but who that is stands between two tokens: "the Irish playwright", "Mrs.". */
const describes = (tokens: Token[], from: number, to: number) =>
  to - from <= longestRest &&
  tokens
    .slice(from, to)
    .every(
      ({ text, lower, isWord, quote }) =>
        quote < 0 &&
        (isWord || /^[.()]$/.test(text)) &&
        !prepositions.has(lower) &&
        (!isVerb(lower) || isAdjective.test(lower)) &&
        !connectors.has(lower) &&
        !subordinators.has(lower),
    )

const endsApposition = (next: Token | undefined, name: Token | undefined) =>
  !next?.isWord || next.sentence !== name?.sentence || reportingLemma(next.lower) !== null

/** Whether a noun may be said of an entity that is named behind it: "her label, Sterling", "the owner, Jane Doe", not "the mayor of Toledo, Ohio". */
function fits(entity: Entity, head: string, isBare: boolean, isTheirs: boolean): boolean {
  const ofPerson = isPersonNoun(head) || isOfficeWord(head) || pronounOfNoun(head) !== null || /^spokes/.test(head)
  if (entity.type === 'person') return !isBody(head)
  if (entity.type === 'organization') return isBody(head) || (isBare && !ofPerson)
  return isBare && (isBody(head) || pronounOfNoun(head) !== null || (isTheirs && !ofPerson))
}

const nameAfter = ({ names, tokens }: Memory, from: number): NameMention | null => {
  const name = names[countBefore(names, from)]
  return name && tokens[name.from]?.sentence === tokens[from - 1]?.sentence ? name : null
}

/** "the Director of the Fire Service": an office, although a name stands in it. */
const holdsOffice = (tokens: Token[], { from, to }: Mention) =>
  [from - 1, from].some((at) => /^(?:the|an?|its|his|her|their)$/.test(tokens[at]?.lower ?? '')) &&
  tokens
    .slice(from, to)
    .some(({ lower }, at) => isOfficeWord(lower) && /^(?:of|for)$/.test(tokens[from + at + 1]?.lower ?? ''))

/**
 * "a spokeswoman for the ministry, Ana Doe, said", "another trader, Mr. Ebi Doe,", "a group called Clean Rivers": whoever stands
 * behind the phrase by name; or null.
 */
export function namedBehind(memory: Memory, mention: Mention): Entity | null {
  const { tokens, table } = memory
  const { to, type } = mention
  const head = mention.head ?? (tokens[mention.from]?.lower === 'one' ? 'one' : null)
  const isOffice = type === 'name' && holdsOffice(tokens, mention)
  if (type === 'pronoun' || (type === 'name' && !isOffice) || (head === null && !isOffice)) return null
  const comma = commaBehind(tokens, to)
  const behind = comma < 0 ? to : comma + 1
  const told = afterTold(tokens, behind)
  if (told >= 0) return table.at(told)
  const named = afterNamed(tokens, behind)
  if (comma < 0 && named !== to + 1) return null
  const name = nameAfter(memory, named < 0 ? comma + 1 : named)
  const entity = name && table.at(name.from)
  if (!entity) return null
  if (named >= 0) return name.from === named || isRank(tokens[named]?.lower ?? '') ? entity : null
  const isTheirs = /^(?:its|his|her|their)$/.test(tokens[mention.from]?.lower ?? '')
  const isBare = name.from === comma + 1 && !tokens[comma - 1]?.capital
  const isIt = describes(tokens, comma + 1, name.from) && endsApposition(tokens[name.to], tokens[name.from])
  return isIt && (isOffice ? entity.type === 'person' : fits(entity, head ?? '', isBare, isTheirs)) ? entity : null
}
