import type { Db } from '../../src/store/sqlite/connect.ts'

type Named = { name: string; sql: string }

/** The full-text tables that can be built anew from the table whose words they index. */
function searchTables(db: Db): string[] {
  const tables = db
    .prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%USING fts5 (%'`)
    .all() as Named[]
  return tables.filter(({ sql }) => /content\s*=\s*['"]?\w/.test(sql)).map(({ name }) => name)
}

/** The tables that the body of a trigger writes to. */
const written = (sql: string): string[] =>
  [...sql.slice(sql.search(/\bBEGIN\b/i)).matchAll(/\b(?:INTO|DELETE FROM|UPDATE(?: OR \w+)?)\s+(\w+)/gi)]
    .map(([, table = '']) => table)
    .filter((table) => table.toUpperCase() !== 'SET')

/**
 * Takes the triggers away that do nothing but keep full-text indexes. The function that is returned puts them back and
 * builds those indexes anew, which takes a fraction of the time.
 */
export function postponeSearch(db: Db): (tell: (table: string) => void) => void {
  const tables = searchTables(db)
  const triggers = (db.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all() as Named[]).filter(
    ({ sql }) => written(sql).length > 0 && written(sql).every((table) => tables.includes(table)),
  )
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`)
  return (tell) => {
    for (const table of tables) {
      tell(table)
      db.exec(`INSERT INTO ${table} (${table}) VALUES ('rebuild')`)
    }
    for (const { sql } of triggers) db.exec(sql)
  }
}
