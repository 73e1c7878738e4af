import { z } from 'zod'
import { Count } from './common.ts'
import { integer, tokens } from './list.ts'

const FacetBucket = z
  .object({
    value: z.string().describe('What the filter of the same name takes; a year as 2017, a month as 2017-03'),
    label: z.string().describe('The value for a reader: the name of a source, otherwise the value itself'),
    count: Count.describe('How many matches have it'),
    selected: z
      .boolean()
      .describe('Whether the filter of that name asks for it, or dates asked for touch that year or month'),
  })
  .meta({ id: 'FacetBucket' })

export const Facet = z
  .object({
    buckets: z.array(FacetBucket).describe('Most matches first, then by value'),
    other: Count.describe(
      'The counts of all values that are not listed, added up: a match with several of them counts for each',
    ),
    missing: Count.describe('How many matches have no value'),
    relation: z
      .enum(['eq', 'gte'])
      .describe(
        '`gte`: there are more than 10,000 matches, and the newest 10,000 were counted; total=exact counts all',
      ),
  })
  .meta({ id: 'Facet', description: 'How the matches of a list divide by one property.' })
export type Facet = z.infer<typeof Facet>

/** The facets of a list as an OpenAPI component of this name, each absent unless it was asked for. */
export const facetsOf = <const Name extends string>(id: string, names: readonly Name[]) =>
  z
    .object(
      Object.fromEntries(names.map((name) => [name, Facet.optional()])) as Record<Name, z.ZodOptional<typeof Facet>>,
    )
    .meta({ id, description: 'Those asked for with `facet`' })

const how = (dated: boolean) =>
  `Count the matches by these. Each facet ignores the filter of its own name${dated ? ' (year and month: publishedFrom and publishedTo)' : ''}
  and honours q, all other filters, negative ones too, and what the path says. A match with several values counts for each.
  Over 10,000 matches, the ${dated ? 'newest 10,000' : '10,000 added last'} are counted unless total=exact.`.replace(
    /\s+/g,
    ' ',
  )

/** The parameters that ask for facets of a list. */
export const facetParameters = <const Name extends string>(
  names: readonly Name[],
  example: readonly NoInfer<Name>[],
) => {
  const dated = names.some((name) => name === 'year')
  return {
    facet: tokens(names).describe(how(dated)).meta({ example }),
    facetLimit: integer(1, 50).describe(
      `How many values of each facet to list, default 10; those selected are listed as well${dated ? ' (years and months only between two dates asked for, where they are at most 50)' : ''}`,
    ),
  }
}
