import {
  auxiliaries,
  connectors,
  determiners,
  isFunctionWord,
  prepositions,
  subordinators,
} from '../text/function-words.ts'
import { reportingLemma } from '../text/reporting-verbs.ts'
import type { Token } from '../text/tokenize.ts'
import type { NameMention } from './collect-names.ts'
import { pronounOfNoun } from './kin-nouns.ts'
import { isNameToken } from './name-tokens.ts'
import { isOfficeWord, isTopic, takesComplement } from './name-words.ts'

/** Words about somebody, as tokens: "director of the Foo Institute", "runs the ferry", "Conservative Leader". */
export type Said = { from: number; to: number; how: 'before' | 'after' | 'clause' }

const longestBefore = 9
const longestAfter = 32

const courtesy = /^(?:mr|mrs|ms|miss|mx|dr|sir|dame|lord|lady|madam|the)$/
/** What lasts, said in the present or as an office held: "who runs the ferry", "who served as ambassador". */
const lasting = new Set(
  'served founded led directed worked ran wrote headed helmed co-founded chaired owned created represented taught edited played coached'.split(
    ' ',
  ),
)
const passing =
  /^(?:says|insists|argues|adds|is|was|has|does|goes|wants|hopes|thinks|believes|knows|denies|declines|faces|plans|this|its|his|as|ms)$/
const inTitles =
  /^(?:acting|leading|founding|managing|marketing|nursing|outgoing|incoming|presiding|sitting|training|housing|planning|engineering|banking|building|reigning|supervising|consulting|visiting|ruling|king)$/
/** Words that say nothing of somebody without another beside them. */
const adjectives = new Set(
  'former late ex retired acting interim outgoing conservative liberal deputy republican democratic'.split(' '),
)
const finiteVerbs = new Set('is was are were has had have will would could said says'.split(' '))

const staysIn = (token: Token | undefined, like: Token): token is Token =>
  !!token && token.sentence === like.sentence && token.quote === like.quote

/** The title and the words before a name that say who that is: "former U.S. president", "Toronto Maple Leafs head coach"; or null. */
export function saidBefore(tokens: Token[], name: NameMention): Said | null {
  const first = tokens[name.from] as Token
  const isPart = (at: number) => {
    const token = tokens[at]
    if (!staysIn(token, first)) return false
    if (token.text === '.') return (tokens[at - 1]?.text.length ?? 9) <= 6 && tokens[at - 1]?.capital === true
    if (token.text === '&') return tokens[at - 1]?.capital === true
    if (!token.isWord || token.possessive) return false
    if (isNameToken(tokens, at)) return true
    const { lower } = token
    const before = tokens[at - 1]
    if (/^(?:of|for)$/.test(lower))
      return before?.capital === true && (isOfficeWord(before.lower) || takesComplement(before.lower))
    if (lower === 'and') return isTopic(tokens[at - 1]?.lower ?? '') && isTopic(tokens[at + 1]?.lower ?? '')
    if (!/^\p{L}/u.test(lower) || (/ing$/.test(lower) && !inTitles.test(lower))) return false
    const isSmall = prepositions.has(lower) || determiners.has(lower) || connectors.has(lower) || auxiliaries.has(lower)
    return (
      !isSmall &&
      !subordinators.has(lower) &&
      !isFunctionWord(lower) &&
      !reportingLemma(lower) &&
      !/(?:ed|ly)$/.test(lower)
    )
  }
  let from = name.from
  while (from > name.from - longestBefore && isPart(from - 1)) from--
  while (from < name.from && (tokens[from]?.text === '.' || courtesy.test(tokens[from]?.lower ?? ''))) from++
  let to = name.from
  while (
    to > from &&
    (courtesy.test(tokens[to - 1]?.lower ?? '') ||
      (tokens[to - 1]?.text === '.' && courtesy.test(tokens[to - 2]?.lower ?? '')))
  )
    to--
  const last = tokens[to - 1]?.text === '.' ? tokens[to - 2] : tokens[to - 1]
  const words = tokens.slice(from, to).filter(({ isWord }) => isWord)
  const isKin = words.length === 1 && !words[0]?.capital && pronounOfNoun(words[0]?.lower ?? '') !== null
  const says = words.some(({ lower }) => !adjectives.has(lower)) && !isKin
  return to > from && says && isOfficeWord(last?.lower ?? '') ? { from, to, how: 'before' } : null
}

/** The token that ends a piece: a comma, a full stop of the sentence, a bracket, a dash or a quote. */
function endOfPiece(tokens: Token[], start: number, name: Token): number {
  let end = start
  while (end < start + longestAfter && staysIn(tokens[end], name)) {
    const { text } = tokens[end] as Token
    if (/^[,;:!?–—()]$/.test(text) || (text === '.' && !staysIn(tokens[end + 1], name))) break
    end++
  }
  while (
    end > start &&
    (connectors.has(tokens[end - 1]?.lower ?? '') || prepositions.has(tokens[end - 1]?.lower ?? ''))
  )
    end--
  return end
}

/** "director of …", "executive director of …", "B.C.'s health officer", "its president": starts with or soon has a role. */
function startsRole(tokens: Token[], start: number, end: number): boolean {
  for (let at = start; at < Math.min(end, start + 8); at++) {
    const { lower, possessive } = tokens[at] as Token
    if (isOfficeWord(lower)) return true
    // "the Union of Harbour Workers’ president"
    const isInName = tokens[at - 1]?.capital && tokens[at + 1]?.capital
    if (
      !possessive &&
      !isInName &&
      (finiteVerbs.has(lower) || reportingLemma(lower) !== null || prepositions.has(lower))
    )
      return false
  }
  return false
}

/** A relative clause that says something lasting: ", who runs the ferry". */
function isLasting(tokens: Token[], start: number): boolean {
  const at = /^(?:also|now|once|formerly|previously|still)$/.test(tokens[start]?.lower ?? '') ? start + 1 : start
  const [verb, next] = [tokens[at]?.lower ?? '', tokens[at + 1]?.lower ?? '']
  if (lasting.has(verb) || (/[^s]s$/.test(verb) && !passing.test(verb))) return true
  return /^(?:is|was|has)$/.test(verb) && /^(?:an?|the|been|also)$/.test(next)
}

/** "who wrote about it and [runs the ferry]": what is so now says more than what was once. */
function startOfClause(tokens: Token[], start: number, end: number): number {
  const isPresent = (at: number) =>
    /^\p{Ll}+[^s]s$/u.test(tokens[at]?.text ?? '') && !passing.test(tokens[at]?.lower ?? '')
  if (isPresent(start)) return start
  for (let at = start + 1; at < end - 1; at++)
    if (
      tokens[at]?.lower === 'and' &&
      isPresent(at + 1) &&
      (isDeterminerOrName(tokens, at + 2) || prepositions.has(tokens[at + 2]?.lower ?? ''))
    )
      return at + 1
  return start
}

const isDeterminerOrName = (tokens: Token[], at: number) =>
  determiners.has(tokens[at]?.lower ?? '') || isNameToken(tokens, at)

/** The apposition or relative clause after a name, without its commas: "the mayor of Harrow Bay", "runs the ferry"; or null. */
export function saidAfter(tokens: Token[], name: NameMention): Said | null {
  const like = tokens[name.from] as Token
  if (!/^[,–—]$/.test(tokens[name.to]?.text ?? '')) return null
  const isDashed = tokens[name.to]?.text !== ','
  let start = name.to + 1
  if (/^\d\d?$/.test(tokens[start]?.text ?? '') && tokens[start + 1]?.text === ',') start += 2
  const opens = tokens[start]
  if (!staysIn(opens, like)) return null
  if (opens.lower === 'who' || opens.lower === 'which') {
    const from = startOfClause(tokens, start + 1, endOfPiece(tokens, start + 1, like))
    const end = endOfPiece(tokens, start + 1, like)
    return end > from && isLasting(tokens, from) && !staysInQuote(tokens, end) ? { from, to: end, how: 'clause' } : null
  }
  if (subordinators.has(opens.lower) || connectors.has(opens.lower)) return null
  const end = endOfPiece(tokens, start, like)
  if (end > start && reportingLemma(tokens[end - 1]?.lower ?? '')) return null
  const words = tokens.slice(start, end)
  const clause = words.findIndex((token) => /^(?:who|which|that|whose)$/.test(token.lower))
  const isVerbless = !words
    .slice(0, clause < 0 ? words.length : clause)
    .some(({ lower }, at, all) => finiteVerbs.has(lower) || (reportingLemma(lower) && all[at + 1]?.lower === 'that'))
  const closes =
    tokens[end]?.text === ',' ||
    reportingLemma(tokens[name.from - 1]?.lower ?? '') !== null ||
    /^(?:[.;–—]|undefined)$/.test(tokens[end]?.text ?? '.')
  const isOpen = (!isDashed && /^(?:an?|the)$/.test(opens.lower)) || startsRole(tokens, start, end)
  return isOpen && isVerbless && closes && end > start + 1 - Number(isOfficeWord(opens.lower))
    ? { from: start, to: end, how: 'after' }
    : null
}

const longestApposed = 14

/** "Kestrel’s chief economist, Jane Doe, said", "the head of the league, Jane Doe,": the words that a name stands in apposition to; or null. */
export function saidApposed(tokens: Token[], name: NameMention): Said | null {
  const like = tokens[name.from] as Token
  const [comma, next] = [name.from - 1, tokens[name.to]]
  const closes = /^[,.]$/.test(next?.text ?? '') || reportingLemma(next?.lower ?? '') !== null
  if (tokens[comma]?.text !== ',' || !staysIn(tokens[comma], like) || !closes) return null
  let from = comma
  const goesOn = (token: Token | undefined) =>
    staysIn(token, like) &&
    token.isWord &&
    !finiteVerbs.has(token.lower) &&
    !subordinators.has(token.lower) &&
    !auxiliaries.has(token.lower) &&
    reportingLemma(token.lower) === null
  while (comma - from < longestApposed && goesOn(tokens[from - 1])) from--
  for (let start = from; start < comma; start++) {
    const opens =
      /^(?:the|its|an?)$/.test(tokens[start]?.lower ?? '') ||
      (isNameToken(tokens, start) && !(start > from && isNameToken(tokens, start - 1)))
    if (opens && startsRole(tokens, start, comma)) return { from: start, to: comma, how: 'after' }
  }
  return null
}

const staysInQuote = (tokens: Token[], at: number) => (tokens[at]?.quote ?? -1) >= 0
