import { formatMillisecond, formatSecond } from '../../domain/time.ts'
import type { Article } from '../../schema/article.ts'
import type { Db } from './connect.ts'
import { type ArticleLabels, articleLabels } from './labels.ts'
import { secondOf } from './position.ts'
import { all, raw, sql } from './sql.ts'

type ArticleRow = {
  position: number
  id: string
  precision: 'second' | 'day' | null
  publisher: string | null
  section: string | null
  language: string
  word_count: number
  quote_count: number
  source_count: number
  version: number
  created_at: number
  updated_at: number
  external_id: string | null
  url: string | null
  title: string
  subtitle: string | null
  byline: string | null
  excerpt: string
  content_hash: string
  body: string | null
}

const columns = (body: boolean) =>
  raw(`a.position, a.id, a.precision, p.value AS publisher, s.value AS section, l.value AS language, a.word_count,
    a.quote_count, a.source_count, a.version, a.created_at, a.updated_at, t.external_id, t.url, t.title, t.subtitle,
    t.byline, t.excerpt, t.content_hash, ${body ? 't.body' : 'NULL AS body'}`)

/** An RFC 3339 time of a publish position, or null. */
export function publishedAt(position: number): string | null {
  const second = secondOf(position)
  return second === null ? null : formatSecond(second)
}

function toArticle(row: ArticleRow, labels: ArticleLabels): Omit<Article, 'body'> & { body?: string } {
  return {
    id: row.id,
    externalId: row.external_id,
    url: row.url,
    title: row.title,
    subtitle: row.subtitle,
    byline: row.byline,
    authors: labels.authors,
    publisher: row.publisher,
    section: row.section,
    tags: labels.tags,
    language: row.language,
    publishedAt: publishedAt(row.position),
    publishedPrecision: row.precision,
    excerpt: row.excerpt,
    wordCount: row.word_count,
    quoteCount: row.quote_count,
    sourceCount: row.source_count,
    contentHash: row.content_hash,
    version: row.version,
    createdAt: formatMillisecond(row.created_at),
    updatedAt: formatMillisecond(row.updated_at),
    ...(row.body === null ? {} : { body: row.body }),
  }
}

/** The articles at these positions, in this order; with their bodies if wanted. */
export function loadArticles(
  db: Db,
  positions: number[],
  body: boolean,
): (Omit<Article, 'body'> & { body?: string })[] {
  const rows = all<ArticleRow>(
    db,
    sql`SELECT ${columns(body)} FROM articles a JOIN article_texts t ON t.position = a.position
        LEFT JOIN labels p ON p.id = a.publisher LEFT JOIN labels s ON s.id = a.section JOIN labels l ON l.id = a.language
        WHERE a.position IN (SELECT value FROM json_each(${JSON.stringify(positions)}))`,
  )
  const labels = articleLabels(db, positions)
  const byPosition = new Map(rows.map((row) => [row.position, row]))
  return positions.flatMap((position) => {
    const row = byPosition.get(position)
    return row ? [toArticle(row, labels.get(position) ?? { tags: [], authors: [] })] : []
  })
}

/** One article with its body; the position must be that of an article. */
export function loadArticle(db: Db, position: number): Article {
  const [article] = loadArticles(db, [position], true)
  if (article?.body === undefined) throw new Error('no article at this position')
  return { ...article, body: article.body }
}
