import type { Span } from '../../domain/extraction.ts'

/** One quote mark and what its shape and neighbours let it do. */
export type Mark = {
  start: number
  end: number
  family: 'double' | 'single'
  opens: boolean
  closes: boolean
  /** A straight or wrong-way mark that could be either: it follows the state. */
  loose: boolean
}

const anyMark = /``|''|‘‘|’’|["＂“”„‟«»‹›″‘’‚‛'`]/g
const quoteChars = new Set('"＂“”„‟«»‹›″‘’‚‛\'`')
const opensAfter = /[\s([{<—–\-/…]/
const endsBefore = /[\s)\]}>—–\-,.;:!?/…]/
const elisions = /^(?:em|til|tis|twas|cause|n|bout|round|cuz|im|e|\d\ds)(?![\p{L}\p{N}])/iu

/** The nearest character outward from a mark that is no mark itself, within three characters; '' at the paragraph's edge. */
function neighbour(text: string, at: number, step: -1 | 1, paragraph: Span): string {
  let place = at
  for (let tries = 0; tries < 3 && quoteChars.has(text[place] ?? ''); tries++) place += step
  return place < paragraph.start || place >= paragraph.end ? '' : (text[place] ?? '')
}

function readDouble(text: string, start: number, end: number, before: string, after: string): Mark {
  const char = text.slice(start, end)
  const opening = (before === '' || opensAfter.test(before)) && after !== '' && !/\s/.test(after)
  const closing = before !== '' && !/\s/.test(before) && (after === '' || endsBefore.test(after))
  const base = { start, end, family: 'double' as const }
  if (/^(?:[“„‟«‹]|``|‘‘)$/.test(char)) {
    const wrongWay = closing && !opening && char !== '``'
    return { ...base, opens: !wrongWay, closes: wrongWay, loose: wrongWay }
  }
  if (/^(?:[”»›]|’’)$/.test(char)) {
    const wrongWay = opening && !closing && !/[,;:.!?)\]]/.test(after)
    return { ...base, opens: wrongWay, closes: !wrongWay, loose: false }
  }
  const inches = /\d/.test(before) && !closing
  return { ...base, opens: !inches && (opening || !closing), closes: closing || !opening, loose: true }
}

function readSingle(text: string, start: number, before: string, after: string): Mark {
  const char = text[start] ?? ''
  const base = { start, end: start + 1, family: 'single' as const, loose: char === "'" }
  const opening = (before === '' || opensAfter.test(before)) && /[\p{L}\p{N}“"…[(£$€]/u.test(after)
  const closing = before !== '' && !/\s/.test(before) && !/[\p{L}\p{N}]/u.test(after)
  // rock ’n’ roll
  if (/^[‘’'][nN][‘’'](?=\s)/.test(text.slice(start, start + 4)) || /^\s[‘’'][nN]$/.test(text.slice(start - 3, start)))
    return { ...base, opens: false, closes: false }
  const elided = elisions.test(text.slice(start + 1, start + 8))
  if (char === '‘' || char === '‚' || char === '‛')
    return { ...base, opens: opening || !closing, closes: closing && !opening }
  return { ...base, opens: char !== '’' && opening && !elided, closes: closing }
}

/** The first `most` quote marks of a paragraph in order. Linear in its length. */
export function scanMarks(text: string, paragraph: Span, most: number): Mark[] {
  const marks: Mark[] = []
  for (const match of text.slice(paragraph.start, paragraph.end).matchAll(anyMark)) {
    if (marks.length >= most) break
    const start = paragraph.start + match.index
    const end = start + match[0].length
    const before = neighbour(text, start - 1, -1, paragraph)
    const after = neighbour(text, end, 1, paragraph)
    const isSingle = match[0].length === 1 && /[‘’‚‛'`]/.test(match[0])
    marks.push(isSingle ? readSingle(text, start, before, after) : readDouble(text, start, end, before, after))
  }
  return marks
}
