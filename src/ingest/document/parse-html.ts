import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { AppError } from '../../domain/app-error.ts'
import type { ArticleDraft } from '../../domain/extraction.ts'
import { isDateLine } from './find-date.ts'
import { findDateline } from './find-dateline.ts'
import { joinParagraphs } from './normalize-text.ts'
import type { Page, PageNode } from './page.ts'
import { readBlocks } from './read-blocks.ts'
import { findRights, readHeader } from './read-header.ts'
import { type Metadata, readMetadata } from './read-metadata.ts'
import { scanHtml } from './scan-html.ts'
import { cutTitle, titleFromText } from './split-headline.ts'

/** Fewer characters than this in what readability found means that it found the wrong thing. */
const shortestArticle = 80

const longestCredits = 200
const creditLines = 3

const lengthOf = (paragraphs: string[]) => paragraphs.reduce((sum, paragraph) => sum + paragraph.length, 0)

/** linkedom builds no tree for a fragment, so everything gets a page around it. */
function openPage(html: string): Page {
  const page = /<html[\s>]/i.test(html) ? html : `<!doctype html><html><head></head><body>${html}</body></html>`
  return parseHTML(page).document as unknown as Page
}

/**
 * Readability drops short lists and block quotes from the middle of an article: paragraphs of the page that end like a
 * sentence and stand between the first and the last that it kept are put back.
 */
function restoreSentences(kept: string[], whole: string[]): string[] {
  const known = new Set(kept)
  const first = whole.findIndex((paragraph) => known.has(paragraph))
  const last = whole.findLastIndex((paragraph) => known.has(paragraph))
  const between = whole.slice(first, last + 1)
  const present = new Set(between)
  if (first < 0 || kept.some((paragraph) => !present.has(paragraph))) return kept
  return between.filter((paragraph) => known.has(paragraph) || /[.!?…]["”’')]*$/.test(paragraph))
}

/** Paragraphs of the article as readability cuts it out, or of the whole page where it finds next to nothing. */
function readArticle(document: Page): { paragraphs: string[]; title: string | null } {
  const whole = readBlocks(document.body ?? document)
  let found: PageNode | null = null
  let title: string | null = null
  try {
    const options = { charThreshold: 200, serializer: (node: PageNode) => node, disableJSONLD: true }
    const article = new Readability<PageNode>(document, options).parse()
    found = article?.content ?? null
    title = article?.title?.trim() || null
  } catch {
    found = null
  }
  const paragraphs = found ? readBlocks(found) : []
  const isEnough = lengthOf(paragraphs) >= Math.min(shortestArticle, lengthOf(whole) / 2)
  return { paragraphs: isEnough ? restoreSentences(paragraphs, whole) : whole, title }
}

function firstHeading(document: Page): string | null {
  const heading = document.querySelector('h1')
  return heading ? (readBlocks(heading)[0] ?? null) : null
}

/** A line under the headline that repeats the authors and the date, "Jane Doe 3 October 2017", is no paragraph. */
function isCredits(paragraph: string, authors: string[]): boolean {
  if (paragraph.length > longestCredits) return false
  const rest = authors.reduce((text, author) => text.replace(author, ' '), paragraph.replace(/^by:? /i, ''))
  return rest !== paragraph && (!/[\p{L}\p{N}]/u.test(rest) || isDateLine(rest.trim()))
}

function draftOf(paragraphs: string[], title: string | null, meta: Metadata, url: string | null): ArticleDraft {
  const header = readHeader(title ? [title, ...paragraphs.filter((paragraph) => paragraph !== title)] : paragraphs)
  const article = header.body.filter((paragraph, index) => index >= creditLines || !isCredits(paragraph, meta.authors))
  const body = joinParagraphs(article) || joinParagraphs(paragraphs) || (title ?? '')
  const dateline = findDateline(body)
  const date = meta.date ?? header.date ?? dateline?.date ?? null
  return {
    title: cutTitle(title ?? header.title ?? titleFromText(body)),
    subtitle: meta.subtitle ?? header.subtitle,
    byline: meta.byline ?? header.byline?.byline ?? null,
    authors: meta.authors.length > 0 ? meta.authors : (header.byline?.authors ?? []),
    publisher: meta.publisher ?? header.byline?.publisher ?? dateline?.publisher ?? findRights(paragraphs),
    section: meta.section,
    tags: meta.tags,
    language: meta.language ?? 'en',
    url: url ?? meta.url,
    publishedAt: date?.publishedAt ?? null,
    publishedPrecision: date?.precision ?? null,
    body,
  }
}

/**
 * An HTML page to an article: JSON-LD and meta tags first, the text by @mozilla/readability, cut into paragraphs at its
 * block elements. Throws AppError `invalid-document` where the page is nested too deep, too large, or has no text.
 */
export function parseHtml(html: string, url: string | null): ArticleDraft {
  scanHtml(html)
  const document = openPage(html)
  const meta = readMetadata(document)
  const heading = firstHeading(document)
  const { paragraphs, title } = readArticle(document)
  if (!paragraphs.some((paragraph) => /[\p{L}\p{N}]/u.test(paragraph))) {
    throw new AppError('invalid-document', 'The HTML document has no text outside scripts, controls and captions.')
  }
  return draftOf(paragraphs, meta.title ?? heading ?? title, meta, url)
}
