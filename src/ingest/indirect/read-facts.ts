import { type Mention, readMention, readPhrase } from '../names/find-mentions.ts'
import { subjectBefore } from '../quotes/find-subject.ts'
import { beForms, calendarWords, withoutVerb } from '../text/function-words.ts'
import { isRole } from '../text/role-nouns.ts'
import type { Tag } from '../text/tag-tokens.ts'
import type { Frame } from './find-indirect.ts'
import { finiteIn, isMain, kindAt, kindsBetween } from './read-clauses.ts'
import { type Complement, readComplement } from './read-complement.ts'
import { verbClass } from './verb-classes.ts'

/** What every choice about one reporting verb looks at; read once. */
export type Facts = {
  frame: Frame
  /** Number of finite verbs before each token of the sentence. */
  verbs: number[]
  commas: number[]
  /** Tokens in direct quotes before each token. */
  taken: number[]
  /** The verb's class, see verb-classes.ts. */
  kind: string
  form: string
  helper: string
  /** Whether a direct quote stands beside the verb, before or after. */
  besideQuote: string
  /** The phrase before the verb that may be its subject. */
  subject: Mention | null
  /** First token where the speaker may stand: behind the verb in "It gives them hope said an old hand." */
  speakerFrom: number
  /** What sort of subject it is: "he", "name", "role", "noun", "who", "-". */
  subjectKind: string
  /** The first and the last piece of the sentence before the verb's own, and whether one of them is a clause of its own. */
  lead: string
  hasMain: boolean
  /** The verb's own piece, and what follows the verb in it and after it. */
  own: string
  tail: string
  /** What the verb takes. */
  complement: Complement
  /** Whether the verb's clause is joined to the one before by a word ("and", "though", "who"), which then is not what it reports. */
  joined: boolean
  /** Whether the verb's own piece has a verb before it already, so that what stands before is hardly its subject: "It gives them hope said …". */
  isBound: boolean
  /** Whether "that", "which" or "who" is its subject: "a report that said …". */
  isRelative: boolean
  /** Whether its subject is spoken to or of: "was told", "is accused". */
  isPassive: boolean
  /** Whether a noun phrase and no verb follows: "…, said an expert on prices." */
  isInverted: boolean
}

const closed = new Set(['DET', 'PRON', 'AUX', 'ADP', 'SCONJ', 'CCONJ', 'PART'])
const modals = new Set('will would can could may might must should shall'.split(' '))
const mayBeFinite = (tag: Tag) => tag === 'VERB' || tag === 'AUX'
const pasts = new Set('said told wrote thought swore began went read heard found held knew laid put'.split(' '))

/** Part of speech of a token, "^" and "$" beyond the sentence. */
export const tagAt = (frame: Frame, at: number) =>
  at < frame.from ? '^' : at >= frame.to ? '$' : (frame.tags[at - frame.from] ?? 'X')
/** "she" for "she’s": a subject, whatever is joined to it; "that’s" is no "that". */
const plainLower = (lower: string) => (/^that['’]/.test(lower) ? lower : withoutVerb(lower))

/** A token in lower case ("she" for "she’s"), "^" and "$" beyond the sentence. */
export const lowerAt = (frame: Frame, at: number) =>
  at < frame.from ? '^' : plainLower(frame.tokens[at]?.lower ?? '$')

/** A word of a closed class or a mark as itself, others by part of speech. */
export function shape(frame: Frame, at: number): string {
  if (at < frame.from) return '^'
  if (at >= frame.to) return '$'
  const { shapes } = frame.clauses
  const known = shapes[at - frame.from]
  if (known !== undefined) return known
  const read = readShape(frame, at)
  shapes[at - frame.from] = read
  return read
}

function readShape(frame: Frame, at: number): string {
  if (frame.isTaken(at)) return 'QUOTE'
  const tag = tagAt(frame, at)
  const token = frame.tokens[at]
  if (!token?.isWord) return /["“”‘’'«»`]/.test(token?.text ?? '') ? 'MARK' : (token?.text ?? '')
  const lower = plainLower(token.lower)
  if (closed.has(tag) || lower !== token.lower) return lower
  if (tag === 'VERB') return `VERB${token.lower.endsWith('ing') ? 'ing' : ''}`
  return tag
}

/** The form a verb stands in: "ing", "past", "base" or "s". */
export function formOf(lower: string, lemma: string): string {
  if (lower.endsWith('ing')) return 'ing'
  if (lower.endsWith('ed') || pasts.has(lower)) return 'past'
  return lower === lemma ? 'base' : 's'
}

/** The word that governs the verb: "to", "would", "was", "not", or "-". */
function helperOf(frame: Frame): string {
  for (let at = frame.at - 1; at >= Math.max(frame.from, frame.at - 4); at--) {
    const lower = lowerAt(frame, at)
    if (lower === 'to' || lower === 'not' || lower === 'never') return lower
    if (modals.has(lower)) return 'modal'
    if (beForms.has(lower)) return 'be'
    if (/^(?:has|have|had)$/.test(lower)) return 'have'
    if (/^(?:do|does|did)$/.test(lower)) return 'do'
    if (tagAt(frame, at) !== 'ADV') return '-'
  }
  return '-'
}

const sums = (length: number, at: (index: number) => boolean): number[] => {
  const counts = [0]
  let count = 0
  for (let i = 0; i < length; i++) counts.push(at(i) ? ++count : count)
  return counts
}

function subjectKindOf(frame: Frame, subject: Mention | null): string {
  let at = frame.at - 1
  while (at > frame.from && tagAt(frame, at) === 'ADV') at--
  const before = lowerAt(frame, at)
  if (/^(?:who|which|what|whom)$/.test(before)) return before
  if (!subject || subject.from < frame.from) return /^(?:NOUN|PROPN)$/.test(tagAt(frame, at)) ? 'bare' : '-'
  if (subject.type === 'pronoun') return subject.head ?? 'pronoun'
  if (subject.type === 'name') return 'name'
  return isRole(subject.head ?? '') ? 'role' : 'noun'
}

/** The start of the piece that a token stands in. */
function startOfPiece({ clauses: { ends }, from }: Frame, at: number): number {
  let start = at
  while (start > from && ends[start - 1 - from] === ends[at - from]) start--
  return start
}

function readPieces(frame: Frame): { lead: string; hasMain: boolean; own: string; tail: string } {
  const { clauses, from, at, last, tokens } = frame
  const piece = startOfPiece(frame, at)
  const lead = piece > from ? kindsBetween(clauses, from, piece - 1) : []
  let start = piece
  while (start < at && !tokens[start]?.isWord) start++
  const tail = kindAt(clauses, last + 1)
  return {
    lead: lead.length === 0 ? '-' : `${lead[0]},${lead.length > 1 ? lead.at(-1) : ''}`,
    hasMain: lead.some(isMain),
    own: start === at ? 'v' : kindAt(clauses, start),
    tail: tail === ',' ? `,${kindAt(clauses, last + 2)}` : tail,
  }
}

/** The first token of the verb with its auxiliaries and adverbs: "has often said". */
function startOfVerb(frame: Frame): number {
  let at = frame.at
  while (at > frame.from && /^(?:ADV|AUX|PART)$/.test(tagAt(frame, at - 1))) at--
  return at
}

/** "The tank was empty, said [Red Cross volunteer Ned Doe], who": a clause before the verb, and behind it a name and nothing else up to a mark. */
export function namesSpeaker({ tokens, text, from, at, last, to, lemma, clauses }: Frame): boolean {
  if (tokens[at - 1]?.text !== ',' || lemma === 'tell' || finiteIn(clauses, from, at) < 0) return false
  const phrase = readPhrase(tokens, text, last + 1, to)
  return phrase?.type === 'name' && (phrase.to >= to || /^[,.;(]$/.test(tokens[phrase.to]?.text ?? ''))
}

function readSides(frame: Frame, verbs: number[]): Pick<Facts, 'isBound' | 'isRelative' | 'isInverted'> {
  const { at, last, to } = frame
  const start = startOfVerb(frame)
  const next = lowerAt(frame, last + 1)
  let piece = startOfPiece(frame, at)
  while (piece < start && !mayBeFinite(tagAt(frame, piece))) piece++
  return {
    isBound: piece < start,
    isRelative: /^(?:that|which|who)$/.test(lowerAt(frame, start - 1)),
    isInverted:
      frame.lemma !== 'tell' &&
      /^(?:DET|PROPN|NOUN|NUM|ADJ)$/.test(tagAt(frame, last + 1)) &&
      !calendarWords.has(next) &&
      between(verbs, frame, last + 1, to) === 0,
  }
}

/** "Her lawyers [argued the search was wrong] and asked …": a subject ends before a finite verb of its own. */
function cutAtVerb({ tokens, text, clauses, from }: Frame, subject: Mention | null): Mention | null {
  if (!subject || subject.from < from || subject.type === 'name') return subject
  for (let at = subject.from + 1; at < subject.to; at++)
    if (clauses.verbs[at - from] === 'f') return readMention(tokens, text, subject.from, at) ?? subject
  return subject
}

/** Reads what the choices about one reporting verb look at. */
export function readFacts(frame: Frame): Facts {
  const { from, to, tokens } = frame
  const length = to - from
  const verb = (i: number) =>
    mayBeFinite(frame.tags[i] ?? '') && !tokens[from + i]?.lower.endsWith('ing') && i !== frame.at - from
  const taken = sums(length, (i) => frame.isTaken(from + i))
  const [before, after] = [taken[frame.at - from] ?? 0, (taken[length] ?? 0) - (taken[frame.at - from] ?? 0)]
  const verbs = sums(length, verb)
  const sides = readSides(frame, verbs)
  const form = formOf(lowerAt(frame, frame.at), frame.lemma)
  const helper = helperOf(frame)
  const isBehind = sides.isBound && sides.isInverted
  const words = isBehind || frame.lemma === 'according to' ? null : subjectBefore(tokens, frame.text, frame.at)
  const subject = cutAtVerb(frame, words)
  const subjectKind = subjectKindOf(frame, subject)
  const pieces = readPieces(frame)
  return {
    frame,
    subject,
    speakerFrom: isBehind ? frame.last : from,
    subjectKind,
    ...pieces,
    joined: /^(?:and|but)\+|^(?:sub|rel|wh)$/.test(pieces.own) || /^(?:who|which)$/.test(subjectKind),
    complement: readComplement(frame.clauses, frame, frame.to),
    verbs,
    ...sides,
    commas: sums(length, (i) => tokens[from + i]?.text === ','),
    taken,
    kind: verbClass(frame.lemma),
    form,
    helper,
    isPassive: helper === 'be' && form === 'past',
    besideQuote: `${before > 0 ? 'b' : ''}${after > 0 ? 'a' : ''}`,
  }
}

/** How many of what `counts` counts stand from one token to another. */
export const between = (counts: number[], frame: Frame, from: number, to: number) =>
  (counts[Math.min(counts.length - 1, Math.max(0, to - frame.from))] ?? 0) -
  (counts[Math.max(0, from - frame.from)] ?? 0)
/** A length, coarsely. */
export const bucket = (n: number) => (n <= 3 ? `${n}` : n <= 6 ? '4-6' : n <= 12 ? '7-12' : n <= 25 ? '13-25' : '26+')
/** None, one or more. */
export const has = (n: number) => (n === 0 ? '0' : n === 1 ? '1' : '2+')

/** Whether "that" stands from one token to another. */
export const hasThat = ({ tokens }: Frame, from: number, to: number) => {
  for (let at = from; at < to; at++) if (tokens[at]?.lower === 'that') return true
  return false
}
