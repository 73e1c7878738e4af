import { auxiliaries, calendarWords, isFunctionWord, pronouns } from '../text/function-words.ts'
import { reportingLemma } from '../text/reporting-verbs.ts'
import { isDemonym, isOrganisationWord, isTitle } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import { likelyPronoun } from './first-names.ts'
import { isHomonym, isOfficeWord, isRank, isSurnameToo, isTopic, takesComplement } from './name-words.ts'

const particles = new Set(
  'de da del della der di dos das du la le van von den bin bint al el y e ten ter ibn abu ap zu af'.split(' '),
)
export const isParticle = (lower: string): boolean => particles.has(lower)
const suffixes = new Set(['jr', 'sr', 'ii', 'iii', 'iv'])
/** "Inc." and "St." keep their dot inside a sentence. */
const shortened = new Set('inc corp ltd co bros st mt ft'.split(' '))
const longestName = 14

/** "New York", at a sentence's start only before names that are known to go with it. */
function startsPlace(tokens: Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]]
  if (!next?.capital || !next.isWord || isFunctionWord(next.lower) || next.quote !== token?.quote) return false
  const isInside = tokens[at - 1]?.sentence === token?.sentence && tokens[at - 1]?.isWord
  return isInside || /^(?:york|yorkers?|jersey|hampshire|mexico|orleans|zealand|delhi|england|haven)$/.test(next.lower)
}

const isPlainName = (token: Token | undefined, like: Token): boolean =>
  !!token?.isWord &&
  token.capital &&
  token.quote === like.quote &&
  token.sentence === like.sentence &&
  !isFunctionWord(token.lower) &&
  !calendarWords.has(token.lower)

const beforeMonths = new Set('in on since until before after during by from through of between'.split(' '))

/** "Theresa May", "May said", "June Doe", "Will Smith": a month or an auxiliary that is somebody's name here. */
function isHomonymName(tokens: Token[], at: number): boolean {
  const token = tokens[at] as Token
  const [before, next] = [tokens[at - 1], tokens[at + 1]]
  const inside = before?.sentence === token.sentence
  const earlier = inside ? (before?.lower ?? '') : ''
  if (inside && before?.quote === token.quote && before?.capital && !isHomonym(earlier)) {
    const ends = !isPlainName(next, token) || token.lower === 'may'
    if (likelyPronoun(before.text) && ends && !/^\d/.test(next?.text ?? '')) return true
  }
  const titled = before?.text === '.' ? tokens[at - 2]?.lower : earlier
  if (/^(?:mr|mrs|ms|dr|sir|minister)$/.test(titled ?? '') && inside) return true
  if (/^(?:few|rather|said|best|good|great|still|long|young)$/.test(token.lower)) return false
  if (beforeMonths.has(earlier) || /^(?:last|this|next|late|early|mid|the|every|and)$/.test(earlier)) return false
  if (token.lower === 'will')
    return isPlainName(next, token) && (inside || reportingLemma(tokens[at + 2]?.lower ?? '') !== null)
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

/** Whether a token can start or go on with a name. */
export function isNameToken(tokens: Token[], at: number): boolean {
  const token = tokens[at]
  if (!token?.isWord || !token.capital) return false
  if (!isFunctionWord(token.lower) && !calendarWords.has(token.lower)) return token.text !== 'I'
  if (isHomonym(token.lower) && isHomonymName(tokens, at)) return true
  const isOffice = token.lower === 'first' && /^(?:nations?|minister|lady)$/.test(tokens[at + 1]?.lower ?? '')
  if (isOffice) return true
  if (numberWords.has(token.lower)) return isPlainName(tokens[at - 1], token) && !tokens[at - 1]?.possessive
  if (calendarWords.has(token.lower)) return false
  if (token.lower === 'new' && startsPlace(tokens, at)) return true
  if (token.text === 'WHO') return !!tokens[at + 1] && !/^(?:is|are|was|will|does)$/.test(tokens[at + 1]?.lower ?? '')
  return token.text.length > 1 && token.text === token.text.toUpperCase() && !pronouns.has(token.lower)
}

/** Whether the full stop at `at` belongs to a title, an initial, a suffix or "Inc" before it. */
function isNameDot(tokens: Token[], at: number): boolean {
  const [before, dot, next] = [tokens[at - 1], tokens[at], tokens[at + 1]]
  if (dot?.text !== '.' || !before || before.end !== dot.start) return false
  if (shortened.has(before.lower)) return next?.sentence === dot.sentence
  return before.text.length === 1 || isRank(before.lower) || suffixes.has(before.lower)
}

/** `Robert "Bob" Lee`: the token after a nickname in marks that a name goes on behind, or -1. */
function afterNickname(tokens: Token[], at: number, name: Token): number {
  const quote = tokens[at]?.quote ?? -1
  if (quote < 0 || tokens[at]?.paragraph !== name.paragraph) return -1
  let end = at
  while (end < at + 5 && tokens[end]?.quote === quote) {
    if (tokens[end]?.isWord && !tokens[end]?.capital) return -1
    end++
  }
  const next = tokens[end]
  return next?.isWord && next.capital && next.quote === name.quote && isNameToken(tokens, end) ? end : -1
}

const isComplement = /^(?:of|for|on)$/

/** Where the name of whoever holds an office starts: "Secretary of State [Jane Doe]", "Minister for Food, Dr …"; -1 where nobody is named. */
function holderOf(tokens: Token[], from: number, to: number): number {
  let last = -1
  for (let at = from + 1; at < to - 1; at++) {
    const lower = tokens[at]?.lower ?? ''
    if (/^(?:of|for)$/.test(lower) && (last >= 0 || isOfficeWord(tokens[at - 1]?.lower ?? ''))) last = at
  }
  if (last < 0) return -1
  let at = tokens[last + 1]?.lower === 'the' ? last + 2 : last + 1
  const first = at
  while (at < to && (isTopic(tokens[at]?.lower ?? '') || tokens[at]?.lower === 'and')) at++
  if (at > first && at < to) return at
  for (at = first + 1; at < to - 1; at++) {
    const { text, lower } = tokens[at] as Token
    if (likelyPronoun(text) || isRank(lower) || /^\p{Lu}\.?$/u.test(text)) return at
  }
  return to - first >= 3 ? first + 1 : -1
}

/** "Children's Hospital", "Information Commissioner's Office": whose name a body's goes on with. */
const sharesName =
  /^(?:people|women|men|children|veterans|teachers|workers|farmers|students|seniors|commissioner|sheriff|coroner|governor|attorney|general|prosecutor|defender|examiner|auditor|ombudsman|mayor|marshal|surgeon|king|queen|boys|girls|players|nurses|mother|father)['’]s?$/

/** Where a name goes on after a word that is no name by itself ("of", "and", "van", a dot); -1 where it ends. */
function goOn(tokens: Token[], from: number, next: number): number {
  const [before, token] = [tokens[next - 1] as Token, tokens[next] as Token]
  const follows = (at: number) => (isNameToken(tokens, at) ? at : -1)
  if (isNameDot(tokens, next)) return next
  if (/^['’]$/.test(token.text) && before.lower.endsWith('s') && before.end === token.start) return follows(next + 1)
  if (particles.has(token.lower) && particles.has(tokens[next + 1]?.lower ?? '')) return follows(next + 2)
  if (token.text === '-' && before.text === '.') return follows(next + 1)
  if (token.text === '&' || particles.has(token.lower) || (before.capital && /^\d{1,3}$/.test(token.text)))
    return follows(next + 1)
  if (/^(?:al|el|bin|ul|ur|as|ash|at|ad|an|ar|az)-\p{Lu}/u.test(token.text) || /^[dDlL]['’]\p{Lu}/u.test(token.text))
    return next
  if (token.lower === 'and') {
    const after = tokens[next + 1]
    return isTopic(before.lower) && isTopic(after?.lower ?? '') ? follows(next + 1) : -1
  }
  if (token.lower === 'to' && /^(?:committee|campaign)$/.test(before.lower)) return follows(next + 1)
  if (token.lower === 'without' && before.lower === 'doctors') return follows(next + 1)
  if (isComplement.test(token.lower)) {
    const after = tokens[next + 1]?.lower === 'the' ? next + 2 : next + 1
    const office = token.lower !== 'on' && isOfficeWord(before.lower)
    return takesComplement(before.lower) ||
      office ||
      (next > from + 1 && tokens[next - 2]?.lower === 'of' && isTopic(before.lower))
      ? follows(after)
      : -1
  }
  return suffixes.has(token.lower) ? next : -1
}

/** The token after a name that starts at `at`; titles, initials, particles and "Department of Justice" go with it. */
export function endOfName(tokens: Token[], at: number): number {
  let end = at + 1
  /** Where an office begins to be "of" something, until somebody is named. */
  let office = -1
  for (let next = at + 1; next < at + longestName && next < tokens.length; next++) {
    const token = tokens[next] as Token
    const before = tokens[next - 1] as Token
    if (token.quote !== tokens[at]?.quote) {
      const after = end === next ? afterNickname(tokens, next, tokens[at] as Token) : -1
      if (after < 0) break
      next = after
      end = after + 1
      continue
    }
    if (token.sentence !== tokens[at]?.sentence) break
    if (
      before.possessive &&
      !sharesName.test(before.lower) &&
      !(tokens[next - 2]?.text === '.' && tokens[next - 3]?.lower === 'st')
    )
      break
    if (isNameToken(tokens, next)) {
      end = next + 1
      continue
    }
    const after = goOn(tokens, at, next)
    if (after < 0) break
    if (isComplement.test(token.lower) && isOfficeWord(before.lower) && !takesComplement(before.lower)) office = next
    if (after === next) end = next + 1
    else next = after - 1
  }
  if (office >= 0 && holderOf(tokens, at, end) < 0) end = office
  const isStop = tokens[end - 1]?.text === '.' && (!isNameDot(tokens, end - 1) || isTitle(tokens[end - 2]?.lower ?? ''))
  return isStop ? end - 1 : end
}

const postNominals = new Set('KC QC SC JP MP MBE OBE CBE MD PhD TD MSP MEP DSO QPM MPP MLA MNA'.split(' '))

/** "Hong Kong-based Ocean Crest Holdings": the name comes after. */
function afterPlace(tokens: Token[], from: number, to: number): number {
  for (let at = to - 2; at >= from; at--)
    if (/-(?:based|owned|backed|born|trained|listed|winning|nominated)$/.test(tokens[at]?.lower ?? '')) return at + 1
  return from
}

/** Titles that are first names in "Earl Tuttle", "Dean Marlow". */
const isGivenToo = /^(?:earl|dean)$/

/** Whether the word at `at` is a title or role before the name that follows, and not somebody's last name. */
function isBefore(tokens: Token[], from: number, at: number): boolean {
  const { lower } = tokens[at] as Token
  if (lower === 'con') return tokens[at - 1]?.lower === 'det'
  if (!isOfficeWord(lower)) return false
  if (at === from && isGivenToo.test(lower) && tokens[at - 1]?.lower !== 'the' && !isNameToken(tokens, at + 2))
    return false
  return !(isSurnameToo(lower) && at > from && (likelyPronoun(tokens[at - 1]?.text ?? '') || lower === 'king'))
}

/** A name without the titles and roles before it: "Conservative Leader Andrew Scheer" → "Andrew Scheer". */
export function stripTitles(tokens: Token[], from: number, to: number): { from: number; to: number } {
  const isBody = isOrganisationWord(tokens[to - 1]?.lower ?? '') && !likelyPronoun(tokens[to - 2]?.text ?? '')
  const last = postNominals.has(tokens[to - 1]?.text ?? '') && to - from > 2 ? to - 1 : to
  let start = !isBody && to - from > 2 && isDemonym(tokens[from]?.lower ?? '') ? from + 1 : from
  for (let at = from; at < to - 1 && !isBody; at++) {
    if (!isBefore(tokens, from, at)) continue
    const next = tokens[at + 1]?.text === '.' ? at + 2 : at + 1
    if (next < to && (isNameToken(tokens, next) || particles.has(tokens[next]?.lower ?? ''))) start = next
  }
  if (tokens[start - 1]?.lower === 'sheikh' && last - start === 1) start--
  const holder = isBody ? -1 : holderOf(tokens, start, last)
  return { from: holder > start ? holder : afterPlace(tokens, start, last), to: last }
}
