import type { Db } from '../../src/store/sqlite/connect.ts'

type Value = string | number | null
type Column = { name: string; notnull: number; dflt_value: string | null; pk: number }

/**
 * Inserts rows into a table of the migrated database by the names of its columns. A column that the table has no longer is
 * left out; an Error names one that it cannot do without and that is not given.
 */
export function inserter<Name extends string>(
  db: Db,
  table: string,
  known: readonly Name[],
): (row: Record<Name, Value>) => number {
  const columns = db.prepare(`SELECT name, "notnull", dflt_value, pk FROM pragma_table_info(?)`).all(table) as Column[]
  const names = known.filter((name) => columns.some((column) => column.name === name))
  const missing = columns.filter(
    ({ name, notnull, dflt_value, pk }) =>
      notnull === 1 && dflt_value === null && pk === 0 && !known.includes(name as Name),
  )
  if (missing.length > 0) {
    throw new Error(
      `${table} has columns that bench/corpus/rows.ts does not fill: ${missing.map(({ name }) => name).join(', ')}`,
    )
  }
  const insert = db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
  return (row) => Number(insert.run(names.map((name) => whole(row[name]))).lastInsertRowid)
}

/** better-sqlite3 binds every number as REAL, which a STRICT table takes for a whole one only as far as it is exact. */
const whole = (value: Value): Value | bigint => (Number.isSafeInteger(value) ? BigInt(value as number) : value)
