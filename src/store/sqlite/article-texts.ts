import type { Db } from './connect.ts'
import { raw, run } from './sql.ts'

const columns = [
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

/** The wide half of a new article; `id` says whose it is. */
export type NewText = { id: string } & Record<(typeof columns)[number], string | null>

// by id and not by position: an article that comes later in the same second may have moved this one
const insert = raw(`INSERT INTO article_texts (position, ${columns.join(', ')})
  SELECT a.position, ${columns.map((column) => `n.${column}`).join(', ')} FROM new_texts n CROSS JOIN articles a ON a.id = n.id`)

/** What `new_texts` shows of each connection while it is read from. */
const shown = new WeakMap<Db, readonly NewText[]>()
/** Texts that wait for others, of a connection on which they do. */
const waiting = new WeakMap<Db, NewText[]>()

function defineTable(db: Db): void {
  db.table('new_texts', {
    columns: ['id', ...columns],
    *rows() {
      for (const text of shown.get(db) ?? []) yield text
    },
  })
}

/**
 * Writes texts in one statement. FTS5 turns what it has gathered into a part of the index at every savepoint, and SQLite has one around
 * each statement with a trigger: texts in one statement are one part, in a statement each as many, all to be merged later. 64 articles of
 * 2 kB cost 350 µs of CPU each in one statement and 560 one by one.
 */
function insertTexts(db: Db, texts: readonly NewText[]): void {
  if (texts.length === 0) return
  if (!shown.has(db)) defineTable(db)
  shown.set(db, texts)
  run(db, insert)
  shown.set(db, [])
}

/** Keeps the text of an article that is there: now, or within `withTextsTogether` at its end. */
export function insertText(db: Db, text: NewText): void {
  const texts = waiting.get(db)
  if (texts) texts.push(text)
  else insertTexts(db, [text])
}

/** Writes the texts that wait: whatever reads them or refers to them has to see them. */
export function writeWaitingTexts(db: Db): void {
  insertTexts(db, waiting.get(db)?.splice(0) ?? [])
}

/** Whether the text of an article that has this url or externalId waits. */
export function isWaiting(db: Db, { externalId, url }: { externalId: string | null; url: string | null }): boolean {
  const texts = waiting.get(db) ?? []
  return texts.some(
    (text) => (url !== null && text.url === url) || (externalId !== null && text.external_id === externalId),
  )
}

/** Runs writes of which the texts of new articles are kept together, at the end. */
export function withTextsTogether<Result>(db: Db, write: () => Result): Result {
  waiting.set(db, [])
  try {
    const result = write()
    writeWaitingTexts(db)
    return result
  } finally {
    waiting.delete(db)
  }
}
