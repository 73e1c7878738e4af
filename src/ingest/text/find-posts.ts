import type { Span } from '../../domain/extraction.ts'
import type { QuotedSpan } from './find-quote-marks.ts'
import { trim } from './split-paragraphs.ts'

const credit = /(?:^|\s)(?:[—–―]|--?)\s*(\p{Lu}[^\n@()—]{1,60}?)\s\(@\w{1,15}\)[^\n]{0,40}$/u
const handle = /^@\w{1,15}$/
const signature = /^\p{L}[\p{L}\p{M}\p{N}.'’ -]{1,49}$/u
/** "3:48 PM - May 16, 2018", "12.57 PM · Nov 24, 2023" */
const posted = /^\d{1,2}[:.]\d\d(?:\s?[AaPp]\.?[Mm]\.?)?\s+[·•–-]\s+\S/
const leads =
  /\b(?:said|says|wrote|writes|replied|replies|responded|tweeted|posted|reads?|added|adds)\b[^.:?!“"]{0,60}:$/
/** "A statement from NorthLine, the operator:" */
const heads =
  /(?:^|\s)((?:an?|the) (?:\p{Ll}+ )?(?:statement|email|e-mail|letter|message|post|tweet|note) (?:from|by) [^.,:?!“"]{1,60})[^.:?!“"]{0,60}:$/iu
const isPersonal = /\b(?:I|I['’]m|I['’]ve|we|We|my|My|our|Our|us|me|you|You)\b/
const opensMark = /^["“‘']/
const longest = 3_000
const mostLines = 8

const textOf = (text: string, { start, end }: Span) => text.slice(start, Math.min(end, start + longest))

/** Paragraphs `first` to `last` as words of whoever is named at `label`; null where they are no words of a post. */
function postOf(text: string, paragraphs: Span[], [first, last]: [number, number], label: Span): QuotedSpan | null {
  const [from, to] = [paragraphs[first], paragraphs[last]]
  if (!from || !to || to.end - from.start > longest) return null
  const inner = { start: from.start, end: to.end }
  const words = text.slice(inner.start, inner.end)
  if (opensMark.test(words) || words.split(/\s+/).length < 3) return null
  return { outer: inner, inner, closed: true, paragraph: first, lastParagraph: last, label, signed: true }
}

/** `The words.` `— Jane Doe (@janedoe) May 3, 2023`: the words before the credit, in its paragraph or the one before. */
function readCredited(text: string, paragraphs: Span[], at: number): QuotedSpan | null {
  const { start, end } = paragraphs[at] as Span
  const from = Math.max(start, end - 160)
  const found = credit.exec(text.slice(from, end))
  if (!found) return null
  const nameAt = from + found.index + found[0].indexOf(found[1] as string)
  const label = { start: nameAt, end: nameAt + (found[1] as string).length }
  const own = trim(text, start, from + found.index)
  if (own.end === own.start) return postOf(text, paragraphs, [at - 1, at - 1], label)
  const post = postOf(text, [own], [0, 0], label)
  return post && { ...post, paragraph: at, lastParagraph: at }
}

/** Lines of a post as it is shown: the name, the handle, the words and the time, or the words, the name, the handle and the time. */
function readShown(text: string, paragraphs: Span[], at: number): QuotedSpan | null {
  const name = paragraphs[at - 1]
  const lineAt = (line: number) => textOf(text, paragraphs[line] ?? { start: 0, end: 0 })
  if (!name || !handle.test(lineAt(at)) || !signature.test(lineAt(at - 1))) return null
  if (posted.test(lineAt(at + 1))) return postOf(text, paragraphs, [at - 2, at - 2], name)
  let time = at + 2
  while (time <= at + mostLines && time < paragraphs.length && !posted.test(lineAt(time))) time++
  return posted.test(lineAt(time)) ? postOf(text, paragraphs, [at + 1, time - 1], name) : null
}

/** `She writes:` and a paragraph without marks in which somebody speaks of themselves. */
function readBlock(text: string, paragraphs: Span[], at: number): QuotedSpan | null {
  const [before, inner] = [paragraphs[at - 1], paragraphs[at] as Span]
  if (!before || text[before.end - 1] !== ':' || inner.end - inner.start > longest) return null
  const words = text.slice(inner.start, inner.end)
  if (!/^\p{Lu}/u.test(words) || !/[.!?…]$/.test(words) || !isPersonal.test(words) || words.length < 40) return null
  const from = Math.max(before.start, before.end - 160)
  const [lead, block] = [
    text.slice(from, before.end),
    { outer: inner, inner, closed: true, paragraph: at, lastParagraph: at },
  ]
  const head = heads.exec(lead)
  if (!head?.[1]) return leads.test(lead) ? { ...block, block: true } : null
  const start = from + head.index + head[0].indexOf(head[1])
  return { ...block, label: { start, end: start + head[1].length }, signed: true }
}

/** Words of somebody that a page sets apart without marks: embedded posts, and a paragraph that a reporting verb and a colon lead to. Linear. */
export function findPosts(text: string, paragraphs: Span[]): QuotedSpan[] {
  const found = new Map<number, QuotedSpan>()
  paragraphs.forEach((_, at) => {
    const read =
      readCredited(text, paragraphs, at) ?? readShown(text, paragraphs, at) ?? readBlock(text, paragraphs, at)
    if (read) found.set(read.paragraph, read)
  })
  return [...found.values()]
}
