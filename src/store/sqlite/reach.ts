import type { ArticleFilters, QuoteFilters } from '../../domain/list-query.ts'
import type { QueryNode } from '../../domain/query.ts'
import { termsOf } from './complete.ts'
import type { Db } from './connect.ts'
import { withLabels } from './label-filters.ts'
import type { ListArgs } from './list.ts'
import type { Plan, Search } from './plan.ts'
import type { SearchTable } from './search.ts'
import { type Bounds, densityOf, lowestOf, rowsIn } from './sizes.ts'
import { first, raw, sql } from './sql.ts'

/** µs for one entry of the list of a word, for one whose places are compared, and for a row on the way to the lowest that is looked at. */
const entryCost = 0.04
const placesCost = 0.07
const rowCost = 0.02
/** Entries that a list is read on for, upwards, to come to a row that a rarer word names (1 to 2 µs among a million articles). */
const skipped = 30

/** What a search has to read for each row of its table, in µs, and the share of the rows that it may find. */
type Effort = { cost: number; density: number }

/** Rows that stand in several lists: the shortest leads, the others are entered where it stands. */
function meeting(lists: readonly Effort[], leading: readonly Effort[]): Effort {
  const density = Math.min(1, ...leading.map((list) => list.density))
  const share = (list: Effort) => Math.min(1, (skipped * density) / list.density)
  return { cost: lists.reduce((sum, list) => sum + (list.density === 0 ? 0 : list.cost * share(list)), 0), density }
}

function effortOf(node: QueryNode, density: (token: string) => number): Effort {
  if (node.op === 'term') {
    const cost = node.tokens.length > 1 || node.field !== null ? placesCost : entryCost
    const lists = node.tokens.map((token) => ({ cost: density(token) * cost, density: density(token) }))
    return meeting(lists, lists)
  }
  if (node.op === 'not') return effortOf(node.node, density)
  const parts = node.nodes.map((child) => ({ not: child.op === 'not', effort: effortOf(child, density) }))
  const efforts = parts.map(({ effort }) => effort)
  if (node.op === 'and')
    return meeting(
      efforts,
      efforts.filter((_, i) => !parts[i]?.not),
    )
  const sum = (of: (effort: Effort) => number) => efforts.reduce((all, effort) => all + of(effort), 0)
  return {
    cost: sum(({ cost }) => cost),
    density: Math.min(
      1,
      sum((effort) => effort.density),
    ),
  }
}

/** A search whose every step finds a row, so that it can be ended at any. */
const stepsOnMatches = (node: QueryNode): boolean =>
  node.op === 'term'
    ? node.tokens.length === 1 && node.field === null
    : node.op === 'or' && node.nodes.every(stepsOnMatches)

const tokensIn = (node: QueryNode): string[] => termsOf(node).flatMap(({ tokens }) => tokens)

/** A search as the index is asked: `labels` are those it is narrowed to, `match` all of it. */
type Asked = Pick<Search, 'completed' | 'qIn'> & { labels: string | null; match: string }

/**
 * How many of the newest rows a search is looked for in; null: in all. FTS5 cannot be ended before it has found a row, so a
 * phrase whose words are common but never stand together would read all of their lists (half a second among a million articles
 * for "the the of of"). What finds so little and would cost more than `budget` µs is looked for as far back as half of them lead.
 */
function reachOf(db: Db, table: SearchTable, asked: Asked, budget: number, bounds: Bounds): number | null {
  const { completed, qIn, labels, match } = asked
  const rows = rowsIn(db, table)
  if (stepsOnMatches(completed) && qIn.length === 0 && labels === null) return null
  const densities = new Map<string, number>()
  // every row may have a word that was not looked at
  const costNow = (narrowed: readonly Effort[] = []) => {
    const lists = [effortOf(completed, (token) => densities.get(token) ?? 1), ...narrowed]
    return meeting(lists, lists).cost
  }
  // long words are rare, and one that is may be enough to know
  const words = [...new Set(tokensIn(completed))].sort((a, b) => b.length - a.length)
  for (const word of words) {
    if (costNow() * rows <= budget) return null
    // one that none of the newest rows has may stand in older ones
    densities.set(word, Math.max(densityOf(db, table, `"${word}"`, bounds), 0.5 / bounds.window))
  }
  const cost = costNow(labels === null ? [] : [{ cost: 0, density: densityOf(db, table, labels, bounds) }])
  const found = densityOf(db, table, match, bounds)
  const walked = Math.min(rows, found > 0 ? bounds.counted / found : rows)
  // half of it, so that what is cut is worth it
  const reach = Math.max(bounds.window, Math.floor(budget / 2 / (cost + rowCost)))
  return cost * walked <= budget || reach >= rows ? null : reach
}

/** The rows that an expression finds among so many of the newest, as JSON. Upwards, so that FTS5 ends with the index. */
function foundWithin(db: Db, table: SearchTable, match: string, rows: number): string {
  const name = raw(table.name)
  const lowest = lowestOf(db, table, rows) ?? Number.MIN_SAFE_INTEGER
  const found = first<{ rowids: string }>(
    db,
    sql`SELECT json_group_array(rowid) AS rowids FROM ${name}
      WHERE ${name} MATCH ${match} AND rowid >= ${lowest} AND deadline()`,
  )
  return found?.rowids ?? '[]'
}

/** A search with its filters on labels, and the other filters. */
type Narrowed<Filters> = Pick<Plan, 'match' | 'within'> & { rest: Filters }

/** What is asked of the index: a search and labels; or where that is not looked for in all rows, what was found. */
export function narrowed<Filters extends ArticleFilters | QuoteFilters>(
  db: Db,
  table: SearchTable,
  search: Search | null,
  { filters, total }: { filters: Filters; total?: ListArgs['total'] },
  bounds: Bounds,
): Narrowed<Filters> {
  const { match, labels, rest } = withLabels(db, search?.match ?? null, filters)
  if (search === null || match === null) return { match, rest, within: null }
  const budget = total === 'exact' ? bounds.reachedExact : bounds.reached
  const reach = reachOf(db, table, { ...search, labels, match }, budget, bounds)
  if (reach === null) return { match, rest, within: null }
  return { match: null, rest, within: { reach, found: foundWithin(db, table, match, reach) } }
}
