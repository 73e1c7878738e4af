import type { ProblemIssue, ProblemSlug } from '../schema/problem.ts'
import { checkSegments, contextOf, locate, textOf } from './anchor.ts'
import { AppError } from './app-error.ts'
import type { Span } from './extraction.ts'
import { nearestPassage } from './nearest-passage.ts'
import { countCharacters } from './text.ts'

/** Segments alone could name a whole body. Characters, as the schema of a text counts them. */
export const longestQuote = 10_000

/** A quote that stands verbatim in a body, with up to 200 UTF-16 code units of the body on either side. */
export type PlacedQuote = { text: string; segments: Span[]; before: string; after: string }

/**
 * Finds a quote in the body by its text, its segments or both. AppError: invalid-body if it has neither or its segments
 * are unsound, quote-not-verbatim if the words do not stand there, quote-ambiguous if they do so in several places.
 */
export function placeQuote(body: string, quote: { text?: string; segments?: Span[] }): PlacedQuote {
  const text = quote.text?.normalize('NFC').replace(/\r\n?/g, '\n')
  const segments = quote.segments ? placeSegments(body, quote.segments, text) : placeText(body, text)
  const standing = textOf(body, segments)
  const length = countCharacters(standing)
  if (length > longestQuote) throw fail('invalid-body', '/segments', 'too_big', tooLong(length))
  return { text: standing, segments, ...contextOf(body, segments) }
}

const tooLong = (length: number): string =>
  `The segments have ${length} characters; a quote has at most ${longestQuote}.`

function fail(code: ProblemSlug, pointer: string, issue: string, detail: string, more: ProblemIssue[] = []): AppError {
  return new AppError(code, detail, [{ in: 'body', pointer, code: issue, detail }, ...more])
}

function placeSegments(body: string, segments: Span[], text: string | undefined): Span[] {
  const unsound = checkSegments(body, segments)
  if (unsound !== null) throw fail('invalid-body', '/segments', 'invalid_segments', unsound)
  const standing = textOf(body, segments)
  if (text !== undefined && text !== standing) {
    throw fail('quote-not-verbatim', '/text', 'not_verbatim', `The segments of the body read: ${shown(standing)}`)
  }
  return segments
}

function placeText(body: string, text: string | undefined): Span[] {
  if (text === undefined) {
    throw fail('invalid-body', '/text', 'required', 'Give the text of the quote, its segments, or both.')
  }
  const places = locate(body, text)
  const [only] = places
  if (!only) throw notVerbatim(body, text)
  if (places.length > 1) throw ambiguous(body, places)
  return only
}

function notVerbatim(body: string, text: string): AppError {
  const nearest = nearestPassage(body, text)
  const hint = nearest
    ? ` The nearest passage, at ${nearest.start} to ${nearest.end}, reads: ${shown(nearest.text)}`
    : ' Nothing in it comes near.'
  return fail('quote-not-verbatim', '/text', 'not_verbatim', `The body does not have these words.${hint}`)
}

function ambiguous(body: string, places: Span[][]): AppError {
  const candidates = places.slice(0, 10).map((segments): ProblemIssue => {
    const { before, after } = contextOf(body, segments)
    const at = segments.map(({ start, end }) => `{"start":${start},"end":${end}}`).join(',')
    const detail = `segments [${at}]: …${before.slice(-30)}[…]${after.slice(0, 30)}…`
    return { in: 'body', pointer: '/segments', code: 'candidate', detail }
  })
  const detail = `The body has these words in ${places.length} places. Send segments to say which.`
  return fail('quote-ambiguous', '/text', 'ambiguous', detail, candidates)
}

const shown = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text)
