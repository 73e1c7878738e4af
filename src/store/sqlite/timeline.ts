import { formatSecond } from '../../domain/time.ts'
import { type ArticleTimelineQuery, bucketsOf, type QuoteTimelineQuery } from '../../domain/timeline.ts'
import { zoneOf } from '../../domain/zone.ts'
import type { Timeline } from '../../schema/timeline.ts'
import { articlePlan } from './articles.ts'
import type { Db } from './connect.ts'
import { isDayOfArticle, isDayOfQuote, windowsOf } from './edges.ts'
import { searchWarnings } from './list.ts'
import { quotePlan } from './quotes.ts'
import { type Bounds, usualBounds } from './sizes.ts'
import { raw } from './sql.ts'
import { type Counted, countAll, countRanges, countRows } from './timeline-counts.ts'
import { articleGroupings, quoteGroupings } from './timeline-groups.ts'

/** When the articles of a list were published. AppError invalid-parameter for more buckets than are answered. */
export function articleTimeline(db: Db, query: ArticleTimelineQuery, bounds: Bounds = usualBounds): Timeline {
  const { publishedFrom: _, publishedTo: __, ...filters } = query.filters
  return timelineOf(db, query, {
    plan: articlePlan(db, { ...query, filters, sort: [], total: 'exact' }, bounds),
    isDay: isDayOfArticle,
    each: raw('1'),
    grouping: query.groupBy && articleGroupings[query.groupBy],
  })
}

/** When the quotes of a list were published. AppError invalid-parameter for more buckets than are answered. */
export function quoteTimeline(db: Db, query: QuoteTimelineQuery, bounds: Bounds = usualBounds): Timeline {
  return timelineOf(db, query, {
    plan: quotePlan(db, { ...query, total: 'exact' }, bounds, { ofDates: false }),
    isDay: isDayOfQuote,
    each: raw('quote_count'),
    grouping: query.groupBy && quoteGroupings[query.groupBy],
  })
}

function timelineOf(db: Db, asked: ArticleTimelineQuery | QuoteTimelineQuery, counted: Counted): Timeline {
  const { plan } = counted
  const zone = zoneOf(asked.tz)
  const { interval, groupBy, groupLimit, filters: dates } = asked
  const buckets = (from: number, to: number) => bucketsOf(zone, interval, { from, to })
  const { publishedFrom: from, publishedTo: to } = dates
  const scope = { zone, dates, buckets, fixed: from === undefined || to === undefined ? null : buckets(from, to) }
  // filters that the search index answers are none of these
  const filtered = plan.within !== null || plan.conditions(raw('position')).length > 0
  const plain = !filtered && counted.grouping === null
  const found = plain
    ? countRanges(db, counted, scope)
    : countRows(db, counted, scope, groupBy && { by: groupBy, most: groupLimit })
  const baseline =
    plain && plan.match === null ? found.counts : countAll(db, windowsOf(zone, found.buckets, dates), counted.each)
  const warnings = searchWarnings(plan)
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
