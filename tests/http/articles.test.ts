import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { articleCreateExample } from '../../src/http/resource-examples.ts'
import { Article, articleFields } from '../../src/schema/article.ts'
import { type Client, openClient } from './client.ts'

let client: Client
beforeAll(async () => {
  client = await openClient()
})
afterAll(() => client.close())

const unknown = '/v1/articles/art_01m81b3m6te03t8f4kx1q2w9zz'
const make = async (more: object = {}) =>
  (await client.send('POST', '/v1/articles', { title: 'A title', body: 'A body of some words.', ...more })).body

describe('POST', () => {
  test('keeps an article and says where', async () => {
    const { status, headers, body } = await client.send('POST', '/v1/articles', articleCreateExample)
    expect(status).toBe(201)
    expect(headers.location).toBe(`/v1/articles/${body.id}`)
    expect(headers.etag).toMatch(/^"1-[0-9a-f]+"$/)
    expect(body).toMatchObject({ ...articleCreateExample, version: 1, publishedPrecision: 'second', quoteCount: 0 })
    expect((await client.get(headers.location)).body).toEqual(body)
  })

  test('has every property, unknown ones as null', async () => {
    const article = await make()
    expect(Object.keys(article).toSorted()).toEqual([...articleFields, 'body'].toSorted())
    expect(article).toMatchObject({ url: null, publishedAt: null, publishedPrecision: null, tags: [], language: 'en' })
    expect(Article.safeParse(article).success).toBe(true)
  })

  test('keeps the body as NFC with \\n line ends and paragraphs parted by one blank line', async () => {
    const { body } = await make({ body: 'Cafe\u0301 one.\r\n\r\n\r\n\r\nTwo.\rThree.  \n' })
    expect(body).toBe('Café one.\n\nTwo.\nThree.')
  })

  test('takes a date alone as a day', async () => {
    const article = await make({ publishedAt: '2026-03-04' })
    expect(article).toMatchObject({ publishedAt: '2026-03-04T00:00:00Z', publishedPrecision: 'day' })
  })

  test('takes an offset into account', async () => {
    const article = await make({ publishedAt: '2026-03-04T01:30:00+02:00' })
    expect(article).toMatchObject({ publishedAt: '2026-03-03T23:30:00Z', publishedPrecision: 'second' })
  })

  test('takes a URL with its scheme in any case, and keeps it as it came', async () => {
    const url = 'HTTPS://example.org/Shouted'
    expect(await make({ url })).toMatchObject({ url })
    expect((await client.get(`/v1/articles?url=${url}`)).body.data).toHaveLength(1)
  })

  test.each([
    ['', 'too_small', 'title has at least 1 character.'],
    [' \n', 'invalid_format', 'title must have something other than white space.'],
    ['\u200b', 'invalid', 'title must have something other than white space.'],
  ])('tells of the title %j once what is wrong with it', async (title, code, detail) => {
    const { status, body } = await client.send('POST', '/v1/articles', { title, body: 'B' })
    expect([status, body.errors]).toEqual([400, [expect.objectContaining({ pointer: '/title', code, detail })]])
  })

  test('says of a document in which there is more than an article holds how much that is', async () => {
    const words = `Headline\n\n${'word '.repeat(200_001)}`
    const text = { 'content-type': 'text/plain' }
    const { status, body } = await client.send('POST', '/v1/articles?extract=false', words, text)
    const detail = 'body has at most 1000000 characters.'
    expect([status, body.detail]).toEqual([422, `What was found in the document does not fit: ${detail}`])
    expect(body.errors).toEqual([{ in: 'body', code: 'too_big', detail, allowed: { min: 1, max: 1_000_000 } }])
  })

  test.each([
    [{ body: 'No title.' }, '/title'],
    [{ title: 'No body' }, '/body'],
    [{ title: 'T', body: ' \n ' }, '/body'],
    [{ title: 'T', body: 5 }, '/body'],
    [{ title: 'T', body: 'B', colour: 'red' }, '/colour'],
    [{ title: 'T', body: 'B', id: 'art_01m81b3m6te03t8f4kx1q2w9zz' }, '/id'],
    [{ title: 'T', body: 'B', publishedAt: '2026-02-30' }, '/publishedAt'],
    [{ title: 'T', body: 'B', publishedAt: '2026-02-01T25:00:00Z' }, '/publishedAt'],
    [{ title: 'T', body: 'B', publishedAt: '2026-02-01T10:00:00' }, '/publishedAt'],
    [{ title: 'T', body: 'B', publishedAt: '0026-02-01' }, '/publishedAt'],
    [{ title: 'T', body: 'B', url: 'ftp://example.org' }, '/url'],
    [{ title: 'T', body: 'B', tags: ['a', 7] }, '/tags/1'],
    [{ title: 'T', body: 'a\u0000b' }, '/body'],
    [{ title: 'T\ud800', body: 'B' }, '/title'],
    [{ title: 'x'.repeat(501), body: 'B' }, '/title'],
    [['an', 'array'], ''],
  ])('refuses %j and points to %s', async (article, pointer) => {
    const { status, body } = await client.send('POST', '/v1/articles', article)
    expect(status).toBe(400)
    if (body.type === '/problems/invalid-body') expect(body.errors[0]).toMatchObject({ in: 'body', pointer })
    else expect(body.type).toBe('/problems/malformed-request')
  })

  test.each(['url', 'externalId'])('refuses a second article with the same %s and names the first', async (name) => {
    const value = name === 'url' ? 'https://example.org/one' : 'one'
    const first = await make({ [name]: value })
    const { status, body } = await client.send('POST', '/v1/articles', { title: 'T', body: 'B', [name]: value })
    expect([status, body.type]).toEqual([409, '/problems/conflict'])
    expect(body.detail).toContain(first.id)
    expect(body.errors[0].pointer).toBe(`/${name}`)
    expect((await client.get(`/v1/articles?${name}=${value}`)).body.total.value).toBe(1)
  })
})

describe('GET', () => {
  test('of an unknown id is 404, of a wrong form 400', async () => {
    expect((await client.get(unknown)).status).toBe(404)
    for (const id of ['5', 'art_', 'quo_01m81b3m78e04a8wwax2p0fgfj', 'art_01M81B3M6TE03T8F4KX1Q2W9RA', '%20']) {
      const { status, body } = await client.get(`/v1/articles/${id}`)
      expect([status, body.errors[0].in, body.errors[0].parameter], id).toEqual([400, 'path', 'id'])
    }
  })

  test('with the ETag in If-None-Match is 304', async () => {
    const { id } = await make()
    const { headers } = await client.get(`/v1/articles/${id}`)
    const again = await client.get(`/v1/articles/${id}`, { 'if-none-match': headers.etag })
    expect([again.status, again.text]).toEqual([304, ''])
    await client.send('PATCH', `/v1/articles/${id}`, { section: 'New' })
    expect((await client.get(`/v1/articles/${id}`, { 'if-none-match': headers.etag })).status).toBe(200)
  })

  test('the ETag names the version even where fields leaves it out', async () => {
    const { id } = await make()
    expect((await client.get(`/v1/articles/${id}?fields=title`)).headers.etag).toMatch(/^"1-/)
  })

  test('HEAD is the same without a body', async () => {
    const { id } = await make()
    const [get, head] = [await client.get(`/v1/articles/${id}`), await client.send('HEAD', `/v1/articles/${id}`)]
    expect([head.status, head.headers.etag]).toEqual([200, get.headers.etag])
  })
})

describe('PUT', () => {
  test('creates at an id of the client, then replaces', async () => {
    const path = '/v1/articles/art_01m81b3m6te03t8f4kx1q2w900'
    const made = await client.send('PUT', path, { title: 'First', body: 'One.', tags: ['x'], section: 'S' })
    expect([made.status, made.headers.location]).toEqual([201, path])
    expect(made.body.reanchoring).toEqual({ kept: 0, moved: 0, orphaned: 0 })
    const put = await client.send('PUT', path, { title: 'Second', body: 'Two.' })
    expect([put.status, put.headers.location]).toEqual([200, undefined])
    expect(put.body).toMatchObject({ title: 'Second', tags: [], section: null, version: 2 })
    expect(put.body.createdAt).toBe(made.body.createdAt)
    expect((await client.get(path)).body.body).toBe('Two.')
  })

  test('refuses a url that another article has', async () => {
    await make({ url: 'https://example.org/put' })
    const { id } = await make()
    const { status } = await client.send('PUT', `/v1/articles/${id}`, {
      title: 'T',
      body: 'B',
      url: 'https://example.org/put',
    })
    expect(status).toBe(409)
    expect((await client.get(`/v1/articles/${id}`)).body).toMatchObject({ title: 'A title', version: 1 })
  })
})

describe('PATCH', () => {
  test('changes what is there, leaves what is absent, empties what is null', async () => {
    const { id } = await make({ section: 'S', subtitle: 'Sub', tags: ['a'], authors: ['A'], language: 'de' })
    const { status, body } = await client.send('PATCH', `/v1/articles/${id}`, {
      title: 'New',
      section: null,
      tags: null,
      language: null,
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      title: 'New',
      section: null,
      tags: [],
      language: 'en',
      subtitle: 'Sub',
      authors: ['A'],
    })
    expect(body).toMatchObject({
      version: 2,
      body: 'A body of some words.',
      reanchoring: { kept: 0, moved: 0, orphaned: 0 },
    })
  })

  test('keeps the precision of a date that it does not touch', async () => {
    const { id } = await make({ publishedAt: '2026-03-04' })
    const { body } = await client.send('PATCH', `/v1/articles/${id}`, { title: 'New' })
    expect(body).toMatchObject({ publishedAt: '2026-03-04T00:00:00Z', publishedPrecision: 'day' })
    const cleared = await client.send('PATCH', `/v1/articles/${id}`, { publishedAt: null })
    expect(cleared.body).toMatchObject({ publishedAt: null, publishedPrecision: null })
  })

  test('takes plain JSON as well', async () => {
    const { id } = await make()
    const headers = { 'content-type': 'application/json' }
    expect((await client.send('PATCH', `/v1/articles/${id}`, { title: 'New' }, headers)).body.title).toBe('New')
  })

  test.each([
    [{ title: null }, '/title'],
    [{ body: null }, '/body'],
    [{ version: 7 }, '/version'],
    [{ tags: 'a' }, '/tags'],
  ])('refuses %j', async (patch, pointer) => {
    const { id } = await make()
    const { status, body } = await client.send('PATCH', `/v1/articles/${id}`, patch)
    expect([status, body.errors[0].pointer]).toEqual([400, pointer])
  })

  test('an empty patch changes nothing', async () => {
    const made = await make()
    const { status, body } = await client.send('PATCH', `/v1/articles/${made.id}`, {})
    expect(status).toBe(200)
    expect(body.title).toBe(made.title)
  })

  test('of what is not there is 404', async () => {
    expect((await client.send('PATCH', unknown, { title: 'T' })).status).toBe(404)
  })
})

describe('DELETE', () => {
  test('takes the quotes along; everything is 410 afterwards', async () => {
    const { id } = await make()
    const quote = await client.send('POST', '/v1/quotes', { articleId: id, text: 'some words' })
    const gone = await client.send('DELETE', `/v1/articles/${id}`)
    expect([gone.status, gone.text]).toEqual([204, ''])
    for (const path of [`/v1/articles/${id}`, `/v1/quotes/${quote.body.id}`]) {
      for (const [method, body] of [['GET'], ['DELETE'], ['PATCH', {}]] as const) {
        const { status, body: problem } = await client.send(method, path, body)
        expect([status, problem.type], `${method} ${path}`).toEqual([410, '/problems/gone'])
      }
    }
    expect((await client.get(`/v1/articles?id=${id}`)).body.data).toEqual([])
    expect((await client.get(`/v1/quotes?articleId=${id}`)).body.data).toEqual([])
  })

  test('of what is not there is 404', async () => {
    expect((await client.send('DELETE', unknown)).status).toBe(404)
  })

  test('frees the id for a PUT', async () => {
    const { id } = await make()
    await client.send('DELETE', `/v1/articles/${id}`)
    const put = await client.send('PUT', `/v1/articles/${id}`, { title: 'Back', body: 'Again.' })
    expect([put.status, put.body.quoteCount]).toEqual([201, 0])
    expect((await client.get(`/v1/articles/${id}`)).body.title).toBe('Back')
  })

  test('frees the url', async () => {
    const { id } = await make({ url: 'https://example.org/free' })
    await client.send('DELETE', `/v1/articles/${id}`)
    const { status } = await client.send('POST', '/v1/articles', {
      title: 'T',
      body: 'B',
      url: 'https://example.org/free',
    })
    expect(status).toBe(201)
  })
})
