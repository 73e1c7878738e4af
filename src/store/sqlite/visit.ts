import type { Db } from './connect.ts'
import { first, type Sql, sql } from './sql.ts'

type Column = number | string | null
type Visitor = (a: Column, b: Column, c: Column, d: Column) => void
type Holder = { visitor: Visitor | null }
const holders = new WeakMap<Db, Holder>()

/** Shows the four columns of each row of FROM and WHERE to a function: twice as fast as rows that are handed over. */
export function visitRows(db: Db, columns: Sql, rows: Sql, visitor: Visitor): void {
  const holder = holderOf(db)
  holder.visitor = visitor
  try {
    first(db, sql`SELECT count(visit(${columns})) ${rows}`)
  } finally {
    holder.visitor = null
  }
}

function holderOf(db: Db): Holder {
  const known = holders.get(db)
  if (known) return known
  const holder: Holder = { visitor: null }
  holders.set(db, holder)
  db.function('visit', { deterministic: false, directOnly: true }, (a, b, c, d) => {
    holder.visitor?.(a as Column, b as Column, c as Column, d as Column)
    return null
  })
  return holder
}
