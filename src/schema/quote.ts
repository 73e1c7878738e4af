import { z } from 'zod'
import { ArticleId, Count, Highlight, QuoteId, Segment, SourceId, Text, Timestamp, Version } from './common.ts'
import { Source } from './source.ts'

export const QuoteKind = z.enum(['direct', 'mixed', 'indirect']).meta({ id: 'QuoteKind' })
export const AttributionStatus = z
  .enum(['confirmed', 'proposed', 'disputed', 'unattributed'])
  .meta({ id: 'AttributionStatus' })
export const AttributionMethod = z.enum(['extracted', 'manual', 'imported']).meta({ id: 'AttributionMethod' })
export const Anchor = z.enum(['exact', 'orphaned']).meta({ id: 'Anchor' })

export const Attribution = z
  .object({
    status: AttributionStatus,
    method: AttributionMethod,
    confidence: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe(
        'How sure the extraction was of this source. A decision leaves it as it is; null where somebody named the source',
      ),
  })
  .meta({ id: 'Attribution' })

const AttributionInput = z
  .strictObject({
    status: AttributionStatus.optional(),
    method: AttributionMethod.optional(),
    confidence: z.number().min(0).max(1).nullable().optional(),
  })
  .meta({
    id: 'AttributionInput',
    description:
      'What is left out stays as long as `sourceId` does. Of a new quote or another source: confirmed, or unattributed where there is none; method manual; confidence null.',
  })

const segments = z.array(Segment).min(1).max(20).optional()

const written = {
  kind: QuoteKind.optional().describe('Default direct'),
  text: Text(10_000)
    .optional()
    .describe('The words, as they stand in the body. Alone, the server finds where; with `segments`, both must agree.'),
  segments: segments.describe('Where the words stand; one of `text` and `segments` is needed'),
  sourceId: SourceId.nullable().optional(),
  speakerLabel: Text(300).nullable().optional().describe('The speaker as printed: "a spokesman for the company"'),
  cue: Text(100).nullable().optional().describe('The reporting words: "said", "according to"'),
  attribution: AttributionInput.optional(),
}

/** What a client sends to make or replace a quote. */
export const QuoteCreate = z.strictObject({ articleId: ArticleId, ...written }).meta({ id: 'QuoteCreate' })
export type QuoteCreate = z.infer<typeof QuoteCreate>

/** JSON Merge Patch (RFC 7396). The article of a quote does not change. */
export const QuotePatch = z
  .strictObject({
    ...written,
    kind: QuoteKind.optional(),
    segments: segments.describe('Where the words stand'),
  })
  .meta({
    id: 'QuotePatch',
    description:
      'JSON Merge Patch (RFC 7396): what is left out stays, null empties. The article of a quote does not change.',
  })
export type QuotePatch = z.infer<typeof QuotePatch>

/** What a quote says of its article; not the whole of it, so that articles may hold quotes. */
const QuoteArticle = z
  .object({
    id: ArticleId,
    title: z.string(),
    url: z.string().nullable(),
    publisher: z.string().nullable(),
    section: z.string().nullable(),
    publishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'QuoteArticle' })

const Candidate = z
  .object({ sourceId: SourceId, name: z.string(), confidence: z.number().min(0).max(1) })
  .meta({ id: 'Candidate', description: 'A source that may have said it' })

const QuoteContext = z
  .object({ before: z.string(), after: z.string() })
  .meta({ id: 'QuoteContext', description: 'Up to 200 characters of body on either side of a quote' })

const fields = {
  id: QuoteId,
  articleId: ArticleId,
  kind: QuoteKind,
  text: z.string(),
  segments: z
    .array(Segment)
    .describe('Where it stands in the body; `text` equals the segments joined by one space. Empty if orphaned.'),
  prefix: z.string().describe('Up to 32 characters of body before it (W3C TextQuoteSelector)'),
  suffix: z.string(),
  anchor: Anchor.describe('"orphaned": the body was edited and no longer has these words'),
  sourceId: SourceId.nullable(),
  speakerLabel: z.string().nullable(),
  cue: z.string().nullable(),
  attribution: Attribution,
  wordCount: Count,
  occurrenceCount: Count.describe('In how many articles the same words stand, normalised'),
  publishedAt: Timestamp.nullable().describe('Of the article'),
  publisher: z.string().nullable().describe('Of the article'),
  deepLink: z.string().nullable().describe('The url of the article with a text fragment that scrolls to the quote'),
  version: Version,
  createdAt: Timestamp,
  updatedAt: Timestamp,
}

export const Quote = z
  .object({
    ...fields,
    article: QuoteArticle.optional().describe('Only with include=article'),
    source: Source.nullable().optional().describe('Only with include=source'),
    context: QuoteContext.optional().describe('Only with include=context: up to 200 characters of body on either side'),
    candidates: z.array(Candidate).optional().describe('Only with include=candidates'),
    highlights: z.array(Highlight).optional().describe('Only with highlight=true'),
  })
  .meta({ id: 'Quote' })
export type Quote = z.infer<typeof Quote>

export const quoteFields = Object.keys(fields) as (keyof typeof fields)[]
