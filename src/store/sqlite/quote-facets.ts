import type { quoteFacetNames } from '../../schema/quote-list.ts'
import { isDayOfQuote } from './edges.ts'
import { type FacetKind, labelled, periods, single } from './facet-kinds.ts'
import { labelValues, plain, sourceValues } from './facet-values.ts'

const ofArticle = (column: string) => `(SELECT ${column} FROM articles WHERE position = q.article)`

/** How lists of quotes are counted. */
export const quoteFacets = {
  kinds: {
    source: single('q.source', sourceValues),
    sourceType: single('(SELECT type FROM sources WHERE pk = q.source)', plain),
    publisher: single(ofArticle('publisher'), labelValues('publisher')),
    section: single(ofArticle('section'), labelValues('section')),
    tag: labelled('tag'),
    kind: single('q.kind', plain),
    attributionStatus: single('q.status', plain),
    anchor: single('q.anchor', plain),
    ...periods(isDayOfQuote),
  } satisfies Record<(typeof quoteFacetNames)[number], FacetKind>,
  article: 'q.article',
}
