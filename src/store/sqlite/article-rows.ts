import { formatMillisecond, formatSecond } from '../../domain/time.ts'
import type { Article } from '../../schema/article.ts'
import type { Db } from './connect.ts'
import { firstOrdinal } from './labels.ts'
import { secondOf } from './position.ts'
import { all, first, raw, type Sql, sql } from './sql.ts'

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
  /** [ordinal, value] of its tags and authors, as JSON */
  labels: string
}

const select = (body: boolean) =>
  raw(`SELECT a.position, a.id, a.precision, p.value AS publisher, s.value AS section, l.value AS language, a.word_count,
    a.quote_count, a.source_count, a.version, a.created_at, a.updated_at, t.external_id, t.url, t.title, t.subtitle,
    t.byline, t.excerpt, t.content_hash, ${body ? 't.body' : 'NULL AS body'},
    (SELECT json_group_array(json_array(ordinal, value)) FROM
      (SELECT al.ordinal, l.value FROM article_labels al JOIN labels l ON l.id = al.label
       WHERE al.article = a.position ORDER BY al.ordinal)) AS labels
    FROM articles a JOIN article_texts t ON t.position = a.position
    LEFT JOIN labels p ON p.id = a.publisher LEFT JOIN labels s ON s.id = a.section JOIN labels l ON l.id = a.language`)
const [summaries, articles] = [select(false), select(true)]

/** An RFC 3339 time of a publish position, or null. */
export function publishedAt(position: number): string | null {
  const second = secondOf(position)
  return second === null ? null : formatSecond(second)
}

const isTag = ([ordinal]: [number, string]): boolean => ordinal < firstOrdinal.author

function toArticle(row: ArticleRow): Omit<Article, 'body'> & { body?: string } {
  const labels = JSON.parse(row.labels) as [number, string][]
  const [tags, authors] = [labels.filter(isTag), labels.filter((label) => !isTag(label))]
  return {
    id: row.id,
    externalId: row.external_id,
    url: row.url,
    title: row.title,
    subtitle: row.subtitle,
    byline: row.byline,
    authors: authors.map(([, value]) => value),
    publisher: row.publisher,
    section: row.section,
    tags: tags.map(([, value]) => value),
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
    sql`${body ? articles : summaries} WHERE a.position IN (SELECT value FROM json_each(${JSON.stringify(positions)}))`,
  )
  const byPosition = new Map(rows.map((row) => [row.position, row]))
  return positions.flatMap((position) => {
    const row = byPosition.get(position)
    return row ? [toArticle(row)] : []
  })
}

/**
 * The article that a condition names, with its body and where it stands. A value is put as (SELECT ?) into it: SQLite
 * plans a join anew for each value that is bound to a column with statistics (measured: 41 µs instead of 10).
 */
function findOne(db: Db, condition: Sql): { position: number; article: Article } | null {
  const row = first<ArticleRow>(db, sql`${articles} WHERE ${condition}`)
  if (!row || row.body === null) return null
  return { position: row.position, article: { ...toArticle(row), body: row.body } }
}

/** The article with this id and where it stands, or null. */
export const findArticle = (db: Db, id: string) => findOne(db, sql`a.id = (SELECT ${id})`)

/** One article with its body; the position must be that of an article. */
export function loadArticle(db: Db, position: number): Article {
  const found = findOne(db, sql`a.position = (SELECT ${position})`)
  if (!found) throw new Error('no article at this position')
  return found.article
}
