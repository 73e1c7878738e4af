import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { newFolder, startServer, whosaid } from './process.ts'

const pageSize = 4_096
/** The bytes of a database with the samples, made once. */
const samples = once(async () => {
  const folder = newFolder()
  await whosaid(['seed'], { env: { DATA_DIR: folder } })
  return readFileSync(join(folder, 'whosaid.db'))
})

function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | null = null
  return () => {
    made ??= make()
    return made
  }
}

/** A folder with the samples; the page that has the bytes in the middle of what `sql` selects is nothing but zeros. */
async function damaged(sql: string | null): Promise<string> {
  const folder = newFolder()
  const path = join(folder, 'whosaid.db')
  const bytes = Buffer.from(await samples())
  writeFileSync(path, bytes, { mode: 0o600 })
  if (sql === null) return folder
  const db = new Database(path, { readonly: true })
  const found = Buffer.from(db.prepare(sql).pluck().get() as Buffer)
  db.close()
  const at = bytes.indexOf(found.subarray(found.length / 2 - 20, found.length / 2 + 20))
  expect(at).toBeGreaterThan(0)
  const page = Math.floor(at / pageSize) * pageSize
  writeFileSync(path, bytes.fill(0, page, page + pageSize))
  return folder
}

const texts = 'SELECT CAST(content_hash AS BLOB) FROM article_texts ORDER BY position DESC LIMIT 1'
const searchIndex = 'SELECT block FROM article_search_data WHERE id > 10 AND length(block) > 3000 LIMIT 1'

test('a page that cannot be read costs the requests for it, and not the server', { timeout: 30_000 }, async () => {
  const server = await startServer(await damaged(texts), { SEED: 'off' })
  const statusOf = async (path: string) => (await fetch(server.url + path)).status
  for (let times = 0; times < 3; times++) expect(await statusOf('/v1/articles?limit=100')).toBe(500)
  expect(await statusOf('/v1/sources')).toBe(200)
  expect(await statusOf('/readyz')).toBe(200)
  expect(await server.stop()).toBe(0)
})

test('doctor says which table is damaged and what else is well', { timeout: 30_000 }, async () => {
  const { code, stdout } = await whosaid(['doctor', '--deep'], { env: { DATA_DIR: await damaged(texts) } })
  expect(code).toBe(1)
  expect(stdout).toMatch(/^PROBLEM {2}pages, indexes and constraints: .*article_texts.*Restore a backup\.$/m)
  expect(stdout).toMatch(/^ok {7}change feed$/m)
})

test('an export reads past a damaged search index, and says of damaged texts what they are', {
  timeout: 30_000,
}, async () => {
  const exported = async (folder: string) => {
    const file = join(newFolder(), 'all.ndjson')
    const { code, stderr } = await whosaid(['export', file], { env: { DATA_DIR: folder } })
    return { code, stderr, text: existsSync(file) ? readFileSync(file, 'utf8') : null }
  }
  expect(await exported(await damaged(searchIndex))).toEqual(await exported(await damaged(null)))
  const hurt = await exported(await damaged(texts))
  expect(hurt).toEqual({
    code: 1,
    text: null,
    stderr: expect.stringMatching(/The database is damaged: restore a backup\.\n$/),
  })
})

test.for(['doctor', 'optimize', 'backup'])(
  '%s leaves the WAL of a lost database alone',
  { timeout: 30_000 },
  async (command) => {
    const folder = newFolder()
    const server = await startServer(folder, { SEED: 'off' })
    const headers = { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' }
    await fetch(`${server.url}/v1/sources`, { method: 'POST', headers, body: '{"name":"Ana Ruiz"}' })
    await server.stop('SIGKILL')
    const [database, wal] = [join(folder, 'whosaid.db'), join(folder, 'whosaid.db-wal')]
    const size = statSync(wal).size
    truncateSync(database)
    const args = command === 'backup' ? [command, join(newFolder(), 'b.db')] : [command]
    const { code, stdout, stderr } = await whosaid(args, { env: { DATA_DIR: folder } })
    expect(code).toBe(1)
    expect(stdout + stderr).toMatch(/is missing or empty, but \S+-wal holds changes to it/)
    expect([statSync(database).size, statSync(wal).size]).toEqual([0, size])
  },
)

test('doctor leaves the database of another program as it is', async () => {
  const folder = newFolder()
  const path = join(folder, 'whosaid.db')
  const db = new Database(path)
  db.exec('CREATE TABLE theirs (n)')
  db.close()
  const before = readFileSync(path)
  for (const command of ['doctor', 'optimize']) {
    const { code, stdout, stderr } = await whosaid([command], { env: { DATA_DIR: folder } })
    expect([code, stdout + stderr]).toEqual([1, expect.stringMatching(/database of another program/)])
  }
  expect(readFileSync(path).equals(before)).toBe(true)
})
