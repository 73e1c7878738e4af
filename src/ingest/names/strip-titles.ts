import { isDemonym, isOrganisationWord } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import { isFirstName } from './first-names.ts'
import { isNameToken, isParticle } from './name-tokens.ts'
import {
  isBodyWord,
  isOfficeWord,
  isRank,
  isRoleAcronym,
  isSurnameToo,
  isTopic,
  takesComplement,
} from './name-words.ts'
import { isLocalNumber } from './trade-names.ts'

const startsName = ({ text, lower }: Token) => isFirstName(text) || isRank(lower) || /^\p{Lu}\.?$/u.test(text)

/** Where the name of whoever holds an office starts: "Secretary of State [Jane Doe]", "Minister for Food, Dr …"; -1 where nobody is named. */
export function holderOf(tokens: Token[], from: number, to: number): number {
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
  for (at = first + 1; at < to - 1; at++) if (startsName(tokens[at] as Token)) return at
  return to - first >= 3 ? first + 1 : -1
}

const postNominals = new Set('KC QC SC JP MP MBE OBE CBE MD PhD TD MSP MEP DSO QPM MPP MLA MNA'.split(' '))

/** "Hong Kong-based Ocean Crest Holdings": the name comes after. */
function afterPlace(tokens: Token[], from: number, to: number): number {
  for (let at = to - 2; at >= from; at--)
    if (/-(?:based|owned|backed|born|trained|listed|winning|nominated)$/.test(tokens[at]?.lower ?? '')) return at + 1
  return from
}

/** Titles that are first names in "Earl Tuttle", "Dean Marlow", "Gov. Earl Ray Doe". */
const isGivenToo = /^(?:earl|dean)$/
const isGiven = (tokens: Token[], from: number, at: number) =>
  isGivenToo.test(tokens[at]?.lower ?? '') &&
  tokens[at - 1]?.lower !== 'the' &&
  (at === from ? !isNameToken(tokens, at + 2) : tokens[at - 1]?.text === '.')

/** "Del. Marcia Doe", but "Benicio Del Toro". */
export const isDelegate = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.text === 'Del' && tokens[at + 1]?.text === '.'

const isFirstOf = /^(?:lady|minister|deputy|vice|secretary|sergeant|lieutenant|officer|sea)$/
/** "DPP Nair", "PM Doe": of the letters for offices, those that stand before a last name alone and begin no company's name. */
const leadsLastName = /^(?:PM|CM|CJ|AG|DPP|IGP|DIG|DCP|ACP|DSP|ASP|SSP|MSP|MLA|MPP|MEP)$/

/** Whether the word at `at` is a title or role before the name that follows, and not somebody's last name. */
function isBefore(tokens: Token[], from: number, at: number): boolean {
  const { lower, text } = tokens[at] as Token
  if (lower === 'con') return tokens[at - 1]?.lower === 'det'
  // the Department of First Nations Roads
  if (lower === 'first') return isFirstOf.test(tokens[at + 1]?.lower ?? '')
  if (leadsLastName.test(text) && at === from && isNameToken(tokens, at + 1)) return true
  if (
    (isRoleAcronym(text) || /^(?:SP|PS|DA)$/.test(text)) &&
    isNameToken(tokens, at + 1) &&
    isNameToken(tokens, at + 2)
  )
    return true
  if (!isOfficeWord(lower)) return isDelegate(tokens, at)
  if (isGiven(tokens, from, at)) return false
  return !(isSurnameToo(lower) && at > from && (isFirstName(tokens[at - 1]?.text ?? '') || lower === 'king'))
}

/** Past the full stop and the bracket of "Dr. (Mrs.) Doe". */
function afterMarks(tokens: Token[], from: number, to: number): number {
  let at = from
  while (at < to && /^[.)]$/.test(tokens[at]?.text ?? '')) at++
  if (tokens[at]?.text !== '(') return at
  while (at < to && tokens[at]?.text !== ')') at++
  return at + 1
}

/** "officer for [Health Jane Doe]" */
const followsOffice = (tokens: Token[], from: number) =>
  /^(?:of|for)$/.test(tokens[from - 1]?.lower ?? '') &&
  isOfficeWord(tokens[from - 2]?.lower ?? '') &&
  !tokens[from - 2]?.lower.startsWith('spokes')

/** Past what an office is about, where two words of a name are left. */
function afterTopics(tokens: Token[], from: number, to: number): number {
  let at = from
  while (isTopic(tokens[at]?.lower ?? '')) at++
  const isName = !/^(?:for|of)$/.test(tokens[at]?.lower ?? '') && !isBodyWord(tokens[to - 1]?.lower ?? '')
  return to - at >= 2 && isName ? at : from
}

/** "the Prison Officers Assn." */
const endsShortened = (tokens: Token[], to: number) =>
  tokens[to - 1]?.text === '.' && /^(?:assn|inc|corp|co|ltd|bros)$/.test(tokens[to - 2]?.lower ?? '')

/** A name without the titles and roles before it: "Conservative Leader Andrew Scheer" → "Andrew Scheer". */
export function stripTitles(tokens: Token[], from: number, to: number): { from: number; to: number } {
  if (tokens[from]?.text === 'An' && tokens[from + 1]?.text === 'Garda') return { from, to }
  const endsAsBody = isOrganisationWord(tokens[to - 1]?.lower ?? '') && !isFirstName(tokens[to - 2]?.text ?? '')
  const isBody = endsAsBody || isLocalNumber(tokens, to - 1) || endsShortened(tokens, to)
  const last = postNominals.has(tokens[to - 1]?.text ?? '') && to - from > 2 ? to - 1 : to
  const next = tokens[from + 1]?.lower ?? ''
  // "Canadian Union of Public Employees"
  const opensBody = takesComplement(next) || isOrganisationWord(next)
  let start = !isBody && !opensBody && to - from > 2 && isDemonym(tokens[from]?.lower ?? '') ? from + 1 : from
  for (let at = from; at < to - 1 && !isBody; at++) {
    if (!isBefore(tokens, from, at)) continue
    const after = afterMarks(tokens, at + 1, to)
    if (after < to && (isNameToken(tokens, after) || isParticle(tokens[after]?.lower ?? ''))) start = after
  }
  if (tokens[start - 1]?.lower === 'sheikh' && last - start === 1) start--
  if (start === from && followsOffice(tokens, from)) start = afterTopics(tokens, from, last)
  const holder = isBody ? -1 : holderOf(tokens, start, last)
  return { from: holder > start ? holder : afterPlace(tokens, start, last), to: last }
}
