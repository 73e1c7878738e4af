import { type Bucket, bucketOfSecond } from '../../domain/timeline.ts'
import type { Zone } from '../../domain/zone.ts'
import type { Timeline } from '../../schema/timeline.ts'
import type { Db } from './connect.ts'
import { deadlineAt } from './deadline.ts'
import { between, type Dates, rangeOf, type Window, windowsOf } from './edges.ts'
import { leadingRowid, matching, type Plan } from './plan.ts'
import { dated, secondOf } from './position.ts'
import { first, raw, type Sql, sql, where } from './sql.ts'
import { increment, tallyRows } from './tally.ts'
import { type Grouping, groupsOf } from './timeline-groups.ts'

/** What is counted: its rows as a list finds them, and how all there is can be counted by the articles alone. */
export type Counted = {
  plan: Plan
  /** Whether the row at a position is dated to the day. */
  isDay: (position: Sql) => Sql
  /** How many an article stands for. */
  each: Sql
  grouping: Grouping | null
}

/** Where the buckets are: `fixed` where both dates were asked for, else `buckets` from the first match to the last. */
type Scope = {
  zone: Zone
  dates: Dates
  fixed: Bucket[] | null
  /** From and to in epoch milliseconds */
  buckets: (from: number, to: number) => Bucket[]
}

type Groups = NonNullable<Timeline['groups']>
type Counts = { buckets: Bucket[]; counts: number[]; undated: number; groups?: Groups }

/** How many all articles of each window stand for. */
export const countAll = (db: Db, windows: Window[], each: Sql): number[] =>
  windows.map((window) => sumOf(db, each, between(raw('position'), raw("precision = 'day'"), window)))

const numberOf = (db: Db, query: Sql): number => first<{ n: number }>(db, query)?.n ?? 0

const sumOf = (db: Db, each: Sql, condition: Sql): number =>
  numberOf(
    db,
    sql`SELECT coalesce(sum(${each}), 0) AS n FROM articles ${where([deadlineAt(raw('position')), condition])}`,
  )

/** Counts bucket by bucket: three times as fast as row by row, and enough where nothing but dates narrows the search. */
export function countRanges(db: Db, { plan, isDay, each }: Counted, scope: Scope): Counts {
  const rows: Rows =
    plan.match === null
      ? {
          position: raw('position'),
          from: (conditions) =>
            sql`FROM articles ${where([deadlineAt(raw('position')), sql`${each} > 0`, ...conditions])}`,
          isDay: () => raw("precision = 'day'"),
          count: (condition) => sumOf(db, each, condition),
        }
      : {
          position: leadingRowid(plan),
          from: (conditions) => matching(plan, conditions, true),
          isDay,
          count: (condition) => numberOf(db, sql`SELECT count(*) AS n ${matching(plan, [condition], true)}`),
        }
  const { position } = rows
  const { publishedFrom, publishedTo } = scope.dates
  const within = scope.fixed ?? bucketsAround(db, rows, scope)
  const counts = windowsOf(scope.zone, within, scope.dates).map((window) =>
    rows.count(between(position, rows.isDay(position), window)),
  )
  const open = publishedFrom === undefined && publishedTo === undefined
  const undated = open ? rows.count(sql`${position} < ${dated}`) : 0
  return { ...trimmed(within, counts, scope.dates), undated }
}

type Rows = {
  position: Sql
  from: (conditions: Sql[]) => Sql
  isDay: (position: Sql) => Sql
  count: (condition: Sql) => number
}

/** Buckets from the first match to the last, and perhaps one more where that is dated to the day. */
function bucketsAround(db: Db, { position, from, isDay }: Rows, { zone, dates, buckets }: Scope): Bucket[] {
  const rows = from([sql`${position} >= ${dated}`, ...rangeOf(zone, dates, isDay)(position)])
  const end = (direction: 'ASC' | 'DESC') =>
    first<{ at: number }>(db, sql`SELECT ${position} AS at ${rows} ORDER BY ${position} ${raw(direction)} LIMIT 1`)?.at
  const [lowest, highest] = [end('ASC'), end('DESC')]
  if (lowest === undefined || highest === undefined) return []
  const instants = [lowest, highest].flatMap((at) => {
    const ms = (secondOf(at) ?? 0) * 1000
    return [ms, zone.startOf(zone.dateFrom(ms))]
  })
  return buckets(dates.publishedFrom ?? Math.min(...instants), dates.publishedTo ?? Math.max(...instants))
}

/** Without empty buckets at an end that was not asked for. */
function trimmed(buckets: Bucket[], counts: number[], { publishedFrom, publishedTo }: Dates) {
  const matched = (count: number) => count > 0
  const start = publishedFrom === undefined ? counts.findIndex(matched) : 0
  const end = publishedTo === undefined ? counts.findLastIndex(matched) + 1 : counts.length
  const kept = <Item>(items: Item[]): Item[] => (start === -1 ? [] : items.slice(start, end))
  return { buckets: kept(buckets), counts: kept(counts) }
}

/** Counts row by row, in one walk over all that matches. */
export function countRows(
  db: Db,
  { plan, isDay, grouping }: Counted,
  { zone, dates, fixed, buckets }: Scope,
  asked: { by: Groups['by']; most: number } | null,
): Counts {
  const position = leadingRowid(plan)
  const midnight = sql`iif((${position} >> 20) % 86400 = 0, ${isDay(position)}, 0)`
  const tally = tallyRows(
    db,
    matching(plan, rangeOf(zone, dates, isDay)(position)),
    { position, isDay: zone.utc ? raw('0') : midnight, group: grouping?.key ?? raw('NULL') },
    (second) => zone.startOf(second * 1000) / 1000,
  )
  const [first, last] = [tally.first, tally.last].map((second) => Math.round(second * 1000)) as [number, number]
  const { publishedFrom = first, publishedTo = last } = dates
  const within = fixed ?? (tally.length === 0 ? [] : buckets(publishedFrom, publishedTo))
  const bucketOf = bucketOfSecond(within)
  const counts = new Array<number>(within.length).fill(0)
  for (const second of tally.seconds.subarray(0, tally.length)) increment(counts, bucketOf(second))
  const groups =
    grouping && asked ? { groups: groupsOf(db, tally, grouping, { ...asked, buckets: within.length, bucketOf }) } : {}
  return { buckets: within, counts, undated: tally.undated, ...groups }
}
