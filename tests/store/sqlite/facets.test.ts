import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '../../../src/domain/store.ts'
import { openStore } from '../../../src/store/open.ts'
import { openWriter } from '../../../src/store/sqlite/connect.ts'
import { articleQuery, articleWith, sourceQuery } from '../harness.ts'
import { tempFolder } from '../temp-folder.ts'

const folder = tempFolder()
const options = { dataDir: folder.path, readers: 1, lock: true }
const many = 200_001
let store: Store
beforeAll(async () => {
  await (await openStore(options)).close()
  const db = openWriter(join(folder.path, 'whosaid.db'))
  db.exec(`WITH RECURSIVE numbers (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM numbers WHERE value < ${many})
    INSERT INTO sources (id, slug, name, folded, type, created_at, updated_at)
    SELECT format('src_%026d', value), 's-' || value, 'S', 's', iif(value % 3 = 0, 'person', 'unknown'), 0, 0
    FROM numbers`)
  db.close()
  store = await openStore(options)
})
afterAll(async () => {
  await store.close()
  folder.remove()
})

test('more matches than are counted at a time are all counted, and none twice', async () => {
  const facets = { ignored: new Map([['type', ['type']]]), limit: 10, tz: 'UTC' }
  const { facets: found } = await store.sources.list(sourceQuery({ limit: 0, total: 'exact', facets }))
  expect(found?.type?.buckets.map(({ count }) => count)).toEqual([133_334, 66_667])
  expect(found?.type?.relation).toBe('eq')
})

test('authors that were kept before their ordinals began at 1000 are counted, and keep their order', async () => {
  const authors = ['Zoe', 'Ada', 'Jon']
  const { id } = await store.articles.create(articleWith({ authors, tags: ['b', 'a'] }), null)
  const db = openWriter(join(folder.path, 'whosaid.db'))
  db.exec('UPDATE article_labels SET ordinal = ordinal % 1000')
  db.exec(readFileSync(new URL('../../../migrations/sqlite/0004_facets.sql', import.meta.url), 'utf8'))
  db.close()
  const ignored = new Map(['author', 'tag'].map((name) => [name, [name]]))
  const page = await store.articles.list(articleQuery({ facets: { ignored, limit: 10, tz: 'UTC' } }))
  expect(page.items).toMatchObject([{ id, authors, tags: ['b', 'a'] }])
  const valuesOf = (name: string) => page.facets?.[name]?.buckets.map(({ value, count }) => `${value} ${count}`)
  expect([valuesOf('author'), valuesOf('tag')]).toEqual([
    ['Ada 1', 'Jon 1', 'Zoe 1'],
    ['a 1', 'b 1'],
  ])
  expect([page.facets?.author?.missing, page.facets?.tag?.missing]).toEqual([0, 0])
})
