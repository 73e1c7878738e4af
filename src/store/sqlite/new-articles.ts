import type { DescribedArticle } from '../../domain/describe-article.ts'
import { formatMillisecond, formatSecond } from '../../domain/time.ts'
import type { Article } from '../../schema/article.ts'
import type { Db } from './connect.ts'
import { labelWordsOf } from './label-words.ts'
import { labelsOf } from './labels.ts'
import { addRows, isWaiting, writeWaiting } from './new-article-rows.ts'
import { place } from './position.ts'
import { conflict, type Found, firstStamp, type Stamp } from './resolve.ts'
import { sortName } from './sort-name.ts'
import { first, run, sql } from './sql.ts'

// (SELECT ?): see findOne in article-rows.ts
const holders = {
  externalId: (value: string) => sql`SELECT a.position AS key, a.id, a.version FROM article_texts t
    JOIN articles a ON a.position = t.position WHERE t.external_id = (SELECT ${value})`,
  url: (value: string) => sql`SELECT a.position AS key, a.id, a.version FROM article_texts t
    JOIN articles a ON a.position = t.position WHERE t.url = (SELECT ${value})`,
}

/** The article that has an externalId or a url, or null. */
export const holderOf = (db: Db, property: 'externalId' | 'url', value: string | null): Found | null =>
  (value === null ? null : first<Found>(db, holders[property](value))) ?? null

/** AppError conflict: another article has the externalId or the url. */
export function checkUnique(db: Db, article: DescribedArticle, own: string | null): void {
  if (isWaiting(db, article)) writeWaiting(db)
  for (const property of ['externalId', 'url'] as const) {
    const value = article[property]
    const holder = holderOf(db, property, value)
    if (holder && holder.id !== own) throw conflict(property, value as string, holder.id)
  }
}

/** Keeps a new article at this id; `kept`: with the version and times that it had elsewhere. */
export function insertArticle(
  db: Db,
  id: string,
  article: DescribedArticle,
  now: number,
  kept: Stamp | null = null,
): { position: number; stamp: Stamp } {
  checkUnique(db, article, null)
  const stamp = firstStamp(db, id, now, kept)
  const position = place(db, 'articles', article.publishedSecond, id)
  const labels = labelsOf(db, article)
  run(
    db,
    sql`INSERT INTO articles (position, id, precision, publisher, section, language, word_count, version, created_at, updated_at)
    VALUES (${position}, ${id}, ${article.publishedPrecision}, ${labels.publisher}, ${labels.section}, ${labels.language},
      ${article.wordCount}, ${stamp.version}, ${stamp.createdAt}, ${stamp.updatedAt})`,
  )
  const { externalId, url, title, subtitle, byline, excerpt, contentHash, body } = article
  addRows(db, {
    id,
    at: now,
    labels,
    text: {
      external_id: externalId,
      url,
      title,
      folded: sortName(title),
      subtitle,
      byline,
      excerpt,
      content_hash: contentHash,
      body,
      label_words: labelWordsOf(labels),
    },
  })
  return { position, stamp }
}

/** An article without quotes as it is read once it is kept. */
export function newArticle(id: string, article: DescribedArticle, { version, createdAt, updatedAt }: Stamp): Article {
  const { publishedSecond, publishedPrecision, body, excerpt, wordCount, contentHash, ...about } = article
  return {
    id,
    ...about,
    publishedAt: publishedSecond === null ? null : formatSecond(publishedSecond),
    publishedPrecision,
    excerpt,
    wordCount,
    quoteCount: 0,
    sourceCount: 0,
    contentHash,
    version,
    createdAt: formatMillisecond(createdAt),
    updatedAt: formatMillisecond(updatedAt),
    body,
  }
}
