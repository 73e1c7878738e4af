import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrateStore, openStore } from '../../../src/store/open.ts'
import { keepWalSmall } from '../../../src/store/sqlite/checkpoint.ts'
import { type Db, openReader, openWriter } from '../../../src/store/sqlite/connect.ts'
import { openExports } from '../../../src/store/sqlite/export.ts'
import { articleWith } from '../harness.ts'
import { tempFolder } from '../temp-folder.ts'
import { expectSound } from './inspect.ts'

let folder: ReturnType<typeof tempFolder>
let path: string
let db: Db
beforeEach(async () => {
  folder = tempFolder()
  path = join(folder.path, 'whosaid.db')
  await migrateStore(folder.path)
  db = openWriter(path)
})
afterEach(() => {
  db.close()
  folder.remove()
})

const walSize = () => statSync(`${path}-wal`).size
const write = (n: number) => db.prepare("INSERT INTO labels (kind, value) VALUES ('tag', ?)").run(`tag ${n}`)

test('the WAL is emptied when writing pauses, and not before', async () => {
  const wal = keepWalSmall(db, path, 100)
  write(1)
  wal.written()
  expect(walSize()).toBeGreaterThan(0)
  await setTimeout(400)
  expect(walSize()).toBe(0)
  await wal.close()
})

test('a reader in the way puts it off and is not waited for', async () => {
  const reader = openReader(path)
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM labels').get()
  write(1)
  const wal = keepWalSmall(db, path)
  const before = performance.now()
  await wal.close()
  expect(performance.now() - before).toBeLessThan(1000)
  expect(walSize()).toBeGreaterThan(0)
  reader.exec('COMMIT')
  reader.close()
  await wal.close()
  expect(walSize()).toBe(0)
  expect(db.pragma('busy_timeout', { simple: true })).toBe(5000)
})

test('the WAL is copied into the database as it grows, while writes go on, and used again', async () => {
  const wal = keepWalSmall(db, path)
  db.exec('CREATE TABLE ballast (text TEXT)')
  const before = statSync(path).size
  for (let i = 0; i < 30; i++) {
    db.prepare('INSERT INTO ballast VALUES (?)').run('x'.repeat(4 * 1024 * 1024))
    wal.written()
    await setTimeout(50)
  }
  expect(statSync(path).size).toBeGreaterThan(before + 60 * 1024 * 1024)
  expect(walSize()).toBeGreaterThan(16 * 1024 * 1024)
  expect(walSize()).toBeLessThan(64 * 1024 * 1024)
  await wal.close()
  expect(walSize()).toBe(0)
})

test('an export that has begun, and that nobody reads, does not hold back the WAL', async () => {
  write(1)
  const exports = openExports(path)
  const open = await exports.open(['source', 'article', 'quote'])
  write(2)
  expect(walSize()).toBeGreaterThan(0)
  expect(db.pragma('wal_checkpoint(TRUNCATE)')).toEqual([{ busy: 0, log: 0, checkpointed: 0 }])
  expect(walSize()).toBe(0)
  expect(await open.next()).toBe(null)
  await open.close()
  await exports.close()
})

test('past 64 MiB the WAL is emptied at once', async () => {
  const wal = keepWalSmall(db, path)
  db.exec('CREATE TABLE ballast (text TEXT)')
  db.prepare('INSERT INTO ballast VALUES (?)').run('x'.repeat(65 * 1024 * 1024))
  expect(walSize()).toBeGreaterThan(64 * 1024 * 1024)
  wal.written()
  expect(walSize()).toBe(0)
  await wal.close()
})

test('a store that has written much leaves no WAL when it is closed', async () => {
  const store = await openStore({ dataDir: folder.path, readers: 1, lock: true })
  const body = 'The harbour was never meant for ships of that size. '.repeat(20_000)
  for (let i = 0; i < 24; i++) await store.articles.create(articleWith({ title: `Harbour ${i}`, body }), null)
  expect(walSize()).toBeGreaterThan(16 * 1024 * 1024)
  db.close()
  await store.close()
  expect(readdirSync(folder.path)).toEqual(['whosaid.db', 'whosaid.lock'])
  expectSound(folder.path)
})
