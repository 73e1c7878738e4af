import Database from 'better-sqlite3'

/** Copies the plain table and the index on its times, without the full-text index: what programs that know no FTS5 can read. */
export function copyPlainTable(from: string, to: string): void {
  const db = new Database(to)
  db.pragma('synchronous = OFF')
  db.prepare('ATTACH ? AS plain').run(from)
  const definitions = db
    .prepare(
      `SELECT sql FROM plain.sqlite_master WHERE name IN ('articles', 'articles_published_at') ORDER BY type DESC`,
    )
    .pluck()
    .all() as string[]
  for (const definition of definitions) db.exec(definition)
  db.exec('INSERT INTO main.articles SELECT * FROM plain.articles; DETACH plain; ANALYZE')
  db.close()
}
