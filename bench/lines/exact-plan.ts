import Database from 'better-sqlite3'
import { summaryColumns } from '../corpus/plain-database.ts'
import type { SearchQuery } from './search-queries.ts'

/** What every search here asks for: which page, and whether facets as well. */
export type Asked = { order: 'newest' | 'relevance'; facets: boolean }

const facets = {
  publisher:
    'SELECT a.publisher AS value, count(*) AS n FROM matched m JOIN articles a ON a.pk = m.pk GROUP BY 1 ORDER BY 2 DESC LIMIT 10',
  section:
    'SELECT a.section AS value, count(*) AS n FROM matched m JOIN articles a ON a.pk = m.pk GROUP BY 1 ORDER BY 2 DESC LIMIT 10',
  tag: 'SELECT t.value, count(*) AS n FROM matched m JOIN articles a ON a.pk = m.pk, json_each(a.tags) t GROUP BY 1 ORDER BY 2 DESC LIMIT 10',
  year: `SELECT strftime('%Y', a.published_at, 'unixepoch') AS value, count(*) AS n FROM matched m JOIN articles a ON a.pk = m.pk GROUP BY 1 ORDER BY 2 DESC LIMIT 10`,
}
const columns = summaryColumns.replace(/\w+/g, 'a.$&')
const orders = { newest: 'a.published_at DESC, a.id DESC', relevance: 'bm25(search, 10, 5, 1), a.id DESC' }

/**
 * The naive exact plan on the plain database: all matches joined with their articles and sorted, an exact count, and each
 * facet over all matches. Returns how many match.
 */
export function openExactPlan(path: string): { search(query: SearchQuery, asked: Asked): number; close(): void } {
  const db = new Database(path, { readonly: true })
  db.pragma('cache_size = -16000')
  const where = 'search MATCH ? AND (a.publisher = ? OR ? IS NULL)'
  const joined = 'FROM search JOIN articles a ON a.pk = search.rowid'
  const pages = Object.fromEntries(
    Object.entries(orders).map(([order, by]) => [
      order,
      db.prepare(`SELECT ${columns} ${joined} WHERE ${where} ORDER BY ${by} LIMIT 20`),
    ]),
  ) as Record<Asked['order'], Database.Statement>
  const count = db.prepare(`SELECT count(*) ${joined} WHERE ${where}`).pluck()
  const plainCount = db.prepare('SELECT count(*) FROM search WHERE search MATCH ?').pluck()
  const counts = Object.values(facets).map((sql) =>
    db.prepare(`WITH matched AS (SELECT a.pk ${joined} WHERE ${where}) ${sql}`),
  )
  return {
    search({ match, publisher = null }, { order, facets }) {
      const bound = [match, publisher, publisher]
      pages[order].all(...bound)
      if (facets) for (const each of counts) each.all(...bound)
      return (publisher === null ? plainCount.get(match) : count.get(...bound)) as number
    },
    close: () => {
      db.close()
    },
  }
}
