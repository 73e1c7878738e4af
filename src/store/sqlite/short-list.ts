import type { ArticleFilters, ArticleQuery } from '../../domain/list-query.ts'

/** The filters that are ranges of positions. */
const ranges: readonly (keyof ArticleFilters)[] = ['publishedFrom', 'publishedTo']

/**
 * Whether a list of articles takes no longer than its rows: publish order is that of the rowid, so it reads `limit` + 1 rows
 * that stand beside each other, wherever it begins, and all of them match. Nothing is searched, sorted, filtered or
 * included, and nothing is counted unless the number is known.
 */
export function isShortList(query: ArticleQuery): boolean {
  const { q, sort, filters, include, facets, explain, total } = query
  const given = (Object.keys(filters) as (keyof ArticleFilters)[]).filter((name) => filters[name] !== undefined)
  return (
    !q?.root &&
    sort.length === 1 &&
    sort[0]?.key === 'publishedAt' &&
    include.length === 0 &&
    !facets &&
    !explain &&
    given.every((name) => ranges.includes(name)) &&
    (total === 'none' || given.length === 0)
  )
}
