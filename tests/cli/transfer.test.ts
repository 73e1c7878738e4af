import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { newFolder, root, startServer, whosaid } from './process.ts'

const quiet = { SEED: 'off', DRAIN_MS: '0' }

test('export and import from folder to folder, also while servers run, keep every byte', {
  timeout: 180_000,
}, async () => {
  const [from, to, files] = [newFolder(), newFolder(), newFolder()]
  await whosaid(['seed'], { env: { DATA_DIR: from } })
  const server = await startServer(to, quiet)
  const file = join(files, 'all.ndjson')
  const exported = await whosaid(['export', file], { env: { DATA_DIR: from } })
  expect(exported).toEqual({
    code: 0,
    stderr: '',
    stdout: expect.stringMatching(/^exported .* MB, up to change \d+\n$/),
  })
  const text = readFileSync(file, 'utf8')
  const imported = await whosaid(['import', file], { env: { DATA_DIR: to } })
  expect(imported).toEqual({
    code: 0,
    stderr: '',
    stdout: expect.stringMatching(/^imported \d+ lines: \d+ created, 0 updated, 0 skipped, 0 failed\n$/),
  })
  const again = await whosaid(['export', '-'], { env: { DATA_DIR: to } })
  expect(again.stdout === text).toBe(true)
  expect(await (await fetch(`${server.url}/v1/export`)).text()).toBe(text)
  await server.stop()
  expect((await whosaid(['doctor', '--deep'], { env: { DATA_DIR: to } })).stdout).not.toMatch(/PROBLEM(?!.*modes)/)
  expect(readdirSync(to).filter((name) => /export|import/.test(name))).toEqual([])
  expect(readdirSync(files)).toEqual(['all.ndjson'])
  const refused = await whosaid(['export', file], { env: { DATA_DIR: from } })
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/^whosaid: .* exists already/)])
})

test('an import names the lines that failed, goes on, and ends with 1', { timeout: 180_000 }, async () => {
  const folder = newFolder()
  const env = { DATA_DIR: folder }
  const article = (title: string) => JSON.stringify({ title, body: 'Words.', externalId: title })
  const input = `${article('one')}\n{"title":"cut\n${article('two')}\n${article('one')}\n`
  const ended = await whosaid(['import', '-'], { env, input })
  expect(ended.code).toBe(1)
  expect(ended.stdout).toBe('imported 4 lines: 2 created, 0 updated, 0 skipped, 2 failed\n')
  expect(ended.stderr).toMatch(/^line 2: .*not JSON.*\nline 4: externalId one belongs to art_\w+ already\.\n$/)
  const dry = await whosaid(['import', '--dry-run', '--on-conflict', 'skip', '-'], { env, input })
  expect(dry.stdout).toBe('would import 4 lines: 0 created, 0 updated, 3 skipped, 1 failed\n')
  const atomic = await whosaid(['import', '--atomic', '-'], { env, input: `${article('three')}\n${article('one')}\n` })
  expect(atomic).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^whosaid: Line 2: .* Nothing was imported\.\n$/),
  })
  const found = await whosaid(['import', '--extract', '-'], {
    env,
    input: '{"title":"A","body":"“We will open in May,” said Ana Ruiz."}',
  })
  expect(found.code).toBe(0)
  expect(JSON.parse((await whosaid(['get', '/v1/sources'], { env })).stdout).data).toHaveLength(1)
  expect((await whosaid(['import', join(folder, 'missing')], { env })).stderr).toMatch(
    /^whosaid: .* cannot be read \(ENOENT\)/,
  )
  expect((await whosaid(['import', '--on-conflict', 'merge', '-'], { env })).code).toBe(2)
})

test('what an export, an import or a restore left that was killed goes at the next start of a server', async () => {
  const folder = newFolder()
  await whosaid(['migrate'], { env: { DATA_DIR: folder } })
  const left = [
    'whosaid.db.export-999999999-0123456789ab',
    'whosaid.db.import-999999999-0123456789ab-results',
    'whosaid.db.restore-999999999-0123456789ab',
    'whosaid.db.restore-999999999-0123456789ab.partial-0123456789ab',
  ]
  for (const name of left) writeFileSync(join(folder, name), 'x')
  const kept = join(folder, `whosaid.db.export-${process.pid}-0123456789ab`)
  writeFileSync(kept, 'of a process that lives')
  const server = await startServer(folder, quiet)
  expect(left.filter((name) => existsSync(join(folder, name)))).toEqual([])
  expect(existsSync(kept)).toBe(true)
  await server.stop()
})

/** Starts a command, sends it the signal once a file appears in a folder, and resolves to how it ended; null if none appeared. */
async function interrupt(args: string[], dataDir: string, signal: NodeJS.Signals, appears: () => boolean) {
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir }
  const child = spawn(process.execPath, [join(root, 'bin/whosaid.js'), ...args], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const ended = once(child, 'exit')
  if (args[0] === 'import') child.stdin.write('{"title":"one","body":"Words."}\n')
  while (child.exitCode === null && !appears()) await sleep(1)
  const seen = child.exitCode === null
  child.kill(signal)
  const [code, by] = await ended
  return seen ? { code, by } : null
}

test('an export or an import that is interrupted takes with it what it has not finished', {
  timeout: 60_000,
}, async () => {
  const [folder, files] = [newFolder(), newFolder()]
  await whosaid(['seed'], { env: { DATA_DIR: folder } })
  const left = () =>
    [...readdirSync(folder), ...readdirSync(files)].filter((name) => /export|import|partial/.test(name))
  const commands: [string[], RegExp][] = [
    [['export', join(files, 'all.ndjson')], /^whosaid\.db\.export-/],
    [['export', join(files, 'all.ndjson')], /\.partial-/],
    [['import', '--atomic', '-'], /^whosaid\.db\.import-/],
  ]
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    for (const [args, name] of commands) {
      let ended: Awaited<ReturnType<typeof interrupt>> = null
      // it may have been done before the signal came
      for (let n = 0; !ended?.by && n < 20; n++) {
        ended = await interrupt(args, folder, signal, () => left().some((file) => name.test(file)))
        rmSync(join(files, 'all.ndjson'), { force: true })
      }
      expect([args, ended, left()]).toEqual([args, { code: null, by: signal }, []])
    }
})
