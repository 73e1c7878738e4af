import type { articleGroups, Interval, quoteGroups } from '../schema/timeline.ts'
import { AppError } from './app-error.ts'
import type { ArticleQuery, QuoteQuery } from './list-query.ts'
import { formatSecond } from './time.ts'
import type { Zone } from './zone.ts'

/** What a timeline asks: the articles or quotes that a list would show, counted by when they were published. */
type TimelineQuery<Query extends Pick<ArticleQuery | QuoteQuery, 'q' | 'qIn' | 'filters'>, Group> = Pick<
  Query,
  'q' | 'qIn' | 'filters'
> & {
  interval: Interval
  /** IANA name */
  tz: string
  groupBy: Group | null
  groupLimit: number
}
export type ArticleTimelineQuery = TimelineQuery<ArticleQuery, (typeof articleGroups)[number]>
export type QuoteTimelineQuery = TimelineQuery<QuoteQuery, (typeof quoteGroups)[number]>

/** Two instants in epoch milliseconds, both inclusive. */
type Instants = { from: number; to: number }
/** An interval of the calendar of a zone: `from` inclusive, `to` exclusive; `date` is its first date. */
export type Bucket = { date: number; from: number; to: number }

const mostBuckets = 1000
const day = 86_400_000
const days = { day: 1, week: 7, month: 30.4, year: 365.2 }

/**
 * The calendar days, ISO weeks, months or years of a zone from one instant to another.
 * AppError `invalid-parameter` for more than 1,000.
 */
export function bucketsOf(zone: Zone, interval: Interval, asked: Instants, parameter = 'interval'): Bucket[] {
  const needed = (one: Interval): number => (asked.to - asked.from) / day / days[one]
  if (needed(interval) > mostBuckets + 2) throw tooMany(parameter, interval, asked, needed)
  const buckets: Bucket[] = []
  let date = firstDate(interval, zone.dateAt(asked.from))
  let from = zone.startOf(date)
  while (from <= asked.to) {
    const next = nextDate(interval, date)
    const to = zone.startOf(next)
    buckets.push({ date, from, to })
    date = next
    from = to
  }
  if (buckets.length > mostBuckets) throw tooMany(parameter, interval, asked, needed)
  return buckets
}

/** The first date of the interval in which a date lies. */
function firstDate(interval: Interval, date: number): number {
  const at = new Date(date)
  if (interval === 'day') return date
  if (interval === 'week') return date - ((at.getUTCDay() + 6) % 7) * day
  return Date.UTC(at.getUTCFullYear(), interval === 'month' ? at.getUTCMonth() : 0, 1)
}

function nextDate(interval: Interval, date: number): number {
  if (interval === 'day') return date + day
  if (interval === 'week') return date + 7 * day
  const at = new Date(date)
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()]
  return interval === 'month' ? Date.UTC(year, month + 1, 1) : Date.UTC(year + 1, 0, 1)
}

function tooMany(
  parameter: string,
  interval: Interval,
  { from, to }: Instants,
  needed: (one: Interval) => number,
): AppError {
  const fitting = (['week', 'month', 'year'] as const).find((one) => needed(one) < mostBuckets - 1)
  const dates = [from, to].map((ms) => formatSecond(Math.floor(ms / 1000)).slice(0, 10))
  const count = Math.ceil(needed(interval)).toLocaleString('en')
  const detail = `From ${dates.join(' to ')} there are ${count} ${interval}s; at most ${mostBuckets.toLocaleString('en')} are answered. Ask for ${parameter}=${fitting ?? 'year'}, or narrow publishedFrom and publishedTo.`
  const issue = { in: 'query', parameter, code: 'too_many_buckets', detail } as const
  return new AppError('invalid-parameter', detail, [{ ...issue, ...(fitting ? { suggestion: fitting } : {}) }])
}

/** Finds the number of the bucket of an epoch second, to the millisecond, which must lie in one; most lie in that of the one before. */
export function bucketOfSecond(buckets: readonly Bucket[]): (second: number) => number {
  let found = 0
  return (second) => {
    const ms = Math.round(second * 1000)
    const here = buckets[found]
    if (here && here.from <= ms && ms < here.to) return found
    let [low, high] = [0, buckets.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((buckets[middle] as Bucket).from <= ms) low = middle
      else high = middle
    }
    found = low
    return low
  }
}
