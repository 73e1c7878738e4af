import type { ArticleFilters, ArticleQuery, PageEdge } from '../../domain/list-query.ts'
import { zoneOf } from '../../domain/zone.ts'
import type { Total } from '../../schema/list.ts'
import { table } from './articles.ts'
import type { Db } from './connect.ts'
import { isDayOfArticle, rangeOf } from './edges.ts'
import { keysetAfter } from './keyset.ts'
import { arrayOf, type TextListing, trimText } from './listing-text.ts'
import { secondOf, undatedSecond } from './position.ts'
import { type Bounds, rowsIn, usualBounds } from './sizes.ts'
import { column, limitTo, raw, type Sql, sql, where } from './sql.ts'
import { type Summary, withSummaries } from './summary-texts.ts'

/** The filters that are ranges of positions. */
const ranges: readonly (keyof ArticleFilters)[] = ['publishedFrom', 'publishedTo']

/**
 * Whether a list of articles takes no longer than its rows: publish order is that of the rowid, so it reads `limit` + 1 rows
 * that stand beside each other, wherever it begins, and all of them match. Nothing is searched, sorted, filtered or
 * included, and what is counted is known, or a walk along at most 10,000 positions: 0.25 ms, less than the way to another
 * thread and back.
 */
export function isShortList(query: ArticleQuery): boolean {
  const { q, sort, filters, include, facets, explain, total } = query
  const given = (Object.keys(filters) as (keyof ArticleFilters)[]).filter((name) => filters[name] !== undefined)
  return (
    !q?.root &&
    sort.length === 1 &&
    sort[0]?.key === 'publishedAt' &&
    include.length === 0 &&
    !facets &&
    !explain &&
    given.every((name) => ranges.includes(name)) &&
    (total !== 'exact' || given.length === 0)
  )
}

/** The same page as `listArticleTexts` makes of a short list, without a plan. `version`: see withSummaries. AppError invalid-cursor. */
export function listShort(db: Db, query: ArticleQuery, version?: number, bounds: Bounds = usualBounds): TextListing {
  const { limit, cursor, fields } = query
  const back = cursor?.back ?? false
  const found = limit === 0 ? [] : column<number>(db, positionsIn(db, query))
  const more = found.length > limit
  const positions = found.slice(0, limit)
  if (back) positions.reverse()
  const pageOf = (articles: Summary[]): TextListing => {
    const edge = (at: number, backwards: boolean): PageEdge | null => {
      const [position, article] = [positions.at(at), articles.at(at)]
      if (position === undefined || article === undefined) return null
      return { keys: [secondOf(position) ?? undatedSecond], id: article.id, back: backwards }
    }
    return {
      json: arrayOf(articles.map(({ json }) => (fields ? trimText(json, fields, []) : json))),
      total: totalOf(db, query, bounds),
      next: back || more ? edge(-1, false) : null,
      prev: (back ? more : cursor !== null) ? edge(0, true) : null,
      warnings: [],
    }
  }
  return withSummaries(db, positions, pageOf, version)
}

const rowid = raw('a.position')

/** The positions on a page and one more, in the direction of its cursor. */
export function positionsIn(db: Db, { sort, filters, tz, limit, cursor }: ArticleQuery): Sql {
  const descending = sort[0]?.descending ?? false
  const key = { sql: String(table.keys.publishedAt), descending, byPosition: true }
  const after = cursor ? [keysetAfter(db, table, rowid, [key], cursor)] : []
  const order = descending === (cursor?.back ?? false) ? 'ASC' : 'DESC'
  return sql`SELECT a.position FROM articles a ${where([...after, ...inRange(filters, tz)])}
    ORDER BY a.position ${raw(order)} ${limitTo(limit + 1)}`
}

const inRange = (filters: ArticleFilters, tz = 'UTC'): Sql[] => rangeOf(zoneOf(tz), filters, isDayOfArticle)(rowid)

/** How many articles there are, or that there are more than are counted. */
function totalOf(db: Db, { total: asked, filters, tz }: ArticleQuery, { counted }: Bounds): Total | null {
  if (asked === 'none') return null
  const conditions = inRange(filters, tz)
  const some = sql`SELECT 1 FROM articles a ${where(conditions)} ${limitTo(counted + 1)}`
  const count = () => column<number>(db, sql`SELECT count(*) FROM (${some})`)[0] as number
  const value = conditions.length === 0 ? rowsIn(db, table.search) : count()
  return asked === 'auto' && value > counted ? { value: counted, relation: 'gte' } : { value, relation: 'eq' }
}
