import type { TextSpan } from '../domain/extraction.ts'
import {
  calendarWords,
  connectors,
  determiners,
  isFunctionWord,
  prepositions,
  pronouns,
  subordinators,
} from './function-words.ts'
import { isRole, isTitle } from './role-nouns.ts'
import type { Token } from './tokenize.ts'

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

const particles = new Set('de da del della der di du la le van von den bin al el y e ten ter ibn abu'.split(' '))
/** Names that "of" or "for" goes on: "Department of Justice", "Citizens for Clean Rivers". */
const heads = new Set(
  'department ministry university bank house institute school college academy board museum library office bureau court federation association society league agency commission committee center centre council chamber citizens doctors friends mothers church duke secretary diocese archdiocese bishop city guild order faculty'.split(
    ' ',
  ),
)
const suffixes = new Set(['jr', 'sr', 'ii', 'iii', 'iv'])
const longestName = 10
const longestPhrase = 25

/** Whether a token can start or go on with a name. */
export function isNameToken(tokens: Token[], at: number): boolean {
  const token = tokens[at]
  if (!token?.isWord || !token.capital || calendarWords.has(token.lower)) return false
  if (!isFunctionWord(token.lower)) return token.text !== 'I'
  return token.text.length > 1 && token.text === token.text.toUpperCase() && !pronouns.has(token.lower)
}

/** Whether the full stop at `at` belongs to a title, an initial or a suffix before it. */
function isNameDot(tokens: Token[], at: number): boolean {
  const [before, dot] = [tokens[at - 1], tokens[at]]
  if (dot?.text !== '.' || !before || before.end !== dot.start) return false
  return before.text.length === 1 || isTitle(before.lower) || suffixes.has(before.lower)
}

/** The token after a name that starts at `at`; titles, initials, particles and "Department of Justice" go with it. */
export function endOfName(tokens: Token[], at: number): number {
  let end = at + 1
  for (let next = at + 1; next < at + longestName && next < tokens.length; next++) {
    const token = tokens[next] as Token
    const before = tokens[next - 1] as Token
    if (token.quote !== tokens[at]?.quote || token.sentence !== tokens[at]?.sentence || before.possessive) break
    if (isNameToken(tokens, next)) end = next + 1
    else if (isNameDot(tokens, next)) end = next + 1
    else if (/^['’]$/.test(token.text) && before.lower.endsWith('s') && before.end === token.start) {
      if (!isNameToken(tokens, next + 1)) break
    } else if (token.text === '&' || particles.has(token.lower) || (before.capital && /^\d{1,3}$/.test(token.text))) {
      if (!isNameToken(tokens, next + 1)) break
    } else if (/^(?:of|for)$/.test(token.lower) && !isTitle(before.lower)) {
      const after = tokens[next + 1]?.lower === 'the' ? next + 2 : next + 1
      if (!isNameToken(tokens, after) || !heads.has(before.lower)) break
      next = after - 1
    } else if (suffixes.has(token.lower)) end = next + 1
    else break
  }
  return tokens[end - 1]?.text === '.' && !isNameDot(tokens, end - 1) ? end - 1 : end
}

/** A name without the titles and roles before it: "Conservative Leader Andrew Scheer" → "Andrew Scheer". */
export function stripTitles(tokens: Token[], from: number, to: number): { from: number; to: number } {
  let start = from
  for (let at = from; at < to - 1; at++) {
    const token = tokens[at] as Token
    const isDot = token.text === '.'
    if ((isTitle(token.lower) || isRole(token.lower)) && !(token.lower === 'king' && at > from)) {
      const next = tokens[at + 1]?.text === '.' ? at + 2 : at + 1
      if (next < to && isNameToken(tokens, next)) start = next
    } else if (!isDot && at > from + 3) break
  }
  return { from: start, to }
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
  const spoken = raw.replace(/['’]s$/i, '')
  return { start, end: start + spoken.length, text: spoken, from, to, ...rest }
}

/** The last name in a phrase that no preposition or possessive makes a mere complement. */
function findCoreName(tokens: Token[], from: number, to: number): { from: number; to: number } | null {
  let core: { from: number; to: number } | null = null
  for (let at = from; at < to; at++) {
    const token = tokens[at] as Token
    if (at > from && prepositions.has(token.lower)) return core
    if (!isNameToken(tokens, at)) continue
    const end = Math.min(endOfName(tokens, at), to)
    const last = tokens[end - 1] as Token
    const followedByNoun = end < to && tokens[end]?.isWord && !prepositions.has(tokens[end]?.lower ?? '')
    if (!(last.possessive && end < to) && !followedByNoun) core = stripTitles(tokens, at, end)
    at = end - 1
  }
  return core
}

/** The head noun of a phrase: the last word before its first preposition. */
function headOf(tokens: Token[], from: number, to: number): string | null {
  let head: string | null = null
  for (let at = from; at < to; at++) {
    const token = tokens[at] as Token
    if (at > from && prepositions.has(token.lower)) break
    if (token.isWord && !determiners.has(token.lower)) head = token.lower
  }
  return head
}

/** The tokens `from` to `to` as a mention: a pronoun, a name with what stands before it, or a common noun. */
export function readMention(tokens: Token[], text: string, from: number, to: number): Mention {
  const first = tokens[from] as Token
  if (to - from === 1 && pronouns.has(first.lower)) {
    return mentionOf(tokens, text, from, to, { type: 'pronoun', name: null, head: first.lower })
  }
  const name = findCoreName(tokens, from, to)
  if (name) return mentionOf(tokens, text, from, to, { type: 'name', name, head: null })
  return mentionOf(tokens, text, from, to, { type: 'nominal', name: null, head: headOf(tokens, from, to) })
}

/** Whether a noun phrase can start at a token. */
export function startsPhrase(tokens: Token[], at: number): boolean {
  const token = tokens[at]
  if (!token?.isWord) return false
  if (pronouns.has(token.lower) || determiners.has(token.lower) || isNameToken(tokens, at)) return true
  return isRole(token.lower) && !prepositions.has(token.lower)
}

/** Determiners that can be a phrase by themselves: "Some say". */
const standsAlone = new Set(
  'this that these those some another many several most none all both one two three other'.split(' '),
)

const stopsPhrase = (token: Token) =>
  !token.isWord ||
  subordinators.has(token.lower) ||
  token.lower === 'who' ||
  token.lower === 'which' ||
  connectors.has(token.lower)

/** The noun phrase that starts at `at` and ends before `limit`, with its "of", "for", "at" and "with" phrases; or null. */
export function readPhrase(tokens: Token[], text: string, at: number, limit: number): Mention | null {
  if (!startsPhrase(tokens, at) || at >= limit) return null
  const first = tokens[at] as Token
  if (pronouns.has(first.lower) && !determiners.has(first.lower)) return readMention(tokens, text, at, at + 1)
  const stop = Math.min(limit, at + longestPhrase)
  let end = at
  let named = false
  while (end < stop) {
    const token = tokens[end] as Token
    if (token.sentence !== first.sentence || token.quote >= 0) break
    if (isNameToken(tokens, end)) {
      const after = Math.min(endOfName(tokens, end), stop)
      named = !tokens[after - 1]?.possessive
      end = after
      continue
    }
    if (end > at && (stopsPhrase(token) || (named && !/^(?:of|for)$/.test(token.lower)))) break
    if (end > at && prepositions.has(token.lower) && !/^(?:of|for|at|with|from)$/.test(token.lower)) break
    named = false
    end++
  }
  while (end > at + 1 && prepositions.has(tokens[end - 1]?.lower ?? '')) end--
  const bare = end === at + 1 && determiners.has(first.lower) && !standsAlone.has(first.lower)
  return end > at && !bare ? readMention(tokens, text, at, end) : null
}
