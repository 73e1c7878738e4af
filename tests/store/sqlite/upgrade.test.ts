import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { newId } from '../../../src/domain/ids.ts'
import { contentHash, textKey } from '../../../src/domain/text.ts'
import { examineStore, migrateStore, openStore } from '../../../src/store/open.ts'
import { openWriter } from '../../../src/store/sqlite/connect.ts'
import { migrate } from '../../../src/store/sqlite/migrate.ts'
import { articleQuery } from '../harness.ts'
import { tempFolder } from '../temp-folder.ts'
import { expectSound } from './inspect.ts'

const first = '0001_articles_quotes_sources.sql'
const ours = fileURLToPath(new URL('../../../migrations/sqlite/', import.meta.url))

test('a database of the first schema keeps its rows, and they are counted and suggested', async () => {
  const folder = tempFolder()
  const oldest = join(folder.path, 'migrations')
  mkdirSync(oldest)
  cpSync(join(ours, first), join(oldest, first))
  const db = openWriter(join(folder.path, 'whosaid.db'))
  migrate(db, oldest)
  db.exec(`INSERT INTO labels (kind, value) VALUES ('language', 'en'), ('tag', 'Sørensen case'), ('publisher', 'L''Écho');
    INSERT INTO articles (position, id, publisher, language, word_count, created_at, updated_at)
      VALUES (1048576, '${newId('art')}', 3, 1, 2, 0, 0);
    INSERT INTO article_texts (position, title, folded, excerpt, content_hash, body) VALUES (1048576, 'T', 't', 'B c', '${contentHash('B c')}', 'B c');
    INSERT INTO article_labels (label, article, ordinal) VALUES (2, 1048576, 0);
    INSERT INTO quotes (position, id, article, kind, anchor, segments, first_start, text, text_key, before, after, speaker,
      status, method, word_count, created_at, updated_at) VALUES (1048576, '${newId('quo')}', 1048576, 'mixed', 'exact',
      '[[0,1]]', 0, 'B', '${textKey('B')}', '', ' c', char(10), 'unattributed', 'manual', 1, 0, 0)`)
  db.close()
  const store = await openStore({ dataDir: folder.path, readers: 1, lock: true })
  const types = ['tag', 'publisher'] as const
  expect(await store.suggest({ q: 'sorens', types, limit: 5 })).toMatchObject([{ value: 'Sørensen case', count: 1 }])
  expect(await store.suggest({ q: 'lecho', types, limit: 5 })).toMatchObject([{ value: "L'Écho", count: 1 }])
  const found = async (q: string) => (await store.articles.list(articleQuery({ q, highlight: true }))).items
  const matched = async (q: string) =>
    (await found(q)).flatMap(({ highlights }) => highlights?.map(({ field }) => field))
  expect(await matched('title:t')).toEqual(['title'])
  expect(await matched('body:c')).toEqual(['body'])
  expect(await found('body:t')).toEqual([])
  await store.close()
  expectSound(folder.path)
  folder.remove()
})

test.each([
  ['table', 'DROP TABLE article_labels', 'table article_labels'],
  ['column', 'ALTER TABLE labels RENAME COLUMN value TO other', 'column labels.value'],
  ['index', 'DROP INDEX quotes_source', 'index quotes_source'],
  ['trigger', 'DROP TRIGGER quote_search_insert', 'trigger quote_search_insert'],
])('an older database without every %s of its schema is refused, and left as it was', async (_, drop, told) => {
  const folder = tempFolder()
  const path = join(folder.path, 'whosaid.db')
  const oldest = join(folder.path, 'migrations')
  mkdirSync(oldest)
  cpSync(join(ours, first), join(oldest, first))
  const db = openWriter(path)
  migrate(db, oldest)
  db.exec(`CREATE TABLE beyond (x); ${drop}`)
  db.close()
  const before = readFileSync(path)
  await expect(migrateStore(folder.path)).rejects.toThrow(
    `${path} has no ${told}, which schema 1 has: a version between releases made it. Restore a backup,`,
  )
  expect(readFileSync(path).equals(before)).toBe(true)
  folder.remove()
})

test('doctor names what a database lacks of the newest schema', async () => {
  const folder = tempFolder()
  await migrateStore(folder.path)
  const problems = async (deep: boolean) =>
    (await examineStore(folder.path, deep, () => {})).flatMap(({ check, problem }) => (problem ? [check, problem] : []))
  expect(await problems(true)).toEqual([])
  const db = openWriter(join(folder.path, 'whosaid.db'))
  db.exec('DROP TABLE changes')
  db.close()
  for (const deep of [false, true])
    expect(await problems(deep)).toEqual(['schema', expect.stringContaining('has no table changes, which schema ')])
  folder.remove()
})
