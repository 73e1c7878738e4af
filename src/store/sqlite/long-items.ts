import type { Db } from './connect.ts'
import { column, limitTo, type Sql, sql } from './sql.ts'

/** Quotes that a read of one thing may look at on the thread that answers everybody: some 0.3 ms. */
const most = 1_000

/**
 * Whether more than that have the words of these quotes: each tells in how many articles they stand, and people say "Yes." in
 * 100,000.
 */
function areSaidOften(db: Db, quotes: Sql): boolean {
  const said = sql`SELECT 1 FROM ${quotes} JOIN quotes same ON same.text_key = q.text_key ${limitTo(most + 1)}`
  return (column<number>(db, sql`SELECT count(*) FROM (${said})`)[0] as number) > most
}

/** Whether an article with its quotes and their sources takes longer to read than others should wait. */
export const isLongArticle = (db: Db, id: string): boolean =>
  areSaidOften(db, sql`articles a JOIN quotes q ON q.article = a.position AND a.id = ${id}`)

/** The same of one quote. */
export const isLongQuote = (db: Db, id: string): boolean =>
  areSaidOften(db, sql`(SELECT text_key FROM quotes WHERE id = ${id}) q`)
