import type { Db } from './connect.ts'
import { leadingRowid, matching, type Plan } from './plan.ts'
import type { Bounds } from './sizes.ts'
import { first, raw, sql } from './sql.ts'

/** Where matches stand, newest first, also as JSON, which SQLite reads faster than as many values that are bound. */
export type Positions = { list: readonly number[]; json: string; more: boolean }

const known = new WeakMap<Plan, Positions>()

/** The newest matches of a plan, at most `most`, below a position if one is given; `more`: there are others. */
export function readNewest(db: Db, plan: Plan, most: number | null, below: number | null = null): Positions {
  const rowid = leadingRowid(plan)
  const limit = most === null ? raw('') : raw(`LIMIT ${most + 1}`)
  const rows = matching(plan, below === null ? [] : [sql`${rowid} < ${below}`], true)
  const found = first<{ positions: string }>(
    db,
    sql`SELECT json_group_array(position) AS positions FROM
      (SELECT ${rowid} AS position ${rows} ORDER BY ${raw(plan.narrowed ? '+' : '')}${rowid} DESC ${limit})`,
  )
  const json = found?.positions ?? '[]'
  return cut({ list: JSON.parse(json) as number[], json, more: false }, most)
}

/** Some positions, all that there are. */
export const positionsOf = (list: readonly number[]): Positions => ({ list, json: JSON.stringify(list), more: false })

/** No more than `most` of some positions. */
export function cut({ list, json, more }: Positions, most: number | null): Positions {
  if (most === null || list.length <= most) return { list, json, more }
  const kept = list.slice(0, most)
  const shorter =
    list.length === most + 1 && most > 0 ? `${json.slice(0, json.lastIndexOf(','))}]` : JSON.stringify(kept)
  return { list: kept, json: shorter, more: true }
}

/** As many of the newest matches as totals, facets and ranking look at: walked once for each plan, in the snapshot that it was made in. */
export function newestOf(db: Db, plan: Plan, bounds: Bounds): Positions {
  const found = known.get(plan) ?? readNewest(db, plan, Math.max(bounds.counted, bounds.ranked, bounds.faceted))
  known.set(plan, found)
  return found
}

/** The same where it has been walked already. */
export const knownNewest = (plan: Plan): Positions | undefined => known.get(plan)
