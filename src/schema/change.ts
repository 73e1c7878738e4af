import { z } from 'zod'
import { ArticleId, QuoteId, SourceId, Timestamp } from './common.ts'
import { integer, pagingParameters, tokens } from './list.ts'

const changeTypes = ['created', 'updated', 'deleted', 'merged'] as const
const changeResources = ['article', 'quote', 'source'] as const

const Sequence = z.int().min(0)

export const Change = z
  .object({
    seq: Sequence.describe('Counts all changes from 1, without gaps'),
    at: Timestamp,
    type: z.enum(changeTypes),
    resource: z.enum(changeResources),
    id: z.union([ArticleId, QuoteId, SourceId]),
    into: SourceId.nullable().describe('The source that it was merged into'),
    changedFields: z
      .array(z.string())
      .describe('The properties that an update changed. Empty for the other types: all of it is new, or gone.'),
  })
  .meta({
    id: 'Change',
    description:
      'What a resource itself holds. What is worked out from others changes without one: counts, first and last times quoted, and what a quote says of its article.',
  })
export type Change = z.infer<typeof Change>

const ChangeLinks = z
  .object({
    self: z.string(),
    next: z.string().describe('Goes on after the last change of this page, or waits there for the next one'),
  })
  .meta({ id: 'ChangeLinks' })

export const ChangePage = z
  .object({
    data: z.array(Change),
    latest: Sequence.describe('The newest change that there is'),
    links: ChangeLinks,
  })
  .meta({ id: 'ChangePage' })

const mostChanges = 1000

const after = integer(0, Number.MAX_SAFE_INTEGER)
  .describe(
    'Changes after this `seq`, which has to be there: one beyond `latest` is a 400. 0, the default, begins with the first',
  )
  .meta({ example: 0 })
const resource = tokens(changeResources).describe('Only changes of these')

export const ChangeListParameters = z.strictObject({
  after,
  resource,
  limit: integer(1, mostChanges).describe('How many to return, default 100'),
  pretty: pagingParameters.pretty,
})

export const ChangeStreamParameters = z.strictObject({ after, resource })
export const ChangeStreamHeaders = z.object({
  'last-event-id': z
    .string()
    .regex(/^\d{1,15}$/, 'must be the id of an event of this stream')
    .optional()
    .describe(
      'The `id` of the last event that arrived: an EventSource sends it when it connects again. Goes before `after`.',
    ),
})
