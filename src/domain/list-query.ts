import type { z } from 'zod'
import type { articleFilters, articleIncludes, articleSearchFields, articleSortKeys } from '../schema/article-list.ts'
import type { Explain } from '../schema/explain.ts'
import type { Facet } from '../schema/facets.ts'
import type { Total } from '../schema/list.ts'
import type { quoteFilters, quoteIncludes, quoteSearchFields, quoteSortKeys } from '../schema/quote-list.ts'
import type { sourceFilters, sourceSearchFields, sourceSortKeys } from '../schema/source-list.ts'
import type { Cursor } from './cursor.ts'
import type { FacetsAsked } from './facets.ts'
import type { ParsedQuery } from './query.ts'

/** Filters as the store gets them: checked, and every time bound read to epoch milliseconds. */
type Values<Table extends Record<string, z.ZodType>> = {
  [Name in keyof Table]?: Name extends `${string}From` | `${string}To` ? number : NonNullable<z.infer<Table[Name]>>
}

export type SortBy<Key extends string> = { key: Key | 'relevance'; descending: boolean }

/** One question to a list, in the words of the API. */
export type ListQuery<Filters, Key extends string, Field extends string, Include extends string> = {
  q: ParsedQuery | null
  /** Search only these; empty means all. */
  qIn: readonly Field[]
  highlight: boolean
  filters: Filters
  /** At least one; ties are broken by id in the direction of the last. */
  sort: readonly SortBy<Key>[]
  /** 0..100; 0 asks for the total only. */
  limit: number
  cursor: Cursor | null
  total: 'auto' | 'exact' | 'none'
  include: readonly Include[]
  /** The zone of the calendar by which dates are compared; left out: UTC. */
  tz?: string
  explain?: boolean
  facets?: FacetsAsked | null
  /** Nothing but these properties, id and what is included; undefined: all. */
  fields?: readonly string[] | undefined
}

/** A question to any list. */
export type AnyQuery = ListQuery<object, string, string, string>

export type ArticleFilters = Values<typeof articleFilters>
export type ArticleQuery = ListQuery<
  ArticleFilters,
  (typeof articleSortKeys)[number],
  (typeof articleSearchFields)[number],
  (typeof articleIncludes)[number]
>
export type QuoteFilters = Values<typeof quoteFilters>
export type QuoteQuery = ListQuery<
  QuoteFilters,
  (typeof quoteSortKeys)[number],
  (typeof quoteSearchFields)[number],
  (typeof quoteIncludes)[number]
>
export type SourceFilters = Values<typeof sourceFilters>
export type SourceQuery = ListQuery<
  SourceFilters,
  (typeof sourceSortKeys)[number],
  (typeof sourceSearchFields)[number],
  never
>

/** Where a page begins or ends: a cursor that does not know yet which filters it belongs to. */
export type PageEdge = Omit<Cursor, 'hash'>

/** What a store can tell of how it answered. */
export type Explanation = Pick<Explain, 'prefixes' | 'plan' | 'without'>

export type Listing<Item> = {
  items: Item[]
  total: Total | null
  next: PageEdge | null
  prev: PageEdge | null
  /** What was left out to stay within bounds, in sentences. */
  warnings: readonly string[]
  /** Where it was asked for. */
  explanation?: Explanation
  /** Those asked for, by name. */
  facets?: Record<string, Facet>
}

/** A page as a store answers it: `json` is the text of `items` in UTF-8, ready for the wire. */
export type Page<Item> = Listing<Item> & { readonly json: Uint8Array }

/** One thing as JSON in UTF-8, ready for the wire, and its version for the ETag. */
export type ItemText = { json: Uint8Array; version: number }
