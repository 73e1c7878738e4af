import type { FacetsAsked } from '../../domain/facets.ts'
import type { Listing, PageEdge, SortBy } from '../../domain/list-query.ts'
import type { ParsedQuery } from '../../domain/query.ts'
import type { Total } from '../../schema/list.ts'
import type { Db } from './connect.ts'
import { type Key, keysetAfter, orderBy } from './keyset.ts'
import { allOf, cut, jsonOf, knownNewest, newestOf } from './newest.ts'
import { canProbe, type ListTable, leadingRowid, matchesIn, matching, type Plan, tableRowid } from './plan.ts'
import { type Scored, scoredHits } from './score.ts'
import { type Bounds, rowsIn } from './sizes.ts'
import { all, first, join, limitTo, raw, type Sql, sql, where } from './sql.ts'

export type ListArgs = {
  q: ParsedQuery | null
  qIn: readonly string[]
  sort: readonly SortBy<string>[]
  limit: number
  cursor: PageEdge | null
  total: 'auto' | 'exact' | 'none'
  facets?: FacetsAsked | null
}

type Hit = { rowid: number; id: string }
type Row = Hit & { score: number } & Record<`k${number}`, string | number>

/** How many of these rows, from the first on, fit into one page; at least one. */
export type Fitting = (rowids: number[]) => number

/**
 * The rows of one page in order, with the edges to go on from, and the total. A page ends before its limit where no more
 * rows are `fitting`. AppError invalid-cursor.
 */
export function listHits(
  db: Db,
  plan: Plan,
  args: ListArgs,
  fitting: Fitting = (rowids) => rowids.length,
  bounds: Bounds,
): Listing<Hit> {
  const { table } = plan
  const warnings = searchWarnings(plan)
  const keys = sortKeys(table, args.sort)
  const scored = args.limit > 0 && keys.some(isScore) ? scoredHits(db, plan, bounds) : null
  // facets walk these in any case
  if (args.facets) args.total === 'exact' ? allOf(db, plan) : newestOf(db, plan, bounds)
  const total = totalOf(db, plan, args.total, scored, bounds)
  if (args.limit === 0) return { items: [], total, next: null, prev: null, warnings }
  const back = args.cursor?.back ?? false
  const hits = scored
    ? selectScored(db, plan, keys, args, scored.sql)
    : selectHits(db, newestPage(plan, keys, args) ?? pagePlan(db, plan, args, bounds), keys, args.cursor)
  const rows = all<Row>(
    db,
    sql`${hits} ORDER BY ${orderBy(table, keys, back, plan.narrowed)} ${limitTo(args.limit + 1)}`,
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
    warnings: [...warnings, ...(scored ? rankingWarnings(scored, bounds) : [])],
  }
}

const number = (n: number): string => n.toLocaleString('en')

/** What was not searched for whole, in sentences. */
export const searchWarnings = ({ search, within }: Plan): string[] => [
  ...(search?.completions ?? [])
    .filter(({ complete }) => !complete)
    .map(
      ({ prefix, words }) =>
        `Many words begin with "${prefix}"; the ${number(words.length)} most common of the newest texts were searched for. More letters find all.`,
    ),
  ...(within
    ? [
        `The words of q are common, but hardly ever stand as they are asked for; only the newest ${number(within.reach)} were searched. A rarer word finds all.`,
      ]
    : []),
]

const rankingWarnings = ({ matches, ranked }: Scored, bounds: Bounds): string[] => [
  ...(matches === null
    ? [`More than ${number(bounds.ranked)} match; only the newest of them are ranked here. sort=-publishedAt has all.`]
    : []),
  ...(ranked ? [] : ['The words of q are too common to rank by, so this is not in the order of relevance.']),
]

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

/** A plan for the rows of a page: an index on its order leads where a few steps along it meet enough matches. */
function pagePlan(db: Db, plan: Plan, { sort, limit }: ListArgs, bounds: Bounds): Plan {
  const inOrder = plan.table.indexed.includes(String(sort[0]?.key))
  if (plan.leads === 'rows' || !inOrder || !canProbe(db, plan, bounds)) return plan
  const matches = matchesIn(db, plan, bounds)
  const probes = ((limit + 1) * rowsIn(db, plan.table.search)) / matches
  return probes * bounds.probeCost < matches * bounds.matchCost ? { ...plan, leads: 'rows' } : plan
}

/** The first page, newest first, where that is the beginning of what has been walked. */
function newestPage(plan: Plan, keys: readonly Key[], { cursor, limit }: ListArgs): Plan | null {
  const newest = knownNewest(plan)
  if (!newest || cursor || keys.length !== 1 || !keys[0]?.byPosition || !keys[0].descending) return null
  if (newest.more && newest.list.length <= limit) return null
  const json = jsonOf(cut(newest, limit + 1))
  const conditions: Plan['conditions'] = (position) => [sql`${position} IN (SELECT value FROM json_each(${json}))`]
  return { ...plan, match: null, within: null, leads: 'rows', conditions }
}

/** SELECT of the columns that a page and its edges need. */
function columnsOf(table: ListTable, rowid: Sql, keys: readonly Key[]): Sql {
  // a cursor remembers a second rather than a position, since positions can be dealt anew
  const columns = keys.map((key, i) => raw(`${key.byPosition ? table.keys.publishedAt : key.sql} AS k${i}`))
  return sql`SELECT ${join([sql`${rowid} AS rowid`, raw(`${table.alias}.id AS id`), ...columns], ', ')}`
}

function selectHits(db: Db, plan: Plan, keys: Key[], cursor: PageEdge | null): Sql {
  const rowid = leadingRowid(plan)
  const after = cursor ? [keysetAfter(db, plan.table, rowid, keys, cursor)] : []
  return sql`${columnsOf(plan.table, rowid, keys)} ${matching(plan, after)}`
}

function selectScored(db: Db, { table }: Plan, keys: Key[], { cursor, limit }: ListArgs, scored: Sql): Sql {
  const rowid = tableRowid(table)
  const conditions = cursor ? [keysetAfter(db, table, rowid, keys, cursor)] : firstScored(keys[0] as Key, limit)
  return sql`WITH ${scored} ${columnsOf(table, rowid, keys)}
    FROM scored JOIN ${raw(table.from)} ON ${rowid} = scored.hit ${raw(table.joins)} ${where(conditions)}`
}

/** Where the score comes first, none of a first page is beyond that of its last: so the rows of ten thousand others need not be read to sort them. */
function firstScored(key: Key, limit: number): Sql[] {
  if (!isScore(key)) return []
  const last = sql`(SELECT score FROM scored ORDER BY score ${raw(key.descending ? 'DESC' : 'ASC')} LIMIT 1 OFFSET ${raw(String(Math.trunc(limit)))})`
  return [
    sql`score ${raw(key.descending ? '>=' : '<=')} coalesce(${last}, ${raw(key.descending ? '-9e999' : '9e999')})`,
  ]
}

function totalOf(db: Db, plan: Plan, asked: ListArgs['total'], scored: Scored | null, bounds: Bounds): Total | null {
  if (asked === 'none') return null
  const exact = asked === 'exact'
  // what was ranked has been counted
  if (scored && scored.matches !== null) return totalFor(plan, scored.matches, exact, bounds)
  if (scored && !exact && bounds.ranked >= bounds.counted) return { value: bounds.counted, relation: 'gte' }
  return countHits(db, plan, exact, bounds)
}

/** How many rows a plan finds: to `bounds.counted`, or all. That of all rows is known. */
export function countHits(db: Db, plan: Plan, exact: boolean, bounds: Bounds): Total {
  const everything = !plan.match && !plan.within && plan.conditions(leadingRowid(plan)).length === 0
  if (everything) return totalFor(plan, rowsIn(db, plan.table.search), exact, bounds)
  const newest = knownNewest(plan)
  if (newest && !(exact && newest.more))
    return totalFor(plan, newest.list.length + (newest.more ? 1 : 0), exact, bounds)
  const rows = sql`SELECT 1 ${matching(plan, [], true)}`
  const some = exact ? rows : sql`${rows} ${limitTo(bounds.counted + 1)}`
  const value = first<{ n: number }>(db, sql`SELECT count(*) AS n FROM (${some})`)?.n ?? 0
  return totalFor(plan, value, exact, bounds)
}

/** What prefixes were cut from is a lower bound. */
function totalFor({ search, within }: Plan, value: number, exact: boolean, { counted }: Bounds): Total {
  if (!exact && value > counted) return { value: counted, relation: 'gte' }
  const less = within !== null || search?.completions.some(({ complete }) => !complete)
  return { value, relation: less ? 'gte' : 'eq' }
}
