import { calendarWords, isFunctionWord, pronouns } from '../text/function-words.ts'
import { isDemonym, isOrganisationWord, isRole, isTitle } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'

const particles = new Set('de da del della der di du la le van von den bin al el y e ten ter ibn abu'.split(' '))
/** Names that "of" or "for" goes on: "Department of Justice", "Citizens for Clean Rivers". */
const heads = new Set(
  'department ministry university bank house institute school college academy board museum library office bureau court federation association society league agency commission committee center centre council chamber citizens doctors friends mothers church duke secretary diocese archdiocese bishop city guild order faculty'.split(
    ' ',
  ),
)
const suffixes = new Set(['jr', 'sr', 'ii', 'iii', 'iv'])
const longestName = 10

/** "New York", at a sentence's start only before names that are known to go with it. */
function startsPlace(tokens: Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]]
  if (!next?.capital || !next.isWord || isFunctionWord(next.lower) || next.quote !== token?.quote) return false
  const isInside = tokens[at - 1]?.sentence === token?.sentence && tokens[at - 1]?.isWord
  return isInside || /^(?:york|yorkers?|jersey|hampshire|mexico|orleans|zealand|delhi|england|haven)$/.test(next.lower)
}

/** Whether a token can start or go on with a name. */
export function isNameToken(tokens: Token[], at: number): boolean {
  const token = tokens[at]
  if (!token?.isWord || !token.capital || calendarWords.has(token.lower)) return false
  if (!isFunctionWord(token.lower)) return token.text !== 'I'
  if (token.lower === 'new' && startsPlace(tokens, at)) return true
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
    } else if (particles.has(token.lower) && particles.has(tokens[next + 1]?.lower ?? '')) {
      if (!isNameToken(tokens, next + 2)) break
    } else if (token.text === '&' || particles.has(token.lower) || (before.capital && /^\d{1,3}$/.test(token.text))) {
      if (!isNameToken(tokens, next + 1)) break
    } else if (/^(?:of|for)$/.test(token.lower) && !isTitle(before.lower)) {
      const after = tokens[next + 1]?.lower === 'the' ? next + 2 : next + 1
      if (!isNameToken(tokens, after) || !heads.has(before.lower)) break
      next = after - 1
    } else if (suffixes.has(token.lower)) end = next + 1
    else break
  }
  const isStop = tokens[end - 1]?.text === '.' && (!isNameDot(tokens, end - 1) || isTitle(tokens[end - 2]?.lower ?? ''))
  return isStop ? end - 1 : end
}

const postNominals = new Set('KC QC SC JP MP MBE OBE CBE MD PhD TD MSP MEP DSO QPM'.split(' '))

/** "Hong Kong-based Ocean Crest Holdings": the name comes after. */
function afterPlace(tokens: Token[], from: number, to: number): number {
  for (let at = to - 2; at >= from; at--)
    if (/-(?:based|owned|backed|born|trained|listed)$/.test(tokens[at]?.lower ?? '')) return at + 1
  return from
}

/** "Secretary of State Jon Doe", "Speaker of the House Jane Doe": the office is no part of the name. */
function afterOffice(tokens: Token[], from: number, to: number): number {
  const of = tokens[from - 1]?.lower === 'the' ? from - 2 : from - 1
  const isOffice = tokens[of]?.lower === 'of' && isTitle(tokens[of - 1]?.lower ?? '') && tokens[of - 1]?.capital
  return isOffice && to - from >= 3 ? from + 1 : from
}

/** A name without the titles and roles before it: "Conservative Leader Andrew Scheer" → "Andrew Scheer". */
export function stripTitles(tokens: Token[], from: number, to: number): { from: number; to: number } {
  const isBody = isOrganisationWord(tokens[to - 1]?.lower ?? '')
  const last = postNominals.has(tokens[to - 1]?.text ?? '') && to - from > 2 ? to - 1 : to
  let start = !isBody && to - from > 2 && isDemonym(tokens[from]?.lower ?? '') ? from + 1 : from
  for (let at = from; at < to - 1; at++) {
    const token = tokens[at] as Token
    const isDot = token.text === '.'
    if ((isTitle(token.lower) || isRole(token.lower)) && !(token.lower === 'king' && at > from) && !isBody) {
      const next = tokens[at + 1]?.text === '.' ? at + 2 : at + 1
      if (next < to && (isNameToken(tokens, next) || particles.has(tokens[next]?.lower ?? ''))) start = next
    } else if (!isDot && at > from + 3) break
  }
  return { from: afterOffice(tokens, afterPlace(tokens, start, last), last), to: last }
}
