import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyIdOf, makeKey } from '../../src/domain/key.ts'
import { openApiDocument } from '../../src/http/openapi.ts'
import { expectValid, startApp, type TestApp } from './harness.ts'

let open: TestApp
let closed: TestApp
beforeAll(async () => {
  // Each request comes from an address of its own, because 20 wrong keys from one are too many.
  open = await startApp({ TRUST_PROXY: ['127.0.0.1'] })
  closed = await startApp({ TRUST_PROXY: ['127.0.0.1'], READ_ACCESS: 'key' })
})
afterAll(async () => {
  await open.close()
  await closed.close()
})

let addresses = 0
const nextAddress = () => `10.0.${addresses >> 8}.${addresses++ & 255}`

type Credential = 'none' | 'unknown' | 'malformed' | 'revoked' | 'basic' | 'read' | 'write' | 'admin'
const credentials: Credential[] = ['none', 'unknown', 'malformed', 'revoked', 'basic', 'read', 'write', 'admin']
const examples: Record<string, string> = {
  // of the future, or it would not end
  '/v1/changes/stream': '/v1/changes/stream?after=999999999999',
  '/v1/articles/{id}': '/v1/articles/art_01m81b3m6te03t8f4kx1q2w9ra',
  '/v1/quotes/{id}': '/v1/quotes/quo_01m81b3m78e04a8wwax2p0fgfj',
  '/v1/sources/{source}': '/v1/sources/nobody-at-all',
  '/problems/{slug}': '/problems/gone',
}

/** Every operation of the document, by its path with an id that names nothing. */
function routes(door: TestApp) {
  const { paths } = openApiDocument(door.app)
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => {
      const [base = path] = Object.keys(examples).filter((known) => path.startsWith(known))
      return { method, path: path.replace(base, examples[base] ?? base), template: path }
    }),
  )
}

function headerOf(door: TestApp, credential: Credential, revoked: string): string | undefined {
  const headers: Record<Credential, string | undefined> = {
    none: undefined,
    unknown: `Bearer who_0123456789ab_${'x'.repeat(43)}`,
    malformed: 'Bearer letmein',
    revoked: `Bearer ${revoked}`,
    basic: `Basic ${Buffer.from('a:b').toString('base64')}`,
    read: `Bearer ${door.readKey}`,
    write: `Bearer ${door.key}`,
    admin: `bearer ${door.adminKey}`,
  }
  return headers[credential]
}

function expected(method: string, path: string, credential: Credential, readAccess: 'open' | 'key'): number | null {
  if (!path.startsWith('/v1/') && path !== '/metrics') return null
  if (['unknown', 'malformed', 'revoked', 'basic'].includes(credential)) return 401
  // a claim to verify is too long for a URL, so it is posted; nothing is written
  const writes = method !== 'get' && path !== '/v1/quotes/verify'
  if (credential === 'none') return writes || readAccess === 'key' ? 401 : null
  return writes && credential === 'read' ? 403 : null
}

test.each(['open', 'key'] as const)('each route with each credential, READ_ACCESS=%s', async (readAccess) => {
  const door = readAccess === 'open' ? open : closed
  const revoked = await revokedKey(door)
  const table = routes(door)
  expect(table.length).toBeGreaterThan(20)
  for (const { method, path, template } of table) {
    for (const credential of credentials) {
      const request = door.request[method as 'get'](path).set('x-forwarded-for', nextAddress())
      const header = headerOf(door, credential, revoked)
      if (header) request.set('authorization', header)
      const response = await request
      const status = expected(method, path, credential, readAccess)
      const at = `${method} ${template} with ${credential}`
      if (status === null) expect([401, 403], at).not.toContain(response.status)
      else expect(response.status, at).toBe(status)
      if (status === 401) expect(response.headers['www-authenticate'], at).toMatch(/^Bearer realm="whosaid"/)
      if (header && path.startsWith('/v1/')) expect(response.headers['cache-control'], at).toBe('no-store')
      expectValid(response)
    }
  }
})

async function revokedKey(door: TestApp): Promise<string> {
  const { token, record } = makeKey('gone', ['admin'], new Date())
  await door.store.keys.add(record)
  await door.store.keys.revoke(record.id)
  return token
}

test('a 403 names the scope that is missing, and nothing was stored', async () => {
  const body = { title: 'A', body: 'B' }
  const refused = await open.request.post('/v1/articles').set('authorization', `Bearer ${open.readKey}`).send(body)
  expect(expectValid(refused).body).toMatchObject({
    type: '/problems/forbidden',
    detail: expect.stringContaining('"write"'),
  })
  expect((await open.request.get('/v1/articles?limit=0')).body.total.value).toBe(0)
})

test('a key revoked elsewhere stops working within 1.5 seconds', async () => {
  const { token, record } = makeKey('short', ['read'], new Date())
  await closed.store.keys.add(record)
  const ask = () =>
    closed.request.get('/v1/articles').set({ authorization: `Bearer ${token}`, 'x-forwarded-for': nextAddress() })
  expect((await ask()).status).toBe(200)
  await closed.store.keys.revoke(keyIdOf(token) ?? '')
  await expect.poll(async () => (await ask()).status, { timeout: 1_500, interval: 100 }).toBe(401)
})

test('documents and health need no key even where reading does', async () => {
  for (const path of ['/', '/healthz', '/readyz', '/version', '/openapi.json', '/docs', '/problems'])
    expect((await closed.request.get(path)).status, path).toBe(200)
  expect((await closed.request.get('/v1/articles')).status).toBe(401)
  expect(openApiDocument(closed.app).paths['/v1/articles']?.get).toMatchObject({ security: [{ bearer: [] }] })
  expect(openApiDocument(open.app).paths['/v1/articles']?.get).toMatchObject({ security: [{}, { bearer: [] }] })
})

test('the 21st wrong key of an address in a minute is told to wait', async () => {
  const door = await startApp()
  try {
    const statuses: number[] = []
    for (let i = 0; i < 22; i++) {
      const reply = await door.request
        .get('/v1/articles')
        .set('authorization', `Bearer who_0123456789ab_${'y'.repeat(43)}`)
      statuses.push(expectValid(reply).status)
    }
    expect(statuses).toEqual([...Array(20).fill(401), 429, 429])
    expect((await door.request.get('/v1/articles').set('authorization', `Bearer ${door.key}`)).status).toBe(200)
  } finally {
    await door.close()
  }
})

test('requests are counted for each key and each address, and the headers tell what is left', async () => {
  const door = await startApp({ RATE_LIMIT_ADDRESS: 3, RATE_LIMIT_KEY: 2 })
  try {
    const ask = (key?: string) => {
      const request = door.request.get('/v1/articles')
      return key ? request.set('authorization', `Bearer ${key}`) : request
    }
    const first = expectValid(await ask())
    expect(first.headers['ratelimit-policy']).toBe('"default";q=3;w=60')
    expect(first.headers.ratelimit).toMatch(/^"default";r=2;t=(60|59)$/)
    await ask()
    await ask()
    const refused = expectValid(await ask())
    expect(refused.status).toBe(429)
    expect(refused.headers['retry-after']).toMatch(/^([1-9]|[1-5]\d|60)$/)
    expect(refused.headers.ratelimit).toMatch(/r=0/)
    expect(refused.body).toMatchObject({
      type: '/problems/rate-limited',
      detail: expect.stringContaining('More than 3 requests'),
    })
    for (const key of [door.key, door.readKey]) {
      expect((await ask(key)).headers['ratelimit-policy']).toBe('"default";q=2;w=60')
      expect((await ask(key)).status).toBe(200)
      expect((await ask(key)).status).toBe(429)
    }
    for (let i = 0; i < 5; i++) expect((await door.request.get('/healthz')).status).toBe(200)
    expect((await door.request.get('/nope')).status).toBe(429)
  } finally {
    await door.close()
  }
})
