import { AppError } from '../../domain/app-error.ts'
import { describeArticle } from '../../domain/describe-article.ts'
import type { ImportItem } from '../../domain/transfer.ts'
import type { ArticleCreate } from '../../schema/article.ts'
import type { ArticleRecord, ConflictRule } from '../../schema/import.ts'

/**
 * Articles in their final form, so that the one thread that writes does nothing else: it would be a seventh of its time. Their bodies go
 * along once, unless one of ours may be edited, for which the writer needs what was sent.
 */
export const describedItems = (items: ImportItem[], rule: ConflictRule): ImportItem[] =>
  rule === 'update' ? items : items.map(described)

function described(item: ImportItem): ImportItem {
  const { record } = item
  if (!record || ('resource' in record && record.resource !== 'article')) return item
  try {
    return { ...item, article: describeArticle(record), record: withoutTexts(record) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // the writer finds the same, and tells it of this line
    return item
  }
}

/** What the writer needs of a record beside the article in its final form. */
const withoutTexts = (record: ArticleCreate | ArticleRecord): ArticleCreate | ArticleRecord =>
  'resource' in record ? { ...record, body: '' } : { title: '', body: '' }
