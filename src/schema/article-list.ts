import { z } from 'zod'
import { ArticleSummary, articleFields } from './article.ts'
import { ArticleId, Language, SourceRef, Text, Url } from './common.ts'
import { facetParameters, facetsOf } from './facets.ts'
import {
  flag,
  integer,
  listOf,
  orderOf,
  pagingParameters,
  repeated,
  searchParameters,
  timeBound,
  tokens,
} from './list.ts'

/** Every filter of articles: this table is the validation, the OpenAPI parameters and, through its keys, the SQL of the store. */
export const articleFilters = {
  id: repeated(ArticleId, 100).describe('These articles'),
  url: repeated(Url).describe('Published at this URL'),
  externalId: repeated(Text(200)).describe('With this id of your own'),
  publisher: repeated(Text(200)).describe('From this outlet'),
  notPublisher: repeated(Text(200)).describe('Not from this outlet'),
  section: repeated(Text(100)).describe('In this section'),
  notSection: repeated(Text(100)).describe('Not in this section'),
  tag: repeated(Text(100)).describe('With this tag, or any of them if repeated'),
  tagAll: repeated(Text(100)).describe('With all of these tags'),
  notTag: repeated(Text(100)).describe('Without this tag'),
  author: repeated(Text(200)).describe('Written by'),
  language: repeated(Language).describe('In this language'),
  source: repeated(SourceRef).describe('Quoting this person or organisation'),
  hasQuotes: flag().describe('With quotes, or without'),
  publishedFrom: timeBound('Published at or after'),
  publishedTo: timeBound('Published at or before; a date alone includes its whole day'),
  updatedFrom: timeBound('Changed here at or after'),
  updatedTo: timeBound('Changed here at or before'),
  wordCountMin: integer(0, 10_000_000).describe('At least so many words'),
  wordCountMax: integer(0, 10_000_000).describe('At most so many words'),
  quoteCountMin: integer(0, 10_000_000).describe('At least so many quotes'),
  quoteCountMax: integer(0, 10_000_000).describe('At most so many quotes'),
}

export const articleSortKeys = [
  'publishedAt',
  'createdAt',
  'updatedAt',
  'title',
  'wordCount',
  'quoteCount',
  'sourceCount',
] as const
export const articleSortTokens = [...articleSortKeys.flatMap((key) => [key, `-${key}`] as const), '-relevance'] as const
export const articleIncludes = ['body', 'quotes', 'sources'] as const
export const articleSearchFields = ['title', 'subtitle', 'body'] as const
/** What lists of articles can be counted by. */
export const articleFacetNames = [
  'publisher',
  'section',
  'tag',
  'author',
  'language',
  'source',
  'year',
  'month',
] as const

const search = searchParameters(
  articleSearchFields,
  'Search: `word word` = AND, "phrase", OR, -word, wor*, (…), title:word; everything else is literal. At most 16 terms.',
  'harbour OR port',
)

const shape = {
  sort: orderOf(articleSortTokens, '-publishedAt; with `q`, -relevance'),
  fields: tokens([...articleFields, ...articleIncludes]).describe('Only these properties; id always stays'),
  include: tokens(articleIncludes).describe('These as well'),
}

export const ArticleListParameters = z.strictObject({
  ...search,
  ...articleFilters,
  ...facetParameters(articleFacetNames, ['publisher', 'year']),
  ...shape,
  ...pagingParameters,
})

/** GET of one article. */
export const ArticleGetParameters = z.strictObject({
  fields: tokens([...articleFields, ...articleIncludes]).describe('Only these properties; id always stays'),
  include: tokens(['quotes', 'sources']).describe('These as well'),
  pretty: pagingParameters.pretty,
})

export const ArticleFields = ArticleSummary.partial()
  .required({ id: true })
  .meta({ id: 'ArticleFields', description: 'An article trimmed by `fields`.' })
const ArticleFacets = facetsOf('ArticleFacets', articleFacetNames)
export const ArticlePage = listOf('ArticlePage', z.union([ArticleSummary, ArticleFields]), {
  facets: ArticleFacets.optional(),
})
