import Database from 'better-sqlite3'
import type { DescribedArticle } from '../../src/domain/describe-article.ts'

export type PlainDb = Database.Database

/**
 * What anybody would write first: one table, an index on the time, a full-text index beside it. The baseline that
 * searches, routes and writes are measured against.
 */
const schema = `
CREATE TABLE articles (
  pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, external_id TEXT UNIQUE, url TEXT UNIQUE, title TEXT NOT NULL, subtitle TEXT,
  byline TEXT, authors TEXT NOT NULL, publisher TEXT, section TEXT, tags TEXT NOT NULL, language TEXT NOT NULL,
  published_at INTEGER, excerpt TEXT NOT NULL, word_count INTEGER NOT NULL, content_hash TEXT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX articles_published_at ON articles (published_at, id);
CREATE VIRTUAL TABLE search USING fts5 (
  title, subtitle, body, content = 'articles', content_rowid = 'pk', tokenize = 'unicode61 remove_diacritics 2'
);`
const trigger = `
CREATE TRIGGER search_insert AFTER INSERT ON articles BEGIN
  INSERT INTO search (rowid, title, subtitle, body) VALUES (new.pk, new.title, new.subtitle, new.body);
END;`

/** The columns of a list: all but the body. */
export const summaryColumns =
  'id, external_id, url, title, subtitle, byline, authors, publisher, section, tags, language, published_at, excerpt, word_count, content_hash'

/** An article with its id, as both databases get it. */
export type Row = { id: string; article: DescribedArticle }

/** Puts an article into the plain table. */
export function plainInsert(db: PlainDb): (row: Row) => void {
  const insert = db.prepare(`INSERT INTO articles (${summaryColumns}, body) VALUES (${'?, '.repeat(15)}?)`)
  return ({ id, article: a }) => {
    const words = [
      id,
      a.externalId,
      a.url,
      a.title,
      a.subtitle,
      a.byline,
      JSON.stringify(a.authors),
      a.publisher,
      a.section,
    ]
    const rest = [JSON.stringify(a.tags), a.language, a.publishedSecond, a.excerpt, a.wordCount, a.contentHash, a.body]
    insert.run(...words, ...rest)
  }
}

/** Makes the plain database; `finish` builds its index and the trigger that keeps it. */
export function openPlain(path: string): { db: PlainDb; insert: (row: Row) => void; finish(): void } {
  const db = new Database(path)
  db.exec(schema)
  const insert = plainInsert(db)
  return {
    db,
    insert,
    finish() {
      db.exec(`INSERT INTO search (search) VALUES ('rebuild')`)
      db.exec(trigger)
      db.close()
    },
  }
}
