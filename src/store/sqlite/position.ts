import type { Db } from './connect.ts'
import { all, first, raw, run, type Sql, sql } from './sql.ts'

/**
 * Where rows stand in publish order: position = second * 2^20 + a counter that follows the id within that second.
 * Years 1700 to 2242 fit into a safe integer; undated rows stand below them all.
 */
const perSecond = 2 ** 20
const earliest = -8_520_336_000 // 1700-01-01T00:00:00Z
const lowest = Number.MIN_SAFE_INTEGER

type Table = 'articles' | 'quotes'
type Bucket = { from: number; to: number; step: number }

/** Positions at or above this are dated. */
export const dated = earliest * perSecond

/** The positions of one second; null is the bucket of the undated. A step leaves room for ids that come between. */
const bucketOf = (second: number | null): Bucket =>
  second === null
    ? { from: lowest, to: dated, step: perSecond }
    : { from: second * perSecond, to: (second + 1) * perSecond, step: 64 }

/** The first position of a second. */
export const positionOf = (second: number): number => second * perSecond

/** The publish second that a position stands for, or null. */
export const secondOf = (position: number): number | null =>
  position < dated ? null : Math.floor(position / perSecond)

/** The same in SQL, for sorting: undated rows are smaller than all others. */
export const secondSql = (position: string): string => `max(${position} >> 20, ${earliest - 1})`

/** The second by which an undated row is sorted. */
export const undatedSecond = earliest - 1

const within = (table: Table, bucket: Bucket): Sql =>
  sql`${raw(table)} WHERE position >= ${bucket.from} AND position < ${bucket.to}`

/** A free position for `id` among the rows of its second, such that order by position is order by id. */
export function place(db: Db, table: Table, second: number | null, id: string): number {
  const bucket = bucketOf(second)
  const found = gap(db, table, bucket, id)
  if (found !== null) return found
  spread(db, table, bucket)
  const retried = gap(db, table, bucket, id)
  if (retried === null) throw new Error(`more than ${perSecond / 2} rows in one second`)
  return retried
}

function gap(db: Db, table: Table, bucket: Bucket, id: string): number | null {
  const before = first<{ position: number }>(
    db,
    sql`SELECT position FROM ${within(table, bucket)} AND id < ${id} ORDER BY position DESC LIMIT 1`,
  )
  const low = before?.position ?? bucket.from
  const after = first<{ position: number }>(
    db,
    sql`SELECT position FROM ${within(table, bucket)} AND position > ${before ? low : low - 1} ORDER BY position LIMIT 1`,
  )
  const next = after?.position ?? bucket.to
  const wanted = after ? Math.floor((low + next) / 2) : low + bucket.step
  if (wanted > low && wanted < next) return wanted
  return low + 1 < next ? low + 1 : null
}

/** Spreads the rows of one second over the lower half of its positions; the upper half is for those to come. */
function spread(db: Db, table: Table, bucket: Bucket): void {
  const rows = all<{ position: number }>(db, sql`SELECT position FROM ${within(table, bucket)} ORDER BY position`)
  const step = Math.floor((bucket.to - bucket.from) / (2 * rows.length + 2))
  const moves = rows.map(({ position }, i) => ({ from: position, to: bucket.from + (i + 1) * step }))
  // downwards from the lowest, then upwards from the highest: no row ever lands on another
  for (const move of moves) if (move.to < move.from) moveRow(db, table, move.from, move.to)
  for (const move of moves.toReversed()) if (move.to > move.from) moveRow(db, table, move.from, move.to)
}

/** Gives a row another position; references and search index follow by cascade and trigger. */
export function moveRow(db: Db, table: Table, from: number, to: number): void {
  run(db, sql`UPDATE ${raw(table)} SET position = ${to} WHERE position = ${from}`)
}

/** Where a row with this second and id stands or would stand: `before` is the last position below it, `after` the first above. */
export function boundary(db: Db, table: Table, second: number | null, id: string): { before: number; after: number } {
  const bucket = bucketOf(second)
  const there = first<{ position: number }>(db, sql`SELECT position FROM ${within(table, bucket)} AND id = ${id}`)
  if (there) return { before: there.position - 1, after: there.position + 1 }
  const next = first<{ position: number }>(
    db,
    sql`SELECT position FROM ${within(table, bucket)} AND id > ${id} ORDER BY position LIMIT 1`,
  )
  const at = next?.position ?? bucket.to
  return { before: at - 1, after: at }
}
