import { auxiliaries, calendarWords, isFunctionWord, pronouns } from '../text/function-words.ts'
import { isReportingForm, reportingLemma } from '../text/reporting-verbs.ts'
import type { Token } from '../text/tokenize.ts'
import { isFirstName } from './first-names.ts'
import { isHomonym } from './name-words.ts'
import { isTicker, isZone, opensTime } from './no-name.ts'

const particles = new Set(
  'de da del della der di dos das du la le van von den bin bint al el y e ten ter ibn abu ap zu af'.split(' '),
)
/** Whether a lower-cased word joins parts of a name: "van", "bin". */
export const isParticle = (lower: string): boolean => particles.has(lower)
const suffixes = new Set(['jr', 'sr', 'ii', 'iii', 'iv'])
/** Whether a lower-cased word ends a name: "jr", "iii". */
export const isSuffix = (lower: string): boolean => suffixes.has(lower)

/** "New" and one of these is a place. */
export const isNewPlace = (lower: string): boolean =>
  /^(?:york|yorkers?|jersey|hampshire|mexico|orleans|zealand|delhi|england|haven)$/.test(lower)

/** "New York", at a sentence's start only before names that are known to go with it. */
function startsPlace(tokens: Token[], at: number): boolean {
  const token = tokens[at]
  const next = tokens[at + 1]
  if (!next?.capital || !next.isWord || isFunctionWord(next.lower) || next.quote !== token?.quote) return false
  const isInside = tokens[at - 1]?.sentence === token?.sentence && tokens[at - 1]?.isWord
  return isInside || isNewPlace(next.lower)
}

const isPlainName = (token: Token | undefined, like: Token): boolean =>
  !!token?.isWord &&
  token.capital &&
  token.quote === like.quote &&
  token.sentence === like.sentence &&
  !isFunctionWord(token.lower) &&
  !calendarWords.has(token.lower)

/** "A tailor, Sunday Doe,": days that people are named after. */
const isDay = /^(?:sunday|monday|friday)$/

const beforeMonths = new Set('in on since until before after during by from through of between'.split(' '))

/** "Theresa May", "May said", "June Doe", "Will Smith": a month or an auxiliary that is somebody's name here. */
function isHomonymName(tokens: Token[], at: number): boolean {
  const token = tokens[at] as Token
  const before = tokens[at - 1]
  const next = tokens[at + 1]
  const inside = before?.sentence === token.sentence
  const earlier = inside ? (before?.lower ?? '') : ''
  if (inside && before?.quote === token.quote && before?.capital && !isHomonym(earlier)) {
    const ends = !isPlainName(next, token) || token.lower === 'may'
    if (isFirstName(before.text) && ends && !/^\d/.test(next?.text ?? '')) return true
  }
  const titled = before?.text === '.' ? tokens[at - 2]?.lower : earlier
  if (/^(?:mr|mrs|ms|dr|sir|minister)$/.test(titled ?? '') && inside) return true
  if (
    isDay.test(token.lower) &&
    /^(?:rev|canon|pastor|prof|hon|barr|chief|comrade|sen|gov)$/.test(titled ?? '') &&
    inside
  )
    return isPlainName(next, token)
  if (isDay.test(token.lower)) {
    const noun = before?.text === ',' ? tokens[at - 2] : undefined
    return isPlainName(next, token) && !!noun?.isWord && !noun.capital && !/\d/.test(noun.text)
  }
  // the Great Lakes Commission, the Long Island Press
  if (/^(?:best|good|great|long|young)$/.test(token.lower) && inside && before?.quote === token.quote)
    return isPlainName(next, token)
  if (/^(?:few|rather|said|best|good|great|still|long|young)$/.test(token.lower)) return false
  if (beforeMonths.has(earlier) || /^(?:last|this|next|late|early|mid|the|every|and)$/.test(earlier)) return false
  if (token.lower === 'will')
    return (
      isPlainName(next, token) &&
      (inside || tokens[at + 2]?.text === ',' || reportingLemma(tokens[at + 2]?.lower ?? '') !== null)
    )
  if (isPlainName(next, token)) return true
  const speaks = reportingLemma(next?.lower ?? '') !== null && next?.quote === token.quote
  const spoken = reportingLemma(earlier) !== null && before?.quote === token.quote && !/^\d/.test(next?.text ?? '')
  return (
    token.lower === 'may' &&
    token.text !== 'MAY' &&
    ((speaks && inside) || (spoken && !auxiliaries.has(next?.lower ?? '')))
  )
}

/** "Stratus Nine", "Rivers First": a number with a capital goes on with a name, and starts none. */
const numberWords = new Set('one two three four five six seven eight nine ten first'.split(' '))

/** "al-Masri said", "d’Entremont said" */
const startsSmall = /^(?:(?:al|el|ul|as|ash|at|an|ar|az)-|[dl]['’])\p{Lu}\p{Ll}/u

const states = new Set(
  'ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex vt va wash wis wyo alta man ont que sask'.split(
    ' ',
  ),
)

/** "R-Wis.", "Brandon, Man.", "High Point, N.C.": where somebody or something is from. */
function isOrigin(tokens: Token[], at: number): boolean {
  const { text, lower } = tokens[at] as Token
  if (/^[DRI]-\p{Lu}/u.test(text)) return lower !== 'd-day'
  if (tokens[at - 1]?.text !== ',' || !tokens[at - 2]?.capital) return false
  return /^(?:[nsrbpw]\.?[a-z]\.?){1,2}$/.test(lower)
    ? text.includes('.')
    : states.has(lower) && tokens[at + 1]?.text === '.'
}

/** "the All Progressives Congress" */
const opensBody = (tokens: Token[], at: number) =>
  tokens[at]?.text === 'All' && tokens[at - 1]?.lower === 'the' && isPlainName(tokens[at + 1], tokens[at] as Token)

/** "Plan A.", "Serie A." */
const lettered =
  /^(?:plan|vitamin|hepatitis|influenza|group|serie|schedule|class|grade|type|section|part|exhibit|title|level|appendix|tier|team|block)$/

/** "James A. Baker", "Mary I. Poe", "A. J. Roe": an initial that is a word too. */
function isInitial(tokens: Token[], at: number): boolean {
  const [before, token, dot, next] = [tokens[at - 1], tokens[at] as Token, tokens[at + 1], tokens[at + 2]]
  if (!/^[AI]$/.test(token.text) || dot?.text !== '.' || dot.start !== token.end || !isPlainName(next, token))
    return false
  if (next?.text.length === 1 && tokens[at + 3]?.text === '.') return true
  if (before?.sentence !== token.sentence || before.quote !== token.quote) return false
  if (before.text === '.') return tokens[at - 2]?.text.length === 1
  return isPlainName(before, token) && !before.possessive && !lettered.test(before.lower)
}

/** Whether a token can start or go on with a name. */
export function isNameToken(tokens: Token[], at: number): boolean {
  const token = tokens[at]
  if (!token?.isWord || !(token.capital || startsSmall.test(token.text))) return false
  if (isOrigin(tokens, at) || isZone(tokens, at) || opensTime(tokens, at) || isTicker(token.text)) return false
  if (token.text === 'An' && tokens[at + 1]?.text === 'Garda') return true
  if (opensBody(tokens, at) || (token.text.length === 1 && isInitial(tokens, at))) return true
  if (!isFunctionWord(token.lower) && !calendarWords.has(token.lower)) return token.text !== 'I'
  if (isHomonym(token.lower) && isHomonymName(tokens, at)) return true
  const isOffice = token.lower === 'first' && /^(?:nations?|minister|lady)$/.test(tokens[at + 1]?.lower ?? '')
  if (isOffice) return true
  if (numberWords.has(token.lower)) return isPlainName(tokens[at - 1], token) && !tokens[at - 1]?.possessive
  if (calendarWords.has(token.lower)) return false
  if (token.lower === 'new' && startsPlace(tokens, at)) return true
  if (/^WHO(?:['’]s)?$/.test(token.text))
    return !!tokens[at + 1] && !/^(?:is|are|was|will|does)$/.test(tokens[at + 1]?.lower ?? '')
  return token.text.length > 1 && token.text === token.text.toUpperCase() && !pronouns.has(token.lower)
}

/** "Moody's said", "McDonald's has": an s that is part of the name, since a verb follows it. */
export function isOwnS(tokens: Token[], at: number): boolean {
  const [token, next] = [tokens[at] as Token, tokens[at + 1]]
  if (!token.possessive || !token.capital || token.quote >= 0 || next?.sentence !== token.sentence) return false
  if (tokens[at - 1]?.capital && tokens[at - 1]?.sentence === token.sentence) return false
  if (isFunctionWord(token.lower) || isFunctionWord(token.lower.slice(0, -2))) return false
  const isVerb = /^(?:has|had|is|was|will|would|did|does|called|fell|rose|went|made|took|gave|began|came)$/.test(
    next.lower,
  )
  return isVerb || (isReportingForm(next.lower) && !next.lower.endsWith('ing'))
}

/** Whether the mark at `at` belongs to the word before it: "Partners'", "Growers’". */
export const endsInApostrophe = (tokens: Token[], at: number): boolean =>
  /^['’]$/.test(tokens[at]?.text ?? '') &&
  !!tokens[at - 1]?.lower.endsWith('s') &&
  tokens[at - 1]?.end === tokens[at]?.start
