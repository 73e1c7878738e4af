import { z } from 'zod'
import { Explain } from './explain.ts'
import { Total } from './total.ts'

const Page = z
  .object({
    limit: z.int().min(0).max(100),
    nextCursor: z.string().nullable().describe('Give it as `cursor` to go on'),
    prevCursor: z.string().nullable(),
  })
  .meta({ id: 'Page' })

export type { Total }

const Links = z
  .object({ self: z.string(), next: z.string().nullable(), prev: z.string().nullable() })
  .meta({ id: 'Links', description: 'The same as in the Link header' })

/** The envelope of every list; `id` names the OpenAPI component, `more` are properties that not every list has. */
export const listOf = <Item extends z.ZodType, More extends z.ZodRawShape = Record<never, never>>(
  id: string,
  item: Item,
  more?: More,
) =>
  z
    .object({
      data: z.array(item),
      page: Page,
      total: Total.nullable(),
      links: Links,
      ...(more as More),
      explain: Explain.optional().describe('Only with explain=true'),
      warnings: z
        .array(z.string())
        .optional()
        .describe(
          'What of `q` was not taken as typed, and what was left out to stay within bounds; absent if there is nothing to say',
        ),
    })
    .meta({ id })

/** Takes one value, or several by repetition, as an array. */
export const repeated = <Item extends z.ZodType>(item: Item, max = 50) =>
  z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(item).min(1).max(max)).optional()

/** Takes tokens parted by commas or by repetition. */
export const tokens = <const Token extends string>(known: readonly Token[], max = known.length) =>
  z
    .preprocess(
      (value) => (Array.isArray(value) ? value : [value]).flatMap((v) => (typeof v === 'string' ? v.split(',') : [v])),
      z.array(z.enum(known)).min(1).max(Math.max(1, max)),
    )
    .optional()

/** The order of a list; `usual` says which it is where none is asked for. */
export const orderOf = <const Token extends string>(known: readonly Token[], usual: string) =>
  tokens(known, 4).describe(
    `Default ${usual}. Each key once, at most four. Every order ends in id. A walk sees every row that exists throughout once, whatever else is written meanwhile; one whose value in the order is changed then, and any by relevance, which each write changes, may come twice or not at all.`,
  )

const numeral = (pattern: RegExp) => (value: unknown) =>
  typeof value === 'string' && pattern.test(value) ? Number(value) : value

/** An integer parameter; `z.coerce` would make 0 of an empty one. */
export const integer = (min: number, max: number) =>
  z.preprocess(numeral(/^-?\d{1,12}$/), z.int().min(min).max(max)).optional()

/** A number as JSON writes it: whatever a program makes of a double. */
export const decimal = (min: number, max: number) =>
  z.preprocess(numeral(/^-?\d{1,12}(\.\d+)?(e[+-]?\d{1,3})?$/i), z.number().min(min).max(max)).optional()

export const flag = () =>
  z.preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean()).optional()

/** What a text lacks that is nearly a date-time; null: it is none. */
export function timeFault(text: string): string | null {
  if (/T\d{2}:\d{2}:\d{2}(\.\d+)? \d{2}:\d{2}$/.test(text))
    return 'must have its offset after the seconds: write + as %2B in a URL'
  if (/^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(text))
    return 'must have an offset: Z for UTC, or one such as +02:00'
  return null
}

const timeForms =
  'must be a date (2026-03-04), a date-time with offset (2026-03-04T09:30:00Z) or relative (now-30d; h d w M y)'

/** A bound in time as API clients write it; `domain/time.ts` reads it. */
export const timeBound = (what: string) =>
  z
    .string()
    .max(40)
    .regex(/^(now(-\d{1,5}[hdwMy])?|\d{4}-\d{2}-\d{2}([Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2}))?)$/, {
      error: ({ input }) => timeFault(String(input)) ?? timeForms,
    })
    .optional()
    .describe(`${what}. Years 1700 to 2199`)

/** Parameters of a search in these fields; `what` says what is searched. */
export const searchParameters = <const Field extends string>(
  fields: readonly Field[],
  what: string,
  example: string,
) => ({
  q: z.string().min(1).max(256).optional().describe(what).meta({ example }),
  qIn: tokens(fields).describe('Search only these'),
  highlight: flag().describe('Show where the words of `q` were found'),
  explain: flag().describe(
    'Show how the question was understood and answered and, where nothing is found, how many there would be without each filter',
  ),
})

/** Parameters of every list, beside its filters. */
export const pagingParameters = {
  limit: integer(0, 100).describe(
    'How many to return, default 20; fewer where `include` would make a page of more than 8 MiB. 0 returns the total, and the facets, only.',
  ),
  cursor: z
    .string()
    .min(1)
    .max(1024)
    .optional()
    .describe('`page.nextCursor` or `page.prevCursor` of the page before, unchanged'),
  total: z
    .enum(['auto', 'exact', 'none'])
    .optional()
    .describe(
      'auto (default): exact to 10,000, then "gte". exact: all are counted, but for what `warnings` leave out. none: null',
    ),
  tz: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe(
      'IANA time zone in which a date alone is a day, default UTC. What is dated to the day counts on that date in every zone',
    ),
  pretty: z
    .preprocess((value) => (value === '' || value === 'true' ? true : value === 'false' ? false : value), z.boolean())
    .optional()
    .describe('Indent the JSON'),
}
