import { endOfDateline } from '../text/end-of-dateline.ts'
import { auxiliaries, isFunctionWord, prepositions, withoutVerb } from '../text/function-words.ts'
import { isOrganisationWord, isRole, isTitle } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import { endOfName } from './find-names.ts'
import { isFirstName } from './first-names.ts'
import { isThing } from './is-thing.ts'
import { isLoneSubject } from './lone-subject.ts'
import { endsInApostrophe, isNameToken, isNewPlace, isOwnS, isParticle } from './name-tokens.ts'
import {
  isBodyWord,
  isCalling,
  isHomonym,
  isNative,
  isOfficeWord,
  isOpener,
  isParty,
  isPluralRole,
  isPointedNative,
  isRoleAcronym,
} from './name-words.ts'
import { isAside, isIntroduced, isTheirs, pronounBefore } from './read-introduction.ts'
import { stripTitles } from './strip-titles.ts'

/** A name somewhere in the text, without titles; `from` and `to` are tokens. */
export type NameMention = {
  from: number
  to: number
  text: string
  title: string | null
  startsSentence: boolean
  /** What a noun before the name says: "his wife, Trish". */
  pronoun?: 'he' | 'she' | null
  /** Capitals in brackets after a name: "Dominion Research Council (DRC)". */
  bracketed?: boolean
  /** "Bobby Scott", where the name is `Robert C. "Bobby" Scott`. */
  nickname?: string | null
  /** "with her husband, physiologist Paul Doe", "a photo of Ana Doe": named in a clause about somebody else. */
  aside?: boolean
  /** "her niece, Ana Doe": somebody who comes in as somebody else's. */
  theirs?: boolean
  /** "the Harrow Stags": nobody has an article before a full name. */
  definite?: boolean
  /** "in Harrow": where a lone word is a place. */
  placed?: boolean
}

/** "the Harrow Ranchers’ Association", "the Harrow Workers Union" */
const isMembers = (tokens: Token[], at: number) =>
  /s['’]?$/.test(tokens[at]?.lower ?? '') &&
  (isRole(tokens[at]?.lower ?? '') || endsInApostrophe(tokens, at + 1)) &&
  isBodyWord(tokens[at + (tokens[at + 1]?.isWord ? 1 : 2)]?.lower ?? '')

/** Words that stand with a capital inside a sentence too: a lone word at a sentence's start is a name only if it is one. */
function collectCapitals(tokens: Token[]): Set<string> {
  const sure = new Set<string>()
  tokens.forEach((token, at) => {
    const before = tokens[at - 1]
    const inside =
      before?.sentence === token.sentence && before.quote === token.quote && (before.isWord || before.text === ',')
    if (inside && isNameToken(tokens, at) && !isMembers(tokens, at)) sure.add(token.lower.replace(/['’]s$/, ''))
  })
  return sure
}

/** "HARROW BAY (Meridian Wire) —": where a story was filed is nobody in it. */
const isFiled = (tokens: Token[], at: number) =>
  tokens[at - 1]?.paragraph !== tokens[at]?.paragraph && endOfDateline(tokens, at) >= 0

/** `DOE:` before a turn of a transcript is spelled in capitals. */
function spellLabel(tokens: Token[], at: number, end: number, name: string): string {
  const opens =
    tokens[at - 1]?.paragraph !== tokens[at]?.paragraph || tokens[at - 2]?.paragraph !== tokens[at]?.paragraph
  const colon = tokens.slice(end, end + 4).findIndex((token) => token.text === ':')
  const isLabel = opens && colon >= 0 && !tokens.slice(end, end + colon).some(({ text }) => /^\p{Ll}/u.test(text))
  if (!isLabel || name.length < 4 || name !== name.toUpperCase()) return name
  return name.toLowerCase().replace(/(?<![\p{L}])\p{L}/gu, (letter) => letter.toUpperCase())
}

/** The token after a headline: one with a capital on most words says nothing of where names end; 0 where there is none. */
function endOfHeadline(tokens: Token[]): number {
  const words = tokens.slice(0, 40).filter((token) => token.paragraph === 0 && token.isWord)
  const capitals = words.filter((token) => token.capital).length
  const end = tokens.findIndex((token) => token.paragraph > 0)
  return end > 0 && words.length > 3 && words.length < 30 && capitals >= words.length * 0.7 ? end : 0
}

/** "the Premier", "the Transport Secretary", "Minister": an office, whoever has it. */
function isOffice(tokens: Token[], start: number, name: { from: number; to: number }): boolean {
  const last = tokens[name.to - 1]?.lower ?? ''
  if (isPluralRole(tokens[name.to - 1]?.text ?? '')) return true
  const isAll = tokens
    .slice(name.from, name.to)
    .map(({ text, lower }) => ({ text, lower: lower.replace(/['’]s$/, '') }))
    .every(
      ({ text, lower }) => text === '.' || isRole(lower) || isTitle(lower) || isRoleAcronym(text) || isNative(lower),
    )
  const before = tokens[name.from - 1]?.lower === 'chief' ? tokens[start - 1] : tokens[name.from - 1]
  const definite = before?.possessive || /^(?:the|a|an|this|that)$/.test(before?.lower ?? '')
  if (
    definite &&
    (isParty(last) || isRoleAcronym(tokens[name.to - 1]?.text ?? '') || isPointedNative(tokens, name.from, name.to))
  )
    return true
  return isAll ? definite || isTitle(last) : definite && isTitle(last) && name.to - name.from <= 2
}

/** A name as it is known: without a possessive that `keeps` does not say is its own, a nickname in marks told apart. */
function spell(printed: string, keeps: boolean): { spelled: string; nickname: string | null } {
  const plain = printed.replace(keeps ? /^$/ : /['’]s$/i, '').replace(/\s+/g, ' ')
  if (!plain.includes(' ')) return { spelled: plain, nickname: null }
  const parts = /^(\S.*) ["“‘'](\p{Lu}[^"”’']*),?["”’'],? (\S.*)$/u.exec(plain)
  return parts
    ? { spelled: `${parts[1]} ${parts[3]}`, nickname: `${parts[2]} ${parts[3]}` }
    : { spelled: plain, nickname: null }
}

/** "(DRC)" right after the last name. */
const isBracketed = (tokens: Token[], name: { from: number; to: number }, before: NameMention | undefined) =>
  tokens[name.from - 1]?.text === '(' &&
  tokens[name.to]?.text === ')' &&
  before?.to === name.from - 1 &&
  /^\p{Lu}[\p{L}&.-]*\p{Lu}/u.test(tokens[name.from]?.text ?? '')

/** "Left-winger Jane Doe", "Singer-songwriter Jane Doe" */
const isHyphened = /^\p{Lu}\p{Ll}+-\p{Ll}{3,}$/u

/** "Drugmaker Kestrel", "Regulator Ofwind" */
const callsBody =
  /^(?:\p{Ll}{3,}maker|regulator|watchdog|retailer|wholesaler|broadcaster|publisher|insurer|lender|miner|supermarket|housebuilder|startup|brokerage|rival|operator|airline|developer|consultancy|pollster|brewer|grocer|promoter|supplier|manufacturer)$/u

/**
 * "Disgraced Doe", "Meanwhile Doe": a word with a capital from the sentence's start, which the text has small too, or which is
 * known to open sentences, is no part of the name that follows.
 */
function afterOpener(
  tokens: Token[],
  name: { from: number; to: number },
  sure: ReadonlySet<string>,
  isSmall: (lower: string) => boolean,
): { from: number; to: number } {
  const [before, first, next] = [tokens[name.from - 1], tokens[name.from] as Token, tokens[name.from + 1]]
  if (before?.sentence === first.sentence || name.to - name.from < 2 || !next?.capital) return name
  const isOfBody =
    callsBody.test(first.lower) && (name.to - name.from > 2 || !isBodyWord(tokens[name.to - 1]?.lower ?? ''))
  if (isOfBody && isNameToken(tokens, name.from + 1)) return { from: name.from + 1, to: name.to }
  const isCalled =
    isCalling(first.lower) &&
    name.to - name.from > 2 &&
    (isFirstName(next.text) || isHyphened.test(first.text) || /\p{Ll}{3}ist$/u.test(first.lower))
  if (isCalled && !isFirstName(first.text)) return { from: name.from + 1, to: name.to }
  if (isBodyWord(tokens[name.to - 1]?.lower ?? '') || isFirstName(first.text) || sure.has(first.lower)) return name
  if (isParticle(first.lower) || isHomonym(first.lower) || (first.lower === 'new' && isNewPlace(next.lower)))
    return name
  const isOpening = isOpener(first.lower) || (sure.has(next.lower.replace(/['’]s$/, '')) && isSmall(first.lower))
  return isOpening && isNameToken(tokens, name.from + 1) ? { from: name.from + 1, to: name.to } : name
}

const longestLine = 4
const links = /^(?:show|hide|read|watch|view|skip|share|sign|listen|toggle|close|advertisement|story|image|photo)$/

/** "TOP STORY", "Show Caption" on a line of its own: nobody's name. */
function isOfPage(tokens: Token[], at: number): boolean {
  const { paragraph } = tokens[at] as Token
  let [from, to] = [at, at + 1]
  while (tokens[from - 1]?.paragraph === paragraph && at - from < longestLine) from--
  while (tokens[to]?.paragraph === paragraph && to - at < longestLine) to++
  const line = tokens.slice(from, to)
  const isLine = tokens[from - 1]?.paragraph !== paragraph && tokens[to]?.paragraph !== paragraph
  const isLoud = line.every(({ text, isWord }) => isWord && /^[\p{Lu}\d]+$/u.test(text))
  const isLink = links.test(line[0]?.lower ?? '')
  return isLine && (isLoud || isLink) && line.length <= longestLine
}

/** "the Harrow Stags", not "the Jane Doe case", "the Ana Doe who". */
function isDefinite(tokens: Token[], at: number, end: number): boolean {
  const [before, next] = [tokens[at - 1], tokens[end]]
  if (before?.lower !== 'the' || before.sentence !== tokens[at]?.sentence) return false
  if (end - at < 2 || isFirstName(tokens[at]?.text ?? '') || /^(?:dalai|aga)$/.test(tokens[at]?.lower ?? ''))
    return false
  return !next?.isWord || prepositions.has(next.lower) || auxiliaries.has(next.lower)
}

/** "in Harrow", but "shares in Harrow" */
const isPlaced = (tokens: Token[], at: number) =>
  /^(?:in|near|outside|around|across)$/.test(tokens[at - 1]?.lower ?? '') &&
  !/^(?:shares?|stakes?|stock|interests?|invest\p{L}*|confidence|jobs)$/u.test(tokens[at - 2]?.lower ?? '')

const ofBodies = /^(?:CEO|CFO|COO|CTO|chief|spokes\p{Ll}+|founder|co-founder|president|chairman|chairwoman|chair)$/u

/** "[Kestrel Ferries] CEO Jane Doe": the token after the body that a title names, or -1. */
function bodyBefore(tokens: Token[], from: number, to: number): number {
  for (let at = from + 2; at < to; at++) {
    const last = tokens[at - 1]
    if (!tokens[at - 2]?.capital || !last?.capital) return -1
    if (!ofBodies.test(tokens[at]?.text.replace(/^[CFP](?=\p{Ll})/u, (letter) => letter.toLowerCase()) ?? '')) continue
    return isBodyWord(last.lower) && !isOfficeWord(last.lower) ? at : -1
  }
  return -1
}

const mayOpen = /^(?:new|first|who|all)$/

/** Every name outside quotes, in order. Linear. */
export function collectNames(tokens: Token[], text: string): NameMention[] {
  const sure = collectCapitals(tokens)
  const own = new Set(tokens.filter((_, at) => isOwnS(tokens, at)).map(({ lower }) => lower))
  let small: Set<string> | null = null
  const isSmall = (lower: string) => {
    small ??= new Set(tokens.filter(({ capital }) => !capital).map((token) => token.lower))
    return small.has(lower)
  }
  const names: NameMention[] = []
  for (let at = endOfHeadline(tokens); at < tokens.length; at++) {
    const token = tokens[at] as Token
    if (token.quote >= 0 || !isNameToken(tokens, at)) continue
    const isWord = isFunctionWord(token.lower) && !mayOpen.test(withoutVerb(token.lower)) && !isHomonym(token.lower)
    if (isWord && token.text.length > 1) continue
    const end = endOfName(tokens, at)
    const startsSentence = tokens[at - 1]?.sentence !== token.sentence
    const bare = token.lower.replace(/['’]s$/, '')
    const isKnown = () => sure.has(bare) || isIntroduced(tokens, end) || isLoneSubject(tokens, at, isSmall)
    const doubtful = startsSentence && end === at + 1 && !isKnown()
    const name = afterOpener(tokens, stripTitles(tokens, at, end), sure, isSmall)
    const first = tokens[name.from] as Token
    const last = tokens[name.to - 1]?.lower ?? ''
    const { spelled, nickname } = spell(text.slice(first.start, tokens[name.to - 1]?.end), own.has(last))
    const body = bodyBefore(tokens, at, name.from)
    if (body > at)
      names.push({
        from: at,
        to: body,
        text: text.slice(token.start, tokens[body - 1]?.end),
        title: null,
        startsSentence,
      })
    const title = name.from > at ? text.slice(token.start, tokens[name.from - 1]?.end) : null
    const generic = name.to - name.from === 1 && (isOrganisationWord(first.lower) || /-based$/.test(first.lower))
    if (!doubtful && !generic && !isOfPage(tokens, at) && !isOffice(tokens, at, name) && !isFiled(tokens, at))
      names.push({
        ...name,
        text: spellLabel(tokens, at, end, spelled),
        title,
        startsSentence,
        pronoun: pronounBefore(tokens, at),
        bracketed: isBracketed(tokens, name, names.at(-1)),
        nickname,
        aside: isAside(tokens, at),
        theirs: isTheirs(tokens, at),
        placed: end === at + 1 && isPlaced(tokens, at),
        definite: isDefinite(tokens, at, end) || isThing(tokens, name.from, name.to),
      })
    at = end - 1
  }
  return names
}
