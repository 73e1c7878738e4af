import type { Span } from '../../domain/extraction.ts'

/**
 * Paragraphs of a text as given, trimmed, in order. Every line is one; where lines are wrapped, as the widths of those between two blank
 * lines tell, they are put together.
 */
export function splitParagraphs(text: string): Span[] {
  const paragraphs: Span[] = []
  let block: Span[] = []
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const line = trim(text, start, end)
    if (line.end > line.start) block.push(line)
    else block = addBlock(text, block, paragraphs)
    start = end + 1
  }
  addBlock(text, block, paragraphs)
  return paragraphs
}

/** A span without the white space at its ends. */
export function trim(text: string, start: number, end: number): Span {
  let [from, to] = [start, end]
  while (from < to && /\s/.test(text[from] ?? '')) from++
  while (to > from && /\s/.test(text[to - 1] ?? '')) to--
  return { start: from, end: to }
}

/** Columns at which people and programs wrap. */
const [narrowest, widest] = [50, 130]
const longestWord = 100
const longestCredit = 100

const lengthOf = ({ start, end }: Span) => end - start
const wordAt = (text: string, { start, end }: Span) =>
  /^\S+/.exec(text.slice(start, Math.min(end, start + longestWord)))?.[0] ?? ''

/** `“…”`, and on the next line `— Jane Doe`; several in a row are a list. */
const isDash = (word: string | undefined) => /^(?:[—–―]|--)/.test(word ?? '')
/** An item of a list: "- Jane Doe", "• Jane Doe" */
const isItem = (text: string, { start, end }: Span) =>
  /^(?:--?|[—–―•*·▪])\s/.test(text.slice(start, Math.min(end, start + 3)))
const endsSentence = (text: string, { end }: Span) => /[.!?:]["”’']*$/.test(text.slice(Math.max(0, end - 4), end))

/** Adds the paragraphs of lines without a blank one between them; returns the lines of the next block, none. */
function addBlock(text: string, lines: readonly Span[], paragraphs: Span[]): Span[] {
  const width = lines.reduce((most, line) => Math.max(most, lengthOf(line)), 0)
  const words = lines.map((line) => wordAt(text, line))
  // the first word of the next line would not have fitted
  const isFull = lines.map((line, i) => lengthOf(line) + 1 + (words[i + 1] ?? '').length > width)
  const full = isFull.slice(0, -1).filter(Boolean).length
  const isWrapped = full * 2 >= lines.length - 1
  lines.forEach((line, i) => {
    const [before, open] = [lines[i - 1], paragraphs.at(-1)]
    const word = words[i] as string
    const isOpen = before !== undefined && !endsSentence(text, before)
    const fits = width >= narrowest && width <= widest && isFull[i - 1] === true
    const isBroken = isOpen && /^\p{Ll}/u.test(word)
    const isCredit = isDash(word) && lengthOf(line) <= longestCredit && !isDash(words[i - 1]) && !isDash(words[i + 1])
    const isNew = isItem(text, line) && !isCredit
    if (before && open && !isNew && (isCredit || isBroken || (fits && isWrapped))) open.end = line.end
    else paragraphs.push({ ...line })
  })
  return []
}
