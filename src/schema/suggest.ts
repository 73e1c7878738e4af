import { z } from 'zod'
import { Count, isCleanText } from './common.ts'
import { integer, pagingParameters, tokens } from './list.ts'

export const suggestionTypes = ['source', 'tag', 'publisher'] as const

export const SuggestParameters = z.strictObject({
  q: z
    .string()
    .min(1)
    .max(256)
    .refine(isCleanText, { message: 'must be well-formed Unicode without NUL' })
    .describe(
      'What was typed so far: each word is the beginning of one in a name or alias, in any case, with accents or without',
    )
    .meta({ example: 'mar' }),
  type: tokens(suggestionTypes).describe('Only these; all if left out'),
  limit: integer(1, 20).describe('How many at most, default 10'),
  pretty: pagingParameters.pretty,
})

/** Something that has a name like that. */
export const Suggestion = z
  .object({
    type: z.enum(suggestionTypes).describe('The filter that takes its value'),
    value: z.string().describe('Give it to the filter `source`, `tag` or `publisher`'),
    label: z.string().describe('How to show it'),
    description: z.string().nullable().describe('Of a source, to tell two of one name apart'),
    count: Count.describe('How many quotes of the source there are, or articles with the tag or of the publisher'),
  })
  .meta({ id: 'Suggestion' })
export type Suggestion = z.infer<typeof Suggestion>

export const SuggestionList = z
  .object({
    data: z
      .array(Suggestion)
      .describe('Those whose whole name was typed first, then by count. Empty where no word was typed.'),
  })
  .meta({ id: 'SuggestionList' })
