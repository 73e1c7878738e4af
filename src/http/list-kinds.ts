import type {
  ArticleFilters,
  ArticleQuery,
  ListQuery,
  QuoteFilters,
  QuoteQuery,
  SourceFilters,
  SourceQuery,
} from '../domain/list-query.ts'
import { articleFilters, articleIncludes, articleSearchFields } from '../schema/article-list.ts'
import { quoteFilters, quoteIncludes, quoteSearchFields } from '../schema/quote-list.ts'
import { sourceFilters, sourceSearchFields } from '../schema/source-list.ts'
import type { ListKind } from './list-request.ts'

type KindOf<Query> =
  Query extends ListQuery<infer Filters, infer Key, infer Field, infer Include>
    ? ListKind<Filters, Key, Field, Include>
    : never

const newestFirst = [{ key: 'publishedAt', descending: true }] as const

export const articleList: KindOf<ArticleQuery> = {
  name: 'articles',
  filters: Object.keys(articleFilters) as (keyof ArticleFilters)[],
  searchFields: articleSearchFields,
  includes: articleIncludes,
  order: newestFirst,
}

export const quoteList: KindOf<QuoteQuery> = {
  name: 'quotes',
  filters: Object.keys(quoteFilters) as (keyof QuoteFilters)[],
  searchFields: quoteSearchFields,
  includes: quoteIncludes,
  order: newestFirst,
}

export const sourceList: KindOf<SourceQuery> = {
  name: 'sources',
  filters: Object.keys(sourceFilters) as (keyof SourceFilters)[],
  searchFields: sourceSearchFields,
  includes: [],
  order: [{ key: 'name', descending: false }],
}
