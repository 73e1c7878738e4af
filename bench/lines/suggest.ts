import { setImmediate as turn } from 'node:timers/promises'
import { suggestionTypes } from '../../src/schema/suggest.ts'
import { type Db, openReader } from '../../src/store/sqlite/connect.ts'
import { registerDeadline } from '../../src/store/sqlite/deadline.ts'
import { reads } from '../../src/store/sqlite/operations.ts'
import { snapshot } from '../../src/store/sqlite/sql.ts'
import type { Bench, Row } from '../bench.ts'
import { chanceOf } from '../corpus/chance.ts'
import { quantile } from '../measure/statistics.ts'
import { time } from '../measure/time.ts'

/** What somebody types on the way to a name: each letter, and one to six letters of a word of a source's, a tag's or an outlet's name. */
function typedPrefixes(db: Db, { corpus, quick }: Bench): string[] {
  const names = db.prepare('SELECT name FROM sources UNION SELECT value FROM labels').pluck().all() as string[]
  const chance = chanceOf(corpus.corpus.seed, 'typed')
  const drawn = Array.from({ length: quick ? 200 : 600 }, () => {
    const words = (names[chance.between(0, names.length - 1)] as string).split(' ')
    return (words[chance.between(0, words.length - 1)] as string).slice(0, chance.between(1, 6))
  })
  return [...'abcdefghijklmnopqrstuvwxyz', ...drawn]
}

/** The plain way: all names that have a word which begins so, the most used first. */
function openScan(db: Db): (typed: string) => unknown {
  const statements = [
    'SELECT id, name FROM sources WHERE name LIKE ? OR name LIKE ? ORDER BY quote_count DESC LIMIT 10',
    'SELECT value FROM labels WHERE value LIKE ? OR value LIKE ? ORDER BY uses DESC LIMIT 10',
  ].map((text) => db.prepare(text))
  return (typed) => statements.map((each) => each.all(`${typed}%`, `% ${typed}%`))
}

/** Suggestions of all types in the store on one connection, in ms, beside a scan of all names. */
export async function measureSuggest(bench: Bench): Promise<Row[]> {
  const db = openReader(bench.corpus.whosaid)
  registerDeadline(db)
  try {
    const scan = openScan(db)
    const [suggested, scanned] = [[] as number[], [] as number[]]
    const prefixes = typedPrefixes(db, bench)
    for (const q of [...prefixes.slice(0, 10), ...prefixes]) {
      bench.tell(`suggest: ${suggested.length}/${prefixes.length}`)
      suggested.push(time(() => snapshot(db, () => reads.suggest(db, { q, types: suggestionTypes, limit: 10 }))))
      scanned.push(time(() => scan(q)))
      // so that Ctrl-C is heard
      await turn()
    }
    const row = (share: number): Row => ({
      what: `suggest names, p${share * 100}`,
      value: quantile(suggested.slice(10), share),
      unit: 'ms',
      baseline: { name: 'a scan of all names', value: quantile(scanned.slice(10), share) },
      goal: share === 0.99 ? { of: 'value', atMost: 5 } : null,
    })
    return [row(0.5), row(0.99)]
  } finally {
    db.close()
  }
}
