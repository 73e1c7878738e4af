import { setImmediate as turn } from 'node:timers/promises'
import { articleList } from '../../src/http/list-kinds.ts'
import { readList } from '../../src/http/list-request.ts'
import { ArticleListParameters } from '../../src/schema/article-list.ts'
import { openStore } from '../../src/store/open.ts'
import type { Bench, Row } from '../bench.ts'
import { quantile } from '../measure/statistics.ts'
import { openExactPlan } from './exact-plan.ts'
import { drawnQueries, type SearchQuery, worstQueries } from './search-queries.ts'

type Mode = { name: string; order: 'newest' | 'relevance'; total: 'auto' | 'exact'; atMost: number }
type Timed = { query: SearchQuery; ms: number; baseline: number; cut: boolean }

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

/** Searches in the store, 20 hits with a total and facets where it can: in ms, each beside the naive exact plan in plain SQLite. */
export async function measureSearch(bench: Bench): Promise<Row[]> {
  const { corpus } = bench
  const queries = [...drawnQueries(corpus, bench.quick ? 60 : 300), ...worstQueries(corpus)]
  const store = await openStore({ dataDir: corpus.folder, readers: 1, lock: false })
  const plan = openExactPlan(corpus.plain)
  const ask = async (query: SearchQuery, mode: Mode): Promise<Timed> => {
    await turn()
    const began = performance.now()
    const cut = await store.articles.list(questionOf(query, mode)).then(
      () => false,
      () => true,
    )
    const ms = performance.now() - began
    plan.search(query, { order: mode.order, facets: hasFacets })
    return { query, ms, baseline: performance.now() - began - ms, cut }
  }
  try {
    const rows: Row[] = []
    for (const mode of modes) {
      for (const query of queries.slice(0, 20)) await ask(query, mode)
      const timed: Timed[] = []
      for (const [done, query] of queries.entries()) {
        bench.tell(`search ${mode.name}: ${done + 1}/${queries.length}`)
        timed.push(await ask(query, mode))
      }
      rows.push(...rowsOf(mode, timed))
    }
    return rows
  } finally {
    plan.close()
    await store.close()
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
  const cut = timed.filter((each) => each.cut).length
  const named = `slowest: ${slowest.query.q.slice(0, 40)}${slowest.query.publisher ? ' of one publisher' : ''}, ${slowest.ms.toFixed(1)} ms`
  return [
    at(0.5, { of: 'ratio', atMost: 1 / 15 }),
    at(0.99, { of: 'value', atMost: mode.atMost }, cut > 0 ? `${named}; ${cut} cut off at the deadline` : named),
  ]
}
