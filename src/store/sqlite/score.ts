import type { Db } from './connect.ts'
import { allOf, cut, jsonOf, newestOf } from './newest.ts'
import { leadingRowid, matching, type Plan } from './plan.ts'
import { rankingOf } from './rank.ts'
import type { Bounds } from './sizes.ts'
import { raw, type Sql, sql } from './sql.ts'

/** Matches with their scores. */
export type Scored = {
  /** `scored` (hit, score), smaller for better, as common table expressions */
  sql: Sql
  /** How many match; null: more than are ranked */
  matches: number | null
  /** Whether anything tells them apart */
  ranked: boolean
}

/** The matches scored; where more than `bounds.ranked` match, the newest of them. */
export function scoredHits(db: Db, plan: Plan, bounds: Bounds): Scored {
  const { search, table } = plan
  if (search === null) throw new Error('relevance needs a query')
  const { name, weights } = table.search
  const score = raw(`bm25(${name}, ${weights.join(', ')})`)
  const scoredAll = (inside: readonly Sql[]) =>
    sql`scored AS MATERIALIZED (SELECT ${leadingRowid(plan)} AS hit, ${score} AS score ${matching(plan, inside, true)})`
  const newest = table.ordered === null ? allOf(db, plan) : cut(newestOf(db, plan, bounds), bounds.ranked)
  const { list: hits, more: capped } = newest
  const [highest = 0, lowest = 0] = [hits[0], hits.at(-1)]
  const matches = capped ? null : hits.length
  const most = capped ? bounds.weighedInWindow : bounds.weighedInAll
  const ranking = rankingOf(db, table.search, search, most, bounds)
  if (ranking === plan.match && plan.leads === 'search')
    return { matches, ranked: true, sql: scoredAll(capped ? [sql`${leadingRowid(plan)} >= ${lowest}`] : []) }
  const found = sql`found (hit) AS MATERIALIZED (SELECT value FROM json_each(${jsonOf(newest)}))`
  if (ranking === null)
    return { matches, ranked: false, sql: sql`${found}, scored AS (SELECT hit, 0.0 AS score FROM found)` }
  // the rank of a row does not change with the filters that let it through
  const weighed = sql`weighed AS MATERIALIZED (SELECT rowid AS hit, ${score} AS score FROM ${raw(name)}
    WHERE ${raw(name)} MATCH ${ranking} AND rowid >= ${lowest} AND rowid <= ${highest}
      AND +rowid IN (SELECT hit FROM found) AND deadline())`
  const scored = sql`scored AS MATERIALIZED (SELECT found.hit, coalesce(weighed.score, 0.0) AS score
    FROM found LEFT JOIN weighed ON weighed.hit = found.hit)`
  return { matches, ranked: true, sql: sql`${found}, ${weighed}, ${scored}` }
}
