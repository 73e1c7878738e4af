import type { Span } from '../../domain/extraction.ts'
import { closerOfDouble, closerOfSingle, guessEnd, isPossessive, nextOpening, usesSingles } from './close-marks.ts'
import { type Mark, scanMarks } from './scan-marks.ts'
import { trim } from './split-paragraphs.ts'

/** Words in quote marks; a nested quote is part of the one around it. */
export type QuotedSpan = {
  /** With the marks. */
  outer: Span
  /** Without the outermost marks, trimmed. */
  inner: Span
  closed: boolean
  /** Index of the paragraph where it starts, and of the one where it ends. */
  paragraph: number
  lastParagraph: number
  /** Where the speaker's name stands before a turn of a transcript, which has no marks. */
  label?: Span
  /** The name stands there without a colon, before or behind a post. */
  signed?: boolean
  /** Set apart without marks, behind a reporting verb and a colon. */
  block?: boolean
}

/** Marks past these are not read, so that memory is bounded; a megabyte of dialogue has 20,000. */
const mostMarks = 400_000

/** An opened quote: it may run on over paragraphs. */
type Opening = { mark: Mark; paragraph: number }

/** The quotes of one text, collected paragraph by paragraph. */
class QuoteReader {
  readonly found: QuotedSpan[] = []
  private open: Opening | null = null
  private readonly text: string
  private readonly paragraphs: Span[]
  private readonly rows: Mark[][]
  private readonly singles: boolean

  constructor(text: string, paragraphs: Span[]) {
    this.text = text
    this.paragraphs = paragraphs
    let left = mostMarks
    this.rows = paragraphs.map((paragraph) => {
      const marks = scanMarks(text, paragraph, left)
      left -= marks.length
      return marks
    })
    this.singles = usesSingles(text, this.rows)
  }

  read(): QuotedSpan[] {
    this.rows.forEach((_, index) => {
      this.readParagraph(index)
    })
    return this.found
  }

  private readParagraph(index: number): void {
    const marks = this.rows[index] ?? []
    for (let at = 0; at < marks.length; at++) {
      const mark = marks[at]
      if (!mark?.opens) continue
      const closer = mark.family === 'double' ? closerOfDouble(marks, at) : closerOfSingle(this.text, marks, at)
      const opening = this.takeOpening(mark, at, index)
      if (closer >= 0 && !this.runsOn(index, mark, marks[closer] as Mark)) {
        this.close(opening, marks[closer] as Mark, index)
        at = closer
      } else if (mark.family === 'double' || this.singles) {
        const next = nextOpening(marks, at, mark.family)
        if (next < 0 && this.continues(index, mark)) {
          this.open = opening
          return
        }
        if (!this.isStray(mark, marks[next])) this.endWithout(opening, index, marks[next]?.start)
        if (next < 0) return
        at = next - 1
      }
    }
  }

  /** A mark at the head of a paragraph goes on with the quote left open by the one before. */
  private takeOpening(mark: Mark, at: number, paragraph: number): Opening {
    const carried = at === 0 ? this.open : null
    this.open = null
    return carried ?? { mark, paragraph }
  }

  /** Whether the next paragraph starts with an opening mark of the same family. */
  private continues(index: number, mark: Mark): boolean {
    const next = this.rows[index + 1]?.[0]
    if (!next || this.text.slice(next.start, next.end) !== this.text.slice(mark.start, mark.end)) return false
    return next.opens && next.start === this.paragraphs[index + 1]?.start
  }

  /** "‘It was the dogs’ bowl." and the next paragraph opens so again: the only mark that could close it is one of a possessive. */
  private runsOn(index: number, mark: Mark, closer: Mark): boolean {
    const isWhole = mark.family === 'single' && mark.start === this.paragraphs[index]?.start
    return isWhole && this.singles && isPossessive(this.text, closer) && this.continues(index, mark)
  }

  /** `"Doe reports: “…”`: a straight mark that never closes, before a curly one, is no quote of its own. */
  private isStray(mark: Mark, next: Mark | undefined): boolean {
    return this.text[mark.start] === '"' && this.text[next?.start ?? -1] === '“'
  }

  private close(opening: Opening, closer: Mark, lastParagraph: number): void {
    this.add(opening, { start: opening.mark.start, end: closer.end }, closer.start, true, lastParagraph)
  }

  private endWithout(opening: Opening, index: number, before: number | undefined): void {
    const limit = before ?? this.paragraphs[index]?.end ?? opening.mark.end
    const end = trim(this.text, opening.mark.end, guessEnd(this.text, opening.mark.end, limit)).end
    this.add(opening, { start: opening.mark.start, end }, end, false, index)
  }

  private add(opening: Opening, outer: Span, innerEnd: number, closed: boolean, lastParagraph: number): void {
    const inner = trim(this.text, opening.mark.end, innerEnd)
    if (inner.end <= inner.start) return
    this.found.push({ outer, inner, closed, paragraph: opening.paragraph, lastParagraph })
  }
}

/**
 * Every quote in quote marks, in order and not overlapping, found by a state machine per paragraph: curly, straight,
 * ``…'', guillemets, single marks told from apostrophes, nested marks, quotes over several paragraphs with an opening mark
 * on each, missing closing marks (`closed` false). Linear in the length of the text.
 */
export function findQuoteMarks(text: string, paragraphs: Span[]): QuotedSpan[] {
  return new QuoteReader(text, paragraphs).read()
}
