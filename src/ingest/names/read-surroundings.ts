import { auxiliaries, connectors, determiners, prepositions } from '../text/function-words.ts'
import { reportingLemma } from '../text/reporting-verbs.ts'
import { isBody, isRole } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import { isNear, isPersonNoun } from './call-names.ts'
import type { Antecedent, Memory } from './find-antecedents.ts'
import type { Mention } from './find-mentions.ts'
import { pronounOfNoun } from './kin-nouns.ts'
import { isPast } from './name-roles.ts'
import { isNameToken } from './name-tokens.ts'

const longestSentence = 60
const longestOpening = 8

/** First token of the latest sentence of the paragraph that ends before a token and has words outside marks, or -1; looks no farther than some sentences. */
function sentenceBefore(tokens: Token[], at: number): number {
  const { paragraph, sentence } = tokens[at] as Token
  const isOwn = (token: Token | undefined) =>
    token?.paragraph === paragraph && (token.sentence === sentence || token.quote >= 0)
  let end = at - 1
  while (at - end <= 2 * longestSentence && isOwn(tokens[end])) end--
  if (tokens[end]?.paragraph !== paragraph || at - end > 2 * longestSentence) return -1
  let start = end
  while (end - start <= longestSentence && tokens[start - 1]?.sentence === tokens[end]?.sentence) start--
  return end - start > longestSentence ? -1 : start
}

/** Whether a lower-cased noun is one person's: "wife", "mayor", "colleague". */
const isOnePerson = (lower: string) =>
  pronounOfNoun(lower) !== null ||
  isPersonNoun(lower) ||
  (isRole(lower) && !isBody(lower) && !/s$/.test(lower)) ||
  /^(?:colleague|cousin|roommate|classmate|passenger|shopper|commuter|passerby|onlooker|bystander)$/.test(lower)

/** Past "Outside," and "Down the hall,": where the subject of a sentence may begin. */
function afterOpening(tokens: Token[], from: number): number {
  for (let at = from; at < from + longestOpening; at++) {
    if (tokens[at]?.text === ',') return at + 1
    if (isNameToken(tokens, at) && at > from) return from
  }
  return from
}

/** A mark, or a word that may be a verb: what comes after the noun of a subject. */
const mayEnd = (next: Token | undefined) =>
  !next?.isWord ||
  isPast(next.lower) ||
  reportingLemma(next.lower) !== null ||
  auxiliaries.has(next.lower) ||
  /(?:ed|s|who)$/.test(next.lower)

/** ", dinner lady Jane Doe," */
function isNamed(tokens: Token[], from: number): boolean {
  if (tokens[from]?.text !== ',') return false
  let at = from + 1
  while (at < from + 6 && tokens[at]?.isWord && !isNameToken(tokens, at)) at++
  return isNameToken(tokens, at)
}

/** `His wife shook her head. "…," she said`: the noun for a person with which the sentence before opens, where no name follows it; or null. */
export function leadBefore({ tokens }: Memory, { from }: Mention): Mention | null {
  const start = sentenceBefore(tokens, from)
  if (start < 0) return null
  let at = start
  if (prepositions.has(tokens[at]?.lower ?? '') || tokens[at + 1]?.text === ',') at = afterOpening(tokens, at)
  while (connectors.has(tokens[at]?.lower ?? '')) at++
  const opens = determiners.has(tokens[at]?.lower ?? '') || tokens[at]?.possessive || tokens[at + 1]?.possessive
  if (!opens) return null
  for (let noun = at + 1; noun < at + 6; noun++) {
    const token = tokens[noun]
    if (!token?.isWord) return null
    if (!isOnePerson(token.lower) || token.possessive || !mayEnd(tokens[noun + 1])) continue
    if (isNamed(tokens, noun + 1)) return null
    const [first, { end }] = [tokens[at] as Token, token]
    return { type: 'nominal', from: at, to: noun + 1, name: null, head: token.lower, start: first.start, end, text: '' }
  }
  return null
}

/** "R-Nev" and Nevada, "D-Ga" and Georgia */
function isShortState(label: string, state: string): boolean {
  const short = /^[dri]-(\p{L}{2,})$/u.exec(label)?.[1] ?? ''
  if (short.length !== 2) return short !== '' && state.startsWith(short)
  return state[0] === short[0] && state.slice(1).includes(short[1] ?? '')
}

/** "the Idaho Republican" and "Rep. Jane Doe (R-Idaho)": a name inside the noun phrase stands near the candidate's too. */
export function sharesWord(memory: Memory, { from, to }: Mention, { entity }: Antecedent): boolean {
  for (let at = from + 1; at < to; at++) {
    const { lower, capital } = memory.tokens[at] as Token
    if (!capital || lower.length < 4 || isRole(lower) || entity.name.toLowerCase().includes(lower)) continue
    if (
      isNear(
        memory,
        entity,
        (other) =>
          other === lower ||
          other.endsWith(`-${lower}`) ||
          other === `${lower}'s` ||
          other === `${lower}’s` ||
          isShortState(other, lower),
      )
    )
      return true
  }
  return false
}
