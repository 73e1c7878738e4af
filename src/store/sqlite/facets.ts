import type { FacetsAsked } from '../../domain/facets.ts'
import { monthsIn, periodsBetween } from '../../domain/months.ts'
import type { Facet } from '../../schema/facets.ts'
import type { Db } from './connect.ts'
import type { FacetKind, Match, Tally } from './facet-kinds.ts'
import type { Key, Named } from './facet-values.ts'
import type { ListArgs } from './list.ts'
import { leadingRowid, matching, type Plan } from './plan.ts'
import { all, join, raw, sql } from './sql.ts'

/** Facets are counted over so many of the newest matches, unless all are asked for. */
const newest = 10_000
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
): { facets?: Record<string, Facet> } {
  if (!facets) return {}
  const given = filters as Filters
  const { ignored, limit, tz } = facets
  const ignoredOf = (name: string) => (ignored.get(name) ?? []).filter((filter) => given[filter] !== undefined)
  const found: Record<string, Facet> = {}
  for (const names of Map.groupBy(ignored.keys(), (name) => ignoredOf(name).join()).values()) {
    const without = ignoredOf(names[0] as string)
    const kept = Object.entries(given).filter(([name]) => !without.includes(name))
    const group = names.map((name) => ({ name, kind: kinds[name] as FacetKind }))
    const { tallies, relation } = tally(db, planUnder(Object.fromEntries(kept) as Given), group, {
      article,
      tz,
      exact: total === 'exact',
    })
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
 * SQLite, whose GROUP BY sorts them once for each facet: four facets take a third of the time, and one evaluation of the search.
 */
function tally(
  db: Db,
  plan: Plan,
  group: Group,
  { article, tz, exact }: { article: string | null; tz: string; exact: boolean },
): { tallies: Map<string, Tally>; relation: Facet['relation'] } {
  const tallies = new Map<string, Tally>(group.map(({ name }) => [name, { counts: new Map(), missing: 0 }]))
  const columns = [
    ...(article !== null && group.some(({ kind }) => kind.article) ? [`${article} AS article`] : []),
    ...group.flatMap(({ name, kind }) => (kind.column === null ? [] : [`${kind.column} AS ${name}`])),
  ]
  for (let below: number | null = null; ; ) {
    const most = exact ? chunk : newest
    const matches: Match[] = newestMatches(db, plan, columns, below, most + 1)
    const more = matches.length > most
    if (more) matches.pop()
    for (const { name, kind } of group) kind.count(tallies.get(name) as Tally, matches, name, db, tz)
    if (!more || !exact) return { tallies, relation: more ? 'gte' : 'eq' }
    below = matches.at(-1)?.position as number
  }
}

/** Columns of the newest `most` matches, newest first, below a position if one is given. */
function newestMatches(db: Db, plan: Plan, columns: readonly string[], below: number | null, most: number): Match[] {
  const rowid = leadingRowid(plan)
  const select = join([sql`${rowid} AS position`, ...columns.map(raw)], ', ')
  const rows = matching(plan, below === null ? [] : [sql`${rowid} < ${below}`], columns.length === 0)
  return all<Match>(db, sql`SELECT ${select} ${rows} ORDER BY ${rowid} DESC LIMIT ${raw(String(most))}`)
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
