import { z } from 'zod'
import { ArticleCreate } from './article.ts'
import { ArticleId, Count, isKeptText, QuoteId, SourceId, SourceSlug, Timestamp, Url, Version } from './common.ts'
import { flag, tokens } from './list.ts'
import { Problem } from './problem.ts'
import { Anchor, AttributionMethod, AttributionStatus, QuoteKind } from './quote.ts'
import { SourceType } from './source.ts'

/** A text as it is kept: NFC may have made three code units of one that the door let in. */
const Kept = (max: number) =>
  z.string().min(1).max(max).regex(/\S/, 'must have something other than white space').refine(isKeptText, {
    message: 'must be well-formed Unicode without NUL',
  })
const Loose = (max: number) =>
  z.string().max(max).refine(isKeptText, { message: 'must be well-formed Unicode without NUL' })
const Confidence = z.number().min(0).max(1)
const offset = z.int().min(0).max(3_000_000)
/** What every record keeps of where it came from. */
const stamp = { version: Version, createdAt: Timestamp, updatedAt: Timestamp }

/** What can be taken away from a source. */
const dismissible = ['aliases', 'description', 'organizationId'] as const

export const SourceRecord = z
  .strictObject({
    resource: z.literal('source'),
    id: SourceId,
    slug: SourceSlug,
    name: Kept(600),
    type: SourceType,
    aliases: z.array(Kept(600)).max(1000),
    description: Loose(10_000).nullable(),
    organizationId: SourceId.nullable().describe('May come later in the file'),
    identifiers: z
      .array(
        z
          .strictObject({
            scheme: z
              .string()
              .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
              .max(40),
            value: Kept(600),
          })
          .meta({ id: 'IdentifierRecord' }),
      )
      .max(1000),
    dismissed: z
      .array(
        z.strictObject({ property: z.enum(dismissible), value: Loose(600) }).meta({
          id: 'DismissedName',
          description: 'An alias without case and accents; of the others whatever they say',
        }),
      )
      .max(10_000)
      .describe('What somebody took away from it: an extraction does not bring it back'),
    ...stamp,
  })
  .meta({ id: 'SourceRecord', description: 'A source as an export has it' })
export type SourceRecord = z.infer<typeof SourceRecord>

export const MergeRecord = z
  .strictObject({
    resource: z.literal('merge'),
    id: SourceId.describe('The source that went'),
    slug: SourceSlug,
    into: SourceId.describe('Who it is'),
    version: Version,
    mergedAt: Timestamp,
  })
  .meta({ id: 'MergeRecord', description: 'A source that was merged into another: its id and slug lead there' })
export type MergeRecord = z.infer<typeof MergeRecord>

export const ArticleRecord = z
  .strictObject({
    resource: z.literal('article'),
    id: ArticleId,
    externalId: Loose(200).min(1).nullable(),
    url: Url.nullable(),
    title: Kept(1500),
    subtitle: Kept(3000).nullable(),
    byline: Kept(900).nullable(),
    authors: z.array(Kept(600)).max(50),
    publisher: Kept(600).nullable(),
    section: Kept(600).nullable(),
    tags: z.array(Kept(600)).max(50),
    language: z
      .string()
      .max(100)
      .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'must be a BCP 47 tag, like en or en-GB'),
    publishedAt: ArticleCreate.shape.publishedAt.unwrap(),
    body: Kept(3_000_000),
    dismissed: z
      .array(z.string().regex(/^[0-9a-f]{32}$/))
      .max(100_000)
      .describe('Keys of proposals that somebody deleted: an extraction does not bring them back'),
    ...stamp,
  })
  .meta({ id: 'ArticleRecord', description: 'An article as an export has it, without its quotes' })
export type ArticleRecord = z.infer<typeof ArticleRecord>

export const QuoteRecord = z
  .strictObject({
    resource: z.literal('quote'),
    id: QuoteId,
    articleId: ArticleId,
    kind: QuoteKind,
    text: Loose(10_000).min(1),
    anchor: Anchor,
    segments: z
      .array(z.strictObject({ start: offset, end: offset }).meta({ id: 'SegmentRecord' }))
      .min(1)
      .max(1000)
      .describe('Where it stands; of an orphaned quote where it stood'),
    context: z
      .strictObject({ before: Loose(200), after: Loose(200) })
      .meta({ id: 'ContextRecord', description: 'Of an orphaned quote: what stood around it' })
      .nullable(),
    sourceId: SourceId.nullable(),
    speakerLabel: Loose(10_000).nullable(),
    cue: Loose(10_000).nullable(),
    attribution: z
      .strictObject({ status: AttributionStatus, method: AttributionMethod, confidence: Confidence.nullable() })
      .meta({ id: 'AttributionRecord' }),
    candidates: z
      .array(z.strictObject({ sourceId: SourceId, confidence: Confidence }).meta({ id: 'CandidateRecord' }))
      .max(1000)
      .describe('Sources that may have said it'),
    ...stamp,
  })
  .meta({ id: 'QuoteRecord', description: 'A quote as an export has it' })
export type QuoteRecord = z.infer<typeof QuoteRecord>

export const TombstoneRecord = z
  .strictObject({
    resource: z.literal('tombstone'),
    id: z.union([ArticleId, QuoteId, SourceId]),
    version: Version,
    deletedAt: Timestamp,
  })
  .meta({
    id: 'TombstoneRecord',
    description:
      'Something that was deleted: its id answers 410. An import deletes nothing: where that id is there, onConflict=error is a conflict, and skip and update leave it',
  })
export type TombstoneRecord = z.infer<typeof TombstoneRecord>

export type ExportRecord = SourceRecord | MergeRecord | ArticleRecord | QuoteRecord | TombstoneRecord
/** The schema of each kind of line by its `resource`; a line without one is an article as POST takes it. */
export const recordSchemas = {
  source: SourceRecord,
  merge: MergeRecord,
  article: ArticleRecord,
  quote: QuoteRecord,
  tombstone: TombstoneRecord,
}

export const ExportLine = z
  .union([SourceRecord, MergeRecord, ArticleRecord, QuoteRecord, TombstoneRecord])
  .meta({ id: 'ExportLine', description: 'One line of an export' })

export const ImportRecord = z
  .union([SourceRecord, MergeRecord, ArticleRecord, QuoteRecord, TombstoneRecord, ArticleCreate])
  .meta({
    id: 'ImportRecord',
    description: 'One line of an import: a record of an export, or an article as POST takes it',
  })
export type ImportRecord = z.infer<typeof ImportRecord>

export const conflictRules = ['error', 'skip', 'update'] as const
export type ConflictRule = (typeof conflictRules)[number]

export const ImportParameters = z.strictObject({
  onConflict: z
    .enum(conflictRules)
    .optional()
    .describe(
      'Where something is there already (same id, externalId, url, slug, or place of a quote): error, the default, is a problem of that line; skip leaves it as it is; update edits it. A tombstone deletes nothing: skip and update leave what is there',
    ),
  atomic: flag().describe(
    'All lines or none: the first that fails is the reply, as a problem. For files up to IMPORT_STAGED_BYTES',
  ),
  dryRun: flag().describe('Say what would happen, and write nothing. For files up to IMPORT_STAGED_BYTES'),
  extract: flag().describe('Propose the quotes and sources of articles that come without an id'),
  report: z
    .enum(['all', 'problems'])
    .optional()
    .describe('problems: no line for what went well. For clients that read nothing until they have sent everything'),
})

export const ImportProblem = Problem.omit({ instance: true, requestId: true }).meta({
  id: 'ImportProblem',
  description: 'What is wrong with a line, as a problem document (RFC 9457) without a request',
})
export type ImportProblem = z.infer<typeof ImportProblem>

const importStatuses = ['created', 'updated', 'skipped', 'failed'] as const

export const ImportLine = z
  .object({
    line: z.int().min(1).describe('Number of the line, from 1'),
    resource: z.enum(['source', 'merge', 'article', 'quote', 'tombstone']).nullable(),
    id: z.string().nullable().describe('Its id here: of what was made, or of what was there already'),
    status: z.enum(importStatuses),
    problem: ImportProblem.nullable().describe('Why it failed, or what is missing although it was kept'),
  })
  .meta({ id: 'ImportLine', description: 'What became of one line, said once that is on the disk' })
export type ImportLine = z.infer<typeof ImportLine>

export const ImportSummary = z
  .object({
    summary: z
      .object({ lines: Count, created: Count, updated: Count, skipped: Count, failed: Count, dryRun: z.boolean() })
      .meta({ id: 'ImportCounts' }),
    problem: ImportProblem.nullable().describe('Why the import ended before its last line'),
  })
  .meta({ id: 'ImportSummary', description: 'The last line: all in all' })
export type ImportSummary = z.infer<typeof ImportSummary>

export const ImportReply = z
  .union([ImportLine, ImportSummary])
  .meta({ id: 'ImportReply', description: 'One line of the reply: what became of one line, and at the end all in all' })

export const exportResources = ['source', 'article', 'quote'] as const
export type ExportResource = (typeof exportResources)[number]

export const ExportParameters = z.strictObject({
  resource: tokens(exportResources).describe(
    'Only lines of these, and of what was deleted of them; source brings merges along',
  ),
})
