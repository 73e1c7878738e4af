import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unconditional } from '../../../src/domain/store.ts'
import { openStore } from '../../../src/store/open.ts'
import { examineContents } from '../../../src/store/sqlite/examine.ts'
import { derived } from '../../../src/store/sqlite/examine-derived.ts'
import { articleWith, extractionOf, words } from '../harness.ts'
import { tempFolder } from '../temp-folder.ts'

const folder = tempFolder()
const [whole, damaged] = [join(folder.path, 'whosaid.db'), join(folder.path, 'damaged.db')]

/** A database with articles of one second, quotes, sources, labels, a merge and something deleted. */
beforeAll(async () => {
  const store = await openStore({ dataDir: folder.path, readers: 1, lock: true })
  const about = {
    publisher: 'Post',
    section: 'City',
    tags: ['port', 'Élan'],
    authors: ['Ana'],
    publishedAt: '2026-03-04',
  }
  for (const title of ['One', 'Two', 'Three']) {
    const article = articleWith({ ...about, title })
    await store.articles.create(article, extractionOf(article.body, { [words]: `Maren ${title}` }))
  }
  const [from, into] = [
    await store.sources.create({ name: 'A. Ruiz' }),
    await store.sources.create({ name: 'Ana Ruiz' }),
  ]
  await store.sources.merge(from.id, into.id, false, unconditional)
  const gone = await store.sources.create({ name: 'Gone' })
  await store.sources.delete(gone.id, false, { ifMatch: null, ifNoneMatch: false })
  await store.close()
})
afterAll(() => folder.remove())

/** What the examination says of a copy to which this was done. */
function examine(...damage: string[]): string {
  copyFileSync(whole, damaged)
  const db = new Database(damaged)
  try {
    db.pragma('foreign_keys = OFF')
    for (const step of damage) db.exec(step)
    const findings = examineContents(db, { server: false, progress: () => {} })
    return findings.flatMap(({ check, problem }) => (problem ? `${check}: ${problem}` : [])).join('\n')
  } finally {
    db.close()
  }
}

const one = (table: string, key: string) => `${key} = (SELECT min(${key}) FROM ${table})`
/** How each of them may be wrong, by what the examination calls the rows. */
const damages: Record<string, string[]> = {
  'articles with wrong counts': [
    `UPDATE articles SET source_count = 7 WHERE ${one('articles', 'position')}`,
    `UPDATE articles SET quote_count = 7 WHERE ${one('articles', 'position')}`,
  ],
  'sources with wrong counts': [
    `UPDATE sources SET article_count = 7 WHERE ${one('sources', 'pk')}`,
    `UPDATE sources SET quote_count = 7 WHERE ${one('sources', 'pk')}`,
  ],
  'pairs of article and source with wrong counts': [
    `UPDATE article_sources SET quotes = 9 WHERE ${one('article_sources', 'article')}`,
    `DELETE FROM article_sources WHERE ${one('article_sources', 'article')}`,
  ],
  'kinds of quotes with wrong counts': [
    'UPDATE quote_counts SET quotes = quotes + 1',
    'DELETE FROM quote_counts',
    "INSERT INTO quote_counts VALUES ('mixed', 'disputed', 1)",
  ],
  'labels with wrong counts or sort words': [
    "UPDATE labels SET uses = uses - 1 WHERE kind = 'tag'",
    "UPDATE labels SET uses = 0 WHERE kind = 'publisher'",
    "UPDATE labels SET uses = 0 WHERE kind = 'section'",
    "UPDATE labels SET uses = 0 WHERE kind = 'language'",
    "UPDATE labels SET uses = 0 WHERE kind = 'author'",
    "UPDATE labels SET folded = 'Elan' WHERE value = 'Élan'",
  ],
  'articles without the words of their labels': [
    `UPDATE article_texts SET label_words = '' WHERE ${one('article_texts', 'position')}`,
    `DELETE FROM article_labels WHERE ${one('article_labels', 'article')} AND ${one('article_labels', 'label')}`,
    `UPDATE articles SET section = NULL WHERE ${one('articles', 'position')}`,
  ],
  'quotes without the words of the labels of their article': [
    `UPDATE quotes SET label_words = '' WHERE ${one('quotes', 'position')}`,
  ],
  'quotes without the name of their speaker': [
    `UPDATE quotes SET speaker = 'Somebody' WHERE ${one('quotes', 'position')}`,
    "UPDATE sources SET name = 'Marta One', folded = 'marta one' WHERE name = 'Maren One'",
  ],
  'sources with a wrong sort word': [`UPDATE sources SET folded = 'zz' WHERE ${one('sources', 'pk')}`],
  'sources that are not found by their names': [
    "DELETE FROM source_names WHERE role = 'last-name' AND folded = 'one'",
    "UPDATE source_names SET role = 'alias' WHERE role = 'name' AND folded = 'maren two'",
    "INSERT INTO source_names SELECT 'else', min(pk), 'alias' FROM sources",
  ],
  'articles with a wrong sort word': [
    `UPDATE article_texts SET folded = 'zz' WHERE ${one('article_texts', 'position')}`,
  ],
  'quotes that begin elsewhere than they stand': [
    `UPDATE quotes SET first_start = first_start + 1 WHERE ${one('quotes', 'position')}`,
  ],
  'quotes at another time than their article': [
    `UPDATE quotes SET position = position + 1048576 * 60 WHERE position = (SELECT max(position) FROM quotes)`,
  ],
  'articles out of the order of their ids': [swap('articles')],
  'quotes out of the order of their ids': [swap('quotes')],
  'ids that are there although they were deleted or merged': [
    'INSERT INTO tombstones SELECT id, 1, 0 FROM articles LIMIT 1',
    'INSERT INTO tombstones SELECT id, 1, 0 FROM quotes LIMIT 1',
    'UPDATE merged_sources SET id = (SELECT min(id) FROM sources)',
  ],
  'articles of which it does not tell': ["UPDATE changes SET type = 'updated' WHERE resource = 'article'"],
  'quotes of which it does not tell': ["UPDATE changes SET type = 'updated' WHERE resource = 'quote'"],
  'sources of which it does not tell': [
    "UPDATE changes SET type = 'updated' WHERE resource = 'source' AND type = 'created'",
  ],
}

/** Exchanges the ids of the first two rows. */
function swap(table: string): string {
  const pair = `(SELECT position, id FROM ${table} ORDER BY position LIMIT 2)`
  return `CREATE TEMP TABLE pair AS SELECT * FROM ${pair}; UPDATE ${table} SET id = id || 'x' WHERE position IN (SELECT position FROM pair);
    UPDATE ${table} SET id = (SELECT p.id FROM pair p WHERE p.position <> ${table}.position) WHERE position IN (SELECT position FROM pair)`
}

test('a whole database has nothing wrong', () => expect(examine()).toBe(''))

test('everything that is worked out from other rows is held against them', () => {
  expect(Object.keys(damages).toSorted()).toEqual(
    [...derived.map(([, rows]) => rows), 'sources that are not found by their names'].toSorted(),
  )
})

test.each(Object.entries(damages).flatMap(([rows, steps]) => steps.map((step) => [rows, step])))(
  '%s: %s',
  (rows, step) => {
    expect(examine(step)).toMatch(new RegExp(`\\d+ ${rows}, the first is \\S`))
  },
)

test.each([
  [
    'labels',
    "INSERT INTO label_search (label_search) VALUES ('delete-all')",
    /label_search has 0 rows too many and lacks \d+/,
  ],
  [
    'words of labels',
    "UPDATE labels SET value = 'Gazette', folded = 'gazette' WHERE value = 'Post'",
    /label_search does not have the words/,
  ],
  ['words of a quote', 'UPDATE quotes SET word_count = 99', /quotes do not stand in their article/],
])('the search index of %s', (_, step, said) => expect(examine(step)).toMatch(said))
