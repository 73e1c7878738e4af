import { isTitle } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import { isForceOf } from './find-force.ts'
import { isFirstName } from './first-names.ts'
import { endOfFrenchBody } from './french-body.ts'
import { endsInApostrophe, isNameToken, isParticle, isSuffix } from './name-tokens.ts'
import { isBodyWord, isOfficeWord, isRank, isTopic, takesComplement } from './name-words.ts'
import { holderOf, isDelegate } from './strip-titles.ts'
import { endsCompany, isLocalNumber, joinsBody, joinsCampaign, joinsFields, joinsTrades } from './trade-names.ts'

/** "Inc.", "St." and "Wm." keep their dot inside a sentence. */
const shortened = new Set('inc corp ltd co bros assn st mt ft wm chas geo thos jas'.split(' '))
const longestName = 14

/** Whether the full stop at `at` belongs to a title, an initial, a suffix or "Inc" before it. */
function isNameDot(tokens: Token[], at: number): boolean {
  const before = tokens[at - 1]
  const dot = tokens[at]
  if (dot?.text !== '.' || !before || before.end !== dot.start) return false
  if (shortened.has(before.lower)) return tokens[at + 1]?.sentence === dot.sentence
  return before.text.length === 1 || isRank(before.lower) || /^[js]r$/.test(before.lower) || isDelegate(tokens, at - 1)
}

const isMark = (token: Token | undefined) => /^["“”‘’'«»„]$/.test(token?.text ?? '')

/** Past one or two words with capitals between two marks, where another follows. */
function afterPlainMarks(tokens: Token[], open: number): number {
  let end = open + 1
  while (end < open + 4 && tokens[end]?.capital) end++
  return end > open + 1 && isMark(tokens[open]) && isMark(tokens[end]) && isNameToken(tokens, end + 1) ? end + 1 : -1
}

/** `Robert "Bob" Lee`: the token after a nickname in marks, taken for a quote or not, that a name goes on behind; or -1. */
function afterNickname(tokens: Token[], at: number, name: Token): number {
  const quote = tokens[at]?.quote ?? -1
  if (tokens[at]?.paragraph !== name.paragraph) return -1
  if (quote < 0) return afterPlainMarks(tokens, at)
  let end = at
  while (end < at + 5 && tokens[end]?.quote === quote) {
    if (tokens[end]?.isWord && !tokens[end]?.capital) return -1
    end++
  }
  const next = tokens[end]
  return next?.isWord && next.capital && next.quote === name.quote && isNameToken(tokens, end) ? end : -1
}

const isComplement = /^(?:of|for|on)$/

/** "Children's Hospital", "Information Commissioner's Office": whose name a body's goes on with. */
const sharesName =
  /^(?:people|women|men|children|veterans|teachers|workers|farmers|students|seniors|commissioner|sheriff|coroner|governor|attorney|general|prosecutor|defender|examiner|auditor|ombudsman|mayor|marshal|surgeon|king|queen|boys|girls|players|nurses|mother|father)['’]s?$/

/** "National Growers' Alliance", "Bakers' and Confectioners' Union", but "Harrow Partners' [Lou Doe]", who is theirs; or -1. */
function afterApostrophe(tokens: Token[], at: number): number {
  const next = tokens[at + 1]?.lower === 'and' && endsInApostrophe(tokens, at + 3) ? at + 2 : at + 1
  if (!isNameToken(tokens, next) || isRank(tokens[next]?.lower ?? '')) return -1
  const isTheirs = isFirstName(tokens[next]?.text ?? '') && isNameToken(tokens, next + 1)
  return isTheirs && !isBodyWord(tokens[next + 1]?.lower ?? '') ? -1 : next
}

/** "Chief (Mrs.) Felicia Doe", "Commissioner of Police (North) Farah Doe": an office goes on behind the bracket; or -1. */
function afterBracket(tokens: Token[], from: number, at: number): number {
  const isOffice = isOfficeWord(tokens[at - 1]?.lower ?? '') || (tokens[at - 2]?.lower === 'of' && at - from > 2)
  const dotted = tokens[at - 1]?.text === '.' && isRank(tokens[at - 2]?.lower ?? '')
  if (!isOffice && !dotted) return -1
  for (let end = at + 1; end < at + 5; end++) {
    const token = tokens[end]
    if (token?.text === ')') return isNameToken(tokens, end + 1) ? end + 1 : -1
    if (!token?.capital && token?.text !== '.') return -1
  }
  return -1
}

/** "Ethics and Anti-Corruption Commission (EACC)": the letters behind it are those of both halves. */
function isSpelledBehind(tokens: Token[], from: number, and: number): boolean {
  let end = and + 1
  while (end < and + 6 && isNameToken(tokens, end)) end++
  const letters = tokens[end]?.text === '(' ? (tokens[end + 1]?.text ?? '') : ''
  if (!/^\p{Lu}{3,7}$/u.test(letters)) return false
  const initials = tokens.slice(from, end).flatMap(({ text, capital }) => (capital ? text.split('-') : []))
  return letters === initials.map(([first = '']) => first.toUpperCase()).join('')
}

/** "Immigration, Refugees and Citizenship Canada": whether the comma at `at` parts the subjects of one department. */
export function listsTopics(tokens: readonly Token[], comma: number): boolean {
  const isSubject = (at: number) => !!tokens[at]?.capital && isTopic(tokens[at]?.lower ?? '')
  if (tokens[comma]?.text !== ',' || !isSubject(comma - 1)) return false
  let at = comma + 1
  while (at < comma + 8 && isSubject(at)) {
    while (isSubject(at)) at++
    if (tokens[at]?.lower === 'and') return isSubject(at + 1)
    if (tokens[at]?.text !== ',') return false
    at++
    if (tokens[at]?.lower === 'and') return isSubject(at + 1)
  }
  return false
}

/** "A spokesman for Marks and Spencer": one person speaks for one body, whatever stands in its name. */
function isSpokenFor(tokens: Token[], from: number, and: number): boolean {
  const isSpokesperson = /^spokes(?:man|woman|person)$/.test(tokens[from - 2]?.lower ?? '')
  if (!isSpokesperson || tokens[from - 1]?.lower !== 'for' || and > from + 2) return false
  return !isNameToken(tokens, and + 2) || !isFirstName(tokens[and + 1]?.text ?? '')
}

const nameAt = (tokens: Token[], at: number) => (isNameToken(tokens, at) ? at : -1)

/** Where a name goes on after a word that is no name by itself ("of", "and", "van", a dot); -1 where it ends. */
function goOn(tokens: Token[], from: number, next: number): number {
  const before = tokens[next - 1] as Token
  const token = tokens[next] as Token
  if (isNameDot(tokens, next)) return next
  if (endsInApostrophe(tokens, next)) return afterApostrophe(tokens, next)
  if (/^['’]$/.test(token.text) && token.start === before.end) return nameAt(tokens, next + 1)
  if (token.text === '(') return afterBracket(tokens, from, next)
  if (isForceOf(tokens, from, next)) return next
  if (isLocalNumber(tokens, next) && next > from + 1) return next
  if (isParticle(token.lower) && isParticle(tokens[next + 1]?.lower ?? '')) return nameAt(tokens, next + 2)
  if (token.text === '-' && before.text === '.') return nameAt(tokens, next + 1)
  if (token.text === '&' || isParticle(token.lower) || (before.capital && /^\d{1,3}$/.test(token.text)))
    return nameAt(tokens, next + 1)
  if (/^(?:al|el|bin|ul|ur|as|ash|at|ad|an|ar|az)-\p{Lu}/u.test(token.text) || /^[dDlL]['’]\p{Lu}/u.test(token.text))
    return next
  if (token.lower === 'and') {
    const after = tokens[next + 1]
    const joined = isTopic(before.lower) && isTopic(after?.lower ?? '')
    return joined ||
      joinsTrades(tokens, from, next) ||
      isSpelledBehind(tokens, from, next) ||
      joinsBody(tokens, from, next) ||
      joinsFields(tokens, from, next) ||
      isSpokenFor(tokens, from, next)
      ? nameAt(tokens, next + 1)
      : -1
  }
  if (listsTopics(tokens, next)) return nameAt(tokens, tokens[next + 1]?.lower === 'and' ? next + 2 : next + 1)
  if (token.lower === 'to' && /^(?:committee|campaign)$/.test(before.lower)) return nameAt(tokens, next + 1)
  if (joinsCampaign(tokens, next)) return nameAt(tokens, next + 1)
  if (token.lower === 'without' && before.lower === 'doctors') return nameAt(tokens, next + 1)
  if (isComplement.test(token.lower)) {
    const after = tokens[next + 1]?.lower === 'the' ? next + 2 : next + 1
    const office = token.lower !== 'on' && isOfficeWord(before.lower) && !/[^s]s$/.test(before.lower)
    return takesComplement(before.lower) ||
      office ||
      (next > from + 1 && tokens[next - 2]?.lower === 'of' && isTopic(before.lower))
      ? nameAt(tokens, after)
      : -1
  }
  return isSuffix(token.lower) ? next : -1
}

/** The token after a name that starts at `at`; titles, initials, particles and "Department of Justice" go with it. */
export function endOfName(tokens: Token[], at: number): number {
  const french = endOfFrenchBody(tokens, at)
  if (french > at) return french
  let end = at + 1
  /** Where an office begins to be "of" something, until somebody is named. */
  let office = -1
  for (let next = at + 1; next < at + longestName && next < tokens.length; next++) {
    const token = tokens[next] as Token
    const before = tokens[next - 1] as Token
    if (token.quote !== tokens[at]?.quote || (isMark(token) && token.start > before.end)) {
      const after = end === next ? afterNickname(tokens, next, tokens[at] as Token) : -1
      if (after < 0) break
      next = after
      end = after + 1
      continue
    }
    if (token.sentence !== tokens[at]?.sentence) break
    if (
      before.possessive &&
      !(token.text === 'Office' && isOfficeWord(before.lower.replace(/['’]s$/, ''))) &&
      !sharesName.test(before.lower) &&
      !(tokens[next - 2]?.text === '.' && tokens[next - 3]?.lower === 'st')
    )
      break
    if (token.text !== '.' && endsCompany(tokens, next)) break
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
