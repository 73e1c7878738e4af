import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StartError } from '../../../src/domain/start-error.ts'
import { migrateStore, openStore } from '../../../src/store/open.ts'
import { applicationId, type Db, openReader, openWriter } from '../../../src/store/sqlite/connect.ts'
import { DeadlineError, registerDeadline, startDeadline } from '../../../src/store/sqlite/deadline.ts'
import { errorOf, failureOf } from '../../../src/store/sqlite/failure.ts'
import { migrate } from '../../../src/store/sqlite/migrate.ts'
import { articleWith } from '../harness.ts'
import { tempFolder } from '../temp-folder.ts'

let folder: ReturnType<typeof tempFolder>
let path: string
const opened: Db[] = []
beforeEach(() => {
  folder = tempFolder()
  path = join(folder.path, 'whosaid.db')
})
afterEach(() => {
  for (const db of opened.splice(0)) db.close()
  folder.remove()
})

const open = () => openStore({ dataDir: folder.path, readers: 1, lock: true })
const keep = (db: Db): Db => {
  opened.push(db)
  return db
}
const pragma = (db: Db, name: string) => db.pragma(name, { simple: true })

async function filled(): Promise<void> {
  const store = await open()
  await store.articles.create(articleWith(), null)
  await store.close()
}

test('in a file that was written and opened again, commits are synced in full and references hold', async () => {
  await filled()
  const db = keep(openWriter(path))
  db.prepare('SELECT count(*) FROM articles').get()
  expect([pragma(db, 'synchronous'), pragma(db, 'journal_mode'), pragma(db, 'foreign_keys')]).toEqual([2, 'wal', 1])
  db.exec('UPDATE articles SET version = version + 1')
  expect(pragma(db, 'synchronous')).toBe(2)
  expect([pragma(db, 'trusted_schema'), pragma(db, 'cell_size_check'), pragma(db, 'mmap_size')]).toEqual([0, 1, 0])
  expect(() => db.exec('UPDATE articles SET publisher = 999')).toThrow('FOREIGN KEY')
})

test('a reader cannot write, whatever it is asked', async () => {
  await filled()
  const db = keep(openReader(path))
  expect([pragma(db, 'query_only'), pragma(db, 'foreign_keys')]).toEqual([1, 1])
  for (const statement of ['DELETE FROM articles', 'CREATE TEMP TABLE t (x)', 'PRAGMA user_version = 7']) {
    expect(() => db.exec(statement)).toThrow(/readonly/)
  }
  db.pragma('query_only = OFF')
  expect(() => db.exec('DELETE FROM articles')).toThrow(/readonly/)
  expect(() => openReader(join(folder.path, 'other.db'))).toThrow(/unable to open/)
})

test('a query ends when its time is up, and the next one has its own', async () => {
  await filled()
  const db = keep(openReader(path))
  registerDeadline(db)
  const endless =
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE deadline()) SELECT count(*) FROM n'
  startDeadline(db, 50)
  const began = performance.now()
  expect(() => db.prepare(endless).get()).toThrow(DeadlineError)
  expect(performance.now() - began).toBeLessThan(2000)
  startDeadline(db, 5000)
  expect(db.prepare(`SELECT count(*) AS n FROM (${endless.replace('count(*)', 'i')} LIMIT 500)`).get()).toEqual({
    n: 500,
  })
  expect(failureOf(new DeadlineError('late'))).toMatchObject({ code: 'overloaded' })
})

test('a full disk and another writer are told apart, by code for whoever runs it and in words for clients', async () => {
  await filled()
  const db = keep(openWriter(path))
  const failed = (act: () => unknown) => {
    try {
      act()
    } catch (error) {
      return errorOf(failureOf(error))
    }
    throw new Error('nothing failed')
  }
  db.pragma(`max_page_count = ${pragma(db, 'page_count')}`)
  expect(failed(() => db.exec('CREATE TABLE more AS SELECT randomblob(100000)'))).toMatchObject({
    code: 'overloaded',
    message: 'The disk of the database is full. Try again once there is room on it.',
    cause: 'SQLITE_FULL',
  })
  const other = keep(openWriter(path))
  other.pragma('busy_timeout = 0')
  db.exec('BEGIN IMMEDIATE')
  expect(failed(() => other.exec('BEGIN IMMEDIATE'))).toMatchObject({
    message: 'The database cannot take this at the moment.',
    cause: 'SQLITE_BUSY',
  })
})

test('a closed store leaves one file, without its -wal', async () => {
  await filled()
  expect(readdirSync(folder.path).filter((name) => name !== 'whosaid.lock')).toEqual(['whosaid.db'])
  expect(statSync(folder.path).mode & 0o077).toBe(0)
})

test('a new file gets the newest schema, and is found to have it', async () => {
  const { from, to } = await migrateStore(folder.path)
  expect([from, to > 0]).toEqual([0, true])
  expect(await migrateStore(folder.path)).toEqual({ from: to, to })
  const db = keep(openReader(path))
  expect([pragma(db, 'application_id'), pragma(db, 'user_version')]).toEqual([applicationId, to])
  const store = await open()
  expect(store.opened).toMatchObject({ path, created: false, schema: to })
  await store.close()
})

/** Opening must fail with one sentence and leave every byte of the file. */
async function expectRefused(message: RegExp): Promise<void> {
  const before = readFileSync(path)
  const error: unknown = await open().catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(StartError)
  expect(String(error)).toMatch(message)
  expect(readFileSync(path).equals(before)).toBe(true)
}

test('a file of a newer version is refused and left as it was', async () => {
  await filled()
  const db = openWriter(path)
  db.pragma('user_version = 999')
  db.close()
  await expectRefused(/newer version \(schema 999/)
})

test.each(['wal', 'delete'])(
  'a database of another program, in journal mode %s, is refused and left as it was',
  async (mode) => {
    const db = new Database(path)
    db.pragma(`journal_mode = ${mode}`)
    db.exec('CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)')
    db.close()
    await expectRefused(/another program/)
  },
)

test('what is no database is refused and left as it was', async () => {
  writeFileSync(path, 'Dear diary, today I was mistaken for a database.'.repeat(100))
  await expectRefused(/SQLITE_NOTADB/)
})

test.each(['empty', 'missing'])(
  'a database that is %s while its -wal is there is refused, and the -wal stays',
  async (state) => {
    await filled()
    const db = keep(openWriter(path))
    db.exec('UPDATE articles SET version = 7')
    const saved = join(folder.path, 'saved')
    copyFileSync(`${path}-wal`, saved)
    db.close()
    const data = join(folder.path, 'data')
    mkdirSync(data)
    copyFileSync(saved, join(data, 'whosaid.db-wal'))
    if (state === 'empty') writeFileSync(join(data, 'whosaid.db'), '')
    await expect(openStore({ dataDir: data, readers: 1, lock: true })).rejects.toThrow(/-wal holds changes/)
    expect(statSync(join(data, 'whosaid.db-wal')).size).toBe(statSync(saved).size)
  },
)

test('a folder that cannot be made, or whose lock cannot be taken, is said to be so', async () => {
  writeFileSync(path, '')
  await expect(openStore({ dataDir: join(path, 'x'), readers: 1, lock: true })).rejects.toThrow(/cannot be made/)
  mkdirSync(join(folder.path, 'whosaid.lock'))
  const error: unknown = await open().catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(StartError)
  expect(String(error)).toMatch(/whosaid\.lock cannot be locked \(SQLITE_CANTOPEN/)
})

test('a migration that fails half way leaves the schema and the data as they were', async () => {
  await filled()
  const migrations = join(folder.path, 'migrations')
  cpSync(new URL('../../../migrations/sqlite/', import.meta.url), migrations, { recursive: true })
  const newest = Number(readdirSync(migrations).sort().at(-1)?.slice(0, 4))
  const next = (text: string) =>
    writeFileSync(join(migrations, `${String(newest + 1).padStart(4, '0')}_next.sql`), text)
  const db = keep(openWriter(path))
  next('CREATE TABLE extra (x); DELETE FROM articles; INSERT INTO extra VALUES (1, 2);')
  expect(() => migrate(db, migrations)).toThrow(/2 values/)
  const schemaOf = () => db.prepare("SELECT name FROM sqlite_schema WHERE name = 'extra'").all()
  expect([pragma(db, 'user_version'), schemaOf(), db.prepare('SELECT count(*) AS n FROM articles').get()]).toEqual([
    newest,
    [],
    { n: 1 },
  ])
  next('CREATE TABLE extra (x);')
  expect(migrate(db, migrations)).toEqual({ from: newest, to: newest + 1 })
  expect(schemaOf()).toEqual([{ name: 'extra' }])
  expect(existsSync(path)).toBe(true)
})
