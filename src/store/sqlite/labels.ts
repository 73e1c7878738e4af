import type { Db } from './connect.ts'
import { all, first, run, sql } from './sql.ts'

export type LabelKind = 'publisher' | 'section' | 'language' | 'tag' | 'author'

/** The number of a label, made where it is new. */
export function labelId(db: Db, kind: LabelKind, value: string): number {
  const known = first<{ id: number }>(db, sql`SELECT id FROM labels WHERE kind = ${kind} AND value = ${value}`)
  return known?.id ?? Number(run(db, sql`INSERT INTO labels (kind, value) VALUES (${kind}, ${value})`).lastInsertRowid)
}

/** Sets the tags and authors of an article. */
export function setArticleLabels(db: Db, article: number, labels: { tag: string[]; author: string[] }): void {
  run(db, sql`DELETE FROM article_labels WHERE article = ${article}`)
  for (const kind of ['tag', 'author'] as const) {
    labels[kind].forEach((value, ordinal) => {
      const label = labelId(db, kind, value)
      run(db, sql`INSERT INTO article_labels (label, article, ordinal) VALUES (${label}, ${article}, ${ordinal})`)
    })
  }
}

export type ArticleLabels = { tags: string[]; authors: string[] }

/** Tags and authors of these articles, by position. */
export function articleLabels(db: Db, positions: number[]): Map<number, ArticleLabels> {
  const rows = all<{ article: number; kind: LabelKind; value: string }>(
    db,
    sql`SELECT al.article, l.kind, l.value FROM article_labels al JOIN labels l ON l.id = al.label
        WHERE al.article IN (SELECT value FROM json_each(${JSON.stringify(positions)})) ORDER BY al.article, al.ordinal`,
  )
  const found = new Map<number, ArticleLabels>(positions.map((position) => [position, { tags: [], authors: [] }]))
  for (const { article, kind, value } of rows) found.get(article)?.[kind === 'tag' ? 'tags' : 'authors'].push(value)
  return found
}
