import type { Db } from './connect.ts'
import { secondOf } from './position.ts'
import { first, type Sql, sql } from './sql.ts'

/** Rows that a query found, as little of each as a timeline needs: 12 bytes. */
export type Tally = {
  length: number
  /** When each was published, in epoch seconds */
  seconds: Float64Array
  /** The number of its group, or -1 */
  groups: Int32Array
  /** The numbers of the groups */
  numbers: Map<string | number, number>
  /** Rows without a date, which are in none of these */
  undated: number
  first: number
  last: number
}

type Sink = { tally: Tally; startOfDay: (second: number) => number }
type Holder = { sink: Sink | null }
const holders = new WeakMap<Db, Holder>()

/**
 * Walks the rows of FROM and WHERE; the columns are SQL. One that `isDay` is put where `startOfDay` says that its date begins.
 * The function in SQL that keeps them is twice as fast as rows that are handed over.
 */
export function tallyRows(
  db: Db,
  rows: Sql,
  columns: { position: Sql; isDay: Sql; group: Sql },
  startOfDay: (second: number) => number,
): Tally {
  const tally: Tally = {
    length: 0,
    seconds: new Float64Array(1024),
    groups: new Int32Array(1024),
    numbers: new Map(),
    undated: 0,
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
  }
  const holder = holderOf(db)
  holder.sink = { tally, startOfDay }
  try {
    first(db, sql`SELECT count(tally(${columns.position}, ${columns.isDay}, ${columns.group})) ${rows}`)
  } finally {
    holder.sink = null
  }
  return tally
}

function holderOf(db: Db): Holder {
  const known = holders.get(db)
  if (known) return known
  const holder: Holder = { sink: null }
  holders.set(db, holder)
  db.function('tally', { deterministic: false, directOnly: true }, (position, isDay, group) => {
    if (holder.sink) add(holder.sink, position as number, isDay === 1, group as string | number | null)
    return null
  })
  return holder
}

function add({ tally, startOfDay }: Sink, position: number, isDay: boolean, group: string | number | null): void {
  const stored = secondOf(position)
  if (stored === null) {
    tally.undated += 1
    return
  }
  const second = isDay ? startOfDay(stored) : stored
  if (tally.length === tally.seconds.length) grow(tally)
  tally.seconds[tally.length] = second
  tally.groups[tally.length] = group === null ? -1 : numberOf(tally.numbers, group)
  tally.length += 1
  if (second < tally.first) tally.first = second
  if (second > tally.last) tally.last = second
}

function numberOf(numbers: Tally['numbers'], key: string | number): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, numbers.size)
  return numbers.size - 1
}

function grow(tally: Tally): void {
  const { seconds, groups } = tally
  tally.seconds = new Float64Array(seconds.length * 2)
  tally.seconds.set(seconds)
  tally.groups = new Int32Array(groups.length * 2)
  tally.groups.set(groups)
}

/** One more at this place. */
export function increment(counts: number[], at: number): void {
  counts[at] = (counts[at] ?? 0) + 1
}
