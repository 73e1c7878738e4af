import { readAuthors } from './find-byline.ts'
import { type FoundDate, findDate } from './find-date.ts'
import { normalizeText, squeezeSpaces } from './normalize-text.ts'
import type { Page } from './page.ts'
import { type LinkedArticle, readJsonLd } from './read-json-ld.ts'

export type Metadata = {
  title: string | null
  subtitle: string | null
  byline: string | null
  authors: string[]
  publisher: string | null
  section: string | null
  tags: string[]
  language: string | null
  url: string | null
  date: FoundDate | null
}

const mostTags = 50
const longestValue = 1_000

/** One line of plain text, or null where nothing is left. */
const clean = (value: string | null | undefined): string | null =>
  squeezeSpaces(normalizeText((value ?? '').slice(0, longestValue)).replace(/\n/g, ' ')) || null

/** All meta tags by lower-case name or property, each with its values in order. */
function readMeta(document: Page): Map<string, string[]> {
  const meta = new Map<string, string[]>()
  for (const element of document.querySelectorAll('meta')) {
    const key = (
      element.getAttribute('property') ??
      element.getAttribute('name') ??
      element.getAttribute('itemprop')
    )?.toLowerCase()
    const value = clean(element.getAttribute('content'))
    if (key && value) meta.set(key, [...(meta.get(key)?.slice(0, mostTags) ?? []), value])
  }
  return meta
}

/** An absolute http(s) address without its fragment, or null. */
export function readUrl(value: string | null | undefined): string | null {
  if (!value || !URL.canParse(value)) return null
  const url = new URL(value)
  url.hash = ''
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null
}

function readLanguage(document: Page, linked: LinkedArticle): string | null {
  const value = document.documentElement?.getAttribute('lang') || linked.language
  return value && /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(value.trim()) ? value.trim() : null
}

function readPeople(
  linked: LinkedArticle,
  meta: (...keys: string[]) => string[],
): Pick<Metadata, 'authors' | 'byline'> {
  const named = linked.authors.length > 0 ? linked.authors : meta('author', 'article:author', 'byl', 'parsely-author')
  const people = named.filter((name) => !/^https?:/.test(name)).map((name) => name.replace(/^by:?\s+/i, ''))
  const authors = people.flatMap((name) => (/,| and |&/.test(name) ? readAuthors(name).authors : [name]))
  return { authors: [...new Set(authors)], byline: people.length > 0 ? [...new Set(people)].join(', ') : null }
}

/** What a page says of its article in JSON-LD (NewsArticle first) and in meta tags; absent things are null or empty. */
export function readMetadata(document: Page): Metadata {
  const values = readMeta(document)
  const meta = (...keys: string[]) => keys.map((key) => values.get(key)).find((found) => found !== undefined) ?? []
  const linked = readJsonLd(document)
  const canonical = document.querySelector('link[rel="canonical"]')?.getAttribute('href')
  const dates = [
    linked.published,
    ...meta('article:published_time', 'datepublished', 'date', 'dc.date', 'pubdate', 'parsely-pub-date'),
  ]
  const keywords = linked.keywords.length > 0 ? linked.keywords : meta('article:tag')
  const tags = keywords.length > 0 ? keywords : (meta('news_keywords', 'keywords')[0]?.split(',') ?? [])
  return {
    title: clean(linked.headline) ?? meta('og:title', 'twitter:title')[0] ?? null,
    subtitle: clean(linked.subtitle),
    ...readPeople(linked, meta),
    publisher: clean(linked.publisher) ?? meta('og:site_name', 'application-name')[0] ?? null,
    section: clean(linked.section) ?? meta('article:section')[0] ?? null,
    tags: [...new Set(tags.map(clean).filter((tag) => tag !== null))].slice(0, mostTags),
    language: readLanguage(document, linked),
    url: readUrl(canonical) ?? readUrl(meta('og:url')[0]),
    date: dates.map((date) => (date ? findDate(date) : null)).find((date) => date !== null) ?? null,
  }
}
