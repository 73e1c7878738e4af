import { invalidCursor } from '../../domain/cursor.ts'
import type { PageEdge } from '../../domain/list-query.ts'
import type { Db } from './connect.ts'
import type { ListTable } from './plan.ts'
import { boundary, undatedSecond } from './position.ts'
import { raw, type Sql, sql } from './sql.ts'

/** One sort key in SQL. `byPosition`: it is the last one and publish order, so the rowid is key and tie-break in one. */
export type Key = { sql: string; descending: boolean; byPosition: boolean }

const direction = (descending: boolean): string => (descending ? 'DESC' : 'ASC')

/**
 * ORDER BY of these keys, ending in id in the direction of the last; the other way round to walk back. `narrowed`: no index may
 * give the order, since another one leads to few rows.
 */
export function orderBy({ alias, rowid }: ListTable, keys: readonly Key[], back: boolean, narrowed: boolean): Sql {
  const sign = narrowed ? '+' : ''
  const terms = keys.map((key) => {
    const expression = key.byPosition ? (narrowed ? `${alias}.${rowid}` : 'rowid') : key.sql
    return `${sign}${expression} ${direction(key.descending !== back)}`
  })
  const last = keys.at(-1)
  if (!last?.byPosition) terms.push(`${sign}${alias}.id ${direction((last?.descending ?? false) !== back)}`)
  return raw(terms.join(', '))
}

/** The rows beyond a cursor: (k1 > v1) OR (k1 = v1 AND (k2 > v2 OR …)), each in its direction. AppError invalid-cursor. */
export function keysetAfter(db: Db, table: ListTable, position: Sql, keys: readonly Key[], cursor: PageEdge): Sql {
  if (cursor.keys.length !== keys.length || cursor.keys.some((value) => value === null)) throw invalidCursor()
  const last = keys.at(-1)
  const tie = last?.byPosition
    ? null
    : beyond(`${table.alias}.id`, cursor.id, (last?.descending ?? false) !== cursor.back)
  const after = keys.reduceRight<Sql | null>((rest, key, i) => {
    const value =
      key.sql === 'score' ? scoreNow(table, cursor, cursor.keys[i] as number) : (cursor.keys[i] as string | number)
    const down = key.descending !== cursor.back
    if (key.byPosition) return beyondPosition(db, table, position, cursor.keys[i] as string | number, cursor.id, down)
    return sql`${beyond(key.sql, value, down)} OR (${raw(key.sql)} = ${value} AND (${rest as Sql}))`
  }, tie) as Sql
  const [head] = keys
  if (!head || head.byPosition || head.sql === 'score') return after
  // says nothing new, but lets SQLite enter an index on the first key here instead of at its end
  return sql`${raw(head.sql)} ${raw(head.descending !== cursor.back ? '<=' : '>=')} ${cursor.keys[0] as string | number} AND (${after})`
}

/**
 * The score that the row of a cursor has now: every write changes the scores of all rows alike, so that the one it had
 * when the cursor was made would lead elsewhere. That one serves where the row is gone.
 */
const scoreNow = (table: ListTable, cursor: PageEdge, then: number): Sql =>
  sql`coalesce((SELECT now.score FROM scored now WHERE now.hit =
    (SELECT ${raw(`${table.alias}.${table.rowid}`)} FROM ${raw(table.from)} WHERE ${raw(`${table.alias}.id`)} = ${cursor.id})), ${then})`

const beyond = (expression: string, value: string | number | Sql, down: boolean): Sql =>
  sql`${raw(expression)} ${raw(down ? '<' : '>')} ${value}`

function beyondPosition(
  db: Db,
  table: ListTable,
  position: Sql,
  second: string | number,
  id: string,
  down: boolean,
): Sql {
  if (typeof second !== 'number' || !Number.isSafeInteger(second) || table.ordered === null) throw invalidCursor()
  const edge = boundary(db, table.ordered, second === undatedSecond ? null : second, id)
  return down ? sql`${position} <= ${edge.before}` : sql`${position} >= ${edge.after}`
}
