import type { Mention } from '../names/find-mentions.ts'
import { isNameToken, isSeenBy, readMention, readPhrase, startsPhrase } from '../names/find-mentions.ts'
import { endBeforeVerb } from '../quotes/cut-at-verb.ts'
import { joinsTopics } from '../quotes/find-subject.ts'
import { auxiliaries, beForms, calendarWords } from '../text/function-words.ts'
import type { Tag } from '../text/tag-tokens.ts'
import type { Token } from '../text/tokenize.ts'
import type { ReportingWords } from './indirect-cues.ts'
import { type Clauses, finiteIn } from './read-clauses.ts'

/** One reporting verb in its sentence; tokens `from` to `to`, without the final stop. */
export type Frame = ReportingWords & {
  text: string
  tokens: Token[]
  from: number
  to: number
  /** Parts of speech, the first for token `from`. */
  tags: Tag[]
  clauses: Clauses
  /** Whether a token belongs to a direct quote, whose words nobody else says. */
  isTaken: (at: number) => boolean
}

/** A start after the verb, an end before it, or nothing reported. */
export type Opening = { side: 'after' | 'before' | 'none'; at: number }
/** Tokens, end exclusive; both edges are words. */
export type Words = { from: number; to: number }

const nearStarts = 12
const farStarts = 40
const farEnds = 40
const mostEnds = 60
/** What is said of whoever is spoken of in a passive: "accused by them [of lying]". */
const objects = new Set('of for to as that'.split(' '))
const openers = new Set('that to whether if how why what'.split(' '))
const breaks = /^(?:[,;:()—–―-]|--)$/
const joints = new Set(
  `and but or while as after when because who which whose where if before since although though in on at during to with by saying
  adding that than until despite following amid for whether from so unless whereas according`
    .trim()
    .split(/\s+/),
)

const isOpen = (frame: Frame, at: number) => at >= frame.from && at < frame.to && !frame.isTaken(at)

/** First word at or after a token, last word's end at or before one: edges are words, marks stay outside. */
const wordFrom = ({ tokens, to }: Frame, at: number) => {
  let start = at
  while (start < to && !tokens[start]?.isWord) start++
  return start
}
const wordsEnd = ({ tokens }: Frame, from: number, at: number) => {
  let end = at
  while (end > from && !tokens[end - 1]?.isWord) end--
  return end
}

/** A word may start a span outside quotes, or as the first of a quote. */
const startsHere = ({ tokens }: Frame, at: number) => {
  const quote = tokens[at]?.quote ?? -1
  return quote < 0 || tokens[at - 2]?.quote !== quote
}

function startsAfter(frame: Frame): Opening[] {
  const openings: Opening[] = []
  const { tokens, last, to } = frame
  for (let at = last + 1; at < Math.min(to, last + farStarts) && isOpen(frame, at); at++) {
    const token = tokens[at] as Token
    const near = at <= last + nearStarts || openers.has(token.lower) || tokens[at - 1]?.text === ','
    if (token.isWord && near && startsHere(frame, at)) openings.push({ side: 'after', at })
  }
  return openings
}

/** "The bank [was accused]": where a passive starts, before which whoever is spoken of stands; -1 for none. */
function passiveStart({ tokens, tags, from, at }: Frame): number {
  let [start, isPassive] = [at, false]
  for (; start > from && (tags[start - 1 - from] === 'ADV' || auxiliaries.has(tokens[start - 1]?.lower ?? '')); start--)
    isPassive ||= beForms.has(tokens[start - 1]?.lower ?? '')
  return isPassive ? start : -1
}

function endsBefore(frame: Frame, subject: Mention | null): Opening[] {
  const { tokens, from, at } = frame
  const passive = passiveStart(frame)
  const places = new Set<number>()
  for (let end = at; end > Math.max(from, at - farEnds) && !frame.isTaken(end - 1); end--) {
    const isEdge =
      end === at ||
      end === subject?.from ||
      end === passive ||
      breaks.test(tokens[end]?.text ?? '') ||
      breaks.test(tokens[end - 1]?.text ?? '')
    const words = isEdge ? wordsEnd(frame, from, end) : 0
    if (words > from && words > wordFrom(frame, from)) places.add(words)
  }
  return [...places].map((end) => ({ side: 'before', at: end }))
}

/** "what he described as", "which she called": nothing before it is what they say. */
function isRelative({ tokens, from, at }: Frame): boolean {
  for (let before = at - 1; before >= Math.max(from, at - 5) && tokens[before]?.isWord; before--)
    if (tokens[before]?.lower === 'what') return before > from
  return false
}

const opensAside =
  /^(?:in|on|at|by|from|with|during|after|before|since|amid|despite|following|near|outside|inside|speaking|standing)$/

/** "A year after the vote, Doe said" */
const tellsTime = /^(?:after|before|since|later|earlier|ago)$/

/** "Outside the court, Doe told reporters the fight was on": words without a verb before one whose clause follows. */
function leadsIn({ tokens, from, last, to, clauses, lemma }: Frame): boolean {
  if (!/^(?:tell|say|announce|confirm)$/.test(lemma)) return false
  let comma = from
  while (comma < last && tokens[comma]?.text !== ',') comma++
  const isTime = tokens.slice(from, comma).some(({ lower }) => tellsTime.test(lower))
  if (!isTime && !opensAside.test(tokens[from]?.lower ?? '')) return false
  const goesOn = tokens.slice(last + 1, Math.min(to, last + 7)).every(({ isWord }) => isWord)
  return (
    comma < last &&
    to > last + 3 &&
    goesOn &&
    finiteIn(clauses, from, comma) < 0 &&
    finiteIn(clauses, last + 1, to) >= 0
  )
}

/** Where the reported words may start after a verb or end before it; the first is "none". */
export function listOpenings(frame: Frame, subject: Mention | null): Opening[] {
  const before = isRelative(frame) || leadsIn(frame) ? [] : endsBefore(frame, subject)
  return [{ side: 'none', at: -1 }, ...startsAfter(frame), ...before]
}

/** The last mark of words in marks: "so swollen,” she was …". */
const closesMarks = ({ tokens }: Frame, at: number) => {
  const { quote, isWord } = tokens[at] as Token
  return quote >= 0 && !isWord && tokens[at + 1]?.quote !== quote
}

/** Whether a noun reports whose clause is part of a subject, so that it may end before a verb: "The claim that it was safe [met] laughter." */
function isSubject({ lemma, clauses, from, at }: Frame): boolean {
  let piece = at
  while (piece > from && clauses.ends[piece - 1 - from] === clauses.ends[at - from]) piece--
  return lemma.endsWith('/n') && finiteIn(clauses, piece, at) < 0
}

/** Where a span that starts at `start` may end: at marks, before words that join, at the sentence's end or a direct quote. */
export function listEnds(frame: Frame, start: number): number[] {
  const { tokens, to, from, clauses } = frame
  const ends = new Set<number>()
  const hasVerb = isSubject(frame)
  let at = start + 1
  for (; at < to && isOpen(frame, at) && ends.size < mostEnds; at++) {
    const { quote, text, lower } = tokens[at] as Token
    const outside = quote < 0 && (breaks.test(text) || joints.has(lower) || calendarWords.has(lower))
    const isVerb = hasVerb && /^[fv]$/.test(clauses.verbs[at - from] ?? '') && finiteIn(clauses, start, at) >= 0
    if (outside || closesMarks(frame, at) || isVerb) ends.add(wordsEnd(frame, start, at))
  }
  ends.add(wordsEnd(frame, start, at))
  return [...ends].filter((end) => end > start)
}

/** Where a span that ends at `end` may start: the sentence's start, after marks and joining words. */
export function listStarts(frame: Frame, end: number): number[] {
  const { tokens, from } = frame
  const starts = new Set<number>()
  let at = end - 1
  for (; at >= from && isOpen(frame, at) && starts.size < mostEnds; at--) {
    const before = tokens[at - 1]
    const edge = at === from || (before && before.quote < 0 && (breaks.test(before.text) || joints.has(before.lower)))
    const joins = tokens[at]?.lower === 'that'
    if ((edge || joins) && startsHere(frame, at)) starts.add(wordFrom(frame, at))
  }
  starts.add(wordFrom(frame, at + 1))
  return [...starts].filter((start) => start < end)
}

/** Where reported words that stand before the verb may go on after it; -1 for nowhere. */
export function listContinuations(frame: Frame): number[] {
  const { tokens, last, to } = frame
  const starts = [-1]
  const isPassive = tokens[last + 1]?.lower === 'by' && passiveStart(frame) >= 0
  for (let at = last + 1; at < Math.min(to, last + farStarts) && isOpen(frame, at); at++) {
    const goesOn = isPassive && objects.has(tokens[at]?.lower ?? '')
    const start = goesOn || breaks.test(tokens[at]?.text ?? '') ? wordFrom(frame, at) : to
    if (start < to && isOpen(frame, start) && startsHere(frame, start)) starts.push(start)
  }
  return [...new Set(starts)]
}

/** "a move that many experts believe": the phrase between "that" and the verb, which is no "that experts". */
function readAfterThat({ tokens, text, at }: Frame, that: number): Mention | null {
  let end = at
  while (end > that + 1 && auxiliaries.has(tokens[end - 1]?.lower ?? '')) end--
  const words = tokens.slice(that + 1, end)
  return words.length > 0 && words.length <= 5 && words.every(({ isWord }) => isWord)
    ? readMention(tokens, text, that + 1, end)
    : null
}

/** "according to [court papers]": a plural without a determiner, up to a mark or the reported words. */
function readBarePhrase({ tokens, text, last, to }: Frame, spans: Words[]): Mention | null {
  const stop = spans.reduce((least, { from }) => (from > last ? Math.min(least, from) : least), to)
  let end = last + 1
  while (end < stop && tokens[end]?.isWord && !joints.has(tokens[end]?.lower ?? '') && !isSeenBy(tokens, end)) end++
  return end > last + 1 ? readMention(tokens, text, last + 1, end) : null
}

const longestAside = 15

/** "Coun. Doe (Ward 10, Harrow North) said": past the bracket that opens at `at` before the verb, or `at`. */
function afterAside(tokens: Token[], at: number, verb: number): number {
  if (tokens[at]?.text !== '(') return at
  for (let close = at + 1; close < Math.min(verb, at + longestAside); close++)
    if (tokens[close]?.text === ')') return close
  return at
}

/** "But [eyewitnesses] told", "which [epidemiologists] say": a plural without a determiner that a clause opens with; or null. */
function readBareSubject({ tokens, tags, text, from, at }: Frame): Mention | null {
  let end = at
  while (end > from && auxiliaries.has(tokens[end - 1]?.lower ?? '')) end--
  const isPlain = (place: number) => place >= from && (tokens[place]?.quote ?? 0) < 0 && !tokens[place]?.capital
  let start = end
  while (isPlain(start - 1) && /^(?:NOUN|ADJ)$/.test(tags[start - 1 - from] ?? '')) start--
  const before = start > from ? (tokens[start - 1]?.lower ?? '') : ''
  const opens =
    start <= from || breaks.test(before) || /^(?:and|but|that|which|as|while|what|if|when|because|so)$/.test(before)
  const isPlural = tags[end - 1 - from] === 'NOUN' && /[^s]s$|people$/.test(tokens[end - 1]?.lower ?? '')
  return start < end && opens && isPlural ? readMention(tokens, text, start, end) : null
}

/** "Sgt. Doe of the detachment in nearby [Harrow] said": where the subject is, and nobody else. */
function isPlaceOf({ tokens, at }: Frame, subject: Mention | null, { from }: Mention): boolean {
  const end = subject?.name?.to ?? -1
  if (end < 0 || end >= from || from > at) return false
  const between = tokens.slice(end, from)
  return between.every(({ isWord }) => isWord) && between.some(({ lower }) => /^(?:in|at|near|from|of)$/.test(lower))
}

/** Phrases of the sentence from token `from` on, outside the reported words, that may name the speaker. */
export function listSpeakers(frame: Frame, spans: Words[], subject: Mention | null, from = frame.from): Mention[] {
  const { tokens, text, to, at } = frame
  const mentions = new Map<string, Mention>()
  const inSpan = (place: number) => spans.some((span) => place >= span.from && place < span.to)
  const add = (mention: Mention | null) => {
    if (mention && !inSpan(mention.from) && mention.from >= from && !isPlaceOf(frame, subject, mention))
      mentions.set(`${mention.start}-${mention.end}`, mention)
  }
  add(subject)
  add(readBareSubject(frame))
  for (let place = Math.max(from, at - farEnds); place < Math.min(to, at + farStarts); place++) {
    place = afterAside(tokens, place, Math.min(to, at))
    if (frame.lemma === 'tell' && place === frame.last + 1) {
      place = (readPhrase(tokens, text, place, to)?.to ?? place + 1) - 1
      continue
    }
    if (inSpan(place) || (tokens[place]?.quote ?? 0) >= 0 || !startsPhrase(tokens, place)) continue
    if (isNameToken(tokens, place) && (isNameToken(tokens, place - 1) || joinsTopics(tokens, place - 1))) continue
    const limit = place <= at ? at : to
    const stop = spans.reduce((least, span) => (span.from > place ? Math.min(least, span.from) : least), limit)
    const afterThat = tokens[place]?.lower === 'that' && place < at ? readAfterThat(frame, place) : null
    if (afterThat) {
      for (const [key, { from: first }] of mentions) if (first >= afterThat.from && first < at) mentions.delete(key)
      add(afterThat)
      place = afterThat.to - 1
    } else if (place !== at) add(readPhrase(tokens, text, place, endBeforeVerb(tokens, place, stop)))
  }
  const bare =
    frame.lemma === 'according to' && !startsPhrase(tokens, frame.last + 1) ? readBarePhrase(frame, spans) : null
  if (bare) return [bare]
  return [...mentions.values()].sort((a, b) => a.from - b.from || a.to - b.to)
}
