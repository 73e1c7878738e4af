import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { makeKey } from '../../src/domain/key.ts'
import { newFolder, root, startServer, whosaid } from './process.ts'

const mode = (path: string) => statSync(path).mode & 0o777
const post = (url: string, key: string, title = 'A title') =>
  fetch(`${url}/v1/articles`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title, body: 'Some words.' }),
  })
const total = async (url: string, path: string): Promise<number> => {
  const reply = (await (await fetch(`${url}${path}?limit=0`)).json()) as { total: { value: number } }
  return reply.total.value
}

test('the first start loads the samples and makes one admin key, shown once and kept for its owner only', async () => {
  const folder = newFolder()
  const dataDir = join(folder, 'data')
  const server = await startServer(dataDir, {}, folder)
  const samples = server.log().find(({ msg }) => msg.startsWith('samples loaded'))
  expect(samples?.articles).toBeGreaterThanOrEqual(25)
  expect(await total(server.url, '/v1/articles')).toBe(samples?.articles)
  expect(await total(server.url, '/v1/quotes')).toBe(samples?.quotes)
  expect(await total(server.url, '/v1/sources')).toBe(samples?.sources)

  expect(server.key).toMatch(/^who_[0-9a-f]{12}_[\w-]{43}$/)
  expect(server.stderr().split(server.key)).toHaveLength(2)
  expect(JSON.stringify(server.log())).not.toContain(server.key)
  expect([mode(dataDir), mode(join(dataDir, 'admin.key')), mode(join(dataDir, 'whosaid.db'))]).toEqual([
    0o700, 0o600, 0o600,
  ])
  expect((await post(server.url, server.key)).status).toBe(201)
  expect((await post(server.url, makeKey('foreign', ['admin'], new Date()).token)).status).toBe(401)
  expect(await server.stop()).toBe(0)
})

test('a second start keeps the articles, the key and its silence about it', async () => {
  const folder = newFolder()
  const first = await startServer(folder)
  const before = await total(first.url, '/v1/articles')
  expect(await first.stop()).toBe(0)
  const second = await startServer(folder)
  expect(second.log().map(({ msg }) => msg)).toEqual(['listening'])
  expect(second.log()[0]).toMatchObject({ database: { created: false, articles: before } })
  expect(second.stderr()).toBe('')
  expect(second.key).toBe(first.key)
  expect((await post(second.url, second.key)).status).toBe(201)
})

test('SEED=off starts empty, and stays empty when SEED comes back', async () => {
  const folder = newFolder()
  const first = await startServer(folder, { SEED: 'off' })
  expect(await total(first.url, '/v1/articles')).toBe(0)
  await first.stop()
  const second = await startServer(folder)
  expect(await total(second.url, '/v1/articles')).toBe(0)
})

test('ADMIN_KEY is used in place of a made one, and stops working when another is given', async () => {
  const folder = newFolder()
  const [old, young] = ['a', 'b'].map((name) => makeKey(name, ['admin'], new Date()).token) as [string, string]
  const first = await startServer(folder, { SEED: 'off', ADMIN_KEY: old })
  expect((await post(first.url, old)).status).toBe(201)
  expect(() => readFileSync(join(folder, 'admin.key'))).toThrow('ENOENT')
  expect(first.stderr()).toBe('')
  await first.stop()
  const second = await startServer(folder, { ADMIN_KEY: young })
  expect([(await post(second.url, old)).status, (await post(second.url, young)).status]).toEqual([401, 201])
  await second.stop()
  expect(await whosaid(['serve'], { env: { DATA_DIR: folder, PORT: '0', ADMIN_KEY: old } })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'whosaid: ADMIN_KEY is a key that was revoked. The command "key create --scope admin" makes another.\n',
  })
})

test('an admin key that cannot be taken is named by the variable that gave it', async () => {
  const folder = newFolder()
  const env = { DATA_DIR: folder, PORT: '0', SEED: 'off' }
  const make = async (scope: string) => (await whosaid(['key', 'create', '--scope', scope], { env })).stdout.trim()
  const [writer, revoked, admin] = [await make('write'), await make('admin'), await make('admin')]
  await whosaid(['key', 'revoke', revoked], { env })
  const ADMIN_KEY_FILE = join(folder, 'given.key')
  for (const [key, reason] of [
    [writer, 'is a key without the scope admin.'],
    [revoked, 'is a key that was revoked.'],
    [admin.replace(/.{43}$/, 'k'.repeat(43)), 'has the id of another key.'],
  ] as const) {
    writeFileSync(ADMIN_KEY_FILE, `${key}\n`)
    const named = await whosaid(['serve'], { env: { ...env, ADMIN_KEY: key } })
    const filed = await whosaid(['serve'], { env: { ...env, ADMIN_KEY_FILE } })
    expect(named).toMatchObject({ code: 1, stderr: expect.stringContaining(`whosaid: ADMIN_KEY ${reason}`) })
    const stderr = named.stderr.replace('ADMIN_KEY', 'the content of ADMIN_KEY_FILE')
    expect(filed).toEqual({ code: 1, stdout: '', stderr })
  }
})

test('an address that others can reach is said loudly', async () => {
  const server = await startServer(newFolder(), { SEED: 'off', HOST: '0.0.0.0' })
  const loud = server.log().find(({ msg }) => msg.startsWith('OTHER COMPUTERS CAN CONNECT'))
  expect(loud).toMatchObject({ level: 40, HOST: '0.0.0.0' })
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
})

const hasTerminal = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0

test.skipIf(!hasTerminal)(
  'on a terminal it says where things are (skipped where util-linux script is missing)',
  async () => {
    const folder = newFolder()
    const command = `exec ${process.execPath} ${join(root, 'bin/whosaid.js')} serve`
    const env = { PATH: process.env.PATH, PORT: '0', TERM: 'xterm' }
    const terminal = spawn('script', ['-qec', command, '/dev/null'], { cwd: folder, env, stdio: 'pipe' })
    let screen = ''
    terminal.stdout.on('data', (text) => {
      screen += text
    })
    const ended = new Promise<number | null>((resolve) => terminal.on('exit', resolve))
    await expect.poll(() => screen, { timeout: 20_000 }).toContain('Stop with Ctrl-C')
    terminal.stdin.write('\x03')
    expect(await ended).toBe(0)
    const lines = stripVTControlCharacters(screen.slice(screen.indexOf('\x1b[1mwhosaid'))).split(/\r?\n/)
    expect(lines.slice(0, 5)).toEqual([
      expect.stringMatching(/^whosaid \d+\.\d+\.\d+ {3}Node 24\.\d+\.\d+ {3}SQLite \d+\.\d+\.\d+$/),
      expect.stringMatching(/^ {2}database {3}data\/whosaid\.db {3}created, schema \d+$/),
      expect.stringMatching(
        /^ {2}samples {4}\d+ articles, \d+ quotes, \d+ sources loaded \(\d+\.\d s\) {3}SEED=off to start empty$/,
      ),
      '  admin key  data/admin.key    made now, for writing; reading needs no key',
      `             ${readFileSync(join(folder, 'data/admin.key'), 'utf8').trim()}   shown only now`,
    ])
    expect(lines.indexOf('')).toBeLessThan(12)
    expect(screen).not.toContain('listening')
  },
)
