import {
  auxiliaries,
  connectors,
  determiners,
  isFunctionWord,
  prepositions,
  pronouns,
  subordinators,
  withoutVerb,
} from '../text/function-words.ts'
import { reportingLemma } from '../text/reporting-verbs.ts'
import { isBody, isRole } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import { endOfName } from './find-names.ts'
import { isFirstName } from './first-names.ts'
import { endsInApostrophe, isNameToken } from './name-tokens.ts'
import { isRank } from './name-words.ts'
import { type Mention, readMention } from './read-mention.ts'
import { isDelegate } from './strip-titles.ts'

export { isNameToken } from './name-tokens.ts'
export { type Mention, readMention } from './read-mention.ts'

const longestPhrase = 25

/** Whether a noun phrase can start at a token. */
export function startsPhrase(tokens: Token[], at: number): boolean {
  const token = tokens[at]
  if (!token?.isWord) return false
  if (token.lower === 'no' && tokens[at + 1]?.lower === 'longer') return false
  if (pronouns.has(withoutVerb(token.lower)) || determiners.has(token.lower) || isNameToken(tokens, at)) return true
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

/** "A [second] shareholder": no "second" that goes on with what was said. */
const isOrdinal = (tokens: Token[], at: number) =>
  /^(?:first|second|third|last)$/.test(tokens[at]?.lower ?? '') && determiners.has(tokens[at - 1]?.lower ?? '')

/** "a memo [seen by] the Courier", "a report [released by] the council": where a phrase ends, since nobody speaks who has merely seen or released it. */
export const isSeenBy = (tokens: Token[], at: number) =>
  /^(?:seen|obtained|reviewed|viewed|released|published|issued|compiled|prepared|commissioned|produced|filed)$/.test(
    tokens[at]?.lower ?? '',
  ) && tokens[at + 1]?.lower === 'by'

/** "Irish [enterprise minister]", "Democratic [county chairman]": two small words, the second of them a role. */
const leadsToRole = (tokens: Token[], after: number) => {
  const [first, second] = [tokens[after] as Token, tokens[after + 1]]
  const isPlain = ({ lower }: Token) =>
    !reportingLemma(lower) &&
    !auxiliaries.has(lower) &&
    !prepositions.has(lower) &&
    !determiners.has(lower) &&
    !/(?:ly|ed)$/.test(lower)
  if (!second?.isWord || second.capital || second.quote >= 0 || second.sentence !== first.sentence) return false
  return isPlain(first) && !isFunctionWord(first.lower) && !connectors.has(first.lower) && isRole(second.lower)
}

/** "Russian [officials]", "European [operations]", "Trump [supporters]": the noun after it is what the phrase is about. */
function isModifier(tokens: Token[], after: number): boolean {
  const [name, noun] = [tokens[after - 1], tokens[after]]
  if (!noun?.isWord || noun.capital || noun.quote >= 0 || noun.sentence !== name?.sentence) return false
  if (isRole(noun.lower) || /(?:man|woman|ster|star|ace|hero|boss)$/.test(noun.lower)) return true
  if (leadsToRole(tokens, after)) return true
  return /(?:[^t]ian|ean|ish|ese|rican)$/.test(name.lower) && /s$/.test(noun.lower)
}

/** Whether a small word before a name says who that is: "coach", "meteorologist", "winner". */
const isRoleBefore = (lower: string, name: Token | undefined) =>
  isRole(lower) ||
  /^(?:winner|winning|star|champion|legend|great|veteran|ace|hero|icon|favou?rite|rep|boss|former|ex|retired)$/.test(
    lower,
  ) ||
  (/(?:er|or|ist|ian|man|woman)$/.test(lower) && isFirstName(name?.text ?? ''))

/** "Hornets [coach] Bill Garrity": small words up to a role, and then a name. */
function leadsToName(tokens: Token[], at: number, limit: number): boolean {
  for (let next = at; next < Math.min(limit, at + 5); next++) {
    const token = tokens[next]
    if (!token?.isWord || token.quote >= 0 || token.sentence !== tokens[at]?.sentence) return false
    if (isNameToken(tokens, next)) return next > at && isRoleBefore(tokens[next - 1]?.lower ?? '', token)
    if (token.capital || stopsPhrase(token) || prepositions.has(token.lower) || isFunctionWord(token.lower))
      return false
  }
  return false
}

/**
 * `said shadow treasurer Nick Doe`: the token of the name after up to five small words without a determiner, or -1. Of two
 * names with a role between them it is the second: `former U.S. president Jane Doe`.
 */
export function nameAfterWords(tokens: Token[], at: number): number {
  for (let next = at; next < at + 6; next++) {
    const token = tokens[next]
    if (!token?.isWord || token.quote >= 0 || token.sentence !== tokens[at]?.sentence) return -1
    if (isNameToken(tokens, next)) {
      if (next === at) return -1
      const after = endOfName(tokens, next)
      return leadsToName(tokens, after, after + 5) ? nameAfterWords(tokens, after) : next
    }
    if (token.capital || stopsPhrase(token) || isFunctionWord(token.lower) || prepositions.has(token.lower)) return -1
    if (determiners.has(token.lower) || /ly$/.test(token.lower)) return -1
  }
  return -1
}

/** "former U.S. president Jane Doe", "defence lawyer Jane Doe": small words that a role ends, and the name. */
function readDescribed(tokens: Token[], text: string, at: number, limit: number): Mention | null {
  const name = nameAfterWords(tokens, at)
  if (name < 0 || name >= limit) return null
  // state Sen. Jane Doe
  const isTitled = isRank(tokens[name]?.lower ?? '') || isDelegate(tokens, name)
  if (!isTitled && !isRoleBefore(tokens[name - 1]?.lower ?? '', tokens[name])) return null
  const end = endOfName(tokens, name)
  return end <= limit ? readMention(tokens, text, at, end) : null
}

/** The noun phrase that starts at `at` and ends before `limit`, with its "of", "for", "at" and "with" phrases; or null. */
export function readPhrase(tokens: Token[], text: string, at: number, limit: number): Mention | null {
  if (at >= limit) return null
  if (!startsPhrase(tokens, at)) return readDescribed(tokens, text, at, limit)
  const first = tokens[at] as Token
  if (pronouns.has(withoutVerb(first.lower)) && !determiners.has(first.lower) && !first.text.startsWith('WHO'))
    return readMention(tokens, text, at, at + 1)
  const stop = Math.min(limit, at + longestPhrase, tokens.length)
  let end = at
  let named = false
  while (end < stop) {
    const token = tokens[end] as Token
    if (token.sentence !== first.sentence || token.quote >= 0) break
    if (isNameToken(tokens, end)) {
      const after = Math.min(endOfName(tokens, end), stop)
      named = !tokens[after - 1]?.possessive && !isModifier(tokens, after)
      end = after
      continue
    }
    if (named && endsInApostrophe(tokens, end) && isNameToken(tokens, end + 1)) {
      end++
      continue
    }
    if (end > at && endsInApostrophe(tokens, end) && isBody(tokens[end + 1]?.lower ?? '')) {
      end++
      continue
    }
    if (named && tokens[end + 2]?.text === ')' && leadsToName(tokens, end + 3, stop)) {
      end += 3
      continue
    }
    if (end > at && stopsPhrase(token) && !isOrdinal(tokens, end)) break
    if (isSeenBy(tokens, end)) break
    if (named && !/^(?:of|for)$/.test(token.lower) && !leadsToName(tokens, end, stop)) break
    if (end > at && prepositions.has(token.lower) && !/^(?:of|for|at|with|from)$/.test(token.lower)) break
    named = false
    end++
  }
  while (end > at + 1 && prepositions.has(tokens[end - 1]?.lower ?? '')) end--
  const bare = end === at + 1 && determiners.has(first.lower) && !standsAlone.has(first.lower)
  return end > at && !bare ? readMention(tokens, text, at, end) : null
}
