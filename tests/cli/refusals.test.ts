import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { applicationId } from '../../src/store/sqlite/connect.ts'
import { newFolder, root, startServer, whosaid } from './process.ts'

/** The first Node below 24 on this machine, if there is one. */
const oldNode = ['/usr/bin', '/usr/local/bin', ...(process.env.PATH ?? '').split(delimiter)]
  .filter((folder) => !folder.startsWith(root))
  .map((folder) => join(folder, 'node'))
  .find(
    (path) => existsSync(path) && Number(/^v(\d+)/.exec(spawnSync(path, ['--version']).stdout.toString())?.[1]) < 24,
  )

test.skipIf(!oldNode)('an older Node ends in one line (skipped where there is no Node below 24)', async () => {
  const ended = await whosaid(['serve'], { node: oldNode ?? '', env: { DATA_DIR: newFolder() } })
  expect(ended).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(
      /^whosaid: needs Node 24 or newer, this is \d+\.\d+\.\d+\. See README, "Installing"\.\n$/,
    ),
  })
})

test('a port in use is one line with the remedy', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const address = other.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const ended = await whosaid(['serve'], {
    env: { DATA_DIR: newFolder(), PORT: String(port), SEED: 'off', LOG_LEVEL: 'warn' },
  })
  other.close()
  const stderr = `whosaid: port ${port} is in use (EADDRINUSE). Start on another: PORT=${port + 1} npm start\n`
  expect(ended).toEqual({ code: 1, stdout: '', stderr })
})

test('an address that is not of this computer is one line', async () => {
  const ended = await whosaid(['serve'], { env: { DATA_DIR: newFolder(), PORT: '0', SEED: 'off', HOST: '192.0.2.1' } })
  expect(ended).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^whosaid: HOST=192\.0\.2\.1 is no address of this computer .*\n$/),
  })
})

test('a second server on the same database is refused, and the first goes on', async () => {
  const folder = newFolder()
  const first = await startServer(folder, { SEED: 'off' })
  const began = performance.now()
  const second = await whosaid(['serve'], { env: { DATA_DIR: folder, PORT: '0' } })
  expect(performance.now() - began).toBeLessThan(5_000)
  expect(second).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^whosaid: another whosaid serves .*\n$/),
  })
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200)
})

test('a database that a newer version wrote is refused and left as it was', async () => {
  const folder = newFolder()
  await whosaid(['migrate'], { env: { DATA_DIR: folder } })
  const db = new Database(join(folder, 'whosaid.db'))
  db.pragma('user_version = 99')
  db.close()
  for (const command of ['serve', 'migrate', 'seed']) {
    const ended = await whosaid([command], { env: { DATA_DIR: folder, PORT: '0' } })
    expect(ended).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^whosaid: .*whosaid\.db was written by a newer version \(schema 99, this one knows \d+\)\. .*\n$/,
      ),
    })
  }
})

test('a database of an older version is not migrated under the server that runs on it', async () => {
  const folder = newFolder()
  const env = { DATA_DIR: folder }
  const path = join(folder, 'whosaid.db')
  const first = new Database(path)
  first.exec(readFileSync(join(root, 'migrations/sqlite/0001_articles_quotes_sources.sql'), 'utf8'))
  first.pragma('user_version = 1')
  first.pragma(`application_id = ${applicationId}`)
  const server = new Database(join(folder, 'whosaid.lock'))
  server.exec('BEGIN EXCLUSIVE')
  for (const command of [['migrate'], ['seed'], ['key', 'list']])
    expect(await whosaid(command, { env })).toEqual({
      code: 1,
      stdout: '',
      stderr: `whosaid: another whosaid serves ${path} already. It is of an older version, or has only just started. Stop it first.\n`,
    })
  expect(first.pragma('user_version', { simple: true })).toBe(1)
  first.close()
  server.close()
  expect(await whosaid(['key', 'list'], { env })).toMatchObject({ code: 0 })
  expect((await whosaid(['migrate'], { env })).stdout).toMatch(/nothing to do/)
})

test('an empty database beside a WAL is refused: SQLite would delete the WAL', async () => {
  const folder = newFolder()
  await whosaid(['migrate'], { env: { DATA_DIR: folder } })
  truncateSync(join(folder, 'whosaid.db'))
  writeFileSync(join(folder, 'whosaid.db-wal'), 'changes')
  const ended = await whosaid(['serve'], { env: { DATA_DIR: folder, PORT: '0' } })
  expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(/^whosaid: .*-wal holds changes.*\n$/) })
  expect(existsSync(join(folder, 'whosaid.db-wal'))).toBe(true)
})

const needsDatabase = (folder: string) => [
  ['export', join(folder, 'all.ndjson')],
  ['key', 'list'],
  ['key', 'revoke', '0123456789ab'],
  ['get', '/v1/stats'],
]

test('what needs a database makes none in a folder that was mistyped', async () => {
  const folder = newFolder()
  const wrong = join(folder, 'wrong')
  for (const args of needsDatabase(folder))
    expect(await whosaid(args, { env: { DATA_DIR: wrong } })).toEqual({
      code: 1,
      stdout: '',
      stderr: `whosaid: there is no database in ${wrong}. Set DATA_DIR to its folder.\n`,
    })
  expect(readdirSync(folder)).toEqual([])
  for (const args of [['key', 'create'], ['import', '-'], ['seed']])
    expect(await whosaid(args, { env: { DATA_DIR: join(folder, args[0] ?? '') } })).toMatchObject({ code: 0 })
})

test('nor does it take an empty file for one, or fill it', async () => {
  const folder = newFolder()
  const DATA_DIR = newFolder()
  const path = join(DATA_DIR, 'whosaid.db')
  writeFileSync(path, '')
  for (const args of [...needsDatabase(folder), ['backup', join(folder, 'all.db')], ['optimize']])
    expect(await whosaid(args, { env: { DATA_DIR } }), args.join(' ')).toEqual({
      code: 1,
      stdout: '',
      stderr: `whosaid: there is no database in ${DATA_DIR}. Set DATA_DIR to its folder.\n`,
    })
  expect([readdirSync(DATA_DIR), readdirSync(folder), readFileSync(path, 'utf8')]).toEqual([['whosaid.db'], [], ''])
  expect(await whosaid(['migrate'], { env: { DATA_DIR } })).toMatchObject({ code: 0 })
  expect(await whosaid(['key', 'list'], { env: { DATA_DIR } })).toMatchObject({ code: 0 })
})

test('a data folder that cannot be made is one line', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'file'), '')
  const ended = await whosaid(['key', 'create'], { env: { DATA_DIR: join(folder, 'file/data') } })
  expect(ended).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^whosaid: .*cannot be made \(ENOTDIR\).*DATA_DIR.*\n$/),
  })
})

test('settings that are wrong are one line; .env counts, and the environment wins over it', async () => {
  const cwd = newFolder()
  mkdirSync(join(cwd, 'data'))
  writeFileSync(join(cwd, '.env'), 'PORT=abc\nREADERS=99\nLOG_LEVL=debug\n')
  const ended = await whosaid(['serve'], { cwd })
  expect(ended).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'whosaid: LOG_LEVL (.env) is not a setting; did you mean LOG_LEVEL?\n' +
      'whosaid: PORT=abc must be a whole number from 0 to 65535; READERS=99 must be a whole number from 1 to 16. The command "config" shows every setting.\n',
  })
  expect(await whosaid(['migrate'], { cwd, env: { PORT: '1', READERS: '1' } })).toMatchObject({ code: 0 })
})

test('LOG_LEVEL=debug shows where it failed, from the environment or from .env', async () => {
  const cwd = newFolder()
  const broken = { DATA_DIR: '/dev/null' }
  expect((await whosaid(['migrate'], { cwd, env: broken })).stderr.split('\n')).toHaveLength(2)
  writeFileSync(join(cwd, '.env'), 'LOG_LEVEL=debug\n')
  expect((await whosaid(['migrate'], { cwd, env: broken })).stderr).toMatch(/\n {4}at /)
})

test('a folder where a file should be is no fault of whosaid', async () => {
  const cwd = newFolder()
  const imported = await whosaid(['import', cwd], { cwd, env: { DATA_DIR: join(cwd, 'data') } })
  expect(imported).toMatchObject({ code: 1, stderr: `whosaid: ${cwd} is a folder. Name a file of NDJSON.\n` })
  mkdirSync(join(cwd, '.env'))
  for (const command of ['serve', 'config', 'doctor'])
    expect(await whosaid([command], { cwd })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'whosaid: .env cannot be read (EISDIR)\n',
    })
})

test('wrong usage ends in 2 and a suggestion', async () => {
  expect(await whosaid(['serv'])).toEqual({
    code: 2,
    stdout: '',
    stderr: "whosaid: unknown command 'serv'\n(Did you mean serve?)\n",
  })
  for (const args of [
    [],
    ['get'],
    ['seed', '--nope'],
    ['key'],
    ['key', 'create', '--scope', 'root'],
    ['migrate', 'now'],
    ['get', 'foo'],
    ['health', '--url', 'foo'],
    ['key', 'create', '--name', ''],
    ['key', 'create', '--name', 'a\nb\u001b[31m'],
  ])
    expect(await whosaid(args), args.join(' ')).toMatchObject({ code: 2, stdout: '' })
})

test('help for an unknown command is wrong usage like the command itself', async () => {
  for (const args of [['nope'], ['serv'], ['key', 'nope'], ['key', 'creat']]) {
    const refused = await whosaid(args)
    expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^whosaid: unknown command /) })
    for (const flag of ['--help', '-h']) expect(await whosaid([...args, flag]), args.join(' ')).toEqual(refused)
  }
})
