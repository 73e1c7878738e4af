import type { AnyQuery, Listing } from '../../domain/list-query.ts'
import type { Db } from './connect.ts'
import { explained } from './explain.ts'
import { type Counted, countFacets } from './facets.ts'
import { type HighlightFields, highlights } from './highlight.ts'
import { listHits } from './list.ts'
import type { Plan } from './plan.ts'
import type { Bounds } from './sizes.ts'

/** What is listed: its facets, the fields that are highlighted, and the items that rows stand for. */
type Kind<Item> = { facets: Counted; highlighted: HighlightFields; load(rowids: number[]): Item[] }

/** A page of a list with all that was asked of it: facets, highlights, and how it was found. */
export function listItems<Query extends AnyQuery, Item>(
  db: Db,
  query: Query,
  planFor: (query: Query) => Plan,
  { facets, highlighted, load }: Kind<Item>,
  bounds: Bounds,
): Listing<Item> {
  const plan = planFor(query)
  const { items: hits, ...found } = listHits(db, plan, query, undefined, bounds)
  const planUnder = (filters: object) => (filters === query.filters ? plan : planFor({ ...query, filters }))
  const counted = countFacets(db, facets, query, planUnder, bounds)
  const rest = { ...found, ...counted, ...explained(db, query, planFor, bounds) }
  const rowids = hits.map(({ rowid }) => rowid)
  const items = load(rowids)
  if (!query.highlight || plan.search === null) return { ...rest, items }
  const marked = highlights(db, plan.table.search, highlighted, plan.search, rowids)
  return { ...rest, items: items.map((item, i) => ({ ...item, highlights: marked.get(rowids[i] as number) ?? [] })) }
}
