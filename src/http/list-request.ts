import { decodeCursor, hashOf } from '../domain/cursor.ts'
import type { ListQuery, SortBy } from '../domain/list-query.ts'
import { type ParsedQuery, parseQuery } from '../domain/query.ts'
import { partsOf } from './item-reply.ts'
import { readFacets } from './read-facets.ts'
import { type Checked, pickFilters, readFilters } from './read-filters.ts'
import { readSort } from './read-sort.ts'

/** What a list is, whoever asks: its filters, what `q` searches, what `include` can add, and its order unless told. */
export type ListKind<Filters, Key extends string, Field extends string, Include extends string> = {
  name: string
  filters: readonly (keyof Filters & string)[]
  searchFields: readonly Field[]
  includes: readonly Include[]
  order: readonly SortBy<Key>[]
}

type Asked<Key extends string, Field extends string> = {
  q?: string | undefined
  qIn?: readonly Field[] | undefined
  highlight?: boolean | undefined
  sort?: readonly (Key | `-${Key}` | '-relevance')[] | undefined
  fields?: readonly string[] | undefined
  include?: readonly string[] | undefined
  limit?: number | undefined
  cursor?: string | undefined
  total?: 'auto' | 'exact' | 'none' | undefined
  tz?: string | undefined
  explain?: boolean | undefined
  facet?: readonly string[] | undefined
  facetLimit?: number | undefined
}

/** What a path fixes of a list: a filter, what it is a list of where no filter says so, and the order of things there. */
type Given<Filters, Key extends string> = { filters?: Filters; of?: string; order?: readonly SortBy<Key>[] }

/** One question to a list, and what the reply needs to know of it. */
export type ListRequest<Query> = { query: Query; hash: string }

const byRelevance = [{ key: 'relevance', descending: true }] as const

/** A sort without relevance where `q` turned out to have no word in it. */
function unranked<Key extends string>(
  sort: readonly SortBy<Key>[],
  q: ParsedQuery | null,
  order: readonly SortBy<Key>[],
): readonly SortBy<Key>[] {
  if (q?.root !== null) return sort
  const others = sort.filter(({ key }) => key !== 'relevance')
  return others.length > 0 ? others : order
}

/**
 * The checked parameters of a list as a question to the store. The hash that ties a cursor to its list covers what
 * defines the list, not how it is shown: neither limit nor fields, include, highlight, total or facets.
 */
export function readList<Filters extends object, Key extends string, Field extends string, Include extends string>(
  kind: ListKind<Filters, Key, Field, Include>,
  asked: Asked<Key, Field> & Checked,
  given: Given<Filters, Key> = {},
): ListRequest<ListQuery<Filters, Key, Field, Include>> {
  const q = asked.q === undefined ? null : parseQuery(asked.q, { fields: kind.searchFields })
  const order = given.order ?? (q?.root ? byRelevance : kind.order)
  const sort = unranked(readSort(asked.sort, q !== null, order), q, order)
  const filters = { ...readFilters(kind.filters, asked, asked.tz), ...given.filters } as Filters
  const qIn = [...new Set(asked.qIn)]
  const defining = { ...pickFilters(kind.filters, asked), ...given.filters }
  const hash = hashOf({ list: kind.name, of: given.of, filters: defining, tz: asked.tz, q: asked.q, qIn, sort })
  const query = {
    q,
    qIn,
    highlight: q?.root != null && asked.highlight === true,
    filters,
    sort,
    limit: asked.limit ?? 20,
    cursor: asked.cursor === undefined ? null : decodeCursor(asked.cursor, hash),
    total: asked.total ?? 'auto',
    include: partsOf(asked, kind.includes),
    tz: asked.tz ?? 'UTC',
    explain: asked.explain === true,
    facets: readFacets(asked, Object.keys(given.filters ?? {})),
    fields: asked.fields,
  }
  return { query, hash }
}
