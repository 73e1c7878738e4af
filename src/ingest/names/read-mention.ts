import type { TextSpan } from '../../domain/extraction.ts'
import { determiners, prepositions, pronouns, withoutVerb } from '../text/function-words.ts'
import { isBody, isDemonym, isRole, isTitle } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import { endOfName } from './find-names.ts'
import { isFirstName } from './first-names.ts'
import { endsInApostrophe, isNameToken, isOwnS } from './name-tokens.ts'
import { isNative, isOfficeWord, isParty, isPluralRole, isPointedNative, isRoleAcronym, isTopic } from './name-words.ts'
import { isTicker } from './no-name.ts'
import { stripTitles } from './strip-titles.ts'

/** Somebody or something as the text puts it: "Dr Jane Doe", "she", "a spokesman for the company". */
export type Mention = TextSpan & {
  type: 'name' | 'pronoun' | 'nominal'
  /** First token and the one after the last. */
  from: number
  to: number
  /** Tokens of the name inside, without titles, for type "name". */
  name: { from: number; to: number } | null
  /** The noun that a nominal is about, in lower case: "spokesman". */
  head: string | null
}

function mentionOf(
  tokens: Token[],
  text: string,
  from: number,
  to: number,
  rest: Pick<Mention, 'type' | 'name' | 'head'>,
): Mention {
  const [first, last] = rest.name ? [rest.name.from, rest.name.to - 1] : [from, to - 1]
  const start = tokens[first]?.start ?? 0
  const raw = text.slice(start, tokens[last]?.end ?? start)
  const isOwn = rest.type === 'name' && isOwnS(tokens, last)
  const spoken = isOwn ? raw : raw.replace(rest.type === 'pronoun' ? /['’]\p{L}+$/u : /['’]s$/i, '')
  return { start, end: start + spoken.length, text: spoken, from, to, ...rest }
}

/** "chief officer [for] Health Jane Doe", "director [of] public works Jane Doe": who holds the office that a small word leads from; or null. */
function holderAtEnd(tokens: Token[], preposition: number, to: number): { from: number; to: number } | null {
  if (!isOfficeWord(tokens[preposition - 1]?.lower ?? '')) return null
  let at = preposition + 1
  while (at < to && /^\p{Ll}{3,}$/u.test(tokens[at]?.text ?? '') && !prepositions.has(tokens[at]?.lower ?? '')) at++
  if (!isNameToken(tokens, at) || endOfName(tokens, at) < to) return null
  if (at > preposition + 1) return isFirstName(tokens[at]?.text ?? '') ? stripTitles(tokens, at, to) : null
  const name = stripTitles(tokens, at, to)
  return name.from > at && isTopic(tokens[name.from - 1]?.lower ?? '') ? name : null
}

/** "leader of the council [Jane Doe]": whoever has an office of a body that is not named. */
function holderBehindBody(tokens: Token[], preposition: number, to: number): { from: number; to: number } | null {
  if (!isOfficeWord(tokens[preposition - 1]?.lower ?? '') || tokens[preposition + 1]?.lower !== 'the') return null
  let at = preposition + 2
  while (at < to && tokens[at]?.isWord && !tokens[at]?.capital && !prepositions.has(tokens[at]?.lower ?? '')) at++
  const ofBody = at > preposition + 2 && isBody(tokens[at - 1]?.lower ?? '')
  return ofBody && to - at >= 2 && isNameToken(tokens, at) && endOfName(tokens, at) >= to
    ? stripTitles(tokens, at, to)
    : null
}

/** "medical officer of health Dr [Jane Doe]" */
function titledAtEnd(tokens: Token[], preposition: number, to: number): { from: number; to: number } | null {
  for (let at = preposition + 1; at < to - 1; at++) {
    if (!/^(?:dr|prof|professor|mr|mrs|ms|sir|dame)$/.test(tokens[at]?.lower ?? '') || !tokens[at]?.capital) continue
    if (prepositions.has(tokens[at - 1]?.lower ?? '') || endOfName(tokens, at) < to) return null
    return stripTitles(tokens, at, to)
  }
  return null
}

const numbers = /^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})$/

/** "Mother of three [Jane Doe]": the token of the name, or `from` where it is not said so. */
function afterParent(tokens: Token[], from: number): number {
  const isParent = /^(?:grand)?(?:mother|father|mum|mom|dad)$/.test(tokens[from]?.lower ?? '')
  const isOf = tokens[from + 1]?.lower === 'of' && numbers.test(tokens[from + 2]?.lower ?? '')
  return isParent && isOf && isNameToken(tokens, from + 3) ? from + 3 : from
}

/** The last name in a phrase that no preposition or possessive makes a mere complement. */
function findCoreName(tokens: Token[], from: number, to: number): { from: number; to: number } | null {
  let core: { from: number; to: number } | null = null
  for (let at = afterParent(tokens, from); at < to; at++) {
    const token = tokens[at] as Token
    if (at > from && prepositions.has(token.lower))
      return core && !isOffice(tokens, core.from, core.to, 1)
        ? core
        : (holderAtEnd(tokens, at, to) ?? titledAtEnd(tokens, at, to) ?? holderBehindBody(tokens, at, to) ?? core)
    if (!isNameToken(tokens, at)) continue
    const end = Math.min(endOfName(tokens, at), to)
    const last = tokens[end - 1] as Token
    const followedByNoun = end < to && tokens[end]?.isWord && !prepositions.has(tokens[end]?.lower ?? '')
    const isOwner = (last.possessive && end < to) || (end < to && endsInApostrophe(tokens, end))
    if (!isOwner && !followedByNoun) core = stripTitles(tokens, at, end)
    at = end - 1
  }
  return core
}

/** "a report [released] Tuesday", "the letter [sent] by" */
const opensParticiple = (tokens: Token[], at: number) =>
  isRole(tokens[at - 1]?.lower ?? '') && /^(?:\p{Ll}+ed|seen|sent|written|made|shown)$/u.test(tokens[at]?.text ?? '')

/** The head noun of a phrase: the last word before its first preposition. */
function headOf(tokens: Token[], from: number, to: number): string | null {
  let head: string | null = null
  for (let at = from; at < to; at++) {
    const token = tokens[at] as Token
    if (isNameToken(tokens, at)) {
      at = Math.min(endOfName(tokens, at), to) - 1
      head = tokens[at]?.lower ?? head
      continue
    }
    if (at > from && (prepositions.has(token.lower) || opensParticiple(tokens, at))) break
    if (token.isWord && !determiners.has(token.lower) && !/^(?:him|her|it)self$|^themselves$/.test(token.lower))
      head = token.lower
  }
  return head
}

/** "the Premier", "the Czech": no name of theirs. */
function isLoneRole(tokens: Token[], from: number, to: number): boolean {
  let words = 0
  let last = from
  let isRoles = true
  for (let at = from; at < to; at++) {
    const { isWord, lower, text } = tokens[at] as Token
    if (!isWord) continue
    words++
    last = at
    isRoles &&= isRole(lower) || isTitle(lower) || isDemonym(lower) || isRoleAcronym(text) || isNative(lower)
  }
  const isAdvised =
    words > 1 && /^(?:advis[eo]r|secretary|whip|officer|manager|counsel)$/.test(tokens[last]?.lower ?? '')
  return (
    isRoles ||
    isAdvised ||
    isRoleAcronym(tokens[last]?.text ?? '') ||
    isPointedNative(tokens, from, to) ||
    isParty(tokens[last]?.lower ?? '') ||
    (words === 2 && isTitle(tokens[last]?.lower ?? ''))
  )
}

/** "Officials said", "Critics of the plan": a role with the capital of a sentence's start. */
const startsWithRole = (tokens: Token[], from: number, to: number) =>
  to - from === 1 &&
  tokens[from - 1]?.sentence !== tokens[from]?.sentence &&
  (isRole(tokens[from]?.lower ?? '') || tokens[from]?.lower === 'counsel')

/** "Vice Minister", "Secretary of State": an office of `least` tokens or more, and nobody who holds it. */
const isOffice = (tokens: Token[], from: number, to: number, least = 2) =>
  to - from >= least && tokens.slice(from, to).every(({ lower, isWord }) => !isWord || isOfficeWord(lower))

/** The tokens `from` to `to` as a mention: a pronoun, a name with what stands before it, or a common noun. */
export function readMention(tokens: Token[], text: string, from: number, to: number): Mention {
  if (to - from > 1 && isTicker(tokens[to - 1]?.text ?? '')) return readMention(tokens, text, from, to - 1)
  const first = tokens[from] as Token
  const pronoun = withoutVerb(first.lower)
  if (to - from === 1 && pronouns.has(pronoun) && first.text !== 'WHO') {
    return mentionOf(tokens, text, from, to, { type: 'pronoun', name: null, head: pronoun })
  }
  const name = findCoreName(tokens, from, to)
  const isRoleOnly =
    name &&
    (isPluralRole(tokens[name.to - 1]?.text ?? '') ||
      (determiners.has(first.lower)
        ? isLoneRole(tokens, name.from, name.to)
        : startsWithRole(tokens, name.from, name.to) || isOffice(tokens, name.from, name.to)))
  if (name && !isRoleOnly) return mentionOf(tokens, text, from, to, { type: 'name', name, head: null })
  return mentionOf(tokens, text, from, to, { type: 'nominal', name: null, head: headOf(tokens, from, to) })
}
