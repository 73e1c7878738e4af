import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { version } from '../../src/cli/version.ts'
import { newFolder, startServer, whosaid } from './process.ts'

test('--help and --version answer on stdout', async () => {
  expect(await whosaid(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  const help = await whosaid(['--help'])
  expect(help).toMatchObject({ code: 0, stderr: '' })
  for (const command of ['serve', 'migrate', 'seed', 'key', 'openapi', 'extract', 'config', 'health', 'get'])
    expect(help.stdout).toContain(`\n  ${command} `)
  expect(await whosaid(['help'])).toEqual(help)
  for (const path of [['seed'], ['key'], ['key', 'create']])
    expect(await whosaid(['help', ...path])).toEqual(await whosaid([...path, '--help']))
  expect(await whosaid(['key', 'help', 'create'])).toEqual(await whosaid(['key', 'create', '--help']))
  for (const path of [['nope'], ['key', 'nope'], ['seed', 'nope']])
    expect(await whosaid(['help', ...path])).toEqual({
      code: 2,
      stdout: '',
      stderr: `whosaid: unknown command 'nope'. The command "help" lists them.\n`,
    })
})

test('get prints the body that the server would send, and fails unless it is 2xx', async () => {
  const env = { DATA_DIR: newFolder(), READ_ACCESS: 'key' }
  await whosaid(['migrate'], { env })
  const found = await whosaid(['get', '/v1/articles?limit=0'], { env })
  expect(found).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(found.stdout)).toMatchObject({ data: [], total: { value: 0, relation: 'eq' } })
  const missing = await whosaid(['get', '/v1/nothing'], { env })
  expect(missing.code).toBe(1)
  expect(JSON.parse(missing.stdout)).toMatchObject({ status: 404, type: '/problems/not-found' })
  expect(await whosaid(['get', 'v1'], { env })).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^whosaid: .*'v1' is invalid.* must begin with \/, .*\n$/),
  })
})

test('health asks the running server', async () => {
  const folder = newFolder()
  const server = await startServer(folder, { SEED: 'off', ALLOWED_HOSTS: 'news.example', DRAIN_MS: '3000' })
  const env = { PORT: new URL(server.url).port, ALLOWED_HOSTS: 'news.example' }
  expect(await whosaid(['health'], { env })).toEqual({ code: 0, stdout: `${server.url} is ready\n`, stderr: '' })
  expect(await whosaid(['health', '--url', `${server.url}/`])).toMatchObject({ code: 0 })
  void server.stop()
  expect(await whosaid(['health'], { env })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('/readyz answered 503'),
  })
  expect(await whosaid(['health', '--url', 'http://127.0.0.1:1'])).toMatchObject({
    code: 1,
    stderr:
      'whosaid: nothing is ready at http://127.0.0.1:1 (ECONNREFUSED). Is the server running, and on this PORT?\n',
  })
})

test('config prints every setting, its value and where it came from, but no secret', async () => {
  const cwd = newFolder()
  const key = `who_0123456789ab_${'x'.repeat(43)}`
  writeFileSync(join(cwd, '.env'), 'PORT=4000\nHOST=::1\n')
  writeFileSync(join(cwd, 'key'), `${key}\n`)
  const env = { HOST: '127.0.0.2', ADMIN_KEY_FILE: join(cwd, 'key') }
  const { code, stdout } = await whosaid(['config', '--json'], { cwd, env })
  expect(code).toBe(0)
  expect(stdout).not.toContain(key)
  const rows = JSON.parse(stdout) as { name: string }[]
  const row = (name: string) => rows.find((one) => one.name === name)
  expect(row('PORT')).toMatchObject({ value: 4000, origin: '.env', default: 3000, problem: null })
  expect(row('HOST')).toMatchObject({ value: '127.0.0.2', origin: 'environment' })
  expect(row('ADMIN_KEY')).toMatchObject({ value: '(secret)', origin: 'file' })
  expect(row('READERS')).toMatchObject({ value: 2, origin: 'default' })
  const table = await whosaid(['config'], { cwd, env: { ...env, SEED: 'perhaps' } })
  expect(table.code).toBe(1)
  expect(table.stdout).toMatch(/^PORT +4000 +\.env +Port to listen on/m)
  expect(table.stdout).toMatch(/^SEED +WRONG +environment /m)
  expect(table.stderr).toBe('whosaid: SEED=perhaps must be on or off\n')
})

test('openapi prints one document, as JSON or YAML', async () => {
  const [json, yaml] = await Promise.all([whosaid(['openapi']), whosaid(['openapi', '--yaml'])])
  expect(JSON.parse(json.stdout)).toMatchObject({ openapi: '3.1.0', info: { version } })
  expect(yaml.stdout).toMatch(/^openapi: ["']?3\.1\.0/m)
})
