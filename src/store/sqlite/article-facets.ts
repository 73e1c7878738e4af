import type { ArticleFilters, ArticleQuery } from '../../domain/list-query.ts'
import type { articleFacetNames } from '../../schema/article-list.ts'
import { articleConditions } from './article-where.ts'
import type { Db } from './connect.ts'
import { type FacetKind, labelled, month, quoted, single, year } from './facet-kinds.ts'
import { labelValues, languages } from './facet-values.ts'
import { type Counted, countFacets } from './facets.ts'
import { type ListTable, planOf } from './list.ts'

const kinds: Record<(typeof articleFacetNames)[number], FacetKind> = {
  publisher: single('a.publisher', labelValues('publisher')),
  section: single('a.section', labelValues('section')),
  tag: labelled('tag'),
  author: labelled('author'),
  language: single('a.language', languages),
  source: quoted,
  year,
  month,
}

/** The facets asked of a list of articles; `table` without joins. */
export function articleFacets(db: Db, table: ListTable, query: ArticleQuery): ReturnType<typeof countFacets> {
  const plan = (filters: ArticleFilters) => planOf(table, query, articleConditions(filters))
  const counted: Counted<ArticleFilters> = { kinds, article: null, plan }
  return countFacets(db, counted, query)
}
