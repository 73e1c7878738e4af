import { type FacetsAsked, ownFilters } from '../domain/facets.ts'
import { invalidParameter } from './invalid-request.ts'

type Asked = { facet?: readonly string[] | undefined; facetLimit?: number | undefined; tz?: string | undefined }

/**
 * The facets asked of a list, or null. No facet ignores a filter that is `fixed` by the path: it says which list this is.
 * AppError `invalid-parameter` for a facet that comes twice.
 */
export function readFacets({ facet, facetLimit, tz }: Asked, fixed: readonly string[]): FacetsAsked | null {
  if (facet === undefined) return null
  const twice = facet.find((name, index) => facet.indexOf(name) < index)
  if (twice) throw invalidParameter('facet', 'repeated', `facet has ${twice} twice; each may come once.`)
  const ignored = facet.map((name) => [name, ownFilters(name).filter((filter) => !fixed.includes(filter))] as const)
  return { ignored: new Map(ignored), limit: facetLimit ?? 10, tz: tz ?? 'UTC' }
}
