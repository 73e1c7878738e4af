import type { ArticleFilters, ArticleQuery, PageEdge } from '../../domain/list-query.ts'
import { zoneOf } from '../../domain/zone.ts'
import type { Total } from '../../schema/list.ts'
import { table } from './articles.ts'
import type { Db } from './connect.ts'
import { isDayOfArticle, rangeOf } from './edges.ts'
import { keysetAfter } from './keyset.ts'
import { arrayOf, type TextListing, trimText } from './listing-text.ts'
import { secondOf, undatedSecond } from './position.ts'
import { rowsIn, usualBounds } from './sizes.ts'
import { column, raw, type Sql, sql, where } from './sql.ts'
import { type Summary, withSummaries } from './summary-texts.ts'

/** The filters that are ranges of positions. */
const ranges: readonly (keyof ArticleFilters)[] = ['publishedFrom', 'publishedTo']

/**
 * Whether a list of articles takes no longer than its rows: publish order is that of the rowid, so it reads `limit` + 1 rows
 * that stand beside each other, wherever it begins, and all of them match. Nothing is searched, sorted, filtered or
 * included, and nothing is counted unless the number is known.
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
    (total === 'none' || given.length === 0)
  )
}

/** The same page as `listArticleTexts` makes of a short list, without a plan. AppError invalid-cursor. */
export function listShort(db: Db, query: ArticleQuery, version?: number): TextListing {
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
      total: totalOf(db, query.total),
      next: back || more ? edge(-1, false) : null,
      prev: (back ? more : cursor !== null) ? edge(0, true) : null,
      warnings: [],
    }
  }
  return withSummaries(db, positions, pageOf, version)
}

const rowid = raw('a.position')

/** The positions on a page and one more, in the direction of its cursor. */
export function positionsIn(db: Db, { sort, filters, tz = 'UTC', limit, cursor }: ArticleQuery): Sql {
  const descending = sort[0]?.descending ?? false
  const key = { sql: String(table.keys.publishedAt), descending, byPosition: true }
  const after = cursor ? [keysetAfter(db, table, rowid, [key], cursor)] : []
  const conditions = where([...after, ...rangeOf(zoneOf(tz), filters, isDayOfArticle)(rowid)])
  const direction = descending === (cursor?.back ?? false) ? 'ASC' : 'DESC'
  // written out: a bound limit would have SQLite plan the query anew at every call
  return sql`SELECT a.position FROM articles a ${conditions} ORDER BY a.position ${raw(`${direction} LIMIT ${limit + 1}`)}`
}

/** How many articles there are, or that there are more than are counted. */
function totalOf(db: Db, asked: ArticleQuery['total']): Total | null {
  if (asked === 'none') return null
  const value = rowsIn(db, table.search)
  const { counted } = usualBounds
  return asked === 'auto' && value > counted ? { value: counted, relation: 'gte' } : { value, relation: 'eq' }
}
