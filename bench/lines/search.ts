import { articleList } from '../../src/http/list-kinds.ts'
import { readList } from '../../src/http/list-request.ts'
import { ArticleListParameters } from '../../src/schema/article-list.ts'
import { openReader } from '../../src/store/sqlite/connect.ts'
import { registerDeadline } from '../../src/store/sqlite/deadline.ts'
import { reads } from '../../src/store/sqlite/operations.ts'
import { snapshot } from '../../src/store/sqlite/sql.ts'
import type { Bench, Row } from '../bench.ts'
import { quantile } from '../measure/statistics.ts'
import { openExactPlan } from './exact-plan.ts'
import { drawnQueries, type SearchQuery, worstQueries } from './search-queries.ts'

type Mode = { name: string; order: 'newest' | 'relevance'; total: 'auto' | 'exact'; atMost: number }
type Timed = { query: SearchQuery; ms: number; baseline: number }

const modes: readonly Mode[] = [
  { name: 'newest first', order: 'newest', total: 'auto', atMost: 20 },
  { name: 'by relevance', order: 'relevance', total: 'auto', atMost: 50 },
  { name: 'exact total and facets', order: 'newest', total: 'exact', atMost: 60 },
]
const facet = 'publisher,section,tag,year'
/** Whether this version of the store can count facets: the line measures what there is. */
const hasFacets = ArticleListParameters.safeParse({ q: 'a', facet }).success

function questionOf({ q, publisher }: SearchQuery, { order, total }: Mode) {
  const asked = {
    q,
    total,
    sort: order === 'newest' ? '-publishedAt' : '-relevance',
    ...(publisher === undefined ? {} : { publisher }),
    ...(hasFacets ? { facet } : {}),
  }
  return readList(articleList, ArticleListParameters.parse(asked)).query
}

/** How often a short query is run; the best counts, since this thread may have to wait for others on the machine. */
const repeats = 3
const long = 200

function time(run: () => unknown): number {
  const began = performance.now()
  run()
  return performance.now() - began
}

/** Runs the query of each on this thread, as a reader thread would. */
function openSearches({ whosaid, plain }: Bench['corpus']) {
  const db = openReader(whosaid)
  registerDeadline(db)
  const plan = openExactPlan(plain)
  return {
    time(query: SearchQuery, mode: Mode): Timed {
      const question = questionOf(query, mode)
      const best: Timed = { query, ms: Number.POSITIVE_INFINITY, baseline: Number.POSITIVE_INFINITY }
      for (let run = 0; run < repeats; run++) {
        best.ms = Math.min(
          best.ms,
          time(() => snapshot(db, () => reads.listArticles(db, question))),
        )
        best.baseline = Math.min(
          best.baseline,
          time(() => plan.search(query, { order: mode.order, facets: hasFacets })),
        )
        if (best.ms + best.baseline > long) break
      }
      return best
    },
    close() {
      plan.close()
      db.close()
    },
  }
}

/** Searches in the store, 20 hits with a total and facets where it can: in ms, each beside the naive exact plan in plain SQLite. */
export async function measureSearch(bench: Bench): Promise<Row[]> {
  const { corpus, quick, tell } = bench
  const queries = [...drawnQueries(corpus, Math.min(quick ? 100 : 300, corpus.corpus.size)), ...worstQueries(corpus)]
  const searches = openSearches(corpus)
  try {
    return modes.flatMap((mode) => {
      for (const query of queries.slice(0, 20)) searches.time(query, mode)
      const timed = queries.map((query, done) => {
        tell(`search ${mode.name}: ${done + 1}/${queries.length}`)
        return searches.time(query, mode)
      })
      return rowsOf(mode, timed)
    })
  } finally {
    searches.close()
  }
}

function rowsOf(mode: Mode, timed: readonly Timed[]): Row[] {
  const at = (share: number, goal: Row['goal'], note?: string): Row => ({
    what: `search ${mode.name}${hasFacets ? ', four facets' : ''}, p${share * 100}`,
    value: quantile(
      timed.map(({ ms }) => ms),
      share,
    ),
    unit: 'ms',
    baseline: {
      name: 'the exact plan',
      value: quantile(
        timed.map(({ baseline }) => baseline),
        share,
      ),
    },
    goal,
    ...(note ? { note } : {}),
  })
  const slowest = timed.reduce((a, b) => (b.ms > a.ms ? b : a))
  const named = `slowest: ${slowest.query.q.slice(0, 40)}${slowest.query.publisher ? ' of one publisher' : ''}, ${slowest.ms.toFixed(1)} ms`
  return [at(0.5, { of: 'ratio', atMost: 1 / 15 }), at(0.99, { of: 'value', atMost: mode.atMost }, named)]
}
