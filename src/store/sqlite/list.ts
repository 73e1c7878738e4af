import type { Listing, PageEdge, SortBy } from '../../domain/list-query.ts'
import type { ParsedQuery } from '../../domain/query.ts'
import type { Total } from '../../schema/list.ts'
import type { Db } from './connect.ts'
import { type Key, keysetAfter, orderBy } from './keyset.ts'
import { compileSearch, type SearchTable } from './search.ts'
import { all, first, join, raw, type Sql, sql, where } from './sql.ts'

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
  /** Where its rowid is publish order: the table of these positions. */
  ordered: 'articles' | 'quotes' | null
}

export type ListArgs = {
  q: ParsedQuery | null
  qIn: readonly string[]
  sort: readonly SortBy<string>[]
  limit: number
  cursor: PageEdge | null
  total: 'auto' | 'exact' | 'none'
}

export type Hit = { rowid: number; id: string }
type Row = Hit & { score: number } & Record<`k${number}`, string | number>

/** Totals are exact up to this. */
const capped = 10_000
/** Relevance is reckoned over so many of the newest matches: bm25 costs 1.5 µs a match. */
const ranked = 10_000

/** The filters as SQL; `position` is the expression to compare publish positions with. */
export type Conditions = (position: Sql) => Sql[]

export type Plan = { table: ListTable; match: string | null; conditions: Conditions }

/** How many of these rows, from the first on, fit into one page; at least one. */
export type Fitting = (rowids: number[]) => number

/**
 * The rows of one page in order, with the edges to go on from, and the total. A page ends before its limit where no more
 * rows are `fitting`. AppError invalid-cursor.
 */
export function listHits(
  db: Db,
  table: ListTable,
  args: ListArgs,
  conditions: Conditions,
  fitting: Fitting = (rowids) => rowids.length,
): Listing<Hit> {
  const match = args.q?.root ? compileSearch(table.search, args.q.root, args.qIn) : null
  const plan = { table, match, conditions }
  const total = args.total === 'none' ? null : countHits(db, plan, args.total === 'exact')
  if (args.limit === 0) return { items: [], total, next: null, prev: null, ranked: null }
  const keys = sortKeys(table, args.sort)
  const back = args.cursor?.back ?? false
  const floor = table.ordered && keys.some(isScore) ? newestMatches(db, plan) : null
  const rows = all<Row>(
    db,
    sql`${selectHits(db, plan, keys, args.cursor, floor)} ORDER BY ${orderBy(keys, back)} ${limitTo(args.limit + 1)}`,
  )
  const page = rows.slice(0, fitting(rows.slice(0, args.limit).map(({ rowid }) => rowid)))
  if (back) page.reverse()
  const more = rows.length > page.length
  const edge = (row: Row | undefined, backwards: boolean): PageEdge | null =>
    row ? { keys: keys.map((_, i) => row[`k${i}`] ?? null), id: row.id, back: backwards } : null
  return {
    items: page.map(({ rowid, id }) => ({ rowid, id })),
    total,
    next: back || more ? edge(page.at(-1), false) : null,
    prev: (back ? more : args.cursor !== null) ? edge(page[0], true) : null,
    ranked: floor === null ? null : ranked,
  }
}

/** Written out: a bound limit would have SQLite plan the query anew at every call. */
const limitTo = (rows: number): Sql => raw(`LIMIT ${Math.trunc(rows)}`)

function sortKeys(table: ListTable, sort: readonly SortBy<string>[]): Key[] {
  return sort.map(({ key, descending }, i): Key => {
    const byPosition = key === 'publishedAt' && table.ordered !== null && i === sort.length - 1
    // bm25 is smaller for better
    if (key === 'relevance') return { sql: 'score', descending: !descending, byPosition }
    const expression = table.keys[key]
    if (expression === undefined) throw new Error(`no sort key ${key}`)
    return { sql: expression, descending, byPosition }
  })
}

const isScore = (key: Key): boolean => key.sql === 'score'

const tableRowid = (table: ListTable): Sql => raw(`${table.alias}.${table.rowid}`)

/** Where a search leads, its own rowid is what SQLite can seek and order by. */
export const leadingRowid = ({ table, match }: Plan): Sql =>
  match === null ? tableRowid(table) : raw(`${table.search.name}.rowid`)

/** FROM and WHERE of all rows that match, and of `more`. `bare`: their columns are not asked for. */
export function matching({ table, match, conditions }: Plan, more: readonly Sql[] = [], bare = false): Sql {
  const position = leadingRowid({ table, match, conditions })
  const given = conditions(position)
  const filters = [raw('deadline()'), ...more, ...given]
  if (bare && match !== null && given.length === 0)
    return sql`FROM ${raw(table.search.name)} ${where([sql`${raw(table.search.name)} MATCH ${match}`, ...filters])}`
  if (match === null) return sql`FROM ${raw(table.from)} ${raw(table.joins)} ${where(filters)}`
  return sql`FROM ${raw(table.search.name)} CROSS JOIN ${raw(table.from)} ON ${tableRowid(table)} = ${position}
    ${raw(table.joins)} ${where([sql`${raw(table.search.name)} MATCH ${match}`, ...filters])}`
}

function selectHits(db: Db, plan: Plan, keys: Key[], cursor: PageEdge | null, floor: number | null): Sql {
  const { table, match } = plan
  const scored = keys.some(isScore)
  const rowid = scored ? tableRowid(table) : leadingRowid(plan)
  const after = cursor ? [keysetAfter(db, table, rowid, keys, cursor)] : []
  // a cursor remembers a second rather than a position, since positions can be dealt anew
  const columns = keys.map((key, i) => raw(`${key.byPosition ? table.keys.publishedAt : key.sql} AS k${i}`))
  const select = sql`SELECT ${join([sql`${rowid} AS rowid`, raw(`${table.alias}.id AS id`), ...columns], ', ')}`
  if (!scored) return sql`${select} ${matching(plan, after)}`
  if (match === null) throw new Error('relevance needs a query')
  return sql`WITH scored AS MATERIALIZED (${selectScored(plan, floor)})
    ${select} FROM scored JOIN ${raw(table.from)} ON ${rowid} = scored.hit ${raw(table.joins)} ${where(after)}`
}

/** The matches at or above a position with their scores; null: all of them. */
function selectScored(plan: Plan, floor: number | null): Sql {
  const { name, weights } = plan.table.search
  const inside = floor === null ? [] : [sql`${raw(name)}.rowid >= ${floor}`]
  return sql`SELECT ${raw(name)}.rowid AS hit, ${raw(`bm25(${name}, ${weights.join(', ')})`)} AS score ${matching(plan, inside, true)}`
}

/** The lowest position of the newest `ranked` matches, or null where there are no more than those. */
function newestMatches(db: Db, plan: Plan): number | null {
  const rowid = leadingRowid(plan)
  const [lowest, beyond] = all<{ rowid: number }>(
    db,
    sql`SELECT ${rowid} AS rowid ${matching(plan, [], true)} ORDER BY ${rowid} DESC LIMIT 2 OFFSET ${raw(String(ranked - 1))}`,
  )
  return lowest && beyond ? lowest.rowid : null
}

function countHits(db: Db, plan: Plan, exact: boolean): Total {
  const rows = sql`SELECT 1 ${matching(plan, [], true)}`
  const counted = exact ? rows : sql`${rows} ${limitTo(capped + 1)}`
  const value = first<{ n: number }>(db, sql`SELECT count(*) AS n FROM (${counted})`)?.n ?? 0
  return !exact && value > capped ? { value: capped, relation: 'gte' } : { value, relation: 'eq' }
}
