import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { newId } from '../../../src/domain/ids.ts'
import { contentHash, textKey } from '../../../src/domain/text.ts'
import { openStore } from '../../../src/store/open.ts'
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
