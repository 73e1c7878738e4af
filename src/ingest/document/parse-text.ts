import { AppError } from '../../domain/app-error.ts'
import type { ArticleDraft } from '../../domain/extraction.ts'
import { findDateline } from './find-dateline.ts'
import { joinParagraphs, normalizeText } from './normalize-text.ts'
import { findRights, readHeader } from './read-header.ts'
import { cutTitle, titleFromText } from './split-headline.ts'
import { splitLines } from './split-lines.ts'

/**
 * A plain text document to an article: headline, date beside it, byline and publisher are read off, page furniture is
 * dropped, every other paragraph is kept word for word. Throws AppError `invalid-document` where there is no text.
 */
export function parseText(content: string, url: string | null): ArticleDraft {
  const paragraphs = splitLines(normalizeText(content))
  if (!paragraphs.some((paragraph) => /[\p{L}\p{N}]/u.test(paragraph))) {
    throw new AppError('invalid-document', 'The document has no text. Send an article with at least one word.')
  }
  const header = readHeader(paragraphs)
  const body = joinParagraphs(header.body) || joinParagraphs(header.title ? [header.title] : paragraphs)
  const dateline = findDateline(body)
  const date = header.date ?? dateline?.date ?? null
  return {
    title: cutTitle(header.title ?? titleFromText(body)),
    subtitle: header.subtitle,
    byline: header.byline?.byline ?? null,
    authors: header.byline?.authors ?? [],
    publisher: header.byline?.publisher ?? dateline?.publisher ?? findRights(paragraphs),
    section: null,
    tags: [],
    language: 'en',
    url,
    publishedAt: date?.publishedAt ?? null,
    publishedPrecision: date?.precision ?? null,
    body,
  }
}
