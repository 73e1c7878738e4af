import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'

type Rows = Promise<Record<string, unknown>[]>

/** As much of postgres.js as is used here; it is not installed with whosaid. */
export type Sql = ((texts: TemplateStringsArray, ...values: unknown[]) => Rows) & {
  (rows: readonly object[]): unknown
  unsafe(text: string): Rows
  end(): Promise<void>
}

/** Connects to a PostgreSQL with the postgres.js of the folder of peers. */
export async function connectPostgres(folder: string, url: string): Promise<Sql> {
  const path = pathToFileURL(join(resolve(folder), 'node_modules/postgres/src/index.js')).href
  const { default: connect } = (await import(path)) as { default: (url: string, options: object) => Sql }
  return connect(url, { max: 10, onnotice: () => {} })
}

const table = `
DROP SCHEMA IF EXISTS whosaid_bench CASCADE;
CREATE SCHEMA whosaid_bench;
CREATE TABLE whosaid_bench.articles (
  pk bigint PRIMARY KEY, id text NOT NULL UNIQUE, external_id text, url text, title text NOT NULL, subtitle text,
  byline text, authors text NOT NULL, publisher text, section text, tags text NOT NULL, language text NOT NULL,
  published_at bigint, excerpt text NOT NULL, word_count integer NOT NULL, content_hash text NOT NULL, body text NOT NULL,
  words tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', coalesce(subtitle, '')), 'B') ||
    to_tsvector('simple', body)
  ) STORED
)`
const indexes = `
CREATE INDEX ON whosaid_bench.articles (published_at, id);
CREATE INDEX ON whosaid_bench.articles USING gin (words);
VACUUM ANALYZE whosaid_bench.articles`

const atOnce = 500

/** Fills a schema of its own, `whosaid_bench`, with the articles of the plain database. */
export async function fillPostgres(sql: Sql, plain: string, tell: (done: number) => void): Promise<void> {
  await sql.unsafe(table)
  const db = new Database(plain, { readonly: true })
  const rows = db.prepare('SELECT * FROM articles WHERE pk > ? ORDER BY pk LIMIT ?')
  try {
    for (let last = 0; ; ) {
      const some = rows.all(last, atOnce) as { pk: number }[]
      if (some.length === 0) break
      await sql`INSERT INTO whosaid_bench.articles ${sql(some)}`
      last = some.at(-1)?.pk ?? 0
      tell(last)
    }
  } finally {
    db.close()
  }
  for (const statement of indexes.split(';')) await sql.unsafe(statement)
}

/** Takes the schema away again. */
export const dropPostgres = async (sql: Sql): Promise<void> => {
  await sql.unsafe('DROP SCHEMA IF EXISTS whosaid_bench CASCADE')
}
