import type { Facet } from '../../schema/facets.ts'
import type { Db } from './connect.ts'
import { addKept, type FacetKind, type Matches, type Tally, type Value } from './facet-kinds.ts'
import { labelColumns, readMore } from './label-columns.ts'
import { recordsOf } from './label-records.ts'
import { allOf, cut, jsonOf, newestOf, type Positions, positionsOf } from './newest.ts'
import { type Plan, tableRowid } from './plan.ts'
import type { Bounds } from './sizes.ts'
import { first, raw, sql } from './sql.ts'

/** Matches that are counted at a time: what is in memory of them stays near to the processor. */
const chunk = 16_384

/** Facets by name; those that are counted together. */
type Group = readonly { name: string; kind: FacetKind }[]
type Tallies = ReadonlyMap<string, Tally>
/** `article`: where the article of a row stands, in SQL; null where it is one. */
type How = { article: string | null; tz: string; exact: boolean; bounds: Bounds }

/**
 * Reads the matches of a plan, newest first, and counts them under each of these facets. They are counted here and not by
 * SQLite, whose GROUP BY sorts them once for each facet.
 */
export function countMatches(
  db: Db,
  plan: Plan,
  group: Group,
  how: How,
): { tallies: Tallies; relation: Facet['relation'] } {
  const { exact, bounds } = how
  const tallies = new Map<string, Tally>(group.map(({ name }) => [name, { counts: new Map(), missing: 0 }]))
  const { list, more } = exact ? allOf(db, plan) : cut(newestOf(db, plan, bounds), bounds.faceted)
  const ofArticles = how.article === null && plan.table.ordered === 'articles'
  for (let from = 0; from < list.length; from += chunk) {
    const positions = { list: list.subarray(from, from + chunk), more: false }
    count(db, plan, ofArticles ? countKept(db, group, tallies, positions, how, plan) : group, tallies, positions, how)
  }
  return { tallies, relation: more || plan.within ? 'gte' : 'eq' }
}

/** Counts what is in memory; returns the facets that are not, for which all have to be read. */
function countKept(db: Db, group: Group, tallies: Tallies, { list }: Positions, how: How, plan: Plan): Group {
  const inMemory = group.filter(({ kind }) => kind.kept !== null)
  if (inMemory.length === 0) return group
  const columns = labelColumns(db)
  const { found, missing } = recordsOf(columns.ordered, columns.written, list)
  for (const { name, kind } of inMemory)
    if (kind.kept) addKept(tallies.get(name) as Tally, columns.records, kind.kept, found)
  if (missing.length > 0) count(db, plan, inMemory, tallies, positionsOf(missing), how)
  if (missing.length > how.bounds.missed) readMore(db, columns, how.bounds.readMore)
  return group.filter(({ kind }) => kind.kept === null)
}

/** Counts under each facet what is read of these matches. */
function count(db: Db, plan: Plan, group: Group, tallies: Tallies, positions: Positions, { article, tz }: How): void {
  const needed = group.some(({ kind }) => kind.article) ? article : null
  const matches = matchesAt(db, plan, positions, group, needed)
  for (const { name, kind } of group) kind.count(tallies.get(name) as Tally, matches, name, db, tz)
}

/** Matches with the columns of some facets. They come as JSON: as many values each for itself take twice the time. */
function matchesAt(db: Db, { table }: Plan, found: Positions, group: Group, article: string | null): Matches {
  const columns = group.flatMap(({ name, kind }) => (kind.column === null ? [] : [{ name, column: kind.column }]))
  const asked = [...columns.map(({ column }) => column), ...(article === null ? [] : [article])]
  const positions = found.list
  if (asked.length === 0) return { positions, values: new Map(), articles: () => jsonOf(found) }
  const json = jsonOf(found)
  const arrays = asked.map((column, i) => `json_group_array(${column}) AS c${i}`).join(', ')
  const row = first<Record<string, string>>(
    db,
    sql`SELECT ${raw(arrays)} FROM json_each(${json}) hits
      CROSS JOIN ${raw(table.from)} ON ${tableRowid(table)} = hits.value WHERE deadline()`,
  )
  const read = Object.values(row ?? {})
  const values = new Map(columns.map(({ name }, i) => [name, JSON.parse(read[i] as string) as Value[]]))
  return { positions, values, articles: () => (article === null ? json : (read.at(-1) as string)) }
}
