import type { Span } from '../../domain/extraction.ts'
import type { QuotedSpan } from './find-quote-marks.ts'
import { isFurniture } from './furniture.ts'

const label =
  /^["“‘']?(?:([QA])(?:\.\s+(?=\p{Lu})|:\s+)|((?:(?:\p{Lu}[\p{L}.'’-]*\s+){0,3}\p{Lu}[\p{L}'’-]*)(?:\s*\([^()\n]{1,40}\)|,\s+[\p{Lu}][\p{Lu} .-]{2,30})?):\s+(?=[^\s"“‘']))/u
const opener = /^["“‘']/
const longestLabel = 100
/** Paragraphs without a label that may go on with a turn. */
const mostContinued = 8

type Labelled = { paragraph: number; label: Span; name: string; words: number }

function readLabels(text: string, paragraphs: Span[]): Labelled[] {
  return paragraphs.flatMap(({ start, end }, paragraph) => {
    const found = label.exec(text.slice(start, Math.min(end, start + longestLabel)))
    const printed = found?.[1] ?? found?.[2]
    if (!found || !printed || isFurniture(printed)) return []
    const from = start + found[0].indexOf(printed)
    const name = printed.replace(/\s*[(,].*$/, '')
    return [{ paragraph, label: { start: from, end: from + name.length }, name, words: start + found[0].length }]
  })
}

const isInitials = /^(?!AM$|PM$|TV$|UK$|US$)\p{Lu}{2,3}$/u
/** "EM:" where the text names an Elena Marsh. */
const areInitialsIn = (text: string, letters: string) =>
  new RegExp(
    `(?<![\\p{L}'’-])${[...letters].map((letter) => `${letter}[\\p{L}'’-]+`).join('\\s+')}(?!\\p{L})`,
    'u',
  ).test(text)

/** Labels that come back, of two speakers at least; "Tickets:" and "Where:" of a listing are no names in the text. */
function areSpeakers(text: string, labels: Labelled[]): boolean {
  const counts = new Map<string, number>()
  for (const { name } of labels) counts.set(name, (counts.get(name) ?? 0) + 1)
  if (labels.length < 3 || counts.size < 2 || counts.size > 12 || labels.length < counts.size * 1.5) return false
  if (counts.has('Q') && counts.has('A')) return true
  const lower = text.toLowerCase()
  return [...counts].some(([name, count]) => {
    if (count > 1 && isInitials.test(name)) return areInitialsIn(text, name)
    const last = name.split(/\s+/).at(-1)?.toLowerCase() ?? ''
    return (
      lower.split(new RegExp(`(?<![\\p{L}])${last.replace(/[^\p{L}]/gu, '.')}(?![\\p{L}:])`, 'u')).length - 1 > 0 &&
      count > 1
    )
  })
}

const isHeading = /^[\p{Lu}\s]{4,40}$/u

/** "UP NEXT", and below it "Harrow: At Orme on Friday.": lists by the name of a team, under headings in capitals. */
function areUnderHeadings(text: string, paragraphs: Span[], labels: Labelled[]): boolean {
  const headed = labels.filter(({ paragraph }) => {
    const above = paragraphs[paragraph - 1]
    return above && isHeading.test(text.slice(above.start, Math.min(above.end, above.start + longestLabel)))
  })
  return headed.length >= 2
}

const isMarked = (text: string, paragraph: Span | undefined) => opener.test(text[paragraph?.start ?? 0] ?? '')

const isInCapitals = ({ name }: Labelled) => name === name.toUpperCase()

/** A headline ("Doe: Taxes will fall") is no turn of a transcript whose turns all start with a mark, or mostly have their labels in capitals. */
function sameStyle(text: string, paragraphs: Span[], labels: Labelled[]): Labelled[] {
  const marked = new Set(labels.filter(({ paragraph }) => isMarked(text, paragraphs[paragraph])))
  const most = marked.size * 2 > labels.length
  const alike = labels.filter((turn) => marked.has(turn) === most)
  const inCapitals = alike.filter(isInCapitals)
  return inCapitals.length * 2 > alike.length ? inCapitals : alike
}

/** Last paragraph of a turn: those without a label before the next turn go on with it; "(CROSSTALK)" does not. */
function lastOf(text: string, paragraphs: Span[], turn: Labelled, next: Labelled | undefined): number {
  const marked = isMarked(text, paragraphs[turn.paragraph])
  let last = turn.paragraph
  const limit = next?.paragraph ?? (marked ? paragraphs.length : 0)
  if (limit - turn.paragraph > mostContinued) return last
  for (let at = turn.paragraph + 1; at < limit; at++) {
    const first = text.slice(paragraphs[at]?.start, (paragraphs[at]?.start ?? 0) + 1)
    if (/[([*_-]/.test(first) || opener.test(first) !== marked) break
    last = at
  }
  return last
}

/**
 * The turns of a transcript, `Q: …`, `DOE: …`, as quotes without marks; none where the text has no labels that come back.
 * `label` is where the speaker's name stands. Linear.
 */
export function findTurns(text: string, paragraphs: Span[]): QuotedSpan[] {
  const labels = sameStyle(text, paragraphs, readLabels(text, paragraphs))
  if (!areSpeakers(text, labels) || areUnderHeadings(text, paragraphs, labels)) return []
  return labels.map((turn, at) => {
    const lastParagraph = lastOf(text, paragraphs, turn, labels[at + 1])
    const end = paragraphs[lastParagraph]?.end ?? turn.words
    const inner = { start: turn.words, end }
    return { outer: inner, inner, closed: true, paragraph: turn.paragraph, lastParagraph, label: turn.label }
  })
}

/** Spans in marks and turns together, in order; what a turn quotes belongs to the turn. */
export function mergeTurns(quotes: QuotedSpan[], turns: QuotedSpan[]): QuotedSpan[] {
  if (turns.length === 0) return quotes
  let at = 0
  const outside = quotes.filter(({ outer }) => {
    while (at < turns.length && (turns[at]?.outer.end ?? 0) <= outer.start) at++
    return at >= turns.length || (turns[at]?.outer.start ?? 0) >= outer.end
  })
  return [...outside, ...turns].sort((a, b) => a.outer.start - b.outer.start)
}
