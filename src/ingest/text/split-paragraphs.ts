import type { Span } from '../../domain/extraction.ts'

/**
 * Paragraphs of a text as given, trimmed, in order. They are parted by blank lines; where a text has none, every line is
 * a paragraph.
 */
export function splitParagraphs(text: string): Span[] {
  const lines: Span[] = []
  let blankLines = false
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const line = trim(text, start, end)
    if (line.start === line.end && start > 0 && newline >= 0) blankLines = true
    lines.push(line)
    start = end + 1
  }
  if (!blankLines) return lines.filter((line) => line.end > line.start)
  return joinLines(text, lines)
}

/** A span without the white space at its ends. */
export function trim(text: string, start: number, end: number): Span {
  let [from, to] = [start, end]
  while (from < to && /\s/.test(text[from] ?? '')) from++
  while (to > from && /\s/.test(text[to - 1] ?? '')) to--
  return { start: from, end: to }
}

/** A line that starts with an opening mark is a paragraph of its own, in wrapped text too. */
const opensQuote = (text: string, line: Span) => /^["“][^\s]/.test(text.slice(line.start, line.start + 2))

function joinLines(text: string, lines: Span[]): Span[] {
  const paragraphs: Span[] = []
  let open: Span | null = null
  for (const line of lines) {
    if (line.start === line.end) open = null
    else if (open && !opensQuote(text, line)) open.end = line.end
    else {
      open = { ...line }
      paragraphs.push(open)
    }
  }
  return paragraphs
}
