import { foldName } from '../../domain/text.ts'
import type { Db } from './connect.ts'
import { first, run, sql } from './sql.ts'

export type LabelKind = 'publisher' | 'section' | 'language' | 'tag' | 'author'

/** The number of a label, made where it is new. */
export function labelId(db: Db, kind: LabelKind, value: string): number {
  const known = first<{ id: number }>(db, sql`SELECT id FROM labels WHERE kind = ${kind} AND value = ${value}`)
  return (
    known?.id ??
    Number(
      run(db, sql`INSERT INTO labels (kind, value, folded) VALUES (${kind}, ${value}, ${foldName(value)})`)
        .lastInsertRowid,
    )
  )
}

/** The ordinal of the first label of each kind; there are fewer than 1000 of one kind. */
export const firstOrdinal = { tag: 0, author: 1000 } as const

/** Sets the tags and authors of an article. */
export function setArticleLabels(db: Db, article: number, labels: { tag: string[]; author: string[] }): void {
  run(db, sql`DELETE FROM article_labels WHERE article = ${article}`)
  for (const kind of ['tag', 'author'] as const) {
    labels[kind].forEach((value, i) => {
      const label = labelId(db, kind, value)
      run(
        db,
        sql`INSERT INTO article_labels (label, article, ordinal) VALUES (${label}, ${article}, ${firstOrdinal[kind] + i})`,
      )
    })
  }
}
