import { z } from 'zod'

export const Total = z
  .object({
    value: z.int().min(0),
    relation: z.enum(['eq', 'gte']).describe('`gte`: there are at least so many; ask with total=exact for the number'),
  })
  .meta({ id: 'Total' })
export type Total = z.infer<typeof Total>
