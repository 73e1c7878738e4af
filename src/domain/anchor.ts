import type { Span } from './extraction.ts'

const contextLength = 200
const selectorLength = 32
const locateLimit = 20

/** The words of a quote: its segments of the body joined by one space. */
export function textOf(body: string, segments: readonly Span[]): string {
  return segments.map(({ start, end }) => body.slice(start, end)).join(' ')
}

/** The verbatim invariant: the segments are sound and the text is exactly what stands there. */
export function isVerbatim(body: string, text: string, segments: readonly Span[]): boolean {
  return checkSegments(body, segments) === null && textOf(body, segments) === text
}

/** What is wrong with segments as places in the body, as a sentence, or null. They stand in order and do not touch each other. */
export function checkSegments(body: string, segments: readonly Span[]): string | null {
  if (segments.length === 0) return 'There is no segment.'
  let last = -1
  for (const [index, { start, end }] of segments.entries()) {
    const name = `Segment ${index} (${start} to ${end})`
    if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end))
      return `${name} has an offset that is not a whole number.`
    if (start < 0 || end > body.length)
      return `${name} lies outside the body, which has ${body.length} UTF-16 code units.`
    if (start >= end) return `${name} is empty.`
    if (start < last) return `${name} begins before the one ahead of it ends.`
    if (start === last) return `${name} begins where the one ahead of it ends: make them one.`
    if (splitsPair(body, start) || splitsPair(body, end)) return `${name} cuts a character (a surrogate pair) in two.`
    last = end
  }
  return null
}

/** Up to 200 UTF-16 units of body directly before the first segment and after the last, no surrogate pair cut. */
export function contextOf(body: string, segments: readonly Span[]): { before: string; after: string } {
  const start = segments[0]?.start ?? 0
  const end = segments.at(-1)?.end ?? 0
  return { before: lastOf(body.slice(0, start), contextLength), after: firstOf(body.slice(end), contextLength) }
}

/** The `prefix` of the API: the last 32 units of the context before. */
export function prefixOf(before: string): string {
  return lastOf(before, selectorLength)
}

/** The `suffix` of the API: the first 32 units of the context after. */
export function suffixOf(after: string): string {
  return firstOf(after, selectorLength)
}

/** Every place where the text stands in one piece, overlapping ones too ("ha ha" stands twice in "ha ha ha"); at most `limit`. */
export function locate(body: string, text: string, limit: number = locateLimit): Span[][] {
  const places: Span[][] = []
  if (text === '') return places
  for (let start = body.indexOf(text); start >= 0 && places.length < limit; start = body.indexOf(text, start + 1)) {
    const end = start + text.length
    if (!splitsPair(body, start) && !splitsPair(body, end)) places.push([{ start, end }])
  }
  return places
}

/** Whether an offset lies within a surrogate pair. */
function splitsPair(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(at - 1, 0), at + 1))
}

function firstOf(text: string, length: number): string {
  return text.slice(0, splitsPair(text, length) ? length - 1 : length)
}

function lastOf(text: string, length: number): string {
  const start = Math.max(0, text.length - length)
  return text.slice(splitsPair(text, start) ? start + 1 : start)
}
