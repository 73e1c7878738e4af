import { z } from 'zod'
import { Total } from './total.ts'

const FilterValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])

const CompletedPrefix = z
  .object({
    prefix: z.string(),
    words: z.array(z.string()).describe('The words that were searched for'),
    complete: z.boolean().describe('false: more words begin so; these are the most common ones of the newest texts'),
  })
  .meta({ id: 'CompletedPrefix' })

const ListPlan = z
  .object({
    leads: z
      .enum(['search', 'rows'])
      .describe('search: the matches of the index are walked. rows: the rows are walked and looked up in the index'),
    rows: z.int().min(0).describe('About how many there are in all'),
    matches: z
      .int()
      .min(0)
      .nullable()
      .describe('About how many of them the index finds by `q` and labels; null where it is not asked'),
    searchedTo: z
      .int()
      .nullable()
      .describe(
        'Where the words of `q` are common but hardly ever stand as asked: it was looked for in so many of the newest. null: in all',
      ),
    countedTo: z.int().nullable().describe('Totals are counted up to this; null with total=exact and total=none'),
    rankedTo: z.int().nullable().describe('So many of the newest matches are ranked; null without relevance'),
  })
  .meta({ id: 'ListPlan', description: 'How the rows were found' })

const TotalWithout = z
  .object({ parameter: z.string().describe('The parameter that is left out'), total: Total })
  .meta({ id: 'TotalWithout' })

export const Explain = z
  .object({
    query: z.string().nullable().describe('`q` as it was understood, with every bracket; null without words'),
    prefixes: z.array(CompletedPrefix).describe('Prefixes that were searched for as words, in a large collection'),
    filters: z
      .record(z.string(), FilterValue)
      .describe('The filters as they were applied: times in UTC, dates and relative times resolved'),
    sort: z.array(z.string()),
    limit: z.int().min(0).max(100),
    total: z.enum(['auto', 'exact', 'none']),
    tz: z.string(),
    plan: ListPlan,
    without: z
      .array(TotalWithout)
      .nullable()
      .describe('Where nothing was found: how many there would be without each parameter in turn. null otherwise'),
  })
  .meta({ id: 'Explain', description: 'With explain=true: how the question was understood and answered' })
export type Explain = z.infer<typeof Explain>
