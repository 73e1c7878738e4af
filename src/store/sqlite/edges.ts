import type { Bucket } from '../../domain/timeline.ts'
import type { Zone } from '../../domain/zone.ts'
import type { Conditions } from './plan.ts'
import { dated, positionOf } from './position.ts'
import { type Sql, sql } from './sql.ts'

/**
 * An instant as two positions: from `exact` on stands what was published then or later, from `dayed` on what is dated to a
 * day that begins then or later in the zone. What is dated to the day is kept at midnight UTC, but belongs to its date.
 */
type Edge = { exact: number; dayed: number }
export type Window = { from: Edge; to: Edge }
/** Epoch milliseconds, both inclusive. */
export type Dates = { publishedFrom?: number; publishedTo?: number }

const firstEdge: Edge = { exact: dated, dayed: dated }
const lastEdge: Edge = { exact: Number.MAX_SAFE_INTEGER, dayed: Number.MAX_SAFE_INTEGER }

function edgeAt(zone: Zone, ms: number): Edge {
  const exact = Math.max(dated, positionOf(Math.ceil(ms / 1000)))
  return { exact, dayed: zone.utc ? exact : Math.max(dated, positionOf(zone.dateFrom(ms) / 1000)) }
}

/** The part of each bucket that lies within the dates. */
export const windowsOf = (zone: Zone, buckets: readonly Bucket[], { publishedFrom, publishedTo }: Dates): Window[] =>
  buckets.map(({ from, to }) => ({
    from: edgeAt(zone, Math.max(from, publishedFrom ?? from)),
    to: edgeAt(zone, Math.min(to, publishedTo === undefined ? to : publishedTo + 1)),
  }))

/** Whether the article at a position is dated to the day, and whether the one of a quote is. */
export const isDayOfArticle = (position: Sql): Sql =>
  sql`(SELECT precision = 'day' FROM articles WHERE position = ${position})`
export const isDayOfQuote = (position: Sql): Sql =>
  sql`(SELECT y.precision = 'day' FROM quotes x JOIN articles y ON y.position = x.article WHERE x.position = ${position})`

/** The dates as conditions on a position; none where there are none. `isDay`: whether the row there is dated to the day. */
export function rangeOf(zone: Zone, { publishedFrom, publishedTo }: Dates, isDay: (position: Sql) => Sql): Conditions {
  if (publishedFrom === undefined && publishedTo === undefined) return () => []
  const from = publishedFrom === undefined ? firstEdge : edgeAt(zone, publishedFrom)
  const to = publishedTo === undefined ? lastEdge : edgeAt(zone, publishedTo + 1)
  return (position) => [between(position, isDay(position), { from, to })]
}

/** The rows of a window. Whether one is dated to the day is only asked within a day of its edges. */
export function between(position: Sql, isDay: Sql, { from, to }: Window): Sql {
  const hull = sql`${position} >= ${Math.min(from.exact, from.dayed)} AND ${position} < ${Math.max(to.exact, to.dayed)}`
  if (from.exact === from.dayed && to.exact === to.dayed) return hull
  const inner = sql`${position} >= ${Math.max(from.exact, from.dayed)} AND ${position} < ${Math.min(to.exact, to.dayed)}`
  return sql`${hull} AND (${inner} OR iif(${isDay}, ${position} >= ${from.dayed} AND ${position} < ${to.dayed},
    ${position} >= ${from.exact} AND ${position} < ${to.exact}))`
}
