import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrateStore, openStore } from '../../../src/store/open.ts'
import { type Db, openWriter } from '../../../src/store/sqlite/connect.ts'
import { keepPartsFew } from '../../../src/store/sqlite/index-parts.ts'
import { articleQuery, articleWith } from '../harness.ts'
import { tempFolder } from '../temp-folder.ts'
import { expectSound } from './inspect.ts'

let folder: ReturnType<typeof tempFolder>
let path: string
beforeEach(async () => {
  folder = tempFolder()
  path = join(folder.path, 'whosaid.db')
  await migrateStore(folder.path)
})
afterEach(() => {
  expectSound(folder.path)
  folder.remove()
})

/** How many parts an index has: each has a number of its own. */
const partsOf = (db: Db) => db.prepare('SELECT count(DISTINCT segid) FROM article_search_idx').pluck().get() as number

async function writeOneByOne(count: number): Promise<void> {
  const store = await openStore({ dataDir: folder.path, readers: 1, lock: true })
  for (let i = 0; i < count; i++) await store.articles.create(articleWith({ title: `Harbour ${i}` }), null)
  await store.close()
}

test('parts of an index are merged when writing pauses, and not before', async () => {
  await writeOneByOne(7)
  const db = openWriter(path)
  expect(partsOf(db)).toBe(7)
  let told = 0
  const parts = keepPartsFew(db, () => told++, 100)
  parts.written()
  await setTimeout(10)
  expect(partsOf(db)).toBe(7)
  await expect.poll(() => partsOf(db)).toBeLessThan(4)
  expect(told).toBeGreaterThan(0)
  parts.close()
  db.close()
  const store = await openStore({ dataDir: folder.path, readers: 1, lock: true })
  expect((await store.articles.list(articleQuery({ q: 'harbour' }))).total?.value).toBe(7)
  await store.close()
})

test('a writer of another process in the way puts it off and is not waited for', async () => {
  await writeOneByOne(7)
  const [db, other] = [openWriter(path), openWriter(path)]
  other.exec('BEGIN IMMEDIATE')
  const parts = keepPartsFew(db, () => {}, 1)
  const before = performance.now()
  parts.written()
  await setTimeout(100)
  expect(performance.now() - before).toBeLessThan(2000)
  expect(partsOf(db)).toBe(7)
  expect(db.pragma('busy_timeout', { simple: true })).toBe(5000)
  other.exec('ROLLBACK')
  parts.written()
  await expect.poll(() => partsOf(db)).toBeLessThan(4)
  parts.close()
  other.close()
  db.close()
})
