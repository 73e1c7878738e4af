import type { Db } from './connect.ts'
import { leadingRowid, matching, type Plan } from './plan.ts'
import { rankingOf } from './rank.ts'
import type { Bounds } from './sizes.ts'
import { all, raw, type Sql, sql } from './sql.ts'

/**
 * `scored`: the matches (hit) with their scores, smaller for better, as a common table expression. Where more than
 * `bounds.ranked` match, the newest of them; `capped` says so. `ranked`: whether anything tells them apart.
 */
export function scoredHits(db: Db, plan: Plan, bounds: Bounds): { scored: Sql; capped: boolean; ranked: boolean } {
  const { search, table } = plan
  if (search === null) throw new Error('relevance needs a query')
  const floor = newestMatches(db, plan, bounds.ranked)
  const most = floor === null ? bounds.weighedInAll : bounds.weighedInWindow
  const ranking = rankingOf(db, table.search, search, most, bounds)
  const inside = floor === null ? [] : [sql`${leadingRowid(plan)} >= ${floor}`]
  const found = matching(plan, inside, true)
  const { name, weights } = table.search
  const score = raw(`bm25(${name}, ${weights.join(', ')})`)
  const hits = sql`SELECT ${leadingRowid(plan)} AS hit`
  const told = { capped: floor !== null, ranked: ranking !== null }
  if (ranking === null) return { ...told, scored: sql`scored AS MATERIALIZED (${hits}, 0.0 AS score ${found})` }
  if (ranking === plan.match && plan.leads === 'search')
    return { ...told, scored: sql`scored AS MATERIALIZED (${hits}, ${score} AS score ${found})` }
  // the rank of a row does not change with the filters that let it through
  const scored = sql`found AS MATERIALIZED (${hits} ${found}), weighed AS MATERIALIZED (
    SELECT rowid AS hit, ${score} AS score FROM ${raw(name)} WHERE ${raw(name)} MATCH ${ranking}
      AND rowid >= (SELECT min(hit) FROM found) AND rowid <= (SELECT max(hit) FROM found)
      AND +rowid IN (SELECT hit FROM found) AND deadline()),
    scored AS MATERIALIZED (SELECT found.hit, coalesce(weighed.score, 0.0) AS score
      FROM found LEFT JOIN weighed ON weighed.hit = found.hit)`
  return { ...told, scored }
}

/** The lowest position of the newest `ranked` matches, or null where there are no more than those. */
function newestMatches(db: Db, plan: Plan, ranked: number): number | null {
  if (plan.table.ordered === null) return null
  const rowid = leadingRowid(plan)
  const [lowest, beyond] = all<{ rowid: number }>(
    db,
    sql`SELECT ${rowid} AS rowid ${matching(plan, [], true)} ORDER BY ${rowid} DESC LIMIT 2 OFFSET ${raw(String(ranked - 1))}`,
  )
  return lowest && beyond ? lowest.rowid : null
}
