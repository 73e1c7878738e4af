import type { Db } from './connect.ts'

/** A part of a schema by its names; `of` is the table of a column, and null for the others. */
export type SchemaPart = { type: 'table' | 'column' | 'index' | 'trigger'; name: string; of: string | null }

const partsSql = `SELECT type, name, NULL AS "of" FROM sqlite_schema WHERE type <> 'view' AND name NOT GLOB 'sqlite_*'
  UNION ALL
  SELECT 'column', c.name, t.name FROM sqlite_schema t JOIN pragma_table_xinfo(t.name) c
    WHERE t.type = 'table' AND t.name NOT GLOB 'sqlite_*'`
const order: SchemaPart['type'][] = ['table', 'column', 'index', 'trigger']

const partsOf = (db: Db): SchemaPart[] => db.prepare(partsSql).all() as SchemaPart[]
const nameOf = ({ type, name, of }: SchemaPart): string => `${type}${of ? ` ${of}.` : ' '}${name}`

/** The first part of one database that another has not, tables before what they hold. What it has beyond is no matter. */
export function firstMissing(db: Db, wanted: Db): SchemaPart | null {
  const found = new Set(partsOf(db).map(nameOf))
  const missing = partsOf(wanted).filter((part) => !found.has(nameOf(part)))
  return missing.toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type))[0] ?? null
}

/** What to tell a person of a file that has not what its schema has. */
export const lacks = (name: string, schema: number, part: SchemaPart): string =>
  `${name} has no ${nameOf(part)}, which schema ${schema} has: a version between releases made it. Restore a backup, or export with the version that made it and import that.`
