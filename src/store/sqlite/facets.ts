import type { FacetsAsked } from '../../domain/facets.ts'
import { monthsIn, periodsBetween } from '../../domain/months.ts'
import type { Facet } from '../../schema/facets.ts'
import type { Db } from './connect.ts'
import type { FacetKind, Matches, Tally, Value } from './facet-kinds.ts'
import type { Key, Named } from './facet-values.ts'
import type { ListArgs } from './list.ts'
import { cut, newestOf, type Positions, readNewest } from './newest.ts'
import { type Plan, tableRowid } from './plan.ts'
import { type Bounds, usualBounds } from './sizes.ts'
import { first, raw, sql } from './sql.ts'

/** Matches that are counted at a time where all are. */
const chunk = 100_000
/** Years and months between the dates asked for are listed where they are no more than this. */
const mostPeriods = 50

type Filters = Readonly<Record<string, unknown>>
/** A list to be counted. */
export type Counted = {
  kinds: Readonly<Record<string, FacetKind>>
  /** Where the article of a row stands, in SQL; null where it is one */
  article: string | null
}

type Query<Given> = { facets?: FacetsAsked | null; filters: Given; total: ListArgs['total'] }

/**
 * The facets asked of a list, or nothing where none are. Those that ignore the same filters are counted together;
 * `planUnder` finds the rows of the list under these filters.
 */
export function countFacets<Given extends object>(
  db: Db,
  { kinds, article }: Counted,
  { facets, filters, total }: Query<Given>,
  planUnder: (filters: Given) => Plan,
  bounds: Bounds = usualBounds,
): { facets?: Record<string, Facet> } {
  if (!facets) return {}
  const given = filters as Filters
  const { ignored, limit, tz } = facets
  const ignoredOf = (name: string) => (ignored.get(name) ?? []).filter((filter) => given[filter] !== undefined)
  const found: Record<string, Facet> = {}
  for (const names of Map.groupBy(ignored.keys(), (name) => ignoredOf(name).join()).values()) {
    const without = ignoredOf(names[0] as string)
    const kept = Object.fromEntries(Object.entries(given).filter(([name]) => !without.includes(name)))
    const group = names.map((name) => ({ name, kind: kinds[name] as FacetKind }))
    const plan = planUnder(without.length === 0 ? filters : (kept as Given))
    const { tallies, relation } = tally(db, plan, group, { article, tz, exact: total === 'exact', bounds })
    const chosen = Object.fromEntries(without.map((name) => [name, given[name]]))
    for (const { name, kind } of group) {
      const choice = chosenIn(db, name, kind, chosen, tz)
      found[name] = { ...bucketsOf(db, kind, tallies.get(name) as Tally, choice, limit), relation }
    }
  }
  return { facets: Object.fromEntries([...ignored.keys()].map((name) => [name, found[name] as Facet])) }
}

type Group = readonly { name: string; kind: FacetKind }[]

/**
 * Reads the matches of a plan, newest first, and counts them under each of these facets. They are counted here and not by
 * SQLite, whose GROUP BY sorts them once for each facet, and come as JSON: as many values each for itself take twice the time.
 */
function tally(
  db: Db,
  plan: Plan,
  group: Group,
  { article, tz, exact, bounds }: { article: string | null; tz: string; exact: boolean; bounds: Bounds },
): { tallies: Map<string, Tally>; relation: Facet['relation'] } {
  const tallies = new Map<string, Tally>(group.map(({ name }) => [name, { counts: new Map(), missing: 0 }]))
  const columns = new Map(group.flatMap(({ name, kind }) => (kind.column === null ? [] : [[name, kind.column]])))
  for (let below: number | null = null; ; ) {
    const positions: Positions = exact
      ? readNewest(db, plan, chunk, below)
      : cut(newestOf(db, plan, bounds), bounds.faceted)
    const matches = matchesAt(db, plan, positions, columns, group.some(({ kind }) => kind.article) ? article : null)
    for (const { name, kind } of group) kind.count(tallies.get(name) as Tally, matches, name, db, tz)
    if (!positions.more || !exact) return { tallies, relation: positions.more || plan.within ? 'gte' : 'eq' }
    below = positions.list.at(-1) as number
  }
}

/** Matches with these columns. */
function matchesAt(
  db: Db,
  { table }: Plan,
  { list: positions, json }: Positions,
  columns: ReadonlyMap<string, string>,
  article: string | null,
): Matches {
  const asked = [...columns.values(), ...(article === null ? [] : [article])]
  if (asked.length === 0) return { positions, values: new Map(), articles: json }
  const arrays = asked.map((column, i) => `json_group_array(${column}) AS c${i}`).join(', ')
  const row = first<Record<string, string>>(
    db,
    sql`SELECT ${raw(arrays)} FROM json_each(${json}) hits
      CROSS JOIN ${raw(table.from)} ON ${tableRowid(table)} = hits.value WHERE deadline()`,
  )
  const read = Object.values(row ?? {})
  const values = new Map(Array.from(columns.keys(), (name, i) => [name, JSON.parse(read[i] as string) as Value[]]))
  return { positions, values, articles: article === null ? json : (read.at(-1) as string) }
}

/** The values that the filter of a facet asks for: whether a key is among them, and which of them are listed in any case. */
type Choice = { has(key: Key): boolean; listed: Map<Key, Named> }

function chosenIn(db: Db, name: string, kind: FacetKind, chosen: Filters, tz: string): Choice {
  if (kind.period === null) {
    const listed = kind.values.asked(db, (chosen[name] ?? []) as string[])
    return { has: (key) => listed.has(key), listed }
  }
  const { publishedFrom, publishedTo } = chosen as { publishedFrom?: number; publishedTo?: number }
  const monthOf = monthsIn(tz)
  const periodAt = (ms: number | undefined) => (ms === undefined ? null : monthOf(ms).slice(0, kind.period as number))
  const [first, last] = [periodAt(publishedFrom), periodAt(publishedTo)]
  const between = first === null || last === null ? [] : periodsBetween(first, last, mostPeriods)
  return {
    has: (key) =>
      (first !== null || last !== null) && (first === null || key >= first) && (last === null || key <= last),
    listed: kind.values.asked(db, between),
  }
}

type Counts = Pick<Facet, 'buckets' | 'other' | 'missing'>

/** The values met most often, and those chosen. */
function bucketsOf(db: Db, { values }: FacetKind, { counts, missing }: Tally, choice: Choice, limit: number): Counts {
  const least = Uint32Array.from(counts.values()).sort().at(-limit) ?? 0
  const often = [...counts].filter(([, count]) => count >= least).map(([key]) => key)
  const names = new Map([...values.named(db, often), ...choice.listed])
  const known = [...names].map(([key, name]) => ({
    ...name,
    count: counts.get(key) ?? 0,
    selected: choice.has(key),
    key,
  }))
  known.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  const buckets = known
    .filter(({ key }, i) => i < limit || choice.listed.has(key))
    .map(({ key: _, ...bucket }) => bucket)
  const sum = (numbers: Iterable<number>) => Array.from(numbers).reduce((a, b) => a + b, 0)
  return { buckets, other: sum(counts.values()) - sum(buckets.map(({ count }) => count)), missing }
}
