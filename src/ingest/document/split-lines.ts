import { squeezeSpaces } from './normalize-text.ts'

/** Lines that are all this long or shorter may be hard-wrapped text; wider ones hold a paragraph each. */
const widestWrap = 100
const narrowestWrap = 50

const firstWordLength = (line: string) => (/^\S+/.exec(line)?.[0] ?? '').length

/** A line was wrapped when the first word of the next would not have fitted beside it. */
function isWrapped(line: string, next: string, width: number): boolean {
  return width >= narrowestWrap && width <= widestWrap && line.length + 1 + firstWordLength(next) > width
}

/** Lines of one block to paragraphs: hard-wrapped lines are joined by a space, others stay apart. */
function unwrap(lines: string[]): string[] {
  const width = lines.reduce((widest, line) => Math.max(widest, line.length), 0)
  const paragraphs: string[] = []
  let current: string[] = []
  lines.forEach((line, index) => {
    current.push(line)
    const next = lines[index + 1]
    if (next !== undefined && isWrapped(line, next, width)) return
    paragraphs.push(current.join(' '))
    current = []
  })
  return paragraphs
}

/** Normalised text to its paragraphs, whether they are parted by blank lines, by single newlines, or hard-wrapped. */
export function splitLines(text: string): string[] {
  const paragraphs: string[] = []
  let block: string[] = []
  const flush = () => {
    for (const paragraph of unwrap(block)) paragraphs.push(paragraph)
    block = []
  }
  for (const raw of text.split('\n')) {
    const line = squeezeSpaces(raw)
    if (line === '') flush()
    else block.push(line)
  }
  flush()
  return paragraphs
}
