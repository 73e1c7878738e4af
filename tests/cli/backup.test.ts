import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { applicationId } from '../../src/store/sqlite/connect.ts'
import { newFolder, root, startServer, whosaid } from './process.ts'

const quiet = { SEED: 'off', LOG_LEVEL: 'info', RATE_LIMIT_KEY: '0' }

async function add(url: string, key: string, n: number): Promise<string> {
  const reply = await fetch(`${url}/v1/articles`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title: `Story ${n}`, body: `“We said it ${n} times,” said Ana Ruiz.` }),
  })
  if (reply.status !== 201) throw new Error(await reply.text())
  return ((await reply.json()) as { id: string }).id
}

/** Ids of all articles in a database file, as they were made, by its change feed and by its tables. */
function contents(path: string): { told: string[]; there: string[] } {
  const db = new Database(path, { readonly: true })
  const told = db.prepare("SELECT id FROM changes WHERE resource = 'article' ORDER BY seq").pluck().all() as string[]
  const there = db.prepare('SELECT id FROM articles').pluck().all() as string[]
  db.close()
  return { told, there }
}

test('backups of a server that takes writes are whole: what was acknowledged before is in them, nothing half', {
  timeout: 60_000,
}, async () => {
  const folder = newFolder()
  const { url, key, stop } = await startServer(folder, quiet)
  const acknowledged: string[] = []
  let over = false
  const writing = Promise.all(
    [0, 1, 2].map(async (lane) => {
      for (let n = lane; !over; n += 3) acknowledged.push(await add(url, key, n))
    }),
  )
  for (const name of ['one.db', 'two.db']) {
    await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(10)
    const before = [...acknowledged]
    const file = join(newFolder(), name)
    const ended = await whosaid(['backup', file], { env: { DATA_DIR: folder } })
    expect(ended).toEqual({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/^wrote .* MB, schema \d+, up to change \d+\n$/),
    })
    const { told, there } = contents(file)
    expect(there.toSorted()).toEqual(told.toSorted())
    expect(new Set(before).difference(new Set(there)).size).toBe(0)
    const elsewhere = newFolder()
    expect((await whosaid(['restore', file], { env: { DATA_DIR: elsewhere } })).code).toBe(0)
    const doctor = await whosaid(['doctor', '--deep'], { env: { DATA_DIR: elsewhere } })
    expect([doctor.code, doctor.stdout]).toEqual([0, expect.not.stringContaining('PROBLEM')])
  }
  over = true
  await writing
  await stop()
})

test('a restore puts the backup in place and keeps what was there', async () => {
  const folder = newFolder()
  const env = { DATA_DIR: folder }
  const first = await startServer(folder, quiet)
  const kept = await add(first.url, first.key, 1)
  const file = join(newFolder(), 'backup.db')
  await whosaid(['backup', file], { env })
  const lost = await add(first.url, first.key, 2)
  const refused = await whosaid(['restore', file], { env })
  expect(refused).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^whosaid: another whosaid serves .*\n$/),
  })
  await first.stop('SIGKILL')
  const ended = await whosaid(['restore', file], { env })
  expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^restored /) })
  const aside = /is (\S+)\. Remove/.exec(ended.stderr)?.[1] ?? ''
  expect(contents(aside).there.toSorted()).toEqual([kept, lost].toSorted())
  const again = await startServer(folder, { ...quiet, ADMIN_KEY: first.key })
  const status = async (id: string) => (await fetch(`${again.url}/v1/articles/${id}`)).status
  expect([await status(kept), await status(lost)]).toEqual([200, 404])
  await again.stop()
})

test('a restore is refused while a command writes to the database, which then ends well', async () => {
  const [folder, other] = [newFolder(), newFolder()]
  const env = { DATA_DIR: folder }
  const file = join(other, 'backup.db')
  await whosaid(['migrate'], { env: { DATA_DIR: other } })
  await whosaid(['backup', file], { env: { DATA_DIR: other } })
  await whosaid(['migrate'], { env })
  const child = spawn(process.execPath, [join(root, 'bin/whosaid.js'), 'import', '-'], {
    env: { PATH: process.env.PATH, ...env },
  })
  const ended = once(child, 'exit')
  const line = (n: number) => `${JSON.stringify({ title: `Story ${n}`, body: 'The quay is open.' })}\n`
  child.stdin.write(Array.from({ length: 300 }, (_, n) => line(n)).join(''))
  const count = () => contents(join(folder, 'whosaid.db')).there.length
  await expect.poll(count, { timeout: 10_000 }).toBeGreaterThan(0)
  expect(await whosaid(['restore', file], { env })).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^whosaid: another command or program works on .*whosaid\.db\. .*\n$/),
  })
  expect(readdirSync(folder).filter((name) => /before|restore/.test(name))).toEqual([])
  child.stdin.end(line(300))
  expect(await ended).toEqual([0, null])
  expect(count()).toBe(301)
  expect(await whosaid(['restore', file], { env })).toMatchObject({ code: 0 })
  expect(count()).toBe(0)
  expect((await whosaid(['doctor', '--deep'], { env })).code).toBe(0)
})

test('what another process opened before a restore, and writes to after it, never gets into what was restored', async () => {
  const [folder, other] = [newFolder(), newFolder()]
  const path = join(folder, 'whosaid.db')
  const file = join(other, 'backup.db')
  for (const DATA_DIR of [folder, other]) await whosaid(['migrate'], { env: { DATA_DIR } })
  await whosaid(['backup', file], { env: { DATA_DIR: other } })
  // has the file, but no lock yet
  const late = new Database(path)
  expect(await whosaid(['restore', file], { env: { DATA_DIR: folder } })).toMatchObject({ code: 0 })
  expect(() => late.pragma('journal_mode = WAL')).toThrow('readonly')
  late.close()
  expect((await whosaid(['doctor', '--deep'], { env: { DATA_DIR: folder } })).code).toBe(0)
})

test('a WAL whose database is gone or empty is set aside, and not read into what is restored', async () => {
  for (const emptied of [true, false]) {
    const folder = newFolder()
    const env = { DATA_DIR: folder }
    const server = await startServer(folder, quiet)
    const file = join(newFolder(), 'backup.db')
    await whosaid(['backup', file], { env })
    await add(server.url, server.key, 1)
    await server.stop('SIGKILL')
    const path = join(folder, 'whosaid.db')
    const wal = readFileSync(`${path}-wal`)
    if (emptied) truncateSync(path)
    else rmSync(path)
    const ended = await whosaid(['restore', file], { env })
    expect(ended.code).toBe(0)
    const aside = /is (\S+)\. Remove/.exec(ended.stderr)?.[1] ?? ''
    expect(readFileSync(`${aside}-wal`).equals(wal)).toBe(true)
    expect(contents(path).there).toEqual([])
    expect((await whosaid(['doctor', '--deep'], { env })).code).toBe(0)
  }
})

test('a backup that was damaged on its disk is refused by its name, whatever it is that is damaged', async () => {
  const folder = newFolder()
  const env = { DATA_DIR: folder }
  await whosaid(['seed'], { env })
  const file = join(newFolder(), 'backup.db')
  await whosaid(['backup', file], { env })
  const whole = readFileSync(file)
  const db = new Database(file, { readonly: true })
  const hash = db.prepare('SELECT content_hash FROM article_texts LIMIT 1').pluck().get() as string
  const size = db.pragma('page_size', { simple: true }) as number
  const rootPage = (name: string) =>
    db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(name) as number
  // a letter of a body, which stands behind its hash, and the end of an index, which a copy has anew
  const places = [whole.lastIndexOf(hash) + hash.length + 10, size * rootPage('sources_folded') - 1]
  db.close()
  for (const at of places) {
    writeFileSync(file, whole.with(at, (whole[at] ?? 0) ^ 1))
    const ended = await whosaid(['restore', file], { env })
    expect([at, ended]).toEqual([
      at,
      {
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(/^whosaid: \S+backup\.db is damaged: .* another backup\.\n$/),
      },
    ])
    expect(ended.stderr).toContain(file)
  }
  expect(readdirSync(folder).filter((name) => /before|restore/.test(name))).toEqual([])
  expect((await whosaid(['doctor', '--deep'], { env })).code).toBe(0)
})

test('what is no whole backup of ours is refused in one line, and the database stays as it was', async () => {
  const folder = newFolder()
  const env = { DATA_DIR: folder }
  await whosaid(['migrate'], { env })
  // SQLite's own -wal, -shm and the lock come and go
  const databases = () => readdirSync(folder).filter((name) => !/-(?:wal|shm)$|\.lock$/.test(name))
  const there = databases()
  const other = newFolder()
  const file = (name: string) => join(other, name)
  writeFileSync(file('text.db'), 'Not a database at all, but long enough to be read as one.'.repeat(50))
  writeFileSync(file('empty.db'), '')
  new Database(file('foreign.db')).exec('CREATE TABLE x (y)').close()
  new Database(file('bare.db')).exec('CREATE TABLE x (y); DROP TABLE x').close()
  await whosaid(['backup', file('newer.db')], { env })
  const newer = new Database(file('newer.db'))
  newer.pragma('user_version = 99')
  newer.close()
  await whosaid(['backup', file('cut.db')], { env })
  truncateSync(file('cut.db'), 40_000)
  for (const name of ['text.db', 'empty.db', 'bare.db', 'foreign.db', 'newer.db', 'cut.db', 'missing.db']) {
    const ended = await whosaid(['restore', file(name)], { env })
    expect([name, ended]).toEqual([
      name,
      { code: 1, stdout: '', stderr: expect.stringMatching(/^whosaid: (?!.*fault of whosaid)[^\n]+[.?]\n$/) },
    ])
  }
  const itself = join(folder, 'whosaid.db')
  symlinkSync(itself, file('link.db'))
  for (const [name, said] of [
    [file('missing.db'), `there is no file ${file('missing.db')}. Name one that the command "backup" wrote.`],
    [itself, `${itself} is the database itself. Name a backup of it.`],
    [file('link.db'), `${file('link.db')} is the database itself. Name a backup of it.`],
  ] as const)
    expect((await whosaid(['restore', name], { env })).stderr).toBe(`whosaid: ${said}\n`)
  expect(databases()).toEqual(there)
  expect((await whosaid(['doctor', '--deep'], { env })).code).toBe(0)
})

test('a backup from before the change feed is restored, and brought up to date by the next start', async () => {
  const folder = newFolder()
  const env = { DATA_DIR: folder }
  const file = join(newFolder(), 'old.db')
  const old = new Database(file)
  const first = new URL('../../migrations/sqlite/0001_articles_quotes_sources.sql', import.meta.url)
  old.exec(readFileSync(first, 'utf8'))
  old.pragma('user_version = 1')
  old.pragma(`application_id = ${applicationId}`)
  old.close()
  expect(await whosaid(['restore', file], { env })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('schema 1, up to change 0'),
  })
  for (const command of [['doctor', '--deep'], ['optimize']]) {
    const { code, stdout, stderr } = await whosaid(command, { env })
    expect([code, stdout + stderr]).toEqual([1, expect.stringMatching(/has schema 1, this version \d+\. Run/)])
  }
  expect((await whosaid(['migrate'], { env })).code).toBe(0)
  expect((await whosaid(['doctor', '--deep'], { env })).code).toBe(0)
})

test('optimize and doctor make no database where there is none, nor of an empty file, which doctor calls empty', async () => {
  const folder = newFolder()
  const env = { DATA_DIR: folder }
  expect((await whosaid(['optimize'], { env })).stderr).toMatch(/there is no database/)
  expect(readdirSync(folder)).toEqual([])
  writeFileSync(join(folder, 'whosaid.db'), '')
  expect((await whosaid(['optimize'], { env })).stderr).toMatch(/there is no database/)
  expect((await whosaid(['doctor'], { env })).stdout).toMatch(/PROBLEM {2}database: .* is empty/)
})

test('a backup needs a new file in a folder that is there, and a database', async () => {
  const folder = newFolder()
  const env = { DATA_DIR: folder }
  expect((await whosaid(['backup', join(folder, 'b.db')], { env })).stderr).toMatch(/there is no database/)
  await whosaid(['migrate'], { env })
  const file = join(folder, 'b.db')
  await whosaid(['backup', file], { env })
  const before = readFileSync(file)
  expect((await whosaid(['backup', file], { env })).stderr).toMatch(/exists already/)
  expect(readFileSync(file).equals(before)).toBe(true)
  expect((await whosaid(['backup', join(folder, 'no/b.db')], { env })).stderr).toMatch(/there is no folder/)
  expect(existsSync(join(folder, 'no'))).toBe(false)
})

test('a backup or an export that is killed leaves no name that looks whole, and what it leaves goes with a later one', {
  timeout: 60_000,
}, async () => {
  const [folder, files] = [newFolder(), newFolder()]
  const env = { DATA_DIR: folder }
  await whosaid(['seed'], { env })
  for (const command of ['backup', 'export']) {
    for (let n = 0; !readdirSync(files).some((name) => name.startsWith(command)); n++) {
      const child = spawn(process.execPath, [join(root, 'bin/whosaid.js'), command, join(files, command)], {
        env: { PATH: process.env.PATH, ...env },
      })
      const ended = once(child, 'exit')
      while (child.exitCode === null && !readdirSync(files).some((name) => name.startsWith(command))) await sleep(1)
      child.kill('SIGKILL')
      await ended
      // too late: it was done
      rmSync(join(files, command), { force: true })
      expect(n).toBeLessThan(20)
    }
  }
  const left = readdirSync(files)
  for (const name of left) expect(name).toMatch(/^(backup|export)\.partial-[0-9a-f]{12}(-journal)?$/)
  expect(left.length).toBeGreaterThanOrEqual(2)
  const others = ['mine.partial-1', 'partial-0123456789ab.txt']
  for (const name of others) writeFileSync(join(files, name), '')
  await whosaid(['backup', join(files, 'one.db')], { env })
  expect(readdirSync(files).toSorted()).toEqual([...left, ...others, 'one.db'].toSorted())
  const before = new Date(Date.now() - 3_700_000)
  for (const name of [...left, ...others]) utimesSync(join(files, name), before, before)
  await whosaid(['export', join(files, 'all.ndjson')], { env })
  expect(readdirSync(files).toSorted()).toEqual(['all.ndjson', ...others, 'one.db'].toSorted())
})

test("the tables that Litestream makes are in nobody's way", async () => {
  const folder = newFolder()
  const env = { DATA_DIR: folder }
  await whosaid(['seed'], { env })
  const db = new Database(join(folder, 'whosaid.db'))
  db.exec(`CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER); CREATE TABLE _litestream_lock (id INTEGER);
    INSERT INTO _litestream_seq VALUES (1, 1)`)
  db.close()
  const file = join(newFolder(), 'restored.db')
  expect((await whosaid(['backup', file], { env })).code).toBe(0)
  expect((await whosaid(['restore', file], { env })).code).toBe(0)
  expect((await whosaid(['doctor', '--deep'], { env })).code).toBe(0)
})

test('doctor finds damage that SQLite does not see, and says what is wrong', async () => {
  const folder = newFolder()
  const env = { DATA_DIR: folder }
  await whosaid(['seed'], { env })
  const path = join(folder, 'whosaid.db')
  const whole = readFileSync(path)
  const damage: [RegExp, string][] = [
    [
      /bodies against their contentHash: 1 /,
      "UPDATE article_texts SET body = replace(body, 'harbour', 'harbor') WHERE position = (SELECT min(position) FROM article_texts WHERE body LIKE '%harbour%')",
    ],
    [
      /quotes against their bodies: 1 /,
      "UPDATE quotes SET text = text || '!' WHERE position = (SELECT min(position) FROM quotes)",
    ],
    [/change feed: 1 of \d+ changes/, 'DELETE FROM changes WHERE seq = 7'],
    [
      /counts: 1 articles with wrong counts, the first is art_/,
      'UPDATE articles SET quote_count = quote_count + 1 WHERE position = (SELECT min(position) FROM articles)',
    ],
    [
      /search indexes: article_search does not have the words/,
      "DROP TRIGGER article_search_update; UPDATE article_texts SET title = 'Other words' WHERE position = (SELECT min(position) FROM article_texts)",
    ],
    [
      /search indexes: quote_search has \d+ rows too many/,
      'DROP TRIGGER quote_search_delete; DELETE FROM quotes WHERE position = (SELECT min(position) FROM quotes)',
    ],
  ]
  for (const [said, sql] of damage) {
    writeFileSync(path, whole)
    const db = new Database(path)
    db.exec(sql)
    db.close()
    const { code, stdout } = await whosaid(['doctor', '--deep'], { env })
    expect([sql, code, stdout]).toEqual([sql, 1, expect.stringMatching(said)])
  }
  // one letter of each place in which the words of a body stand, changed on the disk
  writeFileSync(path, whole)
  const db = new Database(path, { readonly: true })
  const words = (db.prepare('SELECT body FROM article_texts LIMIT 1').pluck().get() as string).slice(0, 40)
  db.close()
  let places = 0
  for (let at = whole.indexOf(words); at >= 0 && places < 3; at = whole.indexOf(words, at + 1)) {
    places++
    writeFileSync(path, whole.with(at + 10, (whole[at + 10] ?? 0) ^ 1))
    expect((await whosaid(['doctor', '--deep'], { env })).stdout).toMatch(/PROBLEM/)
  }
  expect(places).toBeGreaterThan(0)
})

test('optimize makes the search indexes again, and refuses while a server runs', async () => {
  const folder = newFolder()
  const env = { DATA_DIR: folder }
  await whosaid(['seed'], { env })
  const db = new Database(join(folder, 'whosaid.db'))
  db.exec("INSERT INTO article_search (article_search) VALUES ('delete-all')")
  db.close()
  expect((await whosaid(['doctor', '--deep'], { env })).code).toBe(1)
  expect(await whosaid(['optimize', '--rebuild'], { env })).toMatchObject({ code: 0, stderr: '' })
  expect((await whosaid(['doctor', '--deep'], { env })).code).toBe(0)
  const server = await startServer(folder, quiet)
  expect((await whosaid(['optimize'], { env })).stderr).toMatch(/another whosaid serves/)
  expect((await whosaid(['doctor', '--deep'], { env })).stdout).toMatch(/a server runs on it/)
  await server.stop()
})
