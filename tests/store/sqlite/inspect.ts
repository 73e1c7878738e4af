import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect } from 'vitest'
import { secondOf } from '../../../src/store/sqlite/position.ts'

/** Each finds the rows of a counter that is wrong. */
const wrong = {
  'articles.quote_count': `SELECT id FROM articles a WHERE quote_count <>
    (SELECT count(*) FROM quotes WHERE article = a.position)`,
  'articles.source_count': `SELECT id FROM articles a WHERE source_count <>
    (SELECT count(DISTINCT source) FROM quotes WHERE article = a.position)`,
  'sources.quote_count':
    'SELECT id FROM sources s WHERE quote_count <> (SELECT count(*) FROM quotes WHERE source = s.pk)',
  'sources.article_count': `SELECT id FROM sources s WHERE article_count <>
    (SELECT count(DISTINCT article) FROM quotes WHERE source = s.pk)`,
  article_sources: `SELECT source, article, quotes FROM article_sources EXCEPT
    SELECT source, article, count(*) FROM quotes WHERE source IS NOT NULL GROUP BY source, article`,
  'labels.uses': `SELECT value FROM labels l WHERE uses <> (SELECT count(*) FROM article_labels WHERE label = l.id)
    + (SELECT count(*) FROM articles WHERE l.id IN (publisher, section, language))`,
  quote_counts: `SELECT kind, status, quotes FROM quote_counts WHERE quotes <> 0 EXCEPT
    SELECT kind, status, count(*) FROM quotes GROUP BY kind, status`,
  'quotes that are not counted': `SELECT kind, status, count(*) FROM quotes GROUP BY kind, status EXCEPT
    SELECT kind, status, quotes FROM quote_counts`,
  'articles without a text': 'SELECT id FROM articles WHERE position NOT IN (SELECT position FROM article_texts)',
  'quotes in another second than their article':
    'SELECT id FROM quotes WHERE article >> 20 <> position >> 20 AND article > 0',
  'label words': `SELECT id FROM articles a JOIN article_texts t USING (position)
    WHERE label_words <> coalesce((SELECT group_concat(char(63743) || id, ' ') FROM (SELECT id FROM labels
      WHERE id IN (a.publisher, a.section, a.language)
        OR id IN (SELECT label FROM article_labels WHERE article = a.position) ORDER BY id)), '')`,
  'label words of quotes': `SELECT q.id FROM quotes q JOIN article_texts t ON t.position = q.article
    WHERE q.label_words <> t.label_words`,
  'buried but alive': `SELECT id FROM tombstones WHERE id IN
    (SELECT id FROM articles UNION ALL SELECT id FROM quotes UNION ALL SELECT id FROM sources)`,
}

/** Fails unless the file of a closed store is sound: pages, references, search indexes, counters and the order of positions. */
export function expectSound(dataDir: string): void {
  const db = new Database(join(dataDir, 'whosaid.db'), { fileMustExist: true })
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.pragma('foreign_key_check')).toEqual([])
    for (const table of ['article_search', 'quote_search', 'source_search', 'label_search']) {
      db.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('integrity-check', 1)`)
    }
    for (const [counter, query] of Object.entries(wrong))
      expect([counter, db.prepare(query).all()]).toEqual([counter, []])
    for (const table of ['articles', 'quotes'] as const) expectOrdered(db, table)
  } finally {
    db.close()
  }
}

/** Fails unless rows by position stand in the order of their publish second and id. */
export function expectOrdered(db: Database.Database, table: 'articles' | 'quotes'): void {
  const rows = db
    .prepare<[], { position: number; id: string }>(`SELECT position, id FROM ${table} ORDER BY position`)
    .all()
  const keys = rows.map(({ position, id }) => ({ second: secondOf(position) ?? Number.NEGATIVE_INFINITY, id }))
  for (const [i, { second, id }] of keys.entries()) {
    const before = keys[i - 1]
    const fits = !before || before.second < second || (before.second === second && before.id < id)
    if (!fits) throw new Error(`${table}: ${before.id} stands before ${id}`)
  }
}
