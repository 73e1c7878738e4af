import { type Db, openWriter } from '../../src/store/sqlite/connect.ts'
import type { Corpus, Generated } from './articles.ts'
import { openPlain } from './plain-database.ts'
import { postponeSearch } from './postpone-search.ts'
import { openRows } from './rows.ts'

/** What was put into the two databases of a corpus; sizes in bytes of UTF-8. */
export type Loaded = { articles: number; quotes: number; textBytes: number }

const perTransaction = 1_000

const textOf = ({ article }: Generated): number =>
  Buffer.byteLength(article.title) + Buffer.byteLength(article.subtitle ?? '') + Buffer.byteLength(article.body)

/** Nothing is lost if this fails: the file is made anew. */
function relax(db: Db): void {
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -1000000', 'locking_mode = EXCLUSIVE'])
    db.pragma(pragma)
}

/**
 * Puts a corpus into a database of whosaid, which must have its newest schema, and into the plain one that it is measured
 * against. Rows first, the full-text indexes at the end.
 */
export function loadCorpus(
  corpus: Corpus,
  paths: { whosaid: string; plain: string },
  tell: (text: string) => void,
): Loaded {
  const db = openWriter(paths.whosaid)
  const plain = openPlain(paths.plain)
  relax(db)
  relax(plain.db)
  const rebuild = postponeSearch(db)
  const write = openRows(db)
  const loaded: Loaded = { articles: 0, quotes: 0, textBytes: 0 }
  for (let from = 0; from < corpus.size; from += perTransaction) {
    const to = Math.min(from + perTransaction, corpus.size)
    db.exec('BEGIN')
    plain.db.exec('BEGIN')
    for (let index = from; index < to; index++) {
      const generated = corpus.at(index)
      plain.insert(write(generated))
      loaded.articles += 1
      loaded.quotes += generated.extraction.quotes.length
      loaded.textBytes += textOf(generated)
    }
    plain.db.exec('COMMIT')
    db.exec('COMMIT')
    tell(`making ${corpus.size} articles: ${to}`)
  }
  rebuild((table) => tell(`building the index ${table}`))
  tell('building the index of the plain database')
  plain.finish()
  db.close()
  return loaded
}
