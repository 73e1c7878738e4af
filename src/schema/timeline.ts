import { z } from 'zod'
import { articleFilters, articleSearchFields } from './article-list.ts'
import { Count, Timestamp } from './common.ts'
import { integer, pagingParameters, searchParameters } from './list.ts'
import { quoteFilters, quoteSearchFields } from './quote-list.ts'

const intervals = ['day', 'week', 'month', 'year'] as const
export type Interval = (typeof intervals)[number]

/** What each article has one of, or none: so that the groups of a timeline add up to its count. */
export const articleGroups = ['publisher', 'section', 'language'] as const
/** The same of quotes. */
export const quoteGroups = [
  'publisher',
  'section',
  'language',
  'source',
  'sourceType',
  'kind',
  'attributionStatus',
] as const

const common = {
  interval: z
    .enum(intervals)
    .optional()
    .describe(
      'Length of a bucket, default month. Weeks are ISO weeks (from Monday). More than 1,000 buckets are refused.',
    ),
  tz: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe(
      'IANA time zone of the calendar, default UTC: its days have 23 or 25 hours where the clocks change. What is dated to the day counts on that date in every zone.',
    ),
  groupLimit: integer(1, 50).describe('So many groups, the largest; default 10. The rest is counted in `other`.'),
  pretty: pagingParameters.pretty,
}

const groupBy = <const Group extends string>(groups: readonly Group[]) =>
  z.enum(groups).optional().describe('Count each of these for itself as well')

const searchIn = <const Field extends string>(fields: readonly Field[], list: string, example: string) => {
  const { q, qIn } = searchParameters(fields, `Count what matches this search, in the syntax of ${list}`, example)
  return { q, qIn }
}

export const ArticleTimelineParameters = z.strictObject({
  ...searchIn(articleSearchFields, 'listArticles', 'harbour OR port'),
  ...articleFilters,
  groupBy: groupBy(articleGroups),
  ...common,
})
export const QuoteTimelineParameters = z.strictObject({
  ...searchIn(quoteSearchFields, 'listQuotes', 'harbour'),
  ...quoteFilters,
  groupBy: groupBy(quoteGroups),
  ...common,
})

const TimelineBucket = z
  .object({
    date: z.iso.date().describe('The first date of the bucket, in `tz`'),
    start: Timestamp.describe('The first instant of the bucket'),
    end: Timestamp.describe('The first instant after it; `start` itself for a date that the zone skipped'),
    count: Count.describe('How many match'),
    baseline: Count.describe('How many there are in the range of dates without `q` and the other filters'),
  })
  .meta({ id: 'TimelineBucket' })

const counts = z.array(Count).describe('One for each bucket')

const TimelineSeries = z
  .object({
    value: z.string().describe('Give it to the filter of this name'),
    label: z.string().describe('How to show it'),
    count: Count,
    counts,
  })
  .meta({ id: 'TimelineSeries', description: 'One group of a timeline.' })

const TimelineRest = z
  .object({ count: Count, counts })
  .meta({ id: 'TimelineRest', description: 'What a timeline counts outside of its groups.' })

const TimelineGroups = z
  .object({
    by: z.enum([...new Set([...articleGroups, ...quoteGroups])]),
    series: z.array(TimelineSeries).describe('The largest first'),
    other: TimelineRest.describe('Those of smaller groups'),
    missing: TimelineRest.describe('Those that have none, e.g. no publisher'),
  })
  .meta({ id: 'TimelineGroups', description: 'Series, `other` and `missing` add up to the count of each bucket.' })

/** How many were published when. */
export const Timeline = z
  .object({
    interval: z.enum(intervals),
    tz: z.string(),
    data: z
      .array(TimelineBucket)
      .describe(
        'Without gaps, from publishedFrom to publishedTo; a bound that is not given is that of the first or last match.',
      ),
    count: Count.describe('How many match: the sum of all buckets, exact'),
    undated: Count.describe('How many match beside those and have no date; none where a range of dates is asked for'),
    groups: TimelineGroups.optional().describe('Only with groupBy'),
    warnings: z
      .array(z.string())
      .optional()
      .describe('How a half-typed `q` was understood; absent if there is nothing to say'),
  })
  .meta({ id: 'Timeline', description: 'How many articles or quotes were published when.' })
export type Timeline = z.infer<typeof Timeline>
