import { z } from 'zod'
import { Count } from './common.ts'
import { Source } from './source.ts'

const CoQuotedSource = z
  .object({ sharedArticleCount: Count.describe('How many articles quote both'), source: Source })
  .meta({ id: 'CoQuotedSource', description: 'A source that is quoted in the same articles.' })

export const CoQuotedList = z
  .object({
    data: z.array(CoQuotedSource).describe('Those with most shared articles first'),
    total: Count.describe('How many sources there are that share an article'),
  })
  .meta({ id: 'CoQuotedList' })
export type CoQuotedList = z.infer<typeof CoQuotedList>
