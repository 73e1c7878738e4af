import { type DescribedArticle, describeArticle } from '../../domain/describe-article.ts'
import type { Extraction } from '../../domain/extraction.ts'
import { newId } from '../../domain/ids.ts'
import { unconditional } from '../../domain/store.ts'
import type { ImportItem } from '../../domain/transfer.ts'
import type { ArticleCreate } from '../../schema/article.ts'
import type { ArticleRecord, ConflictRule } from '../../schema/import.ts'
import { replaceArticle } from './articles.ts'
import type { Db } from './connect.ts'
import { alreadyHere, leftAsIs, type Outcome, stampOf } from './import-outcome.ts'
import { isWaiting, writeWaiting } from './new-article-rows.ts'
import { holderOf, insertArticle } from './new-articles.ts'
import { proposeQuotes } from './propose.ts'
import { type Found, find } from './resolve.ts'
import { saveExtraction } from './save-extraction.ts'
import { run, sql } from './sql.ts'

type Incoming = ArticleRecord | ArticleCreate
type Item = Pick<ImportItem, 'article' | 'extraction'> & { record: Incoming }

const isRecord = (incoming: Incoming): incoming is ArticleRecord => 'resource' in incoming

/** What a client would send for this article. */
function inputOf(incoming: Incoming): ArticleCreate {
  if (!isRecord(incoming)) return incoming
  const { resource: _, id, dismissed, version, createdAt, updatedAt, ...input } = incoming
  return input
}

/** The article that is this one already: by its id, its externalId or its url. */
function presentOf(db: Db, id: string | null, { externalId, url }: DescribedArticle): Found | null {
  const byId = id === null ? null : find(db, 'article', id)
  if (byId) return byId
  if (isWaiting(db, { externalId, url })) writeWaiting(db)
  return holderOf(db, 'externalId', externalId) ?? holderOf(db, 'url', url)
}

function dismiss(db: Db, article: number, keys: readonly string[]): void {
  for (const key of keys)
    run(db, sql`INSERT INTO dismissed_quotes (article, text_key) VALUES (${article}, ${key}) ON CONFLICT DO NOTHING`)
}

function edit(db: Db, holder: Found, incoming: Incoming, extraction: Extraction | null): Outcome {
  writeWaiting(db)
  const { article } = replaceArticle(db, holder.id, inputOf(incoming), unconditional)
  const proposed = extraction
    ? proposeQuotes(db, holder.id, article.contentHash, extraction, unconditional).proposed
    : []
  const changed = article.version !== holder.version || proposed.length > 0
  return { id: holder.id, status: changed ? 'updated' : 'skipped' }
}

/** Keeps an article of an import; one that comes without an id with what was found in it. */
export function importArticle(db: Db, item: Item, rule: ConflictRule): Outcome {
  const { record: incoming, extraction } = item
  const id = isRecord(incoming) ? incoming.id : null
  const article = item.article ?? describeArticle(inputOf(incoming))
  // where that is an error anyway, the insert itself finds a url or externalId that is taken
  const holder = rule === 'error' ? id && find(db, 'article', id) : presentOf(db, id, article)
  if (holder) {
    if (rule === 'error') throw alreadyHere(holder.id)
    return rule === 'skip' ? leftAsIs(holder) : edit(db, holder, incoming, extraction)
  }
  const now = Date.now()
  const own = id ?? newId('art')
  const { position } = insertArticle(db, own, article, now, isRecord(incoming) ? stampOf(incoming) : null)
  if (isRecord(incoming)) dismiss(db, position, incoming.dismissed)
  if (extraction) writeWaiting(db)
  if (extraction) saveExtraction(db, position, article, extraction, now)
  return { id: own, status: 'created' }
}
