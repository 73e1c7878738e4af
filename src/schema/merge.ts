import { z } from 'zod'
import { Count, SourceId, SourceRef } from './common.ts'
import { Source } from './source.ts'

export const SourceMerge = z
  .strictObject({
    into: SourceRef.describe('Who it is: this source stays'),
    dryRun: z.boolean().optional().describe('true: only say what would happen'),
  })
  .meta({ id: 'SourceMerge' })
export type SourceMerge = z.infer<typeof SourceMerge>

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
