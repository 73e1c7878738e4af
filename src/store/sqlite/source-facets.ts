import type { sourceFacetNames } from '../../schema/source-list.ts'
import { type FacetKind, single } from './facet-kinds.ts'
import { plain, sourceValues } from './facet-values.ts'

/** How lists of sources are counted; the newest are those added last. */
export const sourceFacets = {
  kinds: {
    type: single('s.type', plain),
    organizationId: single('s.organization', sourceValues),
  } satisfies Record<(typeof sourceFacetNames)[number], FacetKind>,
  article: null,
}
