import type { Span } from '../../domain/extraction.ts'
import type { QuotedSpan } from './find-quote-marks.ts'
import { trim } from './split-paragraphs.ts'

const credit = /(?:^|\s)(?:[—–―]|--?)\s*(\p{Lu}[^\n@()—]{1,60}?)\s\(@\w{1,15}\)[^\n]{0,40}$/u
const leads =
  /\b(?:said|says|wrote|writes|replied|replies|responded|tweeted|posted|reads?|added|adds)\b[^.:?!“"]{0,60}:$/
const isPersonal = /\b(?:I|I['’]m|I['’]ve|we|We|my|My|our|Our|us|me|you|You)\b/
const longest = 3_000

/** `The words.` `— Jane Doe (@janedoe) May 3, 2023`: a post as pages embed it; the words before the credit, in its paragraph or the one before. */
function readPost(text: string, paragraphs: Span[], at: number): QuotedSpan | null {
  const { start, end } = paragraphs[at] as Span
  const from = Math.max(start, end - 160)
  const found = credit.exec(text.slice(from, end))
  if (!found) return null
  const nameAt = from + found.index + found[0].indexOf(found[1] as string)
  const label = { start: nameAt, end: nameAt + (found[1] as string).length }
  const own = trim(text, start, from + found.index)
  const inner = own.end > own.start ? own : paragraphs[at - 1]
  if (!inner || inner.end - inner.start > longest || /^["“‘']/.test(text.slice(inner.start, inner.start + 1)))
    return null
  const paragraph = inner === own ? at : at - 1
  return { outer: inner, inner, closed: true, paragraph, lastParagraph: paragraph, label }
}

/** `She writes:` and a paragraph without marks in which somebody speaks of themselves. */
function readBlock(text: string, paragraphs: Span[], at: number): QuotedSpan | null {
  const [before, inner] = [paragraphs[at - 1], paragraphs[at] as Span]
  if (!before || !leads.test(text.slice(Math.max(before.start, before.end - 120), before.end))) return null
  const words = text.slice(inner.start, inner.end)
  const isSpeech = /^\p{Lu}/u.test(words) && /[.!?…]$/.test(words) && isPersonal.test(words) && words.length > 40
  return isSpeech && words.length < longest
    ? { outer: inner, inner, closed: true, paragraph: at, lastParagraph: at, block: true }
    : null
}

/** Words of somebody that a page sets apart without marks: embedded posts, and a paragraph that a reporting verb and a colon lead to. Linear. */
export function findPosts(text: string, paragraphs: Span[]): QuotedSpan[] {
  const found = new Map<number, QuotedSpan>()
  paragraphs.forEach((_, at) => {
    const read = readPost(text, paragraphs, at) ?? readBlock(text, paragraphs, at)
    if (read) found.set(read.paragraph, read)
  })
  return [...found.values()]
}
