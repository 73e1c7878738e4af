import { AppError } from '../../domain/app-error.ts'
import { formatSecond } from '../../domain/time.ts'
import { latestChange } from './changes.ts'
import type { Db } from './connect.ts'
import { all, first, raw, run, type Sql, sql } from './sql.ts'

/**
 * Where rows stand in publish order: position = second * 2^20 + a counter that follows the id within that second.
 * Years 1700 to 2242 fit into a safe integer; undated rows stand below them all.
 */
const perSecond = 2 ** 20
/** Of the positions of a second so many are taken at most: beyond that making room takes too long. */
const mostTaken = 1 / 4
const earliest = -8_520_336_000 // 1700-01-01T00:00:00Z
const lowest = Number.MIN_SAFE_INTEGER

type Table = 'articles' | 'quotes'
type Bucket = { from: number; to: number; step: number }

/** Positions at or above this are dated. */
export const dated = earliest * perSecond

/** The positions of one second; null is the bucket of the undated. */
const bucketOf = (second: number | null): Bucket =>
  second === null
    ? { from: lowest, to: dated, step: perSecond }
    : { from: second * perSecond, to: (second + 1) * perSecond, step: 64 }

/**
 * How far from the last (or first) row of a second the next one is put: room for ids that come between, less of it the
 * fuller the second is, so that 100,000 rows in the order of their ids need no spreading.
 */
const stride = (bucket: Bucket, room: number): number => Math.max(1, Math.min(bucket.step, Math.floor(room / 2 ** 15)))

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

/** Where a row stands. */
export type Placed = { id: string; position: number }

/**
 * A free position for `id` among the rows of its second, such that order by position is order by id. `last`: of rows that are not written
 * yet and come before it the last one; `write` writes them, where they have to be moved. AppError conflict where the second is full.
 */
export function place(
  db: Db,
  table: Table,
  second: number | null,
  id: string,
  last?: Placed,
  write: () => void = () => {},
): number {
  const bucket = bucketOf(second)
  for (;;) {
    const { before, after } = neighbours(db, table, bucket, id, last?.position ?? null)
    const found = between(bucket, before, after)
    if (found !== null) return found
    write()
    spread(db, table, bucket, before ?? bucket.from)
    last = undefined
  }
}

type Neighbours = { before: number | null; after: number | null }

function neighbours(db: Db, table: Table, bucket: Bucket, id: string, last: number | null): Neighbours {
  const written = first<{ position: number }>(
    db,
    sql`SELECT position FROM ${within(table, bucket)} AND id < ${id} ORDER BY position DESC LIMIT 1`,
  )
  const before = written && last !== null ? Math.max(written.position, last) : (written?.position ?? last)
  const above = before === null ? bucket.from : before + 1
  const after = first<{ position: number }>(
    db,
    sql`SELECT position FROM ${within(table, { ...bucket, from: above })} ORDER BY position LIMIT 1`,
  )
  return { before, after: after?.position ?? null }
}

/** A position between two rows, or null. The first of a second stands in its middle. */
function between(bucket: Bucket, before: number | null, after: number | null): number | null {
  const { from, to } = bucket
  const [low, high] = [before ?? from - 1, after ?? to]
  if (high - low < 2) return null
  if (after === null && before !== null) return before + Math.min(stride(bucket, to - before), to - 1 - before)
  if (before === null && after !== null) return after - Math.min(stride(bucket, after - from), after - from)
  return low + Math.floor((high - low) / 2)
}

/**
 * Makes room around a position: deals the rows of the smallest window that is sparse enough evenly over it. The larger a
 * window, the sparser it must be, so that it is long before it has to be dealt again.
 */
function spread(db: Db, table: Table, bucket: Bucket, around: number): void {
  for (let reach = 64, share = 1 / 4; ; reach *= 4, share /= 1.5) {
    const window = { ...bucket, from: Math.max(bucket.from, around - reach), to: Math.min(bucket.to, around + reach) }
    const room = window.to - window.from
    const whole = room === bucket.to - bucket.from
    const tooFull = hasMore(db, table, window, Math.floor(room * (whole ? mostTaken : share)))
    if (whole && tooFull) throw full(table, bucket)
    if (tooFull) continue
    const rows = all<{ position: number }>(db, sql`SELECT position FROM ${within(table, window)} ORDER BY position`)
    const step = room / (rows.length + 1)
    const moves = rows.map(({ position }, i) => ({ from: position, to: window.from + Math.floor((i + 1) * step) }))
    // downwards from the lowest, then upwards from the highest: no row ever lands on another
    for (const move of moves) if (move.to < move.from) moveRow(db, table, move.from, move.to)
    for (const move of moves.toReversed()) if (move.to > move.from) moveRow(db, table, move.from, move.to)
    if (table === 'articles') noteMoved(db, secondOf(bucket.from))
    return
  }
}

/** Notes that the articles of a second were moved, with the change that follows: the one that they make room for. */
function noteMoved(db: Db, second: number | null): void {
  run(
    db,
    sql`INSERT INTO moved_seconds (second, seq) VALUES (${second ?? undatedSecond}, ${latestChange(db) + 1})
      ON CONFLICT (second) DO UPDATE SET seq = excluded.seq`,
  )
}

/** Seconds whose articles were moved after a change; null is that of the undated. */
export const movedSince = (db: Db, seq: number): (number | null)[] =>
  all<{ second: number }>(db, sql`SELECT second FROM moved_seconds WHERE seq > ${seq}`).map(({ second }) =>
    second === undatedSecond ? null : second,
  )

/** Whether more rows than these stand there; reads no more than it has to. */
function hasMore(db: Db, table: Table, bucket: Bucket, most: number): boolean {
  const counted = sql`SELECT count(*) AS count FROM (SELECT 1 FROM ${within(table, bucket)} LIMIT ${most + 1})`
  return (first<{ count: number }>(db, counted)?.count ?? 0) > most
}

/** AppError conflict: a second has as many rows as it can have. */
function full(table: Table, { from }: Bucket): AppError {
  const second = formatSecond(secondOf(from) ?? 0)
  const rows = table === 'articles' ? 'articles' : 'quotes of articles'
  const detail = `More than ${perSecond * mostTaken} ${rows} have the publishedAt ${second}: there is no room for more. Give articles a publishedAt in another second, or none.`
  const pointer = table === 'articles' ? { pointer: '/publishedAt' } : {}
  return new AppError('conflict', detail, [{ in: 'body', ...pointer, code: 'second_full', detail }])
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
