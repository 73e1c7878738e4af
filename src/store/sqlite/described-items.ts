import { AppError } from '../../domain/app-error.ts'
import { describeArticle } from '../../domain/describe-article.ts'
import type { ImportItem } from '../../domain/transfer.ts'
import type { ConflictRule } from '../../schema/import.ts'

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
    return { ...item, article: describeArticle(record), record: { ...record, body: '' } }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // the writer finds the same, and tells it of this line
    return item
  }
}
