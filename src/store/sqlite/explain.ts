import type { AnyQuery, Explanation } from '../../domain/list-query.ts'
import type { Total } from '../../schema/list.ts'
import type { Db } from './connect.ts'
import { countHits } from './list.ts'
import { matchesIn, type Plan } from './plan.ts'
import { type Bounds, rowsIn } from './sizes.ts'

/** How a list was found; and where it is empty, what each filter took away. Nothing where it is not asked for. */
export function explained<Query extends AnyQuery>(
  db: Db,
  query: Query,
  planFor: (query: Query) => Plan,
  bounds: Bounds,
): { explanation?: Explanation } {
  if (!query.explain) return {}
  const plan = planFor(query)
  const ranked = query.limit > 0 && query.sort.some(({ key }) => key === 'relevance')
  return {
    explanation: {
      prefixes: plan.search?.completions ?? [],
      plan: {
        leads: plan.leads,
        rows: rowsIn(db, plan.table.search),
        matches: foundIn(db, plan, bounds),
        searchedTo: plan.within?.reach ?? null,
        countedTo: query.total === 'auto' ? bounds.counted : null,
        rankedTo: ranked ? bounds.ranked : null,
      },
      without: countHits(db, plan, false, bounds).value > 0 ? null : totalsWithout(db, query, planFor, bounds),
    },
  }
}

/** About how many the index finds. */
function foundIn(db: Db, plan: Plan, bounds: Bounds): number | null {
  if (plan.within) return (JSON.parse(plan.within.found) as unknown[]).length
  return plan.match === null ? null : Math.round(matchesIn(db, plan, bounds))
}

/** How many there would be without `q`, and without each filter in turn. */
function totalsWithout<Query extends AnyQuery>(
  db: Db,
  query: Query,
  planFor: (query: Query) => Plan,
  bounds: Bounds,
): { parameter: string; total: Total }[] {
  const given = Object.entries(query.filters).filter(([, value]) => value !== undefined)
  const less = given.map(([name]) => ({
    parameter: name,
    query: { ...query, filters: Object.fromEntries(given.filter(([other]) => other !== name)) },
  }))
  const words = query.q?.root ? [{ parameter: 'q', query: { ...query, q: null, qIn: [] } }] : []
  return [...words, ...less].map(({ parameter, query: rest }) => ({
    parameter,
    total: countHits(db, planFor(rest), false, bounds),
  }))
}
