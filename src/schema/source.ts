import { z } from 'zod'
import { Count, Highlight, SourceId, SourceSlug, Text, Timestamp, Version } from './common.ts'

export const SourceType = z.enum(['person', 'organization', 'unknown']).meta({ id: 'SourceType' })

const scheme = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be a lower-case word, like wikidata')

const IdentifierInput = z
  .strictObject({ scheme, value: Text(200) })
  .meta({ id: 'IdentifierInput', example: { scheme: 'wikidata', value: 'Q42' } })

const Identifier = z
  .object({ scheme: z.string(), value: z.string() })
  .meta({ id: 'Identifier', description: 'An id elsewhere, e.g. { scheme: "wikidata", value: "Q42" }' })

const written = {
  slug: SourceSlug.optional().describe('Left out: made from the name'),
  name: Text(200),
  type: SourceType.optional().describe('Default unknown'),
  aliases: z.array(Text(200)).max(50).optional().describe('Other names. Not unique: two people may be "Smith".'),
  description: Text(2000).nullable().optional(),
  organizationId: SourceId.nullable().optional().describe('The organisation this person speaks for'),
  identifiers: z.array(IdentifierInput).max(20).optional(),
}

/** What a client sends to make or replace a source. */
export const SourceCreate = z.strictObject(written).meta({ id: 'SourceCreate' })
export type SourceCreate = z.infer<typeof SourceCreate>

/** JSON Merge Patch (RFC 7396): what is left out stays, null empties. */
export const SourcePatch = z
  .strictObject({
    ...written,
    slug: SourceSlug.optional(),
    name: written.name.optional(),
    type: SourceType.nullable().optional().describe('null: unknown'),
    aliases: written.aliases.nullable(),
    identifiers: written.identifiers.nullable(),
  })
  .meta({ id: 'SourcePatch', description: 'JSON Merge Patch (RFC 7396): what is left out stays, null empties.' })
export type SourcePatch = z.infer<typeof SourcePatch>

const fields = {
  id: SourceId,
  slug: SourceSlug,
  name: z.string(),
  type: SourceType,
  aliases: z.array(z.string()),
  description: z.string().nullable(),
  organizationId: SourceId.nullable(),
  identifiers: z.array(Identifier),
  quoteCount: Count,
  articleCount: Count,
  firstQuotedAt: Timestamp.nullable(),
  lastQuotedAt: Timestamp.nullable(),
  version: Version,
  createdAt: Timestamp,
  updatedAt: Timestamp,
}

/** The person or organisation that is quoted. */
export const Source = z
  .object({ ...fields, highlights: z.array(Highlight).optional().describe('Only with highlight=true') })
  .meta({ id: 'Source', description: 'The person or organisation that is quoted. The outlet is called publisher.' })
export type Source = z.infer<typeof Source>

export const sourceFields = Object.keys(fields) as (keyof typeof fields)[]
