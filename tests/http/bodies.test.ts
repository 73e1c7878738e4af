import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectValid, startApp, type TestApp } from './harness.ts'
import { raw } from './raw.ts'

let door: TestApp
const limits = { BODY_LIMIT_JSON: 100_000, BODY_LIMIT_TEXT: 200_000, BODY_TIMEOUT_MS: 400 }
beforeAll(async () => {
  door = await startApp(limits)
})
afterAll(async () => {
  const { body } = await door.request.get('/v1/articles?limit=0')
  expect(body.total.value, 'nothing of all this was stored').toBe(0)
  await door.close()
})

const post = (body: string | Buffer, type = 'application/json') =>
  door.request
    .post('/v1/articles')
    .set('authorization', `Bearer ${door.key}`)
    .set('content-type', type)
    .serialize((sent: unknown) => sent as string)
    .send(body as string)

const article = (title: string) => `{"title":${title},"body":"One. Two."}`

async function expectRefusal(reply: ReturnType<typeof post>, status: number, slug: string, detail: RegExp) {
  const response = expectValid(await reply)
  expect(response.body).toMatchObject({ status, type: `/problems/${slug}` })
  expect(response.body.detail).toMatch(detail)
  return response
}

test.each([
  ['{"title": "a"\n  "body": "b"}', /not JSON: see line 2, column 3/],
  ['{"title": "a",}', /not JSON: see line 1, column 15/],
  ['{"title": "a"', /ends too early, at line 1, column 14/],
  ['nonsense', /not JSON: see line 1, column 1/],
  ['{"title": NaN}', /line 1, column 11/],
  ['{"title": "tab\there"}', /line 1, column 16/],
  ['{"title": "\\x"}', /line 1, column 12/],
  ['[1, 2', /ends too early/],
  ['{} {}', /line 1, column 4/],
  ['01', /line 1, column 1/],
])('JSON that is none is refused with its place: %s', async (body, detail) => {
  const { text, body: problem } = await expectRefusal(post(body), 400, 'malformed-request', detail)
  expect(problem.errors).toEqual([{ in: 'body', code: 'invalid_json', detail: problem.detail }])
  expect(text).not.toMatch(/Unexpected|position|token|at \w+ \(/)
})

test('an empty body is refused, with and without a content type', async () => {
  await expectRefusal(post(''), 400, 'malformed-request', /empty/)
  const { body } = await expectRefusal(post('  \n'), 400, 'malformed-request', /empty/)
  expect(body.errors).toEqual([{ in: 'body', code: 'required', detail: body.detail }])
  const head = `POST /v1/articles HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${door.key}\r\n\r\n`
  const reply = await raw(door.port, head)
  expect(reply.status).toBe(400)
  expect(reply.body).toContain('The body is empty. Send application/json, text/plain or text/html.')
})

test('JSON nested 64 deep is read, 65 and 10,000 deep are refused', async () => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
  await expectRefusal(post(nested(64)), 400, 'invalid-body', /./)
  await expectRefusal(post(nested(65)), 400, 'malformed-request', /more than 64 deep, at character 65/)
  await expectRefusal(post(nested(10_000)), 400, 'malformed-request', /more than 64 deep/)
  await expectRefusal(post(`{"a":`.repeat(10_000)), 400, 'malformed-request', /more than 64 deep/)
  const { body } = await expectRefusal(post(article(JSON.stringify('[{'.repeat(300)))), 400, 'invalid-body', /title/)
  expect(body.errors).toMatchObject([{ pointer: '/title', code: 'too_big' }])
})

test.each([
  [Buffer.from([0x7b, 0x22, 0x74, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]), 6],
  [Buffer.concat([Buffer.from('{"t":"é\ufffd'), Buffer.from([0xc3, 0x28])]), 11],
  [Buffer.from([0xed, 0xa0, 0x80]), 0],
  [Buffer.concat([Buffer.from('{"t":"'), Buffer.from([0xe2, 0x82])]), 6],
])('a body that is not UTF-8 is refused with the offset of the byte', async (body, offset) => {
  const detail = new RegExp(`not UTF-8: see the byte at offset ${offset}\\.`)
  const { body: problem } = await expectRefusal(post(body), 400, 'malformed-request', detail)
  expect(problem.errors).toEqual([{ in: 'body', code: 'not_utf8', detail: problem.detail }])
  await expectRefusal(post(body, 'text/plain'), 400, 'malformed-request', detail)
  await expectRefusal(post(body, 'text/html'), 400, 'malformed-request', detail)
})

test.each([
  [article('"a\\u0000b"'), '/title', 'nul'],
  [article('"\\ud83d"'), '/title', 'lone_surrogate'],
  [article('"\\ude00\\ud83d"'), '/title', 'lone_surrogate'],
  ['{"tags":["fine","\\ud800"]}', '/tags/1', 'lone_surrogate'],
  ['{"\\ud800":1}', '', 'lone_surrogate'],
  ['{"__proto__":{"admin":true}}', '/__proto__', 'forbidden_property'],
  ['{"\\u005f_proto__":1}', '/__proto__', 'forbidden_property'],
  ['{"a":{"constructor":{"prototype":{}}}}', '/a/constructor', 'forbidden_property'],
])('NUL, lone surrogates and poisoned names are refused with a pointer: %s', async (body, pointer, code) => {
  const { body: problem } = await expectRefusal(post(body), 400, 'malformed-request', /./)
  expect(problem.errors).toMatchObject([{ in: 'body', pointer, code }])
})

test('NUL in a document is refused with its offset', async () => {
  await expectRefusal(post('Té\0', 'text/plain'), 400, 'malformed-request', /NUL character at offset 3/)
  await expectRefusal(post('<p>\0</p>', 'text/html; charset=UTF-8'), 400, 'malformed-request', /offset 3/)
})

test.each([
  ['text/csv', /^text\/csv is not taken here: send application\/json, text\/plain or text\/html\.$/],
  ['application/x-www-form-urlencoded', /is not taken here/],
  ['multipart/form-data; boundary=x', /is not taken here/],
  ['text/plain; charset=iso-8859-1', /UTF-8 here, not iso-8859-1/],
  ['application/json; charset=utf-16', /not utf-16/],
  ['application/jsonx', /is not taken here/],
  ['application/merge-patch+json', /is not taken here/],
])('a body of type %s is refused', async (type, detail) => {
  await expectRefusal(post('x', type), 415, 'unsupported-media-type', detail)
})

test('a body without a type, or compressed, is refused', async () => {
  const untyped = await raw(
    door.port,
    `POST /v1/articles HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${door.key}\r\nContent-Length: 2\r\n\r\n{}`,
  )
  expect(untyped.status).toBe(415)
  expect(untyped.body).toContain('The body has no Content-Type: send')
  const gzipped = post('{}').set('content-encoding', 'gzip')
  await expectRefusal(gzipped, 415, 'unsupported-media-type', /not compressed/)
})

test('an announced body over the limit is refused before it is read, and the limit is named', async () => {
  const large = Buffer.alloc(5_000_000, 0x20)
  for (let i = 0; i < 5; i++) {
    const json = await expectRefusal(
      post(large),
      413,
      'body-too-large',
      /^A JSON body has at most 100000 bytes here\.$/,
    )
    expect(json.headers.connection).toBe('close')
  }
  await expectRefusal(post(large, 'text/plain'), 413, 'body-too-large', /^A document has at most 200000 bytes here\.$/)
  await expectRefusal(post(Buffer.alloc(150_000, 0x20), 'text/plain'), 422, 'invalid-document', /./)
})

const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`
const head = (lines: string, key = door.key) =>
  `POST /v1/articles HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\n${lines}\r\n\r\n`

test('a chunked body is cut at the limit', async () => {
  const reply = await raw(
    door.port,
    [head('Transfer-Encoding: chunked'), ...Array.from({ length: 1_000 }, () => chunk)],
    1_000,
  )
  expect(reply).toMatchObject({ status: 413, closed: true })
})

test('an upload with a bad key is not swallowed', async () => {
  const socketBytes: number[] = []
  door.app.server.once('connection', (socket) => socket.once('close', () => socketBytes.push(socket.bytesRead)))
  const upload = Array.from({ length: 2_000 }, () => chunk)
  const reply = await raw(door.port, [head('Transfer-Encoding: chunked', 'who_none'), ...upload], 1_000)
  expect(reply).toMatchObject({ status: 401, closed: true, headers: { connection: 'close' } })
  await expect.poll(() => socketBytes.length).toBe(1)
  expect(socketBytes[0]).toBeLessThan(4_000_000)
})

test('a body that comes too slowly ends in 408 and the connection closes', async () => {
  const drip = Array.from({ length: 20 }, () => ['{', { wait: 100 }]).flat()
  const reply = await raw(door.port, [head('Content-Length: 1000'), ...drip], 1_000)
  expect(reply).toMatchObject({ status: 408, closed: true, headers: { connection: 'close' } })
  expect(JSON.parse(reply.body)).toMatchObject({
    type: '/problems/request-timeout',
    detail: expect.stringContaining('400 ms'),
  })
  expect(reply.first).toBeGreaterThan(350)
  expect(reply.first).toBeLessThan(1_500)
})

test('a client that waits for 100 Continue gets it only if its body is welcome', async () => {
  const expecting = (key: string) => head('Content-Length: 2\r\nExpect: 100-continue', key)
  const welcome = await raw(door.port, [expecting(door.key), { wait: 100 }, '{}'], 1_000)
  expect(welcome.status).toBe(100)
  expect(welcome.body).toContain('HTTP/1.1 400')
  expect((await raw(door.port, expecting('who_none'))).status).toBe(401)
})

test('a body shorter than announced, or with broken chunks, is refused', async () => {
  const broken = await raw(door.port, [head('Transfer-Encoding: chunked'), 'zz\r\n'])
  expect(broken).toMatchObject({ status: 400, closed: true })
  expect(JSON.parse(broken.body).type).toBe('/problems/malformed-request')
  const both = await raw(door.port, head('Content-Length: 5\r\nTransfer-Encoding: chunked'))
  expect(both).toMatchObject({ status: 400, closed: true })
})

test('other Expect headers get 417', async () => {
  const reply = await raw(door.port, head('Content-Length: 2\r\nExpect: gold'))
  expect(reply.status).toBe(417)
  expect(JSON.parse(reply.body)).toMatchObject({ type: '/problems/expectation-failed', instance: '/v1/articles' })
})
