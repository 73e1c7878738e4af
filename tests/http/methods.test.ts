import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectValid, startApp, type TestApp } from './harness.ts'
import { raw } from './raw.ts'

let door: TestApp
beforeAll(async () => {
  door = await startApp()
})
afterAll(() => door.close())

const id = 'art_01m81b3m6te03t8f4kx1q2w9ra'

test.each([
  ['/v1/articles', 'GET, HEAD, OPTIONS, POST'],
  [`/v1/articles/${id}`, 'DELETE, GET, HEAD, OPTIONS, PATCH, PUT'],
  ['/v1/sources/maren-olsen', 'DELETE, GET, HEAD, OPTIONS, PATCH, PUT'],
  ['/healthz', 'GET, HEAD, OPTIONS'],
])('%s lists its methods in Allow, to OPTIONS and with 405', async (path, allow) => {
  const options = await door.request.options(path)
  expect(options.status).toBe(204)
  expect(options.headers.allow).toBe(allow)
  for (const method of ['DELETE', 'PUT', 'PATCH', 'POST', 'TRACE', 'PROPFIND', 'QUERY']) {
    if (allow.includes(method)) continue
    const reply = await raw(door.port, `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n`)
    expect(reply, method).toMatchObject({ status: 405, headers: { allow } })
    expect(JSON.parse(reply.body)).toMatchObject({ type: '/problems/method-not-allowed', instance: path })
  }
})

test('unknown paths are 404 for every method, without reading a body', async () => {
  for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS', 'PROPFIND']) {
    const reply = await raw(
      door.port,
      `${method} /v2/nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n\r\n`,
      900,
    )
    expect(reply, method).toMatchObject({ status: 404, closed: true })
  }
  expectValid(await door.request.post('/v2/nothing').send('{nonsense'))
  for (const path of ['/v1/articles/', '//v1/articles', '/v1/Articles'])
    expect((await door.request.get(path)).status, path).toBe(404)
})

test('a DELETE that names a type and sends nothing is fine', async () => {
  const request = door.request.delete(`/v1/articles/${id}`).set({ authorization: `Bearer ${door.key}` })
  expect(expectValid(await request.set('content-type', 'application/json')).status).toBe(404)
})

test('a body that comes with a GET is not swallowed', async () => {
  const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`
  const head = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n'
  const reply = await raw(door.port, [head, ...Array.from({ length: 2_000 }, () => chunk)], 1_000)
  expect(reply).toMatchObject({ status: 200, closed: true, headers: { connection: 'close' } })
  expect(reply.ms).toBeLessThan(5_000)
})

test('OPTIONS * lists what the server takes', async () => {
  const reply = await raw(door.port, 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n')
  expect(reply).toMatchObject({ status: 204, headers: { allow: 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT' } })
})

test('HEAD has the headers of GET and no body, everywhere', async () => {
  for (const path of [
    '/',
    '/healthz',
    '/v1/articles',
    '/v1/quotes?limit=1',
    '/openapi.json',
    '/openapi.yaml',
    '/docs',
    '/problems/gone',
    '/nope',
  ]) {
    for (const coding of ['identity', 'gzip', 'br']) {
      const head = await door.request.head(path).set('accept-encoding', coding)
      const get = await door.request.get(path).set('accept-encoding', coding)
      expect(head.status, path).toBe(get.status)
      expect(head.text ?? '', path).toBe('')
      for (const name of [
        'content-type',
        'content-length',
        'content-encoding',
        'etag',
        'vary',
        'cache-control',
        'content-security-policy',
      ])
        if (path !== '/nope' || name !== 'content-length')
          expect(head.headers[name], `${name} of ${path}`).toBe(get.headers[name])
    }
  }
})

test('an ETag that is still right gets 304 without a body, to GET and HEAD', async () => {
  for (const path of ['/v1/articles', '/', '/openapi.json', '/openapi.yaml']) {
    const { etag } = (await door.request.get(path).set('accept-encoding', 'identity')).headers
    expect(etag, path).toMatch(/^"[0-9a-f]{16}"$/)
    for (const sent of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const reply = await door.request.get(path).set('accept-encoding', 'identity').set('if-none-match', String(sent))
      expect(reply.status, `${path} ${sent}`).toBe(304)
      expect(reply.text).toBe('')
      expect(reply.headers.etag).toBe(etag)
      expect(reply.headers['content-length']).toBeUndefined()
      expect(
        (await door.request.head(path).set('accept-encoding', 'identity').set('if-none-match', String(sent))).status,
      ).toBe(304)
    }
    expect(
      (await door.request.get(path).set('accept-encoding', 'identity').set('if-none-match', '"other"')).status,
    ).toBe(200)
  }
})

test('the ETag of one resource begins with its version, and pretty is another representation', async () => {
  const created = expectValid(
    await door.request
      .post('/v1/articles')
      .set('authorization', `Bearer ${door.key}`)
      .send({ title: 'Rail link delayed', body: 'It opens in May.' }),
  )
  expect(created.status).toBe(201)
  expect(created.headers.etag).toMatch(/^"1-[0-9a-f]{12}"$/)
  const path = String(created.headers.location)
  const plain = expectValid(await door.request.get(path))
  const pretty = expectValid(await door.request.get(`${path}?pretty`))
  expect(plain.headers.etag).toMatch(/^"1-[0-9a-f]{12}"$/)
  expect(pretty.headers.etag).toMatch(/^"1-[0-9a-f]{12}"$/)
  expect(pretty.headers.etag).not.toBe(plain.headers.etag)
})

test.each([
  ['application/json', 200],
  ['application/*', 200],
  ['*/*', 200],
  ['text/html, */*;q=0.1', 200],
  ['Application/JSON; charset=utf-8', 200],
  ['text/html', 406],
  ['application/json;q=0', 406],
  ['application/json;q=0, */*', 406],
  ['image/png, text/*', 406],
])('Accept: %s gets %i', async (accept, status) => {
  const reply = expectValid(await door.request.get('/v1/articles').set('accept', accept))
  expect(reply.status).toBe(status)
})
