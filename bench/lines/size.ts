import { statSync } from 'node:fs'
import { openReader } from '../../src/store/sqlite/connect.ts'
import type { Bench, Row } from '../bench.ts'

const megabyte = 2 ** 20

/** Bytes of the full-text indexes whose names begin so: FTS5 keeps them in the blocks of <table>_data. */
function indexBytes(path: string, beginning: string): number {
  const db = openReader(path)
  const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE sql LIKE '%USING fts5 (%'`).pluck().all() as string[]
  const sizes = tables
    .filter((table) => table.startsWith(beginning))
    .map((table) => db.prepare(`SELECT sum(length(block)) FROM ${table}_data`).pluck().get() as number)
  db.close()
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** How large the file and its full-text indexes are, beside the plain database and the text of the articles. */
export async function measureSize({ corpus }: Bench): Promise<Row[]> {
  const text = { name: 'the text of the articles', value: corpus.loaded.textBytes / megabyte }
  const row = (what: string, bytes: number, baseline: Row['baseline'], goal: Row['goal'] = null): Row => ({
    what,
    value: bytes / megabyte,
    unit: 'MB',
    baseline,
    goal,
  })
  const file = statSync(corpus.whosaid).size
  const plain = { name: 'the plain database', value: statSync(corpus.plain).size / megabyte }
  return [
    row('full-text index of articles', indexBytes(corpus.whosaid, 'article'), text, { of: 'ratio', atMost: 0.75 }),
    row('full-text indexes, those of quotes and sources too', indexBytes(corpus.whosaid, ''), text),
    row('database file', file, text),
    row('database file', file, plain),
  ]
}
