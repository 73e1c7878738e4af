import { AppError } from '../domain/app-error.ts'
import type { ArticleDraft, Extraction } from '../domain/extraction.ts'
import { normalizeBody } from '../domain/text.ts'
import type { Ingester } from '../ingest/ingester.ts'
import { ArticleCreate } from '../schema/article.ts'
import { issuesFrom } from './failures/zod-issues.ts'

type NewArticle = { article: ArticleCreate; extraction: Extraction | null }

/**
 * The article that a POST brings and, with `extract`, what it finds in it. A raw document (a string) is parsed first.
 * Extraction reads the body as it will be stored, because quotes point into that.
 */
export async function readNewArticle(
  ingester: Ingester,
  sent: ArticleCreate | string,
  type: 'text' | 'html',
  extract: boolean,
): Promise<NewArticle> {
  if (typeof sent === 'string' && extract) {
    const { draft, extraction } = await ingester.ingest({ type, content: sent })
    return { article: articleOf(draft), extraction: bounded(extraction) }
  }
  const article = typeof sent === 'string' ? articleOf(await ingester.parse({ type, content: sent })) : sent
  if (!extract) return { article, extraction: null }
  const body = normalizeBody(article.body)
  return { article: { ...article, body }, extraction: bounded(await ingester.extract(body)) }
}

/** A megabyte of text can hold 100,000 quotes of a letter, and to keep them would hold up every other write for minutes. */
const mostQuotes = 5_000

/** AppError `invalid-document` for more quotes than any story has. */
export function bounded(extraction: Extraction): Extraction {
  const { length } = extraction.quotes
  if (length <= mostQuotes) return extraction
  throw new AppError('invalid-document', `It has ${length} quotes; at most ${mostQuotes} are taken. Send it in parts.`)
}

/** AppError `invalid-document` where a document holds more than an article may. */
function articleOf({ publishedPrecision, ...draft }: ArticleDraft): ArticleCreate {
  const publishedAt = publishedPrecision === 'day' ? draft.publishedAt?.slice(0, 10) : draft.publishedAt
  const article = ArticleCreate.safeParse({ ...draft, publishedAt })
  if (article.success) return article.data
  // a pointer would lead into what was made of the document, not into the document
  const issues = issuesFrom(article.error.issues, 'body', ArticleCreate, draft).map(({ pointer: _, ...issue }) => issue)
  throw new AppError('invalid-document', `What was found in the document does not fit: ${issues[0]?.detail}`, issues)
}
