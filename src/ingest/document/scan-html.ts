import { AppError } from '../../domain/app-error.ts'

/** Nesting past this makes readability quadratic: 500 deep took 3.3 s for 2 KiB, 100 deep 0.16 s (measured). */
const deepest = 100
const mostTags = 30_000
const mostAttributesOfTag = 200
const mostAttributes = 100_000
/** Every `&amp;` and every `<` that opens no tag becomes a text node of its own: 300,000 took 4.7 s (measured). */
const mostReferences = 100_000
/** Sum of the depths of all elements: 14,000 elements 95 deep took 3 s, a large news page has 100,000 in sum (measured). */
const mostDepths = 400_000

const words = (list: string) => new Set(list.split(' '))
const voidTags = words('area base br col embed hr img input link meta param source track wbr')
/** What stands inside is text, whatever it looks like. */
const rawTags = words('script style textarea title')
/** Which open elements an opening tag ends, where HTML lets the closing tag be left out. */
const impliedEnds = new Map<string, Set<string>>([
  ['li', words('li')],
  ['dt', words('dt dd')],
  ['dd', words('dt dd')],
  ['tr', words('tr td th')],
  ['td', words('td th')],
  ['th', words('td th')],
  ['option', words('option')],
])
for (const tag of words(
  'address article aside blockquote div dl footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul',
)) {
  impliedEnds.set(tag, words('p'))
}

const tooMuch = (what: string) =>
  new AppError(
    'invalid-document',
    `The HTML document ${what}. Send the article's own markup, or its text as text/plain.`,
  )

type Tag = { name: string; closing: boolean; selfClosing: boolean; attributes: number; end: number }

const tagStart = /(\/?)([a-zA-Z][^\s/>]*)/y
const attribute = /[\s/]*[^\s/>=][^\s/>=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?/y

/** The tag whose `<` stands at `at`, or null where that `<` is text. */
function readTag(html: string, at: number): Tag | null {
  tagStart.lastIndex = at + 1
  const start = tagStart.exec(html)
  if (!start) return null
  let end = tagStart.lastIndex
  let attributes = 0
  attribute.lastIndex = end
  while (attribute.test(html)) {
    attributes++
    end = attribute.lastIndex
  }
  const close = html.indexOf('>', end)
  const stop = close < 0 ? html.length : close + 1
  const name = (start[2] ?? '').toLowerCase()
  return { name, closing: start[1] === '/', selfClosing: html[stop - 2] === '/', attributes, end: stop }
}

/** Position after a comment, doctype or processing instruction at `at`, or `at` where there is none. */
function skipDeclaration(html: string, at: number): number {
  if (html[at + 1] !== '!' && html[at + 1] !== '?') return at
  const [mark, length] = html.startsWith('<!--', at) ? ['-->', 3] : (['>', 1] as const)
  const close = html.indexOf(mark as string, at + 2)
  return close < 0 ? html.length : close + Number(length)
}

/** Position of the closing tag of a raw text element that opened before `from`. */
function endOfRaw(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}[\\s/>]`, 'gi')
  closing.lastIndex = from
  return closing.exec(html)?.index ?? html.length
}

function close(open: string[], name: string): void {
  const at = open.lastIndexOf(name)
  if (at >= 0) open.length = at
}

function openTag(open: string[], tag: Tag): void {
  const ends = impliedEnds.get(tag.name)
  while (ends?.has(open.at(-1) ?? '')) open.pop()
  if (voidTags.has(tag.name)) return
  open.push(tag.name)
  if (open.length > deepest) throw tooMuch(`nests more than ${deepest} elements`)
}

function countReferences(html: string): number {
  let count = 0
  for (let at = html.indexOf('&'); at >= 0; at = html.indexOf('&', at + 1)) count++
  return count
}

/** What has been seen so far, and the throwing of what is too much. */
class Tally {
  private tags = 0
  private attributes = 0
  private depths = 0
  private texts: number

  constructor(references: number) {
    this.texts = references - 1
    this.addText()
  }

  addText(): void {
    if (++this.texts > mostReferences)
      throw tooMuch(`has more than ${mostReferences} character references and stray "<"`)
  }

  addTag(attributes: number, depth: number): void {
    this.tags++
    this.attributes += attributes
    this.depths += depth
    if (this.tags > mostTags) throw tooMuch(`has more than ${mostTags} tags`)
    if (attributes > mostAttributesOfTag) throw tooMuch(`has a tag with more than ${mostAttributesOfTag} attributes`)
    if (this.attributes > mostAttributes) throw tooMuch(`has more than ${mostAttributes} attributes`)
    if (this.depths > mostDepths) throw tooMuch('has too many elements nested too deep')
  }
}

/**
 * Reads over HTML once, without building a tree, and throws AppError `invalid-document` where a parser would take too
 * long: elements nested over 100 deep, over 30,000 tags, over 200 attributes on one tag or 100,000 in all,
 * over 100,000 character references, or many elements nested deep. Linear.
 */
export function scanHtml(html: string): void {
  const tally = new Tally(countReferences(html))
  const open: string[] = []
  for (let at = html.indexOf('<'); at >= 0; ) {
    const skipped = skipDeclaration(html, at)
    const tag = skipped === at ? readTag(html, at) : null
    let next = tag?.end ?? Math.max(skipped, at + 1)
    if (tag) {
      if (tag.closing) close(open, tag.name)
      else openTag(open, tag)
      tally.addTag(tag.attributes, open.length)
      if (!tag.closing && rawTags.has(tag.name)) next = endOfRaw(html, tag.name, next)
    } else if (skipped === at) tally.addText()
    at = html.indexOf('<', next)
  }
}
