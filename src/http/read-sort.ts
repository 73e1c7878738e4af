import type { SortBy } from '../domain/list-query.ts'
import { invalidParameter } from './invalid-request.ts'

/**
 * Tokens such as `-publishedAt` as sort keys; `fallback` where none is asked for. AppError `invalid-parameter` for a key
 * that comes twice, and for relevance without a query to be relevant to.
 */
export function readSort<Key extends string>(
  tokens: readonly (Key | `-${Key}` | '-relevance')[] | undefined,
  searched: boolean,
  fallback: readonly SortBy<Key>[],
): readonly SortBy<Key>[] {
  if (!tokens) return fallback
  const sort = tokens.map((token) => {
    const descending = token.startsWith('-')
    return { key: (descending ? token.slice(1) : token) as Key | 'relevance', descending }
  })
  const twice = sort.find(({ key }, index) => sort.findIndex((other) => other.key === key) < index)
  if (twice) throw invalidParameter('sort', 'repeated', `sort has ${twice.key} twice; each key may come once.`)
  if (!searched && sort.some(({ key }) => key === 'relevance'))
    throw invalidParameter('sort', 'needs_query', 'sort=-relevance needs q: without a search nothing is more relevant.')
  return sort
}
