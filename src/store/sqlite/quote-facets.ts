import type { QuoteFilters, QuoteQuery } from '../../domain/list-query.ts'
import type { quoteFacetNames } from '../../schema/quote-list.ts'
import type { Db } from './connect.ts'
import { type FacetKind, labelled, month, single, year } from './facet-kinds.ts'
import { labelValues, plain, sourceValues } from './facet-values.ts'
import { type Counted, countFacets } from './facets.ts'
import { type ListTable, planOf } from './list.ts'
import { quoteConditions, quoteJoins } from './quote-where.ts'

const ofArticle = (column: string) => `(SELECT ${column} FROM articles WHERE position = q.article)`

const kinds: Record<(typeof quoteFacetNames)[number], FacetKind> = {
  source: single('q.source', sourceValues),
  sourceType: single('(SELECT type FROM sources WHERE pk = q.source)', plain),
  publisher: single(ofArticle('publisher'), labelValues('publisher')),
  section: single(ofArticle('section'), labelValues('section')),
  tag: labelled('tag'),
  kind: single('q.kind', plain),
  attributionStatus: single('q.status', plain),
  anchor: single('q.anchor', plain),
  year,
  month,
}

/** The facets asked of a list of quotes; `match` is its search. */
export function quoteFacets(db: Db, table: ListTable, query: QuoteQuery, match: string | null): Facets {
  const plan = (filters: QuoteFilters) =>
    planOf({ ...table, joins: quoteJoins(filters) }, query, quoteConditions(filters, match))
  const counted: Counted<QuoteFilters> = { kinds, article: 'q.article', plan }
  return countFacets(db, counted, query)
}

type Facets = ReturnType<typeof countFacets>
