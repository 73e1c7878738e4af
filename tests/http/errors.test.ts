import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemSlugs } from '../../src/schema/problem.ts'
import { openClient } from './client.ts'
import { expectValid, startApp, type TestApp } from './harness.ts'
import { raw } from './raw.ts'

let door: TestApp
beforeAll(async () => {
  door = await startApp()
})
afterAll(() => door.close())

const inside = /SQLITE|sqlite|SELECT|node_modules|\.ts\b|\/work|FST_|Zod|stack|at \w+ \(/

async function problemAt(path: string) {
  const response = expectValid(await door.request.get(path))
  expect(response.text).not.toMatch(inside)
  expect(response.headers['cache-control']).toBe('no-store')
  expect(response.body.instance).toBe(path.split('?')[0])
  expect(response.body.requestId).toBe(response.headers['x-request-id'])
  expect(problemSlugs).toContain(response.body.type.replace('/problems/', ''))
  return response.body
}

test('two wrong parameters are told as the First run shows', async () => {
  const problem = await problemAt('/v1/quotes?speaker=ruiz&limit=500')
  expect(problem).toMatchObject({
    type: '/problems/invalid-parameter',
    title: 'A parameter is not right',
    status: 400,
    detail: '2 parameters are not right: speaker, limit.',
  })
  expect(problem.errors).toContainEqual({
    in: 'query',
    parameter: 'speaker',
    code: 'unknown',
    detail: 'There is no parameter "speaker" here.',
    suggestion: 'source',
  })
  expect(problem.errors).toContainEqual({
    in: 'query',
    parameter: 'limit',
    code: 'too_big',
    detail: 'limit is at most 100.',
    allowed: { min: 0, max: 100 },
  })
})

test.each([
  ['/v1/articles?limit=-1', 'limit', 'too_small', 'limit is at least 0.'],
  ['/v1/articles?limit=1000', 'limit', 'too_big', 'limit is at most 100.'],
  ['/v1/articles?limit=abc', 'limit', 'invalid_type', 'limit must be a whole number from 0 to 100.'],
  ['/v1/articles?limit=1.5', 'limit', 'invalid_type', 'limit must be a whole number from 0 to 100.'],
  ['/v1/articles?limit=1&limit=2', 'limit', 'repeated', 'limit is given 2 times; it takes a whole number, once.'],
  ['/v1/articles?limit=', 'limit', 'empty', 'limit is empty. Give it a value or leave it out.'],
  ['/v1/articles?PRETTY', 'PRETTY', 'unknown', 'There is no parameter "PRETTY" here.'],
  ['/v1/articles?q', 'q', 'empty', 'q is empty. Give it a value or leave it out.'],
  ['/v1/articles?hasQuotes=maybe', 'hasQuotes', 'invalid_type', 'hasQuotes must be true or false.'],
  ['/v1/articles?total=all', 'total', 'invalid_value', 'total is one of: auto, exact, none.'],
  ['/v1/articles?publishedFrom=yesterday', 'publishedFrom', 'invalid_format', /^publishedFrom must be a date/],
  ['/v1/articles?publishedFrom=2026-02-01T09:00:00+02:00', 'publishedFrom', 'invalid_format', /write \+ as %2B/],
  ['/v1/quotes?publishedTo=2026-02-01T09:00:00', 'publishedTo', 'invalid_format', /must have an offset/],
  ['/v1/articles?publishedFrom=2026-02-30', 'publishedFrom', /./, /./],
  ['/v1/articles?id=art_1', 'id', 'invalid_format', /^id must be art_ and 26 characters/],
  [
    '/v1/articles?id=art_1&id=art_01m81b3m6te03t8f4kx1q2w9ra',
    'id',
    'invalid_format',
    /^id\[0\] must be art_ and 26 characters/,
  ],
  ['/v1/articles?source=Not%20One', 'source', 'invalid', /must be the id or the slug of a source/],
  [`/v1/articles?q=${'a'.repeat(300)}`, 'q', 'too_big', 'q has at most 256 characters.'],
  ['/v1/articles?pubisher=x', 'pubisher', 'unknown', /no parameter "pubisher"/],
  ['/v1/articles?__proto__=x', '__proto__', 'unknown', /no parameter/],
  ['/v1/articles?tz=Nowhere/City&publishedFrom=2026-01-01', 'tz', /./, /./],
])('GET %s is refused in plain words', async (path, parameter, code, detail) => {
  const problem = await problemAt(path)
  expect(problem).toMatchObject({ status: 400, errors: [{ in: 'query', parameter }] })
  expect(problem.errors[0].code).toMatch(code)
  expect(problem.errors[0].detail).toMatch(detail)
})

test('a misspelt name gets the nearest known one, a wrong value those that are allowed', async () => {
  const misspelt = await problemAt('/v1/articles?pubisher=x')
  expect(misspelt.errors[0].suggestion).toBe('publisher')
  const sort = await problemAt('/v1/articles?sort=newest')
  expect(sort.errors[0].allowed).toContain('-publishedAt')
})

test('an id of the wrong form is refused with the form of one; a source takes a slug as well', async () => {
  const problem = await problemAt('/v1/articles/12')
  expect(problem).toMatchObject({ status: 400, errors: [{ in: 'path', parameter: 'id', code: 'invalid_format' }] })
  expect(problem.errors[0].detail).toContain('art_01m81b3m6te03t8f4kx1q2w9ra')
  expect((await problemAt('/v1/articles/quo_01m81b3m78e04a8wwax2p0fgfj')).status).toBe(400)
  expect((await problemAt('/v1/articles/art_01m81b3m6te03t8f4kx1q2w9ra')).status).toBe(404)
  expect((await problemAt('/v1/sources/nobody')).status).toBe(404)
  expect((await problemAt('/v1/sources/No%20Body')).status).toBe(400)
  expect((await problemAt(`/v1/articles/${'a'.repeat(3_000)}`)).status).toBe(400)
})

test('a cursor that is none, and one of another query, are refused', async () => {
  expect(await problemAt('/v1/articles?cursor=nonsense')).toMatchObject({ type: '/problems/invalid-cursor' })
})

test.each([
  ['/v1/articles?q=%FF', { in: 'query', parameter: 'q', code: 'not_utf8' }],
  ['/v1/articles?limit=1&q=%ED%A0%80', { in: 'query', parameter: 'q', code: 'not_utf8' }],
  ['/v1/articles?%C3%28=1', { in: 'query', parameter: '%C3%28', code: 'not_utf8' }],
  ['/v1/articles?%zz', { in: 'query', parameter: '%zz', code: 'not_utf8' }],
  ['/v1/articles?q=%', { in: 'query', parameter: 'q', code: 'not_utf8' }],
  ['/v1/articles/%FF', { in: 'path', code: 'not_utf8' }],
  ['/v1/articles?q=a%00b', { in: 'query', parameter: 'q', code: 'nul' }],
  ['/%00', { in: 'path', code: 'nul' }],
])('GET %s is not UTF-8, or has NUL, and is refused with its place', async (path, place) => {
  const reply = await raw(door.port, `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
  expect(reply.status).toBe(400)
  expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(JSON.parse(reply.body)).toMatchObject({
    type: '/problems/malformed-request',
    requestId: reply.headers['x-request-id'],
    errors: [{ ...place, detail: JSON.parse(reply.body).detail }],
  })
})

test('characters that are not percent-encoded are refused, and the reply says so', async () => {
  const reply = await raw(door.port, Buffer.from('GET /v1/articles?q=zürich HTTP/1.1\r\nHost: localhost\r\n\r\n'))
  expect(reply.status).toBe(400)
  expect(JSON.parse(reply.body).detail).toContain('percent-encoded')
})

test('the absolute form of a URL is understood', async () => {
  const reply = await raw(door.port, 'GET http://localhost/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')
  expect(reply).toMatchObject({ status: 200, body: '{"status":"ok"}\n' })
})

test('a URL over 8 KiB is refused, and so are 201 parameters', async () => {
  const long = await problemAt(`/v1/articles?${'tag=a&'.repeat(1_400)}`)
  expect(long).toMatchObject({ status: 414, type: '/problems/uri-too-long' })
  const many = await problemAt(`/v1/articles?${'tag=a&'.repeat(201)}`)
  expect(many).toMatchObject({ status: 400, detail: 'The URL has more than 200 parameters.' })
})

test('headers over 16 KiB are refused', async () => {
  const reply = await raw(door.port, `GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: ${'a'.repeat(20_000)}\r\n\r\n`)
  expect(reply).toMatchObject({ status: 431, closed: true })
  expect(JSON.parse(reply.body).type).toBe('/problems/headers-too-large')
})

test('what is not HTTP gets a problem document as well', async () => {
  const reply = await raw(door.port, 'HELLO\r\n\r\n')
  expect(reply).toMatchObject({ status: 400, closed: true })
  expect(JSON.parse(reply.body)).toMatchObject({ type: '/problems/malformed-request', errors: [] })
})

test('at most 20 issues of at most 200 characters are told', async () => {
  const names = Array.from({ length: 60 }, (_, i) => `x${i}${'y'.repeat(80)}=1`)
  const { errors } = await problemAt(`/v1/articles?${names.join('&')}`)
  expect(errors).toHaveLength(20)
  for (const { detail, parameter } of errors) {
    expect(detail.length).toBeLessThanOrEqual(200)
    expect(parameter.length).toBeLessThanOrEqual(60)
  }
})

test('issues of a body have JSON Pointers, and unknown properties a suggestion', async () => {
  const body = { titel: 'x', body: 1, tags: ['a', ''], authors: 'Jane', 'a/b~c': 1 }
  const response = expectValid(
    await door.request.post('/v1/articles').set('authorization', `Bearer ${door.key}`).send(body),
  )
  expect(response.body.type).toBe('/problems/invalid-body')
  const byPointer = Object.fromEntries(response.body.errors.map((issue: { pointer: string }) => [issue.pointer, issue]))
  expect(byPointer['/titel']).toMatchObject({ code: 'unknown', suggestion: 'title' })
  expect(byPointer['/title']).toMatchObject({ code: 'required', detail: 'title is required.' })
  expect(byPointer['/body']).toMatchObject({ code: 'invalid_type', detail: 'body must be a text.' })
  expect(byPointer['/tags/1']).toMatchObject({ in: 'body' })
  expect(byPointer['/authors']).toMatchObject({ detail: 'authors must be a list.' })
  expect(byPointer['/a~1b~0c']).toMatchObject({ code: 'unknown' })
})

test.each(['null', '[]', '"text"', '1', 'true'])('a body that is %s is no object', async (body) => {
  const response = expectValid(
    await door.request
      .post('/v1/articles')
      .set('authorization', `Bearer ${door.key}`)
      .set('content-type', 'application/json')
      .send(body),
  )
  expect(response.body).toMatchObject({
    type: '/problems/invalid-body',
    errors: [{ in: 'body', pointer: '', detail: 'The body must be an object.' }],
  })
})

const nobody = '/v1/articles/art_01m81b3m6te03t8f4kx1q2w9ra'
const json = 'Content-Type: application/json'

test.each<[line: string, lines: string[], status: number, name: string, code: string]>([
  ['GET /', [], 400, 'Host', 'malformed'],
  ['GET /', ['Host: a b'], 400, 'Host', 'malformed'],
  ['GET /', ['Host: evil.example'], 421, 'Host', 'foreign'],
  ['GET /', ['Host: localhost', 'Accept: image/png'], 406, 'Accept', 'not_acceptable'],
  ['GET /', ['Host: localhost', 'Expect: nothing'], 417, 'Expect', 'unknown'],
  ['GET /v1/articles', ['Host: localhost', 'Authorization: Bearer no'], 401, 'Authorization', 'invalid_key'],
  ['POST /v1/articles', ['Host: localhost', json], 401, 'Authorization', 'required'],
  ['POST /v1/articles', ['Host: localhost', json, 'Authorization: READ'], 403, 'Authorization', 'lacks_scope'],
  ['POST /v1/articles', ['KEY', json, 'Sec-Fetch-Site: cross-site'], 403, 'Sec-Fetch-Site', 'cross_site'],
  ['POST /v1/articles', ['KEY', 'Content-Type: text/csv'], 415, 'Content-Type', 'not_taken'],
  ['POST /v1/articles', ['KEY', 'Content-Type: text/plain; charset=latin1'], 415, 'Content-Type', 'not_taken'],
  ['POST /v1/articles', ['KEY'], 415, 'Content-Type', 'required'],
  ['POST /v1/articles', ['KEY', json, 'Content-Encoding: gzip'], 415, 'Content-Encoding', 'not_taken'],
  [`PUT ${nobody}`, ['KEY', json, 'If-Match: "1-a"'], 412, 'If-Match', 'mismatch'],
])('%s with %j is refused and names the header', async (line, lines, status, name, code) => {
  const content = '{"title":"A","body":"B"}'
  const body = line.startsWith('GET') ? '' : content
  const head = lines
    .map((text) => text.replace('READ', `Bearer ${door.readKey}`))
    .flatMap((text) => (text === 'KEY' ? ['Host: localhost', `Authorization: Bearer ${door.key}`] : [text]))
  const length = body ? [`Content-Length: ${body.length}`] : []
  const reply = await raw(door.port, `${[`${line} HTTP/1.1`, ...head, ...length].join('\r\n')}\r\n\r\n${body}`)
  const { detail, errors } = JSON.parse(reply.body)
  expect([reply.status, errors]).toEqual([status, [{ in: 'header', parameter: name, code, detail }]])
})

test('a precondition that does not hold names its header', async () => {
  const strict = await openClient({ REQUIRE_IF_MATCH: true })
  const { headers, body } = await strict.send('POST', '/v1/articles', { title: 'A', body: 'B' })
  const path = headers.location
  const put = (more: Record<string, string> = {}) => strict.send('PUT', path, { title: 'B', body: 'B' }, more)
  for (const [reply, status, parameter, code] of [
    [await put(), 428, 'If-Match', 'required'],
    [await put({ 'if-match': `"${body.version + 1}-a"` }), 412, 'If-Match', 'mismatch'],
    [await put({ 'if-none-match': '*' }), 412, 'If-None-Match', 'mismatch'],
    [await strict.get(path, { 'if-match': '"7-a"' }), 412, 'If-Match', 'mismatch'],
  ] as const)
    expect([reply.status, reply.body.errors]).toEqual([
      status,
      [{ in: 'header', parameter, code, detail: reply.body.detail }],
    ])
  await strict.close()
})
