import { formatSecond } from '../../domain/time.ts'
import { type ArticleTimelineQuery, bucketsOf, type QuoteTimelineQuery } from '../../domain/timeline.ts'
import { zoneOf } from '../../domain/zone.ts'
import type { Timeline } from '../../schema/timeline.ts'
import { articlePlan } from './articles.ts'
import type { Db } from './connect.ts'
import { isDayOfArticle, isDayOfQuote, rangeOf, windowsOf } from './edges.ts'
import { searchWarnings } from './list.ts'
import { planOf, searchOf } from './plan.ts'
import { quoteConditions, quoteJoins } from './quote-where.ts'
import { table as quoteTable } from './quotes.ts'
import { narrowed } from './reach.ts'
import { type Bounds, usualBounds } from './sizes.ts'
import { raw } from './sql.ts'
import { type Counted, countAll, countRanges, countRows } from './timeline-counts.ts'
import { articleGroupings, quoteGroupings } from './timeline-groups.ts'

/** When the articles of a list were published. AppError invalid-parameter for more buckets than are answered. */
export function articleTimeline(db: Db, query: ArticleTimelineQuery, plans: Bounds = usualBounds): Timeline {
  const { publishedFrom: _, publishedTo: __, ...filters } = query.filters
  const plan = articlePlan(db, { ...query, filters, sort: [], total: 'exact' }, plans)
  return timelineOf(db, query, {
    plan,
    // filters that the search index answers are none of these
    filtered: plan.within !== null || plan.conditions(raw('position')).length > 0,
    isDay: isDayOfArticle,
    each: raw('1'),
    grouping: query.groupBy && articleGroupings[query.groupBy],
  })
}

/** When the quotes of a list were published. AppError invalid-parameter for more buckets than are answered. */
export function quoteTimeline(db: Db, query: QuoteTimelineQuery, plans: Bounds = usualBounds): Timeline {
  const { publishedFrom: _, publishedTo: __, ...filters } = query.filters
  const search = searchOf(db, quoteTable.search, query, plans)
  const { match, within, rest } = narrowed(db, quoteTable.search, search, { filters, total: 'exact' }, plans)
  const inRange = rangeOf(zoneOf(query.tz), query.filters, isDayOfQuote)
  const conditions = quoteConditions(rest, { match, within }, inRange)
  const joined = { ...quoteTable, joins: quoteJoins(rest) }
  return timelineOf(db, query, {
    plan: planOf(db, { table: joined, search, match, within, conditions, narrow: [] }, plans),
    filtered: within !== null || Object.keys(rest).length > 0,
    isDay: isDayOfQuote,
    each: raw('quote_count'),
    grouping: query.groupBy && quoteGroupings[query.groupBy],
  })
}

function timelineOf(db: Db, asked: ArticleTimelineQuery | QuoteTimelineQuery, counted: Counted): Timeline {
  const zone = zoneOf(asked.tz)
  const { interval, groupBy, groupLimit, filters: bounds } = asked
  const buckets = (from: number, to: number) => bucketsOf(zone, interval, { from, to })
  const { publishedFrom: from, publishedTo: to } = bounds
  const scope = { zone, bounds, buckets, fixed: from === undefined || to === undefined ? null : buckets(from, to) }
  const plain = !counted.filtered && counted.grouping === null
  const found = plain
    ? countRanges(db, counted, scope)
    : countRows(db, counted, scope, groupBy && { by: groupBy, most: groupLimit })
  const baseline =
    plain && counted.plan.match === null
      ? found.counts
      : countAll(db, windowsOf(zone, found.buckets, bounds), counted.each)
  const warnings = searchWarnings(counted.plan)
  return {
    interval,
    tz: asked.tz,
    data: found.buckets.map((bucket, i) => ({
      date: formatSecond(bucket.date / 1000).slice(0, 10),
      start: formatSecond(bucket.from / 1000),
      end: formatSecond(bucket.to / 1000),
      count: found.counts[i] ?? 0,
      baseline: baseline[i] ?? 0,
    })),
    count: found.counts.reduce((sum, count) => sum + count, 0),
    undated: found.undated,
    ...(found.groups ? { groups: found.groups } : {}),
    ...(warnings.length > 0 ? { warnings } : {}),
  }
}
