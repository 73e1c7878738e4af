import { z } from 'zod'
import { Count, Text, Timestamp } from './common.ts'
import { integer, pagingParameters, repeated, timeBound } from './list.ts'
import { AttributionStatus, QuoteKind } from './quote.ts'
import { SourceType } from './source.ts'

const statsPeriods = ['month', 'year', 'all'] as const

const publishedRange = {
  publishedFrom: timeBound('Published at or after'),
  publishedTo: timeBound('Published at or before; a date alone includes its whole day'),
  tz: pagingParameters.tz,
}

export const StatsParameters = z.strictObject({
  period: z
    .enum(statsPeriods)
    .optional()
    .describe(
      'Length of the periods of `diversity`, in the calendar of `tz`; default all. Refused: more than 1,000 months from the first article with quotes to the last, or more than 2,000 outlets and periods in all',
    ),
  publisher: repeated(Text(200)).describe('`diversity` of these outlets only'),
  ...publishedRange,
  limit: integer(1, 100).describe('`diversity` of so many outlets, those with most quotes first; default 20'),
  pretty: pagingParameters.pretty,
})

/** GET of the sources that are quoted beside one. */
export const CoQuotedParameters = z.strictObject({
  ...publishedRange,
  limit: integer(1, 100).describe('How many at most, default 20; there is no next page'),
  pretty: pagingParameters.pretty,
})

const each = <Key extends string>(keys: { options: readonly Key[] }) =>
  Object.fromEntries(keys.options.map((key) => [key, Count])) as Record<Key, typeof Count>

const QuotesByKind = z.object(each(QuoteKind)).meta({ id: 'QuotesByKind' })
const QuotesByStatus = z.object(each(AttributionStatus)).meta({ id: 'QuotesByStatus' })

const CorpusStats = z
  .object({
    articles: Count,
    quotes: Count,
    sources: Count,
    publishers: Count.describe('Outlets with at least one article'),
    firstPublishedAt: Timestamp.nullable(),
    lastPublishedAt: Timestamp.nullable(),
    quotesByKind: QuotesByKind,
    quotesByStatus: QuotesByStatus,
  })
  .meta({ id: 'CorpusStats', description: 'All there is, whatever was asked.' })

const SourceTypeShare = z
  .object({ sources: Count, quotes: Count })
  .meta({ id: 'SourceTypeShare', description: 'Sources of one type, and how often they are quoted.' })
const SourceTypeSplit = z
  .object(
    Object.fromEntries(SourceType.options.map((type) => [type, SourceTypeShare])) as Record<
      z.infer<typeof SourceType>,
      typeof SourceTypeShare
    >,
  )
  .meta({ id: 'SourceTypeSplit' })

export const SourceDiversity = z
  .object({
    publisher: z.string().nullable().describe('null: articles without one'),
    start: Timestamp.nullable().describe('The first instant of the period; null with period=all'),
    end: Timestamp.nullable().describe('The first instant after it'),
    quotes: Count,
    attributedQuotes: Count.describe('Those with a known source, of which the rest of this speaks'),
    distinctSources: Count.describe('How many people and organisations were quoted'),
    topTenShare: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe('Share of the ten most quoted in the attributed quotes; null where there are none'),
    byType: SourceTypeSplit,
  })
  .meta({ id: 'SourceDiversity', description: 'Who an outlet quotes in a period.' })
export type SourceDiversity = z.infer<typeof SourceDiversity>

export const Stats = z
  .object({
    corpus: CorpusStats,
    diversity: z
      .array(SourceDiversity)
      .describe(
        'By outlet, then by time. Periods without a quote are left out; undated articles are in period=all only.',
      ),
  })
  .meta({ id: 'Stats' })
export type Stats = z.infer<typeof Stats>
