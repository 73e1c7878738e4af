/** A range of dates in epoch milliseconds, both inclusive, in an IANA time zone. */
export type DateRange = { publishedFrom?: number; publishedTo?: number; tz: string }

/** Of which outlets, and in which periods, the diversity of sources is asked. */
export type StatsQuery = DateRange & {
  period: 'month' | 'year' | 'all'
  /** Empty means all. */
  publishers: readonly string[]
  limit: number
}

export type CoQuotedQuery = DateRange & { limit: number }
