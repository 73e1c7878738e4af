import type { SourceFilters, SourceQuery } from '../../domain/list-query.ts'
import type { sourceFacetNames } from '../../schema/source-list.ts'
import type { Db } from './connect.ts'
import { type FacetKind, single } from './facet-kinds.ts'
import { plain, sourceValues } from './facet-values.ts'
import { type Counted, countFacets } from './facets.ts'
import { type ListTable, planOf } from './list.ts'
import { sourceConditions } from './source-where.ts'

const kinds: Record<(typeof sourceFacetNames)[number], FacetKind> = {
  type: single('s.type', plain),
  organizationId: single('s.organization', sourceValues),
}

/** The facets asked of a list of sources; the newest are those added last. */
export function sourceFacets(db: Db, table: ListTable, query: SourceQuery): ReturnType<typeof countFacets> {
  const plan = (filters: SourceFilters) => planOf(table, query, sourceConditions(filters))
  const counted: Counted<SourceFilters> = { kinds, article: null, plan }
  return countFacets(db, counted, query)
}
