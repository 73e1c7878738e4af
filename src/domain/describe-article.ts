import type { ArticleCreate } from '../schema/article.ts'
import { AppError } from './app-error.ts'
import { canonicalLanguage } from './language.ts'
import { contentHash, countWords, excerptOf, normalizeBody, onOneLine } from './text.ts'
import { parsePublishedAt } from './time.ts'

/** An article as it is kept: every text in its final form, all that follows from the body reckoned. */
export type DescribedArticle = {
  externalId: string | null
  url: string | null
  title: string
  subtitle: string | null
  byline: string | null
  authors: string[]
  publisher: string | null
  section: string | null
  tags: string[]
  language: string
  /** Epoch seconds */
  publishedSecond: number | null
  publishedPrecision: 'second' | 'day' | null
  body: string
  excerpt: string
  wordCount: number
  contentHash: string
}

/** NFC on one line, without white space at its ends. */
export const line = (text: string): string => onOneLine(text.normalize('NFC'))
const lineOrNull = (text: string | null | undefined): string | null => (text ? line(text) || null : null)
/** Lines without the empty and the repeated ones. */
export const distinctLines = (texts: readonly string[] | null | undefined): string[] => [
  ...new Set((texts ?? []).map(line).filter((text) => text !== '')),
]

/** What is kept of what a client sent. AppError invalid-body for a date that does not exist, naming it. */
export function describeArticle(article: ArticleCreate): DescribedArticle {
  const body = normalizeBody(article.body)
  return {
    externalId: article.externalId ?? null,
    url: article.url ?? null,
    title: line(article.title),
    subtitle: lineOrNull(article.subtitle),
    byline: lineOrNull(article.byline),
    authors: distinctLines(article.authors),
    publisher: lineOrNull(article.publisher),
    section: lineOrNull(article.section),
    tags: distinctLines(article.tags),
    language: canonicalLanguage(article.language ?? 'en'),
    ...published(article.publishedAt ?? null),
    body,
    excerpt: excerptOf(body),
    wordCount: countWords(body),
    contentHash: contentHash(body),
  }
}

function published(text: string | null): Pick<DescribedArticle, 'publishedSecond' | 'publishedPrecision'> {
  if (text === null) return { publishedSecond: null, publishedPrecision: null }
  const parsed = parsePublishedAt(text)
  if ('error' in parsed) {
    throw new AppError('invalid-body', `publishedAt: ${parsed.error}`, [
      { in: 'body', pointer: '/publishedAt', code: 'invalid_date', detail: parsed.error },
    ])
  }
  return { publishedSecond: Date.parse(parsed.at) / 1000, publishedPrecision: parsed.precision }
}
