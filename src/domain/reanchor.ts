import { contextOf, locate, prefixOf, suffixOf } from './anchor.ts'
import type { Span } from './extraction.ts'

/** A quote as it stood in the old body, or before that if it is `orphaned`; `before` and `after` as `contextOf` gave them. */
export type AnchoredQuote = {
  text: string
  segments: readonly Span[]
  before: string
  after: string
  orphaned?: boolean
}
export type Reanchored = { state: 'kept' | 'moved' | 'orphaned'; segments: Span[] }

type Place = {
  segments: Span[]
  same: boolean
  led: boolean
  level: number
  around: string
  paragraph: boolean
  agreeing: number
  known: boolean
}

/** Shorter texts are no evidence by themselves: "No comment" is said by many. */
const tellingLength = 20
/** So many letters and digits of unchanged context on both sides together make a place known. */
const tellingContext = 12
/** How far the segments of a quote may come apart by an edit between them. */
const stretch = 200
/** Of words that stand in more places than this only those are looked at that have their whole context: 1,000 quotes of "ha" took 13 s. */
const placeLimit = 500

/**
 * Finds a quote again after its body has changed: by exact text, standing as whole words, and by context. "kept": at the same
 * offsets; "moved": at others, and `segments` are verbatim there; "orphaned": nowhere for sure, never a lookalike, no segments.
 * Where the old body had the words several times and the new one has them less often, one that is left may be somebody
 * else's: see `ownPlaces`. The same holds for the words of an orphan that stood in the old body as often: they were not its own.
 */
export function reanchor(old: AnchoredQuote, newBody: string, oldBody = ''): Reanchored {
  const pieces = piecesOf(old)
  const [head] = pieces
  if (head === undefined) return { state: 'orphaned', segments: [] }
  const stands = (spans: Span[]) => spans.every(({ start }, i) => newBody.startsWith(pieces[i] ?? '', start))
  const placesOf = (found: Span[][]) =>
    found.filter((spans) => wholeWords(old, newBody, spans)).map((spans) => placeOf(old, newBody, spans))
  const [same] = placesOf([shift(old.segments, old.segments[0]?.start ?? 0)].filter(stands))
  if (same && same.level > 0) return { state: 'kept', segments: same.segments }
  const starts = startsOf(newBody, head, '')
  const oldStarts = startsOf(oldBody, head, '')
  const before = oldStarts.length
  const stood = old.orphaned === true && pieces.every((piece) => oldBody.includes(piece))
  const others = starts.length < before || (stood && starts.length === before)
  if (starts.length > placeLimit) {
    const prefix = prefixOf(old.before)
    const known = startsOf(newBody, head, prefix).map((start) => shift(old.segments, start))
    if (known.length > placeLimit) return { state: 'orphaned', segments: [] }
    return choose(
      old,
      placesOf(known.filter(stands)).filter(({ level }) => level > 0),
    )
  }
  const shifted = starts.map((start) => shift(old.segments, start)).filter(stands)
  const places = placesOf(shifted.length === 0 && pieces.length > 1 ? spreadOut(old, pieces, newBody) : shifted)
  return choose(old, others ? ownPlaces(old, places, oldStarts, oldBody) : places)
}

/** Places that are not somebody else's: with the context on both sides, the rest of a paragraph like no other, or all before it where it has not moved. */
function ownPlaces(old: AnchoredQuote, places: Place[], oldStarts: number[], oldBody: string): Place[] {
  const own = paragraphOf(old)
  const elsewhere = oldStarts.filter((start) => old.orphaned || start !== old.segments[0]?.start)
  const theirs = new Set(elsewhere.map((start) => paragraphOf(contextOf(oldBody, shift(old.segments, start)))))
  const unlike = !theirs.delete(own)
  return places.filter(
    ({ level, paragraph, same, led, around }) =>
      level > 0 || (paragraph && unlike) || (same && led && !theirs.has(around)),
  )
}

/** Where a text stands right after a prefix, up to one more than `placeLimit`. */
function startsOf(body: string, text: string, prefix: string): number[] {
  return locate(body, prefix + text, placeLimit + 1).map(([span]) => (span?.start ?? 0) + prefix.length)
}

function choose(old: AnchoredQuote, places: Place[]): Reanchored {
  const [best, next] = places.sort((a, b) => compare(b, a))
  if (!best) return { state: 'orphaned', segments: [] }
  const same = places.find((place) => place.same)
  if (same && (same.level > 0 || !best.known || compare(same, best) === 0))
    return { state: 'kept', segments: same.segments }
  const sure = next ? best.known && compare(best, next) > 0 : best.known || old.text.length >= tellingLength
  return sure ? { state: 'moved', segments: best.segments } : { state: 'orphaned', segments: [] }
}

/**
 * The whole context unchanged beats both selectors unchanged, that beats the rest of its paragraph unchanged, which says who spoke, and
 * that the length of what agrees next to the quote.
 */
function compare(a: Place, b: Place): number {
  if (a.level !== b.level || a.level > 0) return a.level - b.level
  return Number(a.paragraph) - Number(b.paragraph) || a.agreeing - b.agreeing
}

/** What a context has of the paragraph of the quote. */
const paragraphOf = ({ before, after }: { before: string; after: string }): string =>
  `${before.split('\n\n').at(-1)}\n${after.split('\n\n', 1)[0]}`

function placeOf(old: AnchoredQuote, body: string, segments: Span[]): Place {
  const { before, after } = contextOf(body, segments)
  const [oldPrefix, oldSuffix, prefix, suffix] = [
    prefixOf(old.before),
    suffixOf(old.after),
    prefixOf(before),
    suffixOf(after),
  ]
  const left = oldPrefix.slice(oldPrefix.length - sharedEnd(oldPrefix, prefix))
  const right = oldSuffix.slice(0, sharedStart(oldSuffix, suffix))
  const whole =
    (prefix === oldPrefix && wordCharacters(left) > 0) || (suffix === oldSuffix && wordCharacters(right) > 0)
  const around = paragraphOf({ before, after })
  const paragraph = wordCharacters(around) > 0 && around === paragraphOf(old)
  const level = before === old.before && after === old.after ? 2 : prefix === oldPrefix && suffix === oldSuffix ? 1 : 0
  return {
    segments,
    same: segments.every(({ start }, i) => start === old.segments[i]?.start),
    led: before === old.before,
    level,
    around,
    paragraph,
    agreeing: left.length + right.length,
    known: whole || paragraph || wordCharacters(left) + wordCharacters(right) >= tellingContext,
  }
}

/** The text of each segment, or nothing where text and segments do not fit each other. */
function piecesOf({ text, segments }: AnchoredQuote): string[] {
  let at = 0
  const pieces = segments.map(({ start, end }) => {
    const piece = text.slice(at, at + end - start)
    at += end - start + 1
    return piece
  })
  const fit = segments.every(({ start, end }, i) => end > start && pieces[i]?.length === end - start)
  return fit && pieces.join(' ') === text ? pieces : []
}

/** The segments as far apart as they were, the first at `start`. */
function shift(segments: readonly Span[], start: number): Span[] {
  const by = start - (segments[0]?.start ?? 0)
  return segments.map((span) => ({ start: span.start + by, end: span.end + by }))
}

/** Segments that are no longer as far apart: each must stand once in the body, as whole words, in order and near the one before. */
function spreadOut({ segments }: AnchoredQuote, pieces: string[], body: string): Span[][] {
  const spans = pieces.flatMap((piece) => {
    const places = locate(body, piece, 2)
    return places.length === 1 ? (places[0] ?? []) : []
  })
  if (spans.length !== pieces.length) return []
  const together = spans.every(({ start, end }, i) => {
    if (i > 0 && cutsWord(body, start)) return false
    const [next, was, wasNext] = [spans[i + 1], segments[i], segments[i + 1]]
    if (!next || !was || !wasNext) return true
    const gap = next.start - end
    return gap > 0 && gap <= wasNext.start - was.end + stretch && !cutsWord(body, end)
  })
  return together ? [spans] : []
}

/** "No" is not found again in "November": an edge may lie within a word only where it did before. */
function wholeWords(old: AnchoredQuote, body: string, spans: Span[]): boolean {
  const start = spans[0]?.start ?? 0
  const end = spans.at(-1)?.end ?? 0
  const cutStart = cutsWord(old.before + old.text, old.before.length)
  const cutEnd = cutsWord(old.text + old.after, old.text.length)
  return (cutStart || !cutsWord(body, start)) && (cutEnd || !cutsWord(body, end))
}

function cutsWord(text: string, at: number): boolean {
  return (
    /[\p{L}\p{N}\p{M}]$/u.test(text.slice(Math.max(0, at - 2), at)) &&
    /^[\p{L}\p{N}\p{M}]/u.test(text.slice(at, at + 2))
  )
}

function wordCharacters(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
}

function sharedStart(a: string, b: string): number {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length++
  return length
}

function sharedEnd(a: string, b: string): number {
  let length = 0
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length++
  return length
}
