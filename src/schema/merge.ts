import { z } from 'zod'
import { Count, SourceId, SourceRef } from './common.ts'
import { integer, pagingParameters } from './list.ts'
import { Source } from './source.ts'

export const SourceMerge = z
  .strictObject({
    into: SourceRef.describe('Who it is: this source stays'),
    dryRun: z.boolean().optional().describe('true: only say what would happen'),
  })
  .meta({ id: 'SourceMerge' })

const MergeCounts = z
  .object({
    quotes: Count,
    articles: Count.describe('in which they stand'),
    candidates: Count.describe('Quotes that it may have said'),
    members: Count.describe('Sources that speak for it'),
  })
  .meta({ id: 'MergeCounts', description: 'What goes over to the source that stays' })

export const MergeReport = z
  .object({
    dryRun: z.boolean(),
    source: Source.describe('The source that stays, as it is afterwards'),
    moved: MergeCounts,
    aliases: z.array(z.string()).describe('The names that it inherits'),
  })
  .meta({ id: 'MergeReport' })
export type MergeReport = z.infer<typeof MergeReport>

export const SourceUnmerge = z
  .strictObject({ source: SourceId.describe('The id that was merged into this one') })
  .meta({ id: 'SourceUnmerge' })

export const UnmergeReport = z
  .object({
    source: Source.describe('The source that is itself again'),
    from: Source.describe('The one that it was merged into'),
  })
  .meta({ id: 'UnmergeReport' })
export type UnmergeReport = z.infer<typeof UnmergeReport>

export const SourcePair = z
  .object({
    sources: z.array(Source).length(2).describe('The one with more quotes first: it is the one to keep'),
    evidence: z
      .enum(['same-name', 'alias', 'last-name'])
      .describe(
        'same-name: both are called so. alias: one is known by the name of the other. last-name: and their first names agree',
      ),
    name: z.string().describe('The name in common, folded'),
  })
  .meta({ id: 'SourcePair', description: 'Two sources that may be one' })
export type SourcePair = z.infer<typeof SourcePair>

export const SourcePairs = z
  .object({ data: z.array(SourcePair), links: z.object({ self: z.string() }).meta({ id: 'SelfLink' }) })
  .meta({ id: 'SourcePairs' })

export const DuplicateParameters = z.strictObject({
  source: SourceRef.optional().describe('Only who may be the same as this one'),
  limit: integer(1, 100).describe('How many pairs, default 20; the most quoted first'),
  pretty: pagingParameters.pretty,
})
