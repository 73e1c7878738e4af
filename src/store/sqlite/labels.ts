import type { DescribedArticle } from '../../domain/describe-article.ts'
import { foldName } from '../../domain/text.ts'
import type { Db } from './connect.ts'
import { first, run, sql } from './sql.ts'

export type LabelKind = 'publisher' | 'section' | 'language' | 'tag' | 'author'

/** The labels of an article by their numbers. */
export type ArticleLabels = {
  publisher: number | null
  section: number | null
  language: number
  tags: number[]
  authors: number[]
}

/** Numbers of labels that a connection has seen: no label is ever deleted or changed, but one may be undone. */
const seen = new WeakMap<Db, Map<string, number>>()
const mostSeen = 10_000

/** Forgets the numbers of labels, where some may have been undone. */
export const forgetLabels = (db: Db) => seen.delete(db)

/** The number of a label, made where it is new. */
function labelId(db: Db, kind: LabelKind, value: string): number {
  const ids = seen.get(db) ?? new Map<string, number>()
  const key = `${kind} ${value}`
  const id = ids.get(key) ?? findLabel(db, kind, value) ?? addLabel(db, kind, value)
  if (ids.size >= mostSeen) ids.clear()
  seen.set(db, ids.set(key, id))
  return id
}

const findLabel = (db: Db, kind: LabelKind, value: string): number | undefined =>
  first<{ id: number }>(db, sql`SELECT id FROM labels WHERE kind = ${kind} AND value = ${value}`)?.id

function addLabel(db: Db, kind: LabelKind, value: string): number {
  const label = sql`INSERT INTO labels (kind, value, folded) VALUES (${kind}, ${value}, ${foldName(value)})`
  return Number(run(db, label).lastInsertRowid)
}

/** The labels of an article; new ones are made. */
export function labelsOf(db: Db, { publisher, section, language, tags, authors }: DescribedArticle): ArticleLabels {
  return {
    publisher: publisher === null ? null : labelId(db, 'publisher', publisher),
    section: section === null ? null : labelId(db, 'section', section),
    language: labelId(db, 'language', language),
    tags: tags.map((tag) => labelId(db, 'tag', tag)),
    authors: authors.map((author) => labelId(db, 'author', author)),
  }
}

/** The ordinal of the first label of each kind; there are fewer than 1000 of one kind. */
export const firstOrdinal = { tag: 0, author: 1000 } as const

/** The tags and authors of an article with their places in it. */
export const ordinalsOf = ({ tags, authors }: ArticleLabels): [label: number, ordinal: number][] => [
  ...tags.map((label, i): [number, number] => [label, firstOrdinal.tag + i]),
  ...authors.map((label, i): [number, number] => [label, firstOrdinal.author + i]),
]

/** Gives an article other tags and authors. */
export function setArticleLabels(db: Db, article: number, labels: ArticleLabels): void {
  run(db, sql`DELETE FROM article_labels WHERE article = ${article}`)
  for (const [label, ordinal] of ordinalsOf(labels))
    run(db, sql`INSERT INTO article_labels (label, article, ordinal) VALUES (${label}, ${article}, ${ordinal})`)
}
