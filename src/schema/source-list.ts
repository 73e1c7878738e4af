import { z } from 'zod'
import { SourceId, SourceSlug, Text } from './common.ts'
import { facetParameters, facetsOf } from './facets.ts'
import { integer, listOf, orderOf, pagingParameters, repeated, searchParameters, tokens } from './list.ts'
import { Source, SourceType, sourceFields } from './source.ts'

/** Every filter of sources: this table is the validation, the OpenAPI parameters and, through its keys, the SQL of the store. */
export const sourceFilters = {
  id: repeated(SourceId, 100).describe('These sources'),
  slug: repeated(SourceSlug, 100).describe('With this slug'),
  type: repeated(SourceType).describe('Of this type'),
  organizationId: repeated(SourceId).describe('Speaking for this organisation'),
  identifier: repeated(Text(241, /^[^:]+:.+/, 'must be scheme:value, like wikidata:Q42')).describe(
    'With this identifier, as scheme:value, like wikidata:Q42',
  ),
  publisher: repeated(Text(200)).describe('Quoted by this outlet'),
  tag: repeated(Text(100)).describe('Quoted in articles with this tag'),
  quoteCountMin: integer(0, 10_000_000).describe('With at least so many quotes'),
}

export const sourceSortKeys = [
  'name',
  'quoteCount',
  'articleCount',
  'firstQuotedAt',
  'lastQuotedAt',
  'createdAt',
  'updatedAt',
] as const
export const sourceSortTokens = [...sourceSortKeys.flatMap((key) => [key, `-${key}`] as const), '-relevance'] as const
export const sourceSearchFields = ['name', 'aliases'] as const
/** What lists of sources can be counted by. */
export const sourceFacetNames = ['type', 'organizationId'] as const

const search = searchParameters(sourceSearchFields, 'Search in name and aliases; every word may be half typed', 'olsen')

const shape = {
  sort: orderOf(sourceSortTokens, 'name; with `q`, -relevance'),
  fields: tokens(sourceFields).describe('Only these properties; id always stays'),
}

export const SourceListParameters = z.strictObject({
  ...search,
  ...sourceFilters,
  ...facetParameters(sourceFacetNames, ['type']),
  ...shape,
  ...pagingParameters,
})

export const SourceGetParameters = z.strictObject({ fields: shape.fields, pretty: pagingParameters.pretty })

export const SourceFields = Source.partial()
  .required({ id: true })
  .meta({ id: 'SourceFields', description: 'A source trimmed by `fields`.' })
const SourceFacets = facetsOf('SourceFacets', sourceFacetNames)
export const SourcePage = listOf('SourcePage', z.union([Source, SourceFields]), {
  facets: SourceFacets.optional(),
})
