import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import type { StartFacts } from '../../src/cli/announce.ts'
import { bannerLines } from '../../src/cli/banner.ts'

const facts: StartFacts = {
  version: '0.1.0',
  config: { HOST: '127.0.0.1', READ_ACCESS: 'open', LOG_FORMAT: 'auto' },
  database: { path: 'data/whosaid.db', created: true, schema: 8, engine: 'SQLite 3.54.1', articles: 12 },
  samples: { loaded: { articles: 12, quotes: 61, sources: 1, unchanged: 0, failures: [] }, ms: 812 },
  key: { kind: 'made', token: 'who_…', path: 'data/admin.key' },
  url: 'http://127.0.0.1:3000',
}
const lines = (changed: Partial<StartFacts> = {}) => bannerLines({ ...facts, ...changed }).map(stripVTControlCharacters)

test('the first start says in at most twelve lines where things are and what to type next', () => {
  expect(lines().join('\n')).toBe(
    `whosaid 0.1.0   Node ${process.versions.node}   SQLite 3.54.1
  database   data/whosaid.db   created, schema 8
  samples    12 articles, 61 quotes, 1 source loaded (0.8 s)   SEED=off to start empty
  admin key  data/admin.key    made now, for writing; reading needs no key
             who_…   shown only now

  API        http://127.0.0.1:3000/v1
  Docs       http://127.0.0.1:3000/docs          OpenAPI  /openapi.json

  Try        curl 'http://127.0.0.1:3000/v1/quotes?q=harbour&limit=1&pretty'
  Stop with Ctrl-C. Settings: npm run whosaid -- config. Only this computer can connect (HOST=127.0.0.1).`,
  )
  expect(lines().length).toBeLessThanOrEqual(12)
})

test('later starts say what there is, and never the key', () => {
  const database = { ...facts.database, created: false }
  const later = lines({
    database,
    samples: null,
    key: { kind: 'kept', path: 'data/admin.key', since: '2026-11-22T10:00:00Z' },
  })
  expect(later.slice(1, 3)).toEqual([
    '  database   data/whosaid.db   schema 8, 12 articles',
    '  admin key  data/admin.key    since 22 Nov',
  ])
  for (const by of ['ADMIN_KEY', 'ADMIN_KEY_FILE'])
    expect(lines({ key: { kind: 'given', by } })).toContain(
      `  admin key  from ${by}, for writing; reading needs no key`,
    )
  expect(lines({ key: { kind: 'elsewhere' } })).toContain('  admin key  kept elsewhere; npm run whosaid -- key list')
})

test('what others can do is said', () => {
  const open = lines({ config: { ...facts.config, HOST: '0.0.0.0' } })
  expect(open.at(-1)).toContain('OTHERS CAN CONNECT and read (HOST=0.0.0.0).')
  const closed = lines({ config: { ...facts.config, HOST: '::', READ_ACCESS: 'key' } })
  expect(closed.at(-1)).toContain('OTHERS CAN CONNECT but read only with a key (HOST=::).')
  expect(closed.at(-2)).toContain('-H "Authorization: Bearer $(cat data/admin.key)"')
})
