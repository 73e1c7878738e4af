import { setImmediate as turn } from 'node:timers/promises'
import { articleList } from '../../src/http/list-kinds.ts'
import { readList } from '../../src/http/list-request.ts'
import { ArticleListParameters } from '../../src/schema/article-list.ts'
import { openReader } from '../../src/store/sqlite/connect.ts'
import { registerDeadline } from '../../src/store/sqlite/deadline.ts'
import { readMoreWhenIdle } from '../../src/store/sqlite/label-columns.ts'
import { reads } from '../../src/store/sqlite/operations.ts'
import { snapshot } from '../../src/store/sqlite/sql.ts'
import type { Bench, Row } from '../bench.ts'
import { quantile } from '../measure/statistics.ts'
import { time } from '../measure/time.ts'
import { openExactPlan } from './exact-plan.ts'
import { drawnQueries, type SearchQuery, worstQueries } from './search-queries.ts'

type Mode = { name: string; order: 'newest' | 'relevance'; total: 'auto' | 'exact'; atMost: number }
/** ms of each mode that was asked for, and of the plan that is the baseline of all of them */
type Timed = { query: SearchQuery; ms: number[]; baseline: number }

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

/** How often a query is run; the best counts, since this thread may have to wait for others on the machine, and for what a large exact plan has driven out of memory. */
const repeats = 3
/** ms of the exact plan after which it is asked once only. */
const long = 100
/** ms of each order after which the exact plan is asked no more: at a million articles it takes half a minute for each of the worst. */
const mostOfBaseline = 120_000

/** Asks both databases on this thread, the one as a reader thread would; modes of one order share their baseline. */
function openSearches({ whosaid, plain }: Bench['corpus']) {
  const db = openReader(whosaid)
  registerDeadline(db)
  const plan = openExactPlan(plain)
  const spent = { newest: 0, relevance: 0 }
  const timePlan = (query: SearchQuery, order: Mode['order']): number => {
    if (spent[order] > mostOfBaseline) return Number.POSITIVE_INFINITY
    const ms = time(() => plan.search(query, { order, facets: hasFacets }))
    spent[order] += ms
    return ms
  }
  return {
    time(query: SearchQuery, order: Mode['order'], asked: readonly Mode[]): Timed {
      const questions = asked.map((mode) => questionOf(query, mode))
      const best: Timed = { query, ms: asked.map(() => Number.POSITIVE_INFINITY), baseline: Number.POSITIVE_INFINITY }
      for (let run = 0; run < repeats; run++) {
        const ms = questions.map((question) => time(() => snapshot(db, () => reads.listArticles(db, question))))
        best.ms = best.ms.map((before, i) => Math.min(before, ms[i] as number))
        if (run === 0 || best.baseline <= long) best.baseline = Math.min(best.baseline, timePlan(query, order))
      }
      return best
    },
    /** What a reader thread does as soon as nobody waits for it: two seconds' work at a million articles, a step of a millisecond at a time. */
    rest() {
      while (readMoreWhenIdle(db));
    },
    close() {
      plan.close()
      db.close()
    },
  }
}

/** Searches in the store, 20 hits with a total and facets where it can: in ms, each beside the naive exact plan in plain SQLite. */
export async function measureSearch({ corpus, quick, tell }: Bench): Promise<Row[]> {
  const drawn = drawnQueries(corpus, Math.min(quick ? 100 : 300, corpus.corpus.size))
  const queries = [...drawn, ...worstQueries(corpus)]
  const searches = openSearches(corpus)
  try {
    const rows: Row[] = []
    for (const order of ['newest', 'relevance'] as const) {
      const asked = modes.filter((mode) => mode.order === order)
      for (const query of drawn.slice(0, 20)) searches.time(query, order, asked)
      searches.rest()
      const timed: Timed[] = []
      for (const query of queries) {
        tell(`search by ${order}: ${timed.length + 1}/${queries.length}`)
        timed.push(searches.time(query, order, asked))
        // so that Ctrl-C is heard
        await turn()
      }
      for (const [i, mode] of asked.entries()) {
        const single = timed.map((each) => ({ ...each, ms: each.ms[i] as number }))
        rows.push(...rowsOf(mode, single))
      }
    }
    return rows
  } finally {
    searches.close()
  }
}

function rowsOf(mode: Mode, timed: readonly { query: SearchQuery; ms: number; baseline: number }[]): Row[] {
  const at = (share: number, goal: Row['goal'], note?: string): Row => ({
    what: `search ${mode.name}${hasFacets ? ', four facets' : ''}, p${share * 100}`,
    value: quantile(
      timed.map(({ ms }) => ms),
      share,
    ),
    unit: 'ms',
    baseline: {
      name: 'the exact plan',
      value: quantile(timed.map(({ baseline }) => baseline).filter(Number.isFinite), share),
    },
    goal,
    ...(note ? { note } : {}),
  })
  const slowest = timed.reduce((a, b) => (b.ms > a.ms ? b : a))
  const named = `slowest: ${slowest.query.q.slice(0, 40)}${slowest.query.publisher ? ' of one publisher' : ''}, ${slowest.ms.toFixed(1)} ms`
  return [at(0.5, { of: 'ratio', atMost: 1 / 15 }), at(0.99, { of: 'value', atMost: mode.atMost }, named)]
}
