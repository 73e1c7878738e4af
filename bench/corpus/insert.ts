import type { Db } from '../../src/store/sqlite/connect.ts'

type Value = string | number | null
type Column = { name: string; notnull: number; dflt_value: string | null; pk: number }

/**
 * Inserts rows into a table of the migrated database by the names of its columns. A column that the table has no longer is
 * left out; an Error names one that it cannot do without and that is not given.
 */
export function inserter(db: Db, table: string, known: readonly string[]): (row: Record<string, Value>) => number {
  const columns = db.prepare(`SELECT name, "notnull", dflt_value, pk FROM pragma_table_info(?)`).all(table) as Column[]
  const names = known.filter((name) => columns.some((column) => column.name === name))
  const needed = columns.filter(({ notnull, dflt_value, pk }) => notnull === 1 && dflt_value === null && pk === 0)
  const missing = needed.filter(({ name }) => !known.includes(name)).map(({ name }) => name)
  if (missing.length > 0) throw new Error(`bench/corpus/rows.ts does not fill ${missing.join(', ')} of ${table}`)
  const insert = db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
  return (row) => Number(insert.run(names.map((name) => whole(row[name] ?? null))).lastInsertRowid)
}

/** better-sqlite3 binds every number as REAL, which a STRICT table takes for a whole one only as far as it is exact. */
const whole = (value: Value): Value | bigint => (Number.isSafeInteger(value) ? BigInt(value as number) : value)
