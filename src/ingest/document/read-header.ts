import { isBreadcrumb, isFurniture, readRights } from './drop-furniture.ts'
import { type FoundByline, findBareByline, findByline } from './find-byline.ts'
import { type FoundDate, findDate, isDateLine } from './find-date.ts'
import { isHeadline, isSentence } from './split-headline.ts'

export type Header = {
  title: string | null
  subtitle: string | null
  byline: FoundByline | null
  date: FoundDate | null
  /** The paragraphs that belong to the article. */
  body: string[]
}

const longestHeader = 8
const longestSubtitle = 250

type Part = { kind: 'date' | 'byline' | 'furniture' | 'crumb' | 'text'; text: string }

function classify(text: string): Part {
  if (isBreadcrumb(text)) return { kind: 'crumb', text }
  if (isDateLine(text)) return { kind: 'date', text }
  if (findByline(text)) return { kind: 'byline', text }
  return { kind: isFurniture(text) ? 'furniture' : 'text', text }
}

/** The last crumb names the page: "Main » World » Headline" gives "Headline". */
const pageOfCrumb = (crumb: string) => crumb.split(/\s[»›>]\s/).at(-1) ?? ''

function findHeadline(parts: Part[]): number {
  const crumb = parts.slice(0, longestHeader).find((part) => part.kind === 'crumb')
  const named = crumb ? parts.findIndex((part) => part.kind === 'text' && part.text === pageOfCrumb(crumb.text)) : -1
  if (named >= 0 && named < longestHeader) return named
  const first = parts.findIndex((part) => part.kind === 'text')
  const text = parts[first]?.text ?? ''
  const others = parts.some((part, index) => index > first && part.kind === 'text' && part.text !== text)
  return first >= 0 && others && isHeadline(text) ? first : -1
}

/** The text paragraph under the headline is a subtitle where a date or byline follows it. */
function isSubtitle(parts: Part[], index: number): boolean {
  const next = parts[index + 1]?.kind
  const text = parts[index]?.text ?? ''
  return text.length <= longestSubtitle && !isSentence(text) && (next === 'date' || next === 'byline')
}

/** The end of the lines under a headline that belong to it: date, byline, with "By" or without, furniture and at most one subtitle. */
function readUnder(all: Part[], headline: number): { parts: Part[]; end: number; subtitle: string | null } {
  const parts = [...all]
  let subtitle: string | null = null
  let end = headline + 1
  for (; end < parts.length; end++) {
    const part = parts[end]
    if (part?.kind !== 'text') continue
    if (findBareByline(part.text, parts[end + 1]?.kind === 'date')) {
      parts[end] = { ...part, kind: 'byline' }
      continue
    }
    if (subtitle !== null || !isSubtitle(parts, end)) break
    subtitle = part.text
  }
  return { parts, end, subtitle }
}

const firstDate = (parts: Part[]): FoundDate | null => {
  const isUpdate = (part: Part) => /^(?:last )?(?:updated|modified)\b/i.test(part.text)
  for (const part of [...parts.filter((each) => !isUpdate(each)), ...parts.filter(isUpdate)]) {
    const date = part.kind === 'date' || part.kind === 'byline' ? findDate(part.text) : null
    if (date) return date
  }
  return null
}

/**
 * The article's own date stands under its headline. One above it counts only when nothing but a byline stands between:
 * a date above page furniture is the day of the crawl.
 */
function chooseDate(parts: Part[], headline: number, end: number): FoundDate | null {
  const above: Part[] = []
  for (let at = headline - 1; at >= 0; at--) {
    const part = parts[at]
    if (part?.kind !== 'date' && part?.kind !== 'byline') break
    above.push(part)
  }
  const labelled = parts.slice(end).filter((part) => part.kind === 'date' && /^(?:published|posted)\b/i.test(part.text))
  return firstDate(parts.slice(headline + 1, end)) ?? firstDate(above) ?? firstDate(labelled)
}

/** Paragraphs of a page to headline, subtitle, byline, date and the article's own paragraphs. */
export function readHeader(paragraphs: string[]): Header {
  const classified = paragraphs.map(classify)
  const headline = findHeadline(classified)
  const { parts, end, subtitle } = readUnder(classified, headline)
  const title = parts[headline]?.text ?? null
  const bylines = [...parts.slice(0, end), ...parts.slice(-2)].filter((part) => part.kind === 'byline')
  const kept = parts.slice(end).filter((part) => part.kind === 'text' && part.text !== title)
  const body = kept.map((part) => part.text)
  if (title !== null && isSentence(title)) body.unshift(title)
  return {
    title,
    subtitle,
    byline: bylines[0] ? (findByline(bylines[0].text) ?? findBareByline(bylines[0].text, true)) : null,
    date: chooseDate(parts, headline, end),
    body,
  }
}

/** The publisher of the first copyright line that names one. */
export function findRights(paragraphs: string[]): string | null {
  for (const paragraph of paragraphs) {
    const holder = readRights(paragraph)
    if (holder) return holder
  }
  return null
}
