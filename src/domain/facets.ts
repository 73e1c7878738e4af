/** Facets that were asked of a list. */
export type FacetsAsked = {
  /** By name, each with the filters that it ignores. */
  ignored: ReadonlyMap<string, readonly string[]>
  /** How many buckets of each, beside those selected. */
  limit: number
  /** IANA time zone of years and months */
  tz: string
}

/** The filters that choose among the values of a facet, and which it therefore ignores. */
export const ownFilters = (facet: string): readonly string[] =>
  facet === 'year' || facet === 'month' ? ['publishedFrom', 'publishedTo'] : [facet]
