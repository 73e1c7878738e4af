import type { Db } from './connect.ts'
import { secondOf } from './position.ts'
import { type Sql, sql } from './sql.ts'
import { visitRows } from './visit.ts'

/** Rows that a query found, as little of each as a timeline needs: 12 bytes. */
export type Tally = {
  length: number
  /** When each was published, in epoch seconds; a date that its zone skipped has the last millisecond of one */
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

type StartOfDay = (second: number) => number

/** The rows of FROM and WHERE; columns are SQL. One that `isDay` is put where `startOfDay` says that its date begins. */
export function tallyRows(
  db: Db,
  rows: Sql,
  columns: { position: Sql; isDay: Sql; group: Sql },
  startOfDay: StartOfDay,
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
  const { position, isDay, group } = columns
  visitRows(db, sql`${position}, ${isDay}, ${group}, NULL`, rows, (at, day, of) => {
    const second = secondOf(at as number)
    if (second === null) tally.undated += 1
    else add(tally, day === 1 ? startOfDay(second) : second, of)
  })
  return tally
}

function add(tally: Tally, second: number, group: string | number | null): void {
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
