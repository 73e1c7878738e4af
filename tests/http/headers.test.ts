import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectValid, startApp, type TestApp } from './harness.ts'
import { raw } from './raw.ts'

let door: TestApp
beforeAll(async () => {
  door = await startApp()
})
afterAll(() => door.close())

const ask = (host: string, port = door.port) => raw(port, `GET /v1/articles HTTP/1.1\r\n${host}\r\n\r\n`)

test('every reply has the security headers, whatever went wrong', async () => {
  for (const path of ['/', '/v1/articles', '/nope', '/v1/articles?limit=x', '/v1/articles/%FF', '/openapi.json']) {
    const { headers } = await door.request.get(path)
    expect(headers, path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers.server ?? headers['x-powered-by'], path).toBeUndefined()
    expect(headers['content-type'], path).toContain('charset=utf-8')
    expect(headers['x-request-id'], path).toMatch(/^[\w-]{16}$/)
  }
  expect((await door.request.get('/v1/articles')).headers).toMatchObject({
    vary: 'Accept, Authorization, Accept-Encoding',
    'cache-control': 'no-cache',
  })
  expect((await raw(door.port, 'HELLO\r\n\r\n')).headers).toMatchObject({ 'x-content-type-options': 'nosniff' })
})

test('the request id of the client is taken where it is harmless, else a new one is made', async () => {
  const idFor = async (sent: string) =>
    (await door.request.get('/healthz').set('x-request-id', sent)).headers['x-request-id']
  expect(await idFor('trace-0123.abc_9')).toBe('trace-0123.abc_9')
  for (const bad of ['short', 'a'.repeat(65), 'with space 123', 'quote"12345', 'a;b=12345'])
    expect(await idFor(bad)).toMatch(/^[\w-]{16}$/)
})

describe('Host', () => {
  test.each(['localhost', 'LOCALHOST', 'localhost:1234', '127.0.0.1', '[::1]', '[::1]:80', 'localhost.'])(
    '%s is answered on loopback',
    async (host) => {
      expect((await ask(`Host: ${host}`)).status).toBe(200)
    },
  )

  test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io', '192.168.1.5', '10.0.0.1:3000'])(
    '%s is refused on loopback (DNS rebinding)',
    async (host) => {
      const reply = await ask(`Host: ${host}`)
      expect(reply.status).toBe(421)
      expect(JSON.parse(reply.body).type).toBe('/problems/foreign-host')
    },
  )

  test.each([
    'X-None: 1',
    'Host: localhost\r\nHost: localhost',
    'Host: localhost\r\nHOST: evil.example',
    'Host: ',
    'Host: a b',
    'Host: http://localhost',
  ])('none, two or a malformed one is 400: %s', async (lines) => {
    const reply = await ask(lines)
    expect(reply.status).toBe(400)
    expect(JSON.parse(reply.body).type).toBe('/problems/malformed-request')
  })

  test('HTTP/1.0 needs none', async () => {
    expect((await raw(door.port, 'GET /healthz HTTP/1.0\r\n\r\n')).status).toBe(200)
  })

  test('ALLOWED_HOSTS adds names; on another address any name is answered unless it is set', async () => {
    const named = await startApp({ ALLOWED_HOSTS: ['News.Example'] })
    const public_ = await startApp({ HOST: '0.0.0.0' })
    const strict = await startApp({ HOST: '0.0.0.0', ALLOWED_HOSTS: ['news.example'] })
    try {
      expect((await ask('Host: news.example', named.port)).status).toBe(200)
      expect((await ask('Host: evil.example', named.port)).status).toBe(421)
      expect((await ask('Host: evil.example', public_.port)).status).toBe(200)
      expect((await ask('Host: evil.example', strict.port)).status).toBe(421)
      expect((await ask('Host: news.example:8443', strict.port)).status).toBe(200)
      expect((await ask('Host: 127.0.0.1:3000', strict.port)).status).toBe(200)
    } finally {
      for (const other of [named, public_, strict]) await other.close()
    }
  })
})

describe('writes from web pages', () => {
  const write = (at: TestApp, headers: Record<string, string>) =>
    at.request
      .post('/v1/articles')
      .set({ authorization: `Bearer ${at.key}`, 'content-type': 'text/plain', ...headers })
      .send('')

  test.each([
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
    [{ 'sec-fetch-site': 'same-site', origin: 'http://other.localhost' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 422],
    [{ 'sec-fetch-site': 'none' }, 422],
    [{}, 422],
  ])('%j gets %i', async (headers, status) => {
    const reply = expectValid(await write(door, headers as Record<string, string>))
    expect(reply.status).toBe(status)
    if (status === 403) expect(reply.body.type).toBe('/problems/cross-site-write')
  })

  test('reading from another site is nobody’s harm', async () => {
    expect((await door.request.get('/v1/articles').set('sec-fetch-site', 'cross-site')).status).toBe(200)
  })

  test('CORS is off unless configured', async () => {
    const reply = await door.request.get('/v1/articles').set('origin', 'https://app.example')
    expect(reply.headers['access-control-allow-origin']).toBeUndefined()
    const preflight = await door.request
      .options('/v1/articles')
      .set({ origin: 'https://app.example', 'access-control-request-method': 'POST' })
    expect(preflight.status).toBe(204)
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined()
  })

  test('CORS_ORIGINS lets its origins read and write, and no other', async () => {
    const cors = await startApp({ CORS_ORIGINS: ['https://app.example'] })
    const vary = expect.stringMatching(/\bOrigin$/)
    try {
      const origin = 'https://app.example'
      const reply = expectValid(await cors.request.get('/v1/articles').set('origin', origin))
      expect(reply.headers['access-control-allow-origin']).toBe(origin)
      expect(reply.headers['access-control-expose-headers']).toMatch(
        /ETag, Link, Location, RateLimit, RateLimit-Policy/,
      )
      expect(reply.headers['cross-origin-resource-policy']).toBe('cross-origin')
      expect(reply.headers.vary).toMatch(/Accept, Authorization, Accept-Encoding, Origin/)
      const preflight = await cors.request
        .options('/v1/articles/x')
        .set({ origin, 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'if-match' })
      expect(preflight.status).toBe(204)
      expect(preflight.headers['access-control-allow-methods']).toContain('PATCH')
      expect(preflight.headers['access-control-allow-headers']).toMatch(/If-Match.*Last-Event-ID/)
      expect((await write(cors, { 'sec-fetch-site': 'cross-site', origin })).status).toBe(422)
      expect((await write(cors, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).status).toBe(403)
      const error = await cors.request.get('/nope').set('origin', origin)
      expect(error.headers['access-control-allow-origin']).toBe(origin)
      for (const at of ['/v1/articles?%zz', '/%zz', `/v1/articles?q=${'a'.repeat(9000)}`]) {
        const { headers } = await cors.request.get(at).set('origin', origin)
        expect([headers['access-control-allow-origin'], headers.vary], at).toEqual([origin, vary])
        expect(headers['access-control-expose-headers'], at).toContain('X-Request-Id')
        const { headers: others } = await cors.request.get(at).set('origin', 'https://evil.example')
        expect([others['access-control-allow-origin'], others.vary], at).toEqual([undefined, vary])
      }
      const golden = `GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: ${origin}\r\nExpect: gold\r\n\r\n`
      const { status, headers: told } = await raw(cors.port, golden)
      expect([status, told['access-control-allow-origin'], told.vary]).toEqual([417, origin, vary])
      const options = await cors.request.options('/v1/articles')
      expect(options.headers.allow).toBe('GET, HEAD, OPTIONS, POST')
      const foreign = await cors.request.get('/v1/articles').set('origin', 'https://evil.example')
      expect(foreign.headers['access-control-allow-origin']).toBeUndefined()
    } finally {
      await cors.close()
    }
  })
})
