import type { ParsedQuery, QueryNode } from '../../domain/query.ts'
import { type Completion, completePrefixes, termsOf } from './complete.ts'
import type { Db } from './connect.ts'
import { deadlineAt } from './deadline.ts'
import { compileSearch, type SearchTable } from './search.ts'
import { type Bounds, densityOf, rowsIn } from './sizes.ts'
import { first, limitTo, raw, type Sql, sql, where } from './sql.ts'

/** How one resource is listed: where its rows are, what its sort keys are in SQL, how it is searched. */
export type ListTable = {
  /** The table under its alias, e.g. "articles a" */
  from: string
  alias: string
  /** Other tables that keys and conditions may name. */
  joins: string
  rowid: 'position' | 'pk'
  search: SearchTable
  /** Sort key → SQL that is never NULL: what is unknown is smaller than all else. */
  keys: Record<string, string>
  /** The sort keys whose order an index gives. */
  indexed: readonly string[]
  /** Where its rowid is publish order: the table of these positions. */
  ordered: 'articles' | 'quotes' | null
}

/** The filters as SQL; `position` is the expression to compare publish positions with. */
export type Conditions = (position: Sql) => Sql[]

/** A query as it is searched for. */
export type Search = {
  root: QueryNode
  /** The same with words for its prefixes */
  completed: QueryNode
  completions: Completion[]
  qIn: readonly string[]
  match: string
}

/**
 * The rows of a list: its table, its search, its filters, and which side leads. `search`: the matches are walked, each is
 * taken to its row and checked there. `rows`: the rows are walked, each is looked up in the index. Both find the same.
 */
export type Plan = {
  table: ListTable
  search: Search | null
  /** The FTS5 expression of all that the index answers: the search, and labels. */
  match: string | null
  /** Where the search is not looked for in all rows: in how many of the newest it was, and which it found, as JSON. */
  within: { reach: number; found: string } | null
  conditions: Conditions
  leads: 'search' | 'rows'
  /** An index on a filter leads, since it lets few rows through. */
  narrowed: boolean
}

/** A query made ready for an index; null without one. */
export function searchOf(
  db: Db,
  table: SearchTable,
  { q, qIn }: { q: ParsedQuery | null; qIn: readonly string[] },
  bounds: Bounds,
): Search | null {
  if (!q?.root) return null
  const { root, completions } = completePrefixes(db, table, { root: q.root, qIn }, bounds)
  return { root: q.root, completed: root, completions, qIn, match: compileSearch(table, root, qIn) }
}

/** A plan in which those lead that are fewer: the matches, or the rows that one of `narrow` lets through by an index. */
export function planOf(
  db: Db,
  { narrow, ...plan }: Omit<Plan, 'leads' | 'narrowed'> & { narrow: readonly Sql[] },
  bounds: Bounds,
): Plan {
  if (plan.match === null) return { ...plan, leads: 'rows', narrowed: plan.within !== null }
  if (!canProbe(db, plan, bounds)) return { ...plan, leads: 'search', narrowed: false }
  const few = Math.min(...narrow.map((condition) => countUpTo(db, plan.table, condition, bounds.probed + 1)))
  const narrowed = few <= bounds.probed && few * bounds.probeCost < matchesIn(db, plan, bounds) * bounds.matchCost
  return { ...plan, leads: narrowed ? 'rows' : 'search', narrowed }
}

/** Whether it may pay to look rows up in the index: not in a small one, nor for a prefix, whose words are merged each time. */
export const canProbe = (db: Db, { table, search }: Pick<Plan, 'table' | 'search'>, { small }: Bounds): boolean =>
  rowsIn(db, table.search) > small && !(search && termsOf(search.completed).some(({ prefix }) => prefix))

/** About how many rows the search of a plan finds. */
export const matchesIn = (db: Db, { table, match }: Pick<Plan, 'table' | 'match'>, bounds: Bounds): number =>
  match === null ? 0 : densityOf(db, table.search, match, bounds) * rowsIn(db, table.search)

function countUpTo(db: Db, { from, joins }: ListTable, condition: Sql, most: number): number {
  const rows = sql`SELECT 1 FROM ${raw(from)} ${raw(joins)} ${where([raw('deadline()'), condition])} ${limitTo(most)}`
  return first<{ n: number }>(db, sql`SELECT count(*) AS n FROM (${rows})`)?.n ?? 0
}

/** The rowid of a table under its alias. */
export const tableRowid = (table: ListTable): Sql => raw(`${table.alias}.${table.rowid}`)

/** Where a search leads, its own rowid is what SQLite can seek and order by. */
export const leadingRowid = ({ table, leads }: Plan): Sql =>
  leads === 'rows' ? tableRowid(table) : raw(`${table.search.name}.rowid`)

/**
 * FROM and WHERE of all rows that match, and of `more`. `bare`: their columns are not asked for. `few`: only so many are read that the
 * clock need not be looked at, which takes a sixth of the step to a match; where each is checked it is.
 */
export function matching(plan: Plan, more: readonly Sql[], bare = false, few = false): Sql {
  const { table, match, conditions, leads } = plan
  const name = raw(table.search.name)
  const given = conditions(leadingRowid(plan))
  const found = plan.within ? [sql`${leadingRowid(plan)} IN (SELECT value FROM json_each(${plan.within.found}))`] : []
  const filters = [deadlineAt(leadingRowid(plan)), ...more, ...found, ...given]
  const rows = sql`${raw(table.from)} ${raw(table.joins)}`
  if (match === null) return sql`FROM ${rows} ${where(filters)}`
  if (leads === 'rows') {
    // not EXISTS: SQLite makes a join of that, and lets the search lead
    const indexed = sql`(SELECT 1 FROM ${name} WHERE ${name} MATCH ${match} AND rowid = ${tableRowid(table)}) IS NOT NULL`
    return sql`FROM ${rows} ${where([...filters, indexed])}`
  }
  const indexed = sql`${name} MATCH ${match}`
  const searched = where([indexed, ...filters])
  if (bare && given.every(isOf(leadingRowid(plan))))
    return sql`FROM ${name} ${few && given.length === 0 ? where([indexed, ...more]) : searched}`
  return sql`FROM ${name} CROSS JOIN ${raw(table.from)} ON ${tableRowid(table)} = ${leadingRowid(plan)} ${raw(table.joins)} ${searched}`
}

/** Whether a condition names no column but this rowid, as a range of dates does: to look up each row for it takes as long as to find it. */
const isOf =
  (rowid: Sql) =>
  ({ text }: Sql): boolean =>
    !/\w\./.test(text.replaceAll(rowid.text, ''))
