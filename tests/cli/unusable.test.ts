import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newFolder, root, startServer, whosaid } from './process.ts'

const isRoot = process.getuid?.() === 0
/** root writes where it may not, unless it gives that up */
const humble = isRoot ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] : []
const canBeHumble =
  process.platform !== 'win32' &&
  spawnSync(humble[0] ?? process.execPath, [...humble.slice(1), '--version']).status === 0

/** Runs a command as somebody for whom the modes of files count. */
function humbly(args: string[], dataDir: string) {
  const [command = '', ...rest] = [...humble, process.execPath, join(root, 'bin/whosaid.js'), ...args]
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0', SEED: 'off' }
  const { status, stdout, stderr } = spawnSync(command, rest, { env, encoding: 'utf8', timeout: 20_000 })
  return { code: status, stdout, stderr }
}

/** The folder of a server that was killed, so that its -wal and -shm lie there. */
async function leftBehind(): Promise<string> {
  const folder = newFolder()
  const server = await startServer(folder)
  await server.stop('SIGKILL')
  expect(existsSync(join(folder, 'whosaid.db-shm'))).toBe(true)
  return folder
}

test.skipIf(!canBeHumble)(
  'a folder that can only be read is refused, also with the files of a dead server in it',
  async () => {
    const folder = await leftBehind()
    const names = readdirSync(folder)
    for (const name of names) chmodSync(join(folder, name), 0o400)
    chmodSync(folder, 0o500)
    const database = () => readFileSync(join(folder, 'whosaid.db'))
    const before = database()
    expect(humbly(['serve'], folder)).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^whosaid: \S+whosaid\.lock cannot be locked \(EACCES\)\. Check its owner, [^\n]*\n$/,
      ),
    })
    expect(humbly(['key', 'list'], folder)).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^whosaid: \S+whosaid\.db cannot be opened for writing \(SQLITE_READONLY\w*\)\. [^\n]*\n$/,
      ),
    })
    const deep = humbly(['doctor', '--deep'], folder)
    expect([deep.code, deep.stdout]).toEqual([1, expect.stringMatching(/^PROBLEM {2}lock: .*EACCES/m)])
    expect(deep.stdout).not.toMatch(/does not have the words|a server runs|estore a backup/)
    expect(deep.stdout).toMatch(/^ok {7}bodies against their contentHash$/m)
    expect(database().equals(before)).toBe(true)
    chmodSync(folder, 0o700)
  },
)

test.skipIf(!canBeHumble)('a folder that may not be looked into is not said to have no database', async () => {
  const folder = newFolder()
  await whosaid(['migrate'], { env: { DATA_DIR: folder } })
  const path = join(folder, 'whosaid.db')
  chmodSync(path, 0o400)
  expect(humbly(['optimize'], folder)).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(
      /^whosaid: \S+whosaid\.db cannot be (?:optimized|opened for writing) \(\S[^\n]*\)\. Check its owner[^\n]*\n$/,
    ),
  })
  chmodSync(folder, 0)
  const backup = humbly(['backup', join(newFolder(), 'b.db')], folder)
  const optimize = humbly(['optimize'], folder)
  const { code, stdout } = humbly(['doctor'], folder)
  chmodSync(folder, 0o700)
  const refused = /^whosaid: \S+whosaid\.db cannot be looked at \(EACCES\)\. Check its owner/
  expect([backup.code, backup.stderr]).toEqual([1, expect.stringMatching(refused)])
  expect([optimize.code, optimize.stderr]).toEqual([1, expect.stringMatching(refused)])
  expect([code, stdout]).toEqual([1, expect.stringMatching(/^PROBLEM {2}database: .* \(EACCES\)/m)])
})

test.skipIf(!canBeHumble)('a database that can only be read is not said to be damaged', async () => {
  const folder = await leftBehind()
  chmodSync(join(folder, 'whosaid.db'), 0o400)
  const { code, stdout } = humbly(['doctor', '--deep'], folder)
  expect([code, stdout]).toEqual([
    1,
    expect.stringMatching(/^PROBLEM {2}database: .*SQLITE_READONLY\w*\)\. Check its owner/m),
  ])
  expect(stdout).not.toMatch(/estore a backup/)
})

test('a database that is damaged, cut off, or none at all is a finding of doctor, and refused with what to do', async () => {
  const whole = newFolder()
  await whosaid(['seed'], { env: { DATA_DIR: whole } })
  const bytes = readFileSync(join(whole, 'whosaid.db'))
  const damage: [name: string, make: (path: string) => void, remedy: RegExp][] = [
    ['header', (path) => writeFileSync(path, Buffer.from(bytes).fill(7, 0, 100)), /restore a backup/],
    ['cut', (path) => truncateSync(path, 700_000), /restore a backup/],
    ['text', (path) => writeFileSync(path, 'no database '.repeat(500)), /restore a backup/],
    ['schema', (path) => writeFileSync(path, Buffer.from(bytes).fill(7, 100, 4096)), /restore a backup/],
  ]
  for (const [name, make, remedy] of damage) {
    const folder = newFolder()
    const path = join(folder, 'whosaid.db')
    const env = { DATA_DIR: folder, PORT: '0' }
    await whosaid(['seed'], { env })
    make(path)
    const doctor = await whosaid(['doctor', '--deep'], { env })
    expect([name, doctor]).toEqual([
      name,
      { code: 1, stdout: expect.stringMatching(/^PROBLEM {2}(database|pages)[^\n]*estore a backup/m), stderr: '' },
    ])
    for (const command of [['serve'], ['migrate'], ['get', '/v1/articles']]) {
      const { code, stderr } = await whosaid(command, { env })
      expect([name, code, stderr]).toEqual([name, 1, expect.stringMatching(/^whosaid: [^\n]*\n$/)])
      expect(stderr).toMatch(remedy)
    }
  }
  const folder = newFolder()
  mkdirSync(join(folder, 'whosaid.db'))
  const { code, stdout, stderr } = await whosaid(['doctor'], { env: { DATA_DIR: folder } })
  expect([code, stdout, stderr]).toEqual([
    1,
    expect.stringMatching(/^PROBLEM {2}database: .* cannot be examined \(SQLITE_(?:CANTOPEN|IOERR)\w*\)/m),
    expect.not.stringContaining('fault'),
  ])
})
