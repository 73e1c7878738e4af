import type { Db } from './connect.ts'
import { type ArticleLabels, ordinalsOf } from './labels.ts'
import { raw, run } from './sql.ts'

const textColumns = [
  'external_id',
  'url',
  'title',
  'folded',
  'subtitle',
  'byline',
  'excerpt',
  'content_hash',
  'body',
  'label_words',
] as const

/** What is kept of a new article beside its narrow row. */
export type NewArticle = {
  id: string
  text: Record<(typeof textColumns)[number], string | null>
  labels: ArticleLabels
  /** When it was made here, ms */
  at: number
}

/** Articles as `new_articles` and `new_labels` show them to the statements of one connection while these run. */
const shown = new WeakMap<Db, readonly NewArticle[]>()
/** Articles that wait for others, and what no two articles may have of them, of a connection on which they do. */
type Waiting = { articles: NewArticle[]; urls: Set<string | null>; externalIds: Set<string | null> }
const waiting = new WeakMap<Db, Waiting>()
const noneWaiting = (): Waiting => ({ articles: [], urls: new Set(), externalIds: new Set() })

function defineTables(db: Db): void {
  db.table('new_articles', {
    columns: ['id', 'at', ...textColumns],
    *rows() {
      for (const { id, at, text } of shown.get(db) ?? []) yield { id, at: BigInt(at), ...text }
    },
  })
  db.table('new_labels', {
    columns: ['id', 'label', 'ordinal'],
    *rows() {
      for (const { id, labels } of shown.get(db) ?? [])
        for (const [label, ordinal] of ordinalsOf(labels)) yield [id, BigInt(label), BigInt(ordinal)]
    },
  })
}

// by id and not by position: an article that comes later in the same second may have moved this one
const statements = [
  raw(`INSERT INTO changes (at, type, resource, id, fields) SELECT at, 'created', 'article', id, '' FROM new_articles`),
  raw(`INSERT INTO article_labels (label, article, ordinal)
    SELECT n.label, a.position, n.ordinal FROM new_labels n CROSS JOIN articles a ON a.id = n.id`),
  raw(`INSERT INTO article_texts (position, ${textColumns.join(', ')})
    SELECT a.position, ${textColumns.map((column) => `n.${column}`).join(', ')} FROM new_articles n CROSS JOIN articles a ON a.id = n.id`),
]

/**
 * Writes what belongs to articles in one statement a table. FTS5 turns what it has gathered into a part of the index at every savepoint,
 * and SQLite has one around each statement with a trigger: texts in one statement are one part, in a statement each as many, all to be
 * merged later. Of 64 articles of 2 kB each took a quarter less CPU with their texts in one statement than with a statement each (two
 * runs of a prototype on a busy machine).
 */
function writeRows(db: Db, articles: readonly NewArticle[]): void {
  if (!shown.has(db)) defineTables(db)
  shown.set(db, articles)
  for (const statement of statements) run(db, statement)
  shown.set(db, [])
}

/** Keeps what belongs to an article whose narrow row is there: now, or within `withArticlesTogether` at its end. */
export function addRows(db: Db, article: NewArticle): void {
  const others = waiting.get(db)
  if (others) wait(others, article)
  else writeRows(db, [article])
}

function wait(others: Waiting, article: NewArticle): void {
  others.articles.push(article)
  others.urls.add(article.text.url)
  others.externalIds.add(article.text.external_id)
}

/** Writes the articles that wait: whatever reads them, refers to them or notes a change has to come after them. */
export function writeWaiting(db: Db): void {
  const articles = waiting.get(db)?.articles ?? []
  if (articles.length === 0) return
  waiting.set(db, noneWaiting())
  writeRows(db, articles)
}

/** Whether an article with this url or externalId waits. */
export function isWaiting(db: Db, { externalId, url }: { externalId: string | null; url: string | null }): boolean {
  const others = waiting.get(db)
  return (
    others !== undefined &&
    ((url !== null && others.urls.has(url)) || (externalId !== null && others.externalIds.has(externalId)))
  )
}

/** Runs writes of which new articles are kept together, at the end. */
export function withArticlesTogether<Result>(db: Db, write: () => Result): Result {
  waiting.set(db, noneWaiting())
  try {
    const result = write()
    writeWaiting(db)
    return result
  } finally {
    waiting.delete(db)
  }
}
