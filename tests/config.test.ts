import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fastify } from 'fastify'
import { afterAll, describe, expect, test } from 'vitest'
import { shown } from '../src/cli/config.ts'
import { misspelt } from '../src/cli/misspelt-setting.ts'
import { configOf, readSettings, settingNames } from '../src/cli/settings.ts'
import { Config, type SettingName } from '../src/config.ts'

const empty = mkdtempSync(join(tmpdir(), 'whosaid-config-'))
afterAll(() => rmSync(empty, { recursive: true }))
const configured = (environment: Record<string, string>) => configOf(readSettings(environment, empty).settings)
const warnings = (environment: Record<string, string>) => readSettings(environment, empty).warnings

test('docs/configuration.md has every setting with its default and what it does, and no other', () => {
  const page = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8')
  const rows = page.split('\n').filter((line) => line.startsWith('| `'))
  const row = (name: SettingName) => {
    const { description = '' } = Config.shape[name]
    return `| \`${name}\` | ${shown(Config.shape[name].parse(undefined))} | ${description.replaceAll('|', '\\|')} |`
  }
  expect(rows).toEqual(settingNames.map(row))
})

test('every setting says what it does', () => {
  expect(settingNames.filter((name) => !Config.shape[name].description)).toEqual([])
})

test('without any variable everything has its default', () => {
  expect(configured({})).toEqual(Config.parse({}))
  expect(configured({})).toMatchObject({
    HOST: '127.0.0.1',
    PORT: 3000,
    DATA_DIR: 'data',
    SEED: true,
    READ_ACCESS: 'open',
  })
})

test('values are read in their forms, and an empty one counts as not set', () => {
  const read = configured({
    PORT: '0',
    SEED: 'off',
    REQUIRE_IF_MATCH: '1',
    CORS_ORIGINS: ' https://a.example, https://b.example,',
    HOST: '',
  })
  expect(read).toMatchObject({ PORT: 0, SEED: false, REQUIRE_IF_MATCH: true, HOST: '127.0.0.1' })
  expect(read.CORS_ORIGINS).toEqual(['https://a.example', 'https://b.example'])
})

test.each([
  ['PORT', 'abc', 'PORT=abc must be a whole number from 0 to 65535'],
  ['PORT', '65536', 'PORT=65536 must be a whole number from 0 to 65535'],
  ['PORT', '-1', 'PORT=-1 must be a whole number from 0 to 65535'],
  ['READERS', '1.5', 'READERS=1.5 must be a whole number from 1 to 16'],
  ['SEED', 'yes', 'SEED=yes must be on or off'],
  ['LOG_LEVEL', 'loud', 'LOG_LEVEL=loud must be fatal, error, warn, info, debug, trace or silent'],
  [
    'PUBLIC_URL',
    'news.example',
    'PUBLIC_URL=news.example must be an http or https URL without a slash, a query or a fragment at its end',
  ],
  ['ADMIN_KEY', 'secret', 'ADMIN_KEY must be a key as the command "key create" prints it'],
])('%s=%s is refused in one line', (name, value, line) => {
  expect(() => configured({ [name]: value })).toThrow(`${line}. The command "config" shows every setting.`)
})

/** Values of settings that have a form of their own: those that are right, and those that would do nothing, or something else. */
const forms: [name: SettingName, right: string[], wrong: string[]][] = [
  [
    'PUBLIC_URL',
    ['https://news.example', 'http://127.0.0.1:3000', 'https://[::1]:8080', 'https://news.example/api/v2'],
    [
      'https://news.example/',
      'https://exa mple',
      'https://a.example?x',
      'https://a.example/b#c',
      'https://[::1',
      'https://a.example:99999',
      'ftp://a.example',
    ],
  ],
  [
    'ALLOWED_HOSTS',
    ['news.example', 'News.Example,[::1], 10.0.0.1', 'xn--bcher-kva.example', 'api_1'],
    ['https://news.example', 'news.example:8080', 'news.example.', '*.example', 'news.example/x', 'a b'],
  ],
  [
    'CORS_ORIGINS',
    ['https://news.example', 'http://localhost:5173,https://a.example:8443', 'chrome-extension://abcdef'],
    [
      'foo',
      '*',
      'null',
      'https://a.example/',
      'https://a.example:443',
      'https://A.example',
      'https://a.example/x',
      'https://a.example,b',
    ],
  ],
  [
    'TRUST_PROXY',
    ['127.0.0.1', '10.0.0.0/8, ::1', 'fd00::/8', '1.2.3.4/32', '::ffff:10.0.0.1'],
    [
      'foo',
      '1',
      '1.2.3.4/33',
      '1.2.3.4/99',
      '1.2.3.4/',
      '0.0.0.0/0',
      '::1/129',
      '1.2.3.4/8/8',
      '1.2.3.4:80',
      '[::1]',
      'fe80::1%eth0',
    ],
  ],
]

test.each(forms)('%s is refused where it is not right, and taken where it is', async (name, right, wrong) => {
  for (const text of right) expect(() => configured({ [name]: text }), text).not.toThrow()
  for (const text of wrong) expect(() => configured({ [name]: text }), text).toThrow(`${name}=${text} must `)
})

test('what TRUST_PROXY takes, Fastify takes', () => {
  const [, right] = forms.find(([name]) => name === 'TRUST_PROXY') ?? []
  for (const text of right ?? [])
    expect(() => fastify({ trustProxy: configured({ TRUST_PROXY: text }).TRUST_PROXY }), text).not.toThrow()
})

describe('a secret from a file', () => {
  const key = `who_0123456789ab_${'k'.repeat(43)}`
  const path = join(empty, 'admin-key')
  writeFileSync(path, `${key}\n`)

  test('is read without its line end', () => {
    expect(configured({ ADMIN_KEY_FILE: path }).ADMIN_KEY).toBe(key)
    expect(warnings({ ADMIN_KEY_FILE: path })).toEqual([])
  })
  test('is named by its file, and not shown, where it is wrong', () => {
    const wrong = join(empty, 'wrong-key')
    for (const content of ['secret', '']) {
      writeFileSync(wrong, content)
      expect(() => configured({ ADMIN_KEY_FILE: wrong })).toThrow(
        `the content of ADMIN_KEY_FILE=${wrong} must be a key as the command "key create" prints it.`,
      )
    }
  })
  test('is refused beside the secret itself, or when it is not there', () => {
    expect(() => configured({ ADMIN_KEY_FILE: path, ADMIN_KEY: key })).toThrow(
      'ADMIN_KEY and ADMIN_KEY_FILE are both set: keep one.',
    )
    expect(() => configured({ ADMIN_KEY_FILE: '/nowhere' })).toThrow('ADMIN_KEY_FILE=/nowhere cannot be read (ENOENT).')
  })
})

test('a misspelt name is pointed out, foreign names are left alone', () => {
  expect(warnings({ LOG_LEVL: 'debug', DATA_DIRS: '/data', WHOSAID_PORT: '1', WHOSAID_XYZZY: '1' })).toEqual([
    'LOG_LEVL (environment) is not a setting; did you mean LOG_LEVEL?',
    'DATA_DIRS (environment) is not a setting; did you mean DATA_DIR?',
    'WHOSAID_PORT (environment) is not a setting; did you mean PORT?',
    'WHOSAID_XYZZY (environment) is not a setting. The command "config" shows every setting.',
  ])
  expect(warnings({ LOGLEVEL: 'debug', DATADIR: '/data', PORTS: '1' })).toEqual([])
  expect(misspelt(['LOGLEVEL', 'PORTS'], '.env')).toEqual([
    'LOGLEVEL (.env) is not a setting; did you mean LOG_LEVEL?',
    'PORTS (.env) is not a setting; did you mean PORT?',
  ])
  expect(
    warnings({ PATH: '/bin', HOME: '/', POST: '1', LOG_FILE: 'x', PUBLIC_KEY: 'x', MAX_MEMORY: '1', NODE_ENV: 'test' }),
  ).toEqual([])
})
