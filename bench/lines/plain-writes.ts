import Database from 'better-sqlite3'
import { describeArticle } from '../../src/domain/describe-article.ts'
import type { Generated } from '../corpus/articles.ts'
import { idOf } from '../corpus/ids.ts'
import { plainInsert } from '../corpus/plain-database.ts'

/** Writes into the plain database, as durable as whosaid's: WAL, synchronous=FULL, its index kept by a trigger. */
export function openPlainWrites(path: string) {
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.prepare('SELECT count(*) FROM sqlite_schema').get()
  db.pragma('synchronous = FULL')
  const insert = plainInsert(db)
  let written = 0
  const write = (generated: Generated) => {
    written += 1
    insert({ id: idOf('art', Date.UTC(2030, 0, 1), written), article: describeArticle(generated.article) })
  }
  return {
    /** Writes so many in one transaction; the time in ms of each transaction and of all. */
    write(articles: readonly Generated[], perTransaction: number): { times: number[]; ms: number } {
      const began = performance.now()
      const times: number[] = []
      for (let at = 0; at < articles.length; at += perTransaction) {
        const before = performance.now()
        db.transaction(() => articles.slice(at, at + perTransaction).forEach(write))()
        times.push(performance.now() - before)
      }
      return { times, ms: performance.now() - began }
    },
    close: () => {
      db.close()
    },
  }
}
