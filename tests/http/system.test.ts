import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectValid, startApp, type TestApp } from './harness.ts'
import { raw } from './raw.ts'

let door: TestApp
beforeAll(async () => {
  door = await startApp()
})
afterAll(() => door.close())

test('the index says where to go, and every place it names is there', async () => {
  const index = expectValid(await door.request.get('/'))
  expect(index.status).toBe(200)
  const places = [...Object.values<string>(index.body.links), ...index.body.examples]
  for (const place of places) expect((await door.request.get(place)).status, place).toBe(200)
})

test('health, readiness and version answer without a key and say what they are', async () => {
  expect(expectValid(await door.request.get('/healthz')).body).toEqual({ status: 'ok' })
  expect(expectValid(await door.request.get('/readyz')).body).toMatchObject({ status: 'ready' })
  const version = expectValid(await door.request.get('/version')).body
  expect(version).toMatchObject({ name: 'whosaid', version: '0.0.0-test', node: process.versions.node })
  expect(version.engine).toMatch(/^SQLite 3\./)
})

test('every kind of problem has a page, as JSON and, for a browser, as HTML', async () => {
  const { data } = expectValid(await door.request.get('/problems')).body
  expect(data.length).toBeGreaterThan(25)
  for (const { type, slug, status } of data) {
    const page = expectValid(await door.request.get(type))
    expect(page.body).toMatchObject({ type, slug, status, example: { type, status } })
    const html = expectValid(await door.request.get(type).set('accept', 'text/html,application/xhtml+xml,*/*;q=0.8'))
    expect(html.type).toBe('text/html')
    expect(html.text).toContain('<h1>')
    expect(html.headers['content-security-policy']).toContain("default-src 'none'")
  }
  expectValid(await door.request.get('/problems/no-such-thing').expect(404))
})

test('bodies end in a newline, and ?pretty indents them', async () => {
  const plain = await door.request.get('/healthz')
  expect(plain.text).toBe('{"status":"ok"}\n')
  for (const query of ['pretty', 'pretty=true']) {
    const pretty = await door.request.get(`/healthz?${query}`)
    expect(pretty.text).toBe('{\n  "status": "ok"\n}\n')
  }
  expect((await door.request.get('/nope?pretty')).text).toMatch(/^\{\n {2}"type".*\}\n$/s)
})

test('draining: /readyz says 503, requests are answered, and no connection is kept', async () => {
  const other = await startApp()
  try {
    const ask = 'GET /v1/articles HTTP/1.1\r\nHost: localhost\r\n\r\n'
    expect(await raw(other.port, ask)).toMatchObject({ status: 200, closed: false })
    other.app.drain()
    const ready = expectValid(await other.request.get('/readyz'))
    expect(ready.status).toBe(503)
    expect(ready.body.type).toBe('/problems/shutting-down')
    expect(ready.headers['retry-after']).toBe('1')
    expect(await raw(other.port, ask)).toMatchObject({ status: 200, headers: { connection: 'close' }, closed: true })
  } finally {
    await other.close()
  }
})

test('unknown parameters are let pass where the OpenAPI document says so, and nowhere else', async () => {
  const statusAt = async (path: string) => (await door.app.inject(`${path}?nonsense=1`)).statusCode
  for (const path of ['/docs', '/openapi.json', '/openapi.yaml', '/metrics', '/healthz', '/readyz'])
    expect([path, await statusAt(path)]).toEqual([path, 200])
  for (const path of ['/', '/version', '/problems', '/problems/gone'])
    expect([path, await statusAt(path)]).toEqual([path, 400])
  const { description } = (await door.app.inject('/openapi.json')).json().info
  expect(description.replace(/\s+/g, ' ')).toContain(
    'Only health checks, `/metrics`, `/docs` and this document let pass',
  )
})
