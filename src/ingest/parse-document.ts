import { AppError } from '../domain/app-error.ts'
import type { ArticleDraft } from '../domain/extraction.ts'
import { parseHtml } from './document/parse-html.ts'
import { parseText } from './document/parse-text.ts'

/** A raw document as a client sends it. */
export type RawDocument = { type: 'text' | 'html'; content: string; url?: string | null }

/**
 * A raw document to an article draft; `url` wins over the one a page names. Throws AppError `invalid-document` for one
 * that is empty, has no text, or is nested too deep. It can be slow for hostile HTML: servers call it through an Ingester.
 */
export function parseDocument(document: RawDocument): ArticleDraft {
  const { type, content, url = null } = document
  if (content.trim() === '') throw new AppError('invalid-document', 'The document is empty.')
  return type === 'html' ? parseHtml(content, url) : parseText(content, url)
}
