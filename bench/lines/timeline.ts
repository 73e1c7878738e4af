import Database from 'better-sqlite3'
import { parseQuery } from '../../src/domain/query.ts'
import { articleList } from '../../src/http/list-kinds.ts'
import { openReader } from '../../src/store/sqlite/connect.ts'
import { registerDeadline } from '../../src/store/sqlite/deadline.ts'
import { reads } from '../../src/store/sqlite/operations.ts'
import { snapshot } from '../../src/store/sqlite/sql.ts'
import type { Bench, Row } from '../bench.ts'
import { median } from '../measure/statistics.ts'
import { time } from '../measure/time.ts'

const month = `strftime('%Y-%m', a.published_at, 'unixepoch')`
const asked = { filters: {}, interval: 'month', tz: 'Europe/London', groupBy: null, groupLimit: 10 } as const
const said = { q: parseQuery('said', { fields: articleList.searchFields }), qIn: [] } as const

/** What is drawn on a dashboard, and how the plain table is asked for the same. */
const panels = [
  {
    what: 'timeline of all articles by month',
    query: { q: null, qIn: [], ...asked },
    plain: `SELECT ${month}, count(*) FROM articles a GROUP BY 1`,
  },
  {
    what: 'timeline of "said" by month',
    query: { ...said, ...asked },
    plain: `SELECT ${month}, count(*) FROM search JOIN articles a ON a.pk = search.rowid WHERE search MATCH 'said' GROUP BY 1`,
  },
  {
    what: 'timeline of "said" by month and publisher',
    query: { ...said, ...asked, groupBy: 'publisher' },
    plain: `SELECT ${month}, a.publisher, count(*) FROM search JOIN articles a ON a.pk = search.rowid WHERE search MATCH 'said' GROUP BY 1, 2`,
  },
] as const

/** Timelines in the store on one connection, in ms, beside GROUP BY in plain SQLite. */
export async function measureTimeline({ corpus, quick, tell }: Bench): Promise<Row[]> {
  const db = openReader(corpus.whosaid)
  registerDeadline(db)
  const plain = new Database(corpus.plain, { readonly: true })
  plain.pragma('cache_size = -16000')
  try {
    return panels.map(({ what, query, plain: text }) => {
      tell(what)
      const statement = plain.prepare(text)
      const rounds = Array.from({ length: quick ? 3 : 5 }, () => ({
        whosaid: time(() => snapshot(db, () => reads.articleTimeline(db, query))),
        plain: time(() => statement.all()),
      }))
      const middle = (of: 'whosaid' | 'plain') => median(rounds.map((round) => round[of]))
      return {
        what,
        value: middle('whosaid'),
        unit: 'ms',
        baseline: { name: 'GROUP BY in the plain table', value: middle('plain') },
        goal: null,
      }
    })
  } finally {
    plain.close()
    db.close()
  }
}
