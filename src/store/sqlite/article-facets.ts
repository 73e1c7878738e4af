import type { articleFacetNames } from '../../schema/article-list.ts'
import { isDayOfArticle } from './edges.ts'
import { type FacetKind, labelled, periods, quoted, single } from './facet-kinds.ts'
import { labelValues, languages } from './facet-values.ts'

/** How lists of articles are counted. */
export const articleFacets = {
  kinds: {
    publisher: single('a.publisher', labelValues('publisher'), 'publisher'),
    section: single('a.section', labelValues('section'), 'section'),
    tag: labelled('tag'),
    author: labelled('author'),
    language: single('a.language', languages, 'language'),
    source: quoted,
    ...periods(isDayOfArticle),
  } satisfies Record<(typeof articleFacetNames)[number], FacetKind>,
  article: null,
}
