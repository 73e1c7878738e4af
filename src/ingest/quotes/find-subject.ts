import { isNameToken, type Mention, readMention, readPhrase, startsPhrase } from '../names/find-mentions.ts'
import { endOfName, listsTopics } from '../names/find-names.ts'
import { isOfficeWord, isRank, isTopic } from '../names/name-words.ts'
import {
  auxiliaries,
  calendarWords,
  connectors,
  determiners,
  prepositions,
  pronouns,
  subordinators,
  withoutVerb,
} from '../text/function-words.ts'
import { isBody, isRole } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import { isAdverb, openingDash, segmentsOf, skipAuxiliaries, startOfAside, startOfClause } from './clause-edges.ts'
import { endBeforeVerb } from './cut-at-verb.ts'
import { describedName, nameInRelative } from './name-in-clause.ts'
import { whoGoesOn } from './who-goes-on.ts'

/** "Will" of "Will Smith said": an auxiliary with a capital before a name that is no start of a question. */
const isGivenName = (tokens: Token[], at: number) =>
  /^(?:Will|May)$/.test(tokens[at]?.text ?? '') && isNameToken(tokens, at + 1)

/** "Last year Doe, R-Ohio, called", "Late Tuesday the winger", "Minutes earlier his coach" */
function opensTime(tokens: Token[], at: number): boolean {
  const [lower, next] = [tokens[at]?.lower ?? '', tokens[at + 1]?.lower ?? '']
  if (/^(?:late|early)$/.test(lower)) return calendarWords.has(next)
  if (/^(?:minutes|moments|hours|days|weeks|months|years)$/.test(lower))
    return /^(?:earlier|later|before|after)$/.test(next)
  const isTime = /^(?:year|month|week|spring|summer|fall|autumn|winter|night)$/.test(next)
  return /^(?:last|this|next)$/.test(lower) && isTime && isNameToken(tokens, at + 2)
}

const skipConnectors = (tokens: Token[], from: number, to: number): number => {
  let at = opensTime(tokens, from) ? from + 2 : from
  while (
    at < to &&
    (connectors.has(tokens[at]?.lower ?? '') || isAdverb(tokens[at] as Token)) &&
    tokens[at]?.lower !== 'one' &&
    !isGivenName(tokens, at)
  )
    at++
  return at
}

const isPlainName = (mention: Mention | null, to: number): mention is Mention =>
  mention?.type === 'name' && mention.to >= to

/** "Speaking to reporters,", "Reached at home," */
const opensParticiple =
  /^(?:\p{L}+ing|reached|asked|pressed|contacted|approached|questioned|offered|given|shown|told|born|faced|flanked|accompanied|joined|dressed|armed|stung|angered|elected|appointed|backed)$/u

/** "In a letter to the bank's chairman, [Sir Ray Doe], its auditor, Ana Roe, wrote": a name that only says who was meant before. */
function isApposedBefore(tokens: Token[], text: string, segments: readonly [number, number][], index: number): boolean {
  const [before, here, next] = [segments[index - 1], segments[index] as [number, number], segments[index + 1]]
  if (
    !before ||
    !next ||
    /^an?$/.test(tokens[next[0]]?.lower ?? '') ||
    !prepositions.has(tokens[before[0]]?.lower ?? '')
  )
    return false
  const role = tokens[before[1] - 1]?.lower ?? ''
  return isOfficeWord(role) && isOnePerson(role) && isPlainName(readPhrase(tokens, text, here[0], here[1]), here[1])
}

/** The subject at the head of a clause: its first comma-parted piece that is no "In a statement" or "When asked". */
export function headOfClause(tokens: Token[], text: string, from: number, to: number): Mention | null {
  const segments = segmentsOf(tokens, from, to)
  const relative = segments.length > 1 ? nameInRelative(tokens, text, from, to) : null
  if (relative) return relative
  for (const [index, [start, end]] of segments.entries()) {
    const at = skipConnectors(tokens, start, end)
    const lower = tokens[at]?.lower ?? ''
    if (prepositions.has(lower) || subordinators.has(lower) || opensParticiple.test(lower)) continue
    if (isApposedBefore(tokens, text, segments, index)) continue
    const stop = endBeforeVerb(tokens, at, end)
    const mention = readPhrase(tokens, text, at, stop) ?? describedName(tokens, text, at, stop)
    if (!mention || mention.head === 'who') continue
    const next = segments[index + 1]
    const isOpen = mention.type === 'nominal' || /^(?:one|others?|another)$/.test(mention.head ?? '')
    const isTitled = next && (determiners.has(lower) || tokens[at]?.possessive) && isRank(tokens[next[0]]?.lower ?? '')
    const apposed = next && (isOpen || isTitled) ? readPhrase(tokens, text, next[0], next[1]) : null
    const ends = next && tokens[next[1] - 1]?.text === ')' ? startOfAside(tokens, next[1] - 1) : next?.[1]
    return ends && isPlainName(apposed, ends) ? apposed : mention
  }
  return null
}

/** "and" of "Health and Human Services". */
export function joinsTopics(tokens: Token[], at: number): boolean {
  if ([tokens[at - 1], tokens[at + 1]].every((token) => token?.capital && isTopic(token.lower))) return true
  let from = at
  const isOf = (place: number) => /^(?:of|for)$/.test(tokens[place]?.lower ?? '') && isNameToken(tokens, place - 1)
  while (from > at - 6 && (isNameToken(tokens, from - 1) || isOf(from - 1))) from--
  return from < at && endOfName(tokens, from) > at
}

const isKin = /^(?:husband|wife|brother|sister|son|daughter|mother|father|mum|mom|dad)$/
/** A noun for one person by what they do. */
const isOnePerson = (lower: string) => isRole(lower) && !isBody(lower) && !/[^s]s$/.test(lower) && !isKin.test(lower)

/** "mother of two": where the words for a parent end without how many children. */
const endOfParent = (tokens: Token[], to: number) =>
  tokens[to - 2]?.lower === 'of' && isKin.test(tokens[to - 3]?.lower ?? '') ? to - 2 : to

/** "The former first lady and U.S. senator", "the teacher and mother of two": one person, of whom two things are said. */
function joinsRoles(tokens: Token[], from: number, and: number, to: number): boolean {
  const end = endOfParent(tokens, to)
  const after = tokens.slice(and + 1, end)
  const isPlain = ({ isWord, lower, quote }: Token) =>
    isWord && quote < 0 && !determiners.has(lower) && (lower === 'first' || !auxiliaries.has(lower))
  const isOne = end < to || isOnePerson(after.at(-1)?.lower ?? '')
  if (and - from < 2 || after.length > 6 || !isOne || !after.every(isPlain)) return false
  let start = and - 1
  while (start > from && and - start < 8 && isPlain(tokens[start] as Token)) start--
  const before = tokens.slice(start + 1, and)
  return (
    /^(?:the|an?)$/.test(tokens[start]?.lower ?? '') &&
    before.some(({ lower }) => isOnePerson(lower) || lower === 'lady')
  )
}

/** Start of the piece next to the verb: after the last comma, subordinator or "and" of the clause. */
function startOfPiece(tokens: Token[], from: number, to: number): number {
  for (let at = to - 1; at >= from; at--) {
    const token = tokens[at] as Token
    const parts =
      /^(?:and|but|or)$/.test(token.lower) &&
      !joinsTopics(tokens, at) &&
      !(token.lower === 'and' && joinsRoles(tokens, from, at, to))
    if ((token.text === ',' && !listsTopics(tokens, at)) || parts || token.lower === 'which') return at + 1
    if (subordinators.has(token.lower) && !(token.lower === 'that' && at === from)) return at + 1
  }
  return from
}

/** "That [did] not suit the chair": a clause and no phrase. */
const saysMore = (tokens: Token[], { from, to }: Mention) =>
  tokens
    .slice(from, to)
    .some(({ lower, capital }) => !capital && /^(?:did|does|do|was|were|is|are|had|has)$/.test(lower))

/** The phrase that a relative "who" or "that" at `at` refers to: "Doe, whose mother lives there, and who said". */
function antecedent(tokens: Token[], text: string, from: number, at: number): Mention | null {
  if (/^(?:and|but)$/.test(tokens[at - 1]?.lower ?? '')) {
    let first = at - 2
    while (first > from && !/^(?:who|whose|which)$/.test(tokens[first]?.lower ?? '')) first--
    return first > from ? antecedent(tokens, text, from, first) : null
  }
  const end = tokens[at - 1]?.text === ',' ? at - 1 : at
  const start = startOfPiece(tokens, from, end)
  for (let place = start; place < end; place++) {
    if (!startsPhrase(tokens, place)) continue
    const mention = readPhrase(tokens, text, place, end)
    if (mention && mention.to >= end && !saysMore(tokens, mention))
      return (end < at && nameApposed(tokens, text, from, start, mention)) || mention
  }
  return null
}

/** "a talk with Doe, now the majority leader, [who said]": Doe; but not "in Ohio, the leader, who". */
function nameApposed(tokens: Token[], text: string, from: number, start: number, apposition: Mention): Mention | null {
  if (apposition.type !== 'nominal' || tokens[start - 1]?.text !== ',') return null
  const name = nameAtEnd(tokens, text, from, start - 1)
  return name?.type === 'name' && !/^(?:in|at|from|near)$/.test(tokens[name.from - 1]?.lower ?? '') ? name : null
}

/** "The chair asked the minister": the phrase ends where a verb of its own stands. */
function beforeVerb(tokens: Token[], from: number, to: number): number {
  for (let at = from + 1; at < to; at++) {
    const { lower, capital } = tokens[at] as Token
    if (!capital && /^(?:said|says|told|asked|added|is|was|are|were|had|has)$/.test(lower)) return at
  }
  return to
}

const personal = /^(?:he|she|it|they|we|i)$/

/** "a decision [the union] called": where a phrase that a relative clause without "that" is about is followed by its subject, or -1. */
function secondPhrase(tokens: Token[], from: number, to: number): number {
  if (!/^(?:an?|the|this)$/.test(tokens[from]?.lower ?? '')) return -1
  for (let at = from + 2; at < Math.min(to - 1, from + 6); at++) {
    const { lower, isWord, capital } = tokens[at - 1] as Token
    if (!isWord || capital || prepositions.has(lower) || determiners.has(lower)) return -1
    if (/^(?:the|its|their|his|her)$/.test(tokens[at]?.lower ?? '')) return at
  }
  return -1
}

/** The phrase in a piece that ends right at the verb: "with [one Democrat] telling". */
function phraseInPiece(tokens: Token[], text: string, from: number, to: number): Mention | null {
  const start = skipConnectors(tokens, from, to)
  if (personal.test(tokens[to - 1]?.lower ?? '')) return readMention(tokens, text, to - 1, to)
  if (personal.test(tokens[start]?.lower ?? '')) return readMention(tokens, text, start, start + 1)
  const afterPreposition = prepositions.has(tokens[start]?.lower ?? '')
  const isAbsolute = tokens[start]?.lower === 'with' && tokens[to]?.lower.endsWith('ing')
  if (isAbsolute && startsPhrase(tokens, start + 1)) return readMention(tokens, text, start + 1, to)
  const own = secondPhrase(tokens, start, to)
  if (own > start) return readMention(tokens, text, own, to)
  if (!afterPreposition && startsPhrase(tokens, start))
    return readMention(tokens, text, start, beforeVerb(tokens, start, to))
  let last = -1
  for (let at = start; at < to; at++) {
    const before = tokens[at - 1]?.lower ?? ''
    const begins =
      startsPhrase(tokens, at) && (at === start || !isNameToken(tokens, at) || !isNameToken(tokens, at - 1))
    if (begins && !determiners.has(before) && !(at > start && prepositions.has(before))) last = at
  }
  if (last >= 0) return readMention(tokens, text, last, to)
  return afterPreposition ? nameAtEnd(tokens, text, start, to) : null
}

/** "At a rally in Ohio Doe said": the name that ends a piece. */
function nameAtEnd(tokens: Token[], text: string, from: number, to: number): Mention | null {
  let at = to
  while (at > from && isNameToken(tokens, at - 1)) at--
  if (at === to && pronouns.has(tokens[to - 1]?.lower ?? '')) at = to - 1
  return at < to ? readMention(tokens, text, at, to) : null
}

/** "Doe was quoted as saying", "the paper quoted Doe as saying": Doe, in both. */
function quotedBefore(tokens: Token[], text: string, from: number, to: number): Mention | null {
  let at = to - 1
  while (at > from && !/^(?:quoted|quotes|cited|cites)$/.test(tokens[at]?.lower ?? '')) at--
  return (
    (at > from && at < to - 1 ? readPhrase(tokens, text, at + 1, to) : null) ?? headOfClause(tokens, text, from, to)
  )
}

/** "and [the mayor], in an interview,": whether nothing but a subject stands between a word that joins clauses and a comma. */
const opensSubject = (tokens: Token[], text: string, at: number, to: number) => {
  const subject = readPhrase(tokens, text, at, to)
  return !!subject && tokens[subject.to]?.text === ',' && !saysMore(tokens, subject)
}

/** "Doe would not talk, but [her aide, Ana Roe,] said", "The vote failed, and [the mayor, in tears,] said": where the last main clause begins. */
function afterContrast(tokens: Token[], text: string, from: number, to: number): number {
  for (let at = to - 1; at > from; at--) {
    if (tokens[at - 1]?.text !== ',') continue
    const lower = tokens[at]?.lower ?? ''
    if (/^(?:but|while|though|although|whereas)$/.test(lower)) return startsPhrase(tokens, at + 1) ? at + 1 : from
    if (lower === 'and' && opensSubject(tokens, text, at + 1, to)) return at + 1
  }
  return from
}

/** "Shares fell after [the company] said it would close two shops and announced": whose report goes on, where a subordinate clause had it. */
function whoseReport(tokens: Token[], text: string, from: number, and: number): Mention | null {
  for (let at = and - 1; at > from; at--) {
    const { lower } = tokens[at] as Token
    if (/^(?:said|announced|told|added|warned|reported|disclosed|confirmed|revealed|acknowledged)$/.test(lower)) {
      let opening = at
      while (opening > from && !subordinators.has(tokens[opening]?.lower ?? '')) opening--
      const subject = opening > from ? subjectBefore(tokens, text, at) : null
      return subject && subject.from > opening ? subject : null
    }
  }
  return null
}

/** Who does what the verb at `verb` says, from the words before it; null if nobody is named. */
export function subjectBefore(tokens: Token[], text: string, verb: number): Mention | null {
  const stop = startOfClause(tokens, verb)
  const end = skipAuxiliaries(tokens, verb, stop)
  const dash = openingDash(tokens, end - 1)
  if (dash > 0) return headOfClause(tokens, text, startOfClause(tokens, dash), dash)
  if (end <= stop) return null
  const before = tokens[end - 1] as Token
  if (before.text === ',') {
    const isParticiple = tokens[verb]?.lower.endsWith('ing')
    const speaker = isParticiple ? whoGoesOn(tokens, text, segmentsOf(tokens, stop, end - 1)) : null
    return speaker ?? headOfClause(tokens, text, afterContrast(tokens, text, stop, end - 1), end - 1)
  }
  if (/^(?:who|which|that)$/.test(withoutVerb(before.lower)) && end - 1 > stop) {
    return antecedent(tokens, text, stop, end - 1) ?? headOfClause(tokens, text, stop, end - 1)
  }
  if (/^(?:the|an?)$/.test(before.lower)) return null
  if (before.lower === 'as') return quotedBefore(tokens, text, stop, end - 1)
  const isGerund = tokens[verb]?.lower.endsWith('ing') && prepositions.has(before.lower)
  if (before.lower === 'to' || isGerund) return headOfClause(tokens, text, stop, end - 1)
  const piece = startOfPiece(tokens, stop, end)
  if (piece >= end) return whoseReport(tokens, text, stop, end - 1) ?? headOfClause(tokens, text, stop, end - 1)
  return phraseInPiece(tokens, text, piece, end) ?? headOfClause(tokens, text, stop, end)
}
