import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newId } from '../../../src/domain/ids.ts'
import { unconditional } from '../../../src/domain/store.ts'
import { contentHash } from '../../../src/domain/text.ts'
import { openStore } from '../../../src/store/open.ts'
import { openWriter } from '../../../src/store/sqlite/connect.ts'
import { migrate } from '../../../src/store/sqlite/migrate.ts'
import { articleQuery, articleWith, idsOf, quoteQuery } from '../harness.ts'
import { tempFolder } from '../temp-folder.ts'
import { expectSound } from './inspect.ts'

const body = 'The ferry is late.'
const first = '0001_articles_quotes_sources.sql'

/** A database as the first schema left it, with three articles; returns their ids. */
function makeFirst(dataDir: string): string[] {
  const migrations = join(dataDir, 'migrations')
  mkdirSync(migrations)
  copyFileSync(join(import.meta.dirname, '../../../migrations/sqlite', first), join(migrations, first))
  const db = openWriter(join(dataDir, 'whosaid.db'))
  migrate(db, migrations)
  const labels = [
    ['publisher', 'Post'],
    ['section', 'City'],
    ['language', 'en'],
    ['tag', 'port'],
    ['author', 'Ana'],
  ]
  for (const label of labels) db.prepare('INSERT INTO labels (kind, value) VALUES (?, ?)').run(label)
  const ids = ['one', 'two', 'three'].map((title, i) => {
    const id = newId('art')
    const position = (1_700_000_000 + i) * 2 ** 20
    const publisher = i < 2 ? 1 : null
    db.prepare(
      `INSERT INTO articles (position, id, publisher, section, language, word_count, created_at, updated_at)
      VALUES (?, ?, ?, 2, 3, 4, 0, 0)`,
    ).run(BigInt(position), id, publisher)
    db.prepare(
      `INSERT INTO article_texts (position, title, folded, excerpt, content_hash, body)
      VALUES (?, ?, ?, ?, ?, ?)`,
    ).run(BigInt(position), title, title, body, contentHash(body), body)
    if (i !== 1)
      db.prepare('INSERT INTO article_labels VALUES (4, ?, 0), (5, ?, 1)').run(BigInt(position), BigInt(position))
    return id
  })
  db.close()
  return ids
}

test('a database of the first schema is found in by words and labels after the migration', async () => {
  const folder = tempFolder()
  const [one, two, three] = makeFirst(folder.path)
  const store = await openStore({ dataDir: folder.path, readers: 1, lock: true })
  const found = async (asked: Parameters<typeof articleQuery>[0]) =>
    idsOf(
      (await store.articles.list(articleQuery({ sort: [{ key: 'publishedAt', descending: false }], ...asked }))).items,
    )
  expect(await found({ q: 'ferry' })).toEqual([one, two, three])
  expect(await found({ q: 'ferry', filters: { publisher: ['Post'] } })).toEqual([one, two])
  expect(await found({ q: 'ferry', filters: { tag: ['port'], author: ['Ana'] } })).toEqual([one, three])
  expect(await found({ q: 'ferry', filters: { notTag: ['port'] } })).toEqual([two])
  expect(await found({ filters: { publisher: ['Post'], tag: ['port'], language: ['EN'] } })).toEqual([one])
  expect(await found({ filters: { publisher: ['port'] } })).toEqual([])
  const saidIn = async (asked: Parameters<typeof quoteQuery>[0]) =>
    (await store.quotes.list(quoteQuery(asked))).items.map(({ articleId }) => articleId)
  for (const articleId of [one, two]) {
    await store.quotes.create({ articleId: String(articleId), text: 'The ferry is late.' })
  }
  expect(await saidIn({ q: 'late', filters: { tag: ['port'] } })).toEqual([one])
  expect(await saidIn({ filters: { publisher: ['Post'], tag: ['port'], language: ['EN'] } })).toEqual([one])
  await store.articles.update(String(two), { tags: ['port'], publisher: 'Courier' }, unconditional)
  expect(await found({ q: 'ferry', filters: { tag: ['port'] } })).toEqual([one, two, three])
  expect(await found({ q: 'ferry', filters: { publisher: ['Post'] } })).toEqual([one])
  expect(await saidIn({ q: 'late', filters: { tag: ['port'] } })).toEqual([two, one])
  expect(await saidIn({ q: 'late', filters: { publisher: ['Post'] } })).toEqual([one])
  await store.close()
  expectSound(folder.path)
  folder.remove()
})

test('labels are no words: neither a search for the mark nor for its number finds them', async () => {
  const folder = tempFolder()
  const store = await openStore({ dataDir: folder.path, readers: 1, lock: true })
  await store.articles.create(articleWith({ publisher: 'Post', tags: ['port'] }), null)
  for (const q of ['1', '\uf8ff1', '\uf8ff*', '"\uf8ff1 \uf8ff2"'])
    expect((await store.articles.list(articleQuery({ q }))).total?.value).toBe(0)
  await store.close()
  folder.remove()
})
