import { foldName } from '../../domain/text.ts'
import type { Db } from './connect.ts'
import { speakerSql } from './new-quotes.ts'
import { secondSql } from './position.ts'
import { sortName } from './sort-name.ts'
import { namesOf } from './source-names.ts'
import { loadSource } from './source-rows.ts'
import { all, column, limitTo, raw, sql } from './sql.ts'

/** Rows that are not what they are worked out from: how many, and one of them. */
type Stray = { check: string; rows: string; n: number; example: string }

const outOfOrder = (table: string): string =>
  `SELECT id FROM (SELECT id, second, lag(id) OVER below AS low, lag(second) OVER below AS before
    FROM (SELECT id, position, ${secondSql('position')} AS second FROM ${table}) WINDOW below AS (ORDER BY position))
    WHERE second = before AND id <= low`
/** Rows that are in one of two tables only. */
const unlike = (one: string, other: string): string =>
  `SELECT format('%s %s', a, b) AS id FROM (SELECT * FROM (${one} EXCEPT ${other}) UNION ALL SELECT * FROM (${other} EXCEPT ${one}))`

/** What is kept beside its origin because working it out would be slow: each finds the ids of rows that differ from it. */
export const derived: readonly (readonly [check: string, rows: string, query: string])[] = [
  [
    'counts',
    'articles with wrong counts',
    `SELECT id FROM articles a WHERE quote_count <> (SELECT count(*) FROM quotes WHERE article = a.position)
      OR source_count <> (SELECT count(DISTINCT source) FROM quotes WHERE article = a.position)`,
  ],
  [
    'counts',
    'sources with wrong counts',
    `SELECT id FROM sources s WHERE quote_count <> (SELECT count(*) FROM quotes WHERE source = s.pk)
      OR article_count <> (SELECT count(DISTINCT article) FROM quotes WHERE source = s.pk)`,
  ],
  [
    'counts',
    'pairs of article and source with wrong counts',
    unlike(
      'SELECT source AS a, article AS b, quotes FROM article_sources',
      'SELECT source AS a, article AS b, count(*) FROM quotes WHERE source IS NOT NULL GROUP BY source, article',
    ),
  ],
  [
    'counts',
    'kinds of quotes with wrong counts',
    unlike(
      'SELECT kind AS a, status AS b, quotes FROM quote_counts WHERE quotes <> 0',
      'SELECT kind AS a, status AS b, count(*) FROM quotes GROUP BY kind, status',
    ),
  ],
  [
    'labels',
    'labels with wrong counts or sort words',
    `SELECT value AS id FROM labels l WHERE folded <> fold_name(value)
      OR uses <> (SELECT count(*) FROM article_labels WHERE label = l.id)
        + iif(kind = 'publisher', (SELECT count(*) FROM articles WHERE publisher = l.id), 0)
        + iif(kind = 'section', (SELECT count(*) FROM articles WHERE section = l.id), 0)
        + iif(kind = 'language', (SELECT count(*) FROM articles WHERE language = l.id), 0)`,
  ],
  [
    'labels',
    'articles without the words of their labels',
    `SELECT a.id FROM articles a JOIN article_texts t USING (position) WHERE t.label_words <>
      coalesce((SELECT group_concat(char(63743) || label, ' ') FROM (SELECT a.publisher AS label UNION SELECT a.section
        UNION SELECT a.language UNION SELECT label FROM article_labels WHERE article = a.position ORDER BY label)
        WHERE label IS NOT NULL), '')`,
  ],
  [
    'labels',
    'quotes without the words of the labels of their article',
    'SELECT q.id FROM quotes q JOIN article_texts t ON t.position = q.article WHERE q.label_words <> t.label_words',
  ],
  [
    'names',
    'quotes without the name of their speaker',
    `SELECT q.id FROM quotes q LEFT JOIN sources s ON s.pk = q.source
      WHERE q.speaker <> ${speakerSql(raw("coalesce(s.name, '')")).text}`,
  ],
  ['names', 'sources with a wrong sort word', 'SELECT id FROM sources WHERE folded <> sort_name(name)'],
  [
    'order',
    'articles with a wrong sort word',
    'SELECT a.id FROM articles a JOIN article_texts t USING (position) WHERE t.folded <> sort_name(t.title)',
  ],
  [
    'order',
    'quotes that begin elsewhere than they stand',
    "SELECT id FROM quotes WHERE first_start <> segments ->> '$[0][0]'",
  ],
  [
    'order',
    'quotes at another time than their article',
    `SELECT id FROM quotes WHERE ${secondSql('position')} <> ${secondSql('article')}`,
  ],
  ['order', 'articles out of the order of their ids', outOfOrder('articles')],
  ['order', 'quotes out of the order of their ids', outOfOrder('quotes')],
  [
    'ids',
    'ids that are there although they were deleted or merged',
    `SELECT id FROM (SELECT id FROM tombstones UNION ALL SELECT id FROM merged_sources)
      WHERE id IN (SELECT id FROM articles) OR id IN (SELECT id FROM quotes) OR id IN (SELECT id FROM sources)`,
  ],
  ...['articles', 'quotes', 'sources'].map(
    (table) =>
      [
        'what the change feed tells',
        `${table} of which it does not tell`,
        `SELECT id FROM ${table} EXCEPT SELECT id FROM changes WHERE type = 'created'`,
      ] as const,
  ),
]

/** Holds all that is worked out from other rows against them; some scans of the whole database. */
export function findStrays(db: Db, progress: (done: number, of: number) => void): Stray[] {
  db.function('fold_name', { deterministic: true }, (name) => foldName(String(name)))
  db.function('sort_name', { deterministic: true }, (name) => sortName(String(name)))
  const strays = derived.flatMap(([check, rows, query], i) => {
    progress(i, derived.length)
    const found = db.prepare(`SELECT count(*) AS n, min(id) AS example FROM (${query})`).get() as Stray
    return found.n === 0 ? [] : [{ ...found, check, rows }]
  })
  const unnamed = sourcesWithWrongNames(db)
  const rows = 'sources that are not found by their names'
  return [...strays, ...unnamed.slice(0, 1).map((example) => ({ check: 'names', rows, n: unnamed.length, example }))]
}

export const derivedChecks = ['counts', 'labels', 'names', 'order', 'ids', 'what the change feed tells'] as const

const range = 1000

function sourcesWithWrongNames(db: Db): string[] {
  const wrong: string[] = []
  for (let last = 0; ; ) {
    const keys = column<number>(db, sql`SELECT pk FROM sources WHERE pk > ${last} ORDER BY pk ${limitTo(range)}`)
    for (const pk of keys) {
      const source = loadSource(db, pk)
      const kept = all<{ folded: string; role: string }>(
        db,
        sql`SELECT folded, role FROM source_names WHERE source = ${pk}`,
      )
      const roles = new Map(kept.map(({ folded, role }) => [folded, role]))
      const names = namesOf(db, pk, source)
      if (names.size !== roles.size || [...names].some(([folded, role]) => roles.get(folded) !== role))
        wrong.push(source.id)
    }
    if (keys.length < range) return wrong
    last = keys.at(-1) ?? last
  }
}
