import type { FacetsAsked } from '../../domain/facets.ts'
import { monthsIn, periodsBetween } from '../../domain/months.ts'
import type { Facet } from '../../schema/facets.ts'
import type { Db } from './connect.ts'
import { countMatches } from './count-matches.ts'
import type { FacetKind, Tally } from './facet-kinds.ts'
import type { Key, Named } from './facet-values.ts'
import type { ListArgs } from './list.ts'
import type { Plan } from './plan.ts'
import type { Bounds } from './sizes.ts'

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
  bounds: Bounds,
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
    const { tallies, relation } = countMatches(db, plan, group, { article, tz, exact: total === 'exact', bounds })
    const chosen = Object.fromEntries(without.map((name) => [name, given[name]]))
    for (const { name, kind } of group) {
      const choice = chosenIn(db, name, kind, chosen, tz)
      found[name] = { ...bucketsOf(db, kind, tallies.get(name) as Tally, choice, limit), relation }
    }
  }
  return { facets: Object.fromEntries([...ignored.keys()].map((name) => [name, found[name] as Facet])) }
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
