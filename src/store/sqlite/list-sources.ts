import type { Listing, SourceQuery } from '../../domain/list-query.ts'
import type { Source } from '../../schema/source.ts'
import type { Db } from './connect.ts'
import { listItems } from './list-items.ts'
import { type ListTable, type Plan, planOf, searchOf } from './plan.ts'
import { dated, secondSql, undatedSecond } from './position.ts'
import { sourceSearch } from './search.ts'
import { type Bounds, usualBounds } from './sizes.ts'
import { sourceFacets } from './source-facets.ts'
import { loadSources } from './source-rows.ts'
import { sourceConditions } from './source-where.ts'

const quotedAt = (which: 'min' | 'max') =>
  `coalesce((SELECT ${secondSql(`${which}(article)`)} FROM article_sources WHERE source = s.pk AND article >= ${dated}), ${undatedSecond})`

const table: ListTable = {
  from: 'sources s',
  alias: 's',
  joins: '',
  rowid: 'pk',
  search: sourceSearch,
  keys: {
    name: 's.folded',
    quoteCount: 's.quote_count',
    articleCount: 's.article_count',
    firstQuotedAt: quotedAt('min'),
    lastQuotedAt: quotedAt('max'),
    createdAt: 's.created_at',
    updatedAt: 's.updated_at',
  },
  indexed: [],
  ordered: null,
}

const highlighted = [
  { column: 0, field: 'name' },
  { column: 1, field: (line: number) => `aliases/${line}` },
]

/** Which sources are listed, and how they are found. */
function sourcePlan(db: Db, query: SourceQuery, bounds: Bounds): Plan {
  const search = searchOf(db, sourceSearch, query, bounds)
  const conditions = sourceConditions(query.filters)
  return planOf(db, { table, search, match: search?.match ?? null, within: null, conditions, narrow: [] }, bounds)
}

/** A page of sources. */
export function listSources(db: Db, query: SourceQuery, bounds: Bounds = usualBounds): Listing<Source> {
  const planFor = (asked: SourceQuery) => sourcePlan(db, asked, bounds)
  const load = (pks: number[]) => loadSources(db, pks)
  return listItems(db, query, planFor, { facets: sourceFacets, highlighted, load }, bounds)
}
