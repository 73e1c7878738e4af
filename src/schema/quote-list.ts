import { z } from 'zod'
import { ArticleId, Language, QuoteId, SourceRef, Text } from './common.ts'
import { facetParameters, facetsOf } from './facets.ts'
import {
  decimal,
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
import { Anchor, AttributionStatus, Quote, QuoteKind, quoteFields } from './quote.ts'
import { SourceType } from './source.ts'

/** Every filter of quotes: this table is the validation, the OpenAPI parameters and, through its keys, the SQL of the store. */
export const quoteFilters = {
  id: repeated(QuoteId, 100).describe('These quotes'),
  articleId: repeated(ArticleId).describe('In this article'),
  source: repeated(SourceRef).describe('Said by this person or organisation'),
  sourceType: repeated(SourceType).describe('Said by a source of this type'),
  publisher: repeated(Text(200)).describe('In articles of this outlet'),
  section: repeated(Text(100)).describe('In articles of this section'),
  tag: repeated(Text(100)).describe('In articles with this tag'),
  language: repeated(Language).describe('In articles in this language'),
  kind: repeated(QuoteKind).describe('direct, mixed (partly in marks) or indirect'),
  attributionStatus: repeated(AttributionStatus).describe('How sure it is who said it'),
  confidenceMin: decimal(0, 1).describe('Extracted with at least this confidence'),
  confidenceMax: decimal(0, 1).describe('Extracted with at most this confidence'),
  anchor: repeated(Anchor).describe('Standing in its article, or orphaned by an edit'),
  hasSource: flag().describe('With a known source, or without'),
  publishedFrom: timeBound('Published at or after'),
  publishedTo: timeBound('Published at or before; a date alone includes its whole day'),
  wordCountMin: integer(0, 10_000_000).describe('At least so many words'),
  wordCountMax: integer(0, 10_000_000).describe('At most so many words'),
  distinct: z
    .enum(['text'])
    .optional()
    .describe('text: the same words (normalised) only once, where they were published first'),
}

export const quoteSortKeys = ['publishedAt', 'createdAt', 'updatedAt', 'confidence', 'wordCount', 'position'] as const
export const quoteSortTokens = [...quoteSortKeys.flatMap((key) => [key, `-${key}`] as const), '-relevance'] as const
export const quoteIncludes = ['article', 'source', 'context', 'candidates'] as const
export const quoteSearchFields = ['text', 'context', 'speaker'] as const
/** What lists of quotes can be counted by. */
export const quoteFacetNames = [
  'source',
  'sourceType',
  'publisher',
  'section',
  'tag',
  'kind',
  'attributionStatus',
  'anchor',
  'year',
  'month',
] as const

const search = searchParameters(
  quoteSearchFields,
  'Search in the words, their context and the speaker: `word word` = AND, "phrase", OR, -word, wor*, (…), speaker:word',
  'harbour',
)

const shape = {
  sort: orderOf(quoteSortTokens, '-publishedAt; with `q`, -relevance'),
  fields: tokens([...quoteFields, ...quoteIncludes]).describe('Only these properties; id always stays'),
  include: tokens(quoteIncludes).describe('These as well'),
}

export const QuoteListParameters = z.strictObject({
  ...search,
  ...quoteFilters,
  ...facetParameters(quoteFacetNames, ['source', 'attributionStatus']),
  ...shape,
  ...pagingParameters,
})

/** The quotes of one article. */
export const ArticleQuotesParameters = QuoteListParameters.omit({ articleId: true, id: true }).extend({
  sort: orderOf(quoteSortTokens, 'position, with `q` too'),
})
/** The quotes that have the words of one. */
export const OccurrencesParameters = QuoteListParameters.omit({ id: true }).extend({
  sort: orderOf(quoteSortTokens, 'publishedAt, with `q` too'),
})

export const QuoteGetParameters = z.strictObject({
  fields: shape.fields,
  include: shape.include,
  pretty: pagingParameters.pretty,
})

export const QuoteFields = Quote.partial()
  .required({ id: true })
  .meta({ id: 'QuoteFields', description: 'A quote trimmed by `fields`.' })
const QuoteFacets = facetsOf('QuoteFacets', quoteFacetNames)
export const QuotePage = listOf('QuotePage', z.union([Quote, QuoteFields]), {
  facets: QuoteFacets.optional(),
})
