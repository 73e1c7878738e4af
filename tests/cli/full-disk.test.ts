import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { newFolder, root } from './process.ts'

const launcher = join(root, 'bin/whosaid.js')

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

/** A server whose stdout is `log`, as a shell opens it for appending; it may write no file larger than `largest` blocks of 512 bytes. */
async function startInto(log: string, largest: number | null, env: Record<string, string> = {}) {
  const port = await freePort()
  const limit = largest === null ? '' : `ulimit -f ${largest}; `
  const child = spawn('sh', ['-c', `${limit}exec "$0" "$1" serve >>"$2"`, process.execPath, launcher, log], {
    env: { PATH: process.env.PATH, DATA_DIR: newFolder(), PORT: String(port), SEED: 'off', DRAIN_MS: '0', ...env },
    stdio: 'pipe',
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const ended = once(child, 'exit')
  const url = `http://127.0.0.1:${port}`
  const ready = () => fetch(`${url}/readyz`).then(({ status }) => status, String)
  await expect.poll(ready, { timeout: 15_000 }).toBe(200)
  return { url, child, ended }
}

test.skipIf(process.platform !== 'linux')(
  'a log that cannot be written stops neither the server nor its end',
  async () => {
    for (const env of [{}, { LOG_FORMAT: 'pretty' }]) {
      const { url, child, ended } = await startInto('/dev/full', null, env)
      for (let n = 0; n < 50; n++) expect((await fetch(`${url}/v1/articles`)).status).toBe(200)
      await sleep(200)
      expect((await fetch(`${url}/readyz`)).status).toBe(200)
      child.kill('SIGTERM')
      expect(await ended).toEqual([0, null])
    }
  },
)

const blocks = 40_000

test.skipIf(process.platform !== 'linux')('the log goes on once there is room again', async () => {
  const log = join(newFolder(), 'log')
  writeFileSync(log, '')
  truncateSync(log, blocks * 512)
  const { url, child, ended } = await startInto(log, blocks)
  await fetch(`${url}/first`)
  await sleep(200)
  expect(statSync(log).size).toBe(blocks * 512)
  truncateSync(log, 0)
  await fetch(`${url}/second`)
  const logged = () => readFileSync(log, 'utf8')
  await expect.poll(logged).toMatch(/"url":"\/first".*\n(?:.*\n)*.*"url":"\/second"/)
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  const lines = logged().trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).msg).at(-1)).toBe('stopped')
})

/** Runs a line of shell in which "$0" "$1" is whosaid. */
function shell(line: string, env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line, process.execPath, launcher], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

test('an import whose complaints nobody can read goes on to its end', () => {
  const folder = newFolder()
  const env = { DATA_DIR: folder }
  const file = join(folder, 'mixed.ndjson')
  const lines = Array.from({ length: 2000 }, (_, n) => (n % 2 ? { title: `Story ${n}`, body: 'Words.' } : { title: 1 }))
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'))
  const headed = shell(`"$0" "$1" import '${file}' 2>&1 >'${folder}/said' | head -1`, env)
  expect(headed.stdout).toMatch(/^line 1: [^\n]+\n$/)
  expect(readFileSync(join(folder, 'said'), 'utf8')).toMatch(/^imported 2000 lines: 1000 created, .* 1000 failed\n$/)
  if (process.platform !== 'linux') return
  const full = shell(`"$0" "$1" import '${file}' 2>/dev/full`, env)
  expect(full).toMatchObject({ status: 1, stdout: expect.stringMatching(/^imported 2000 lines: 1000 created, /) })
})

test.skipIf(process.platform !== 'linux')('a command whose stdout is full says so in one line', () => {
  const DATA_DIR = newFolder()
  shell('"$0" "$1" migrate', { DATA_DIR })
  for (const command of ['config', 'openapi', 'key list --json', '--help'])
    expect(shell(`"$0" "$1" ${command} >/dev/full`, { DATA_DIR })).toEqual({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/^whosaid: ENOSPC: [^\n]* The disk is full: [^\n]*\n$/),
    })
})

test.skipIf(process.platform !== 'linux')(
  'what the disk does not take is in the log of the server, and said by a command',
  async () => {
    const folder = newFolder()
    const log = join(newFolder(), 'log')
    const ADMIN_KEY = `who_0123456789ab_${'k'.repeat(43)}`
    const { url, child, ended } = await startInto(log, 6_000, { DATA_DIR: folder, ADMIN_KEY })
    const body = () => Array.from({ length: 40_000 }, () => Math.random().toString(36).slice(2, 12)).join(' ')
    const post = () =>
      fetch(`${url}/v1/articles`, {
        method: 'POST',
        headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' },
        body: JSON.stringify({ title: 'Large', body: body() }),
      })
    let reply = await post()
    for (let n = 0; reply.status === 201 && n < 20; n++) reply = await post()
    const problem = (await reply.json()) as { detail: string }
    expect([reply.status, problem.detail]).toEqual([
      503,
      'The disk of the database does not read or write as it should.',
    ])
    const lines = () =>
      readFileSync(log, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
    await expect
      .poll(lines)
      .toContainEqual(expect.objectContaining({ level: 40, reason: expect.stringMatching(/^SQLITE_IOERR_WRITE$/) }))
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    const said = shell('ulimit -f 6000; "$0" "$1" export - >/dev/null', { DATA_DIR: folder })
    expect(said).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^whosaid: The disk [^\n]* \(SQLITE_(IOERR_WRITE|FULL)\)\n$/),
    })
  },
)
