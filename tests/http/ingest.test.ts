import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Article } from '../../src/schema/article.ts'
import { type Client, openClient } from './client.ts'

let client: Client
beforeAll(async () => {
  client = await openClient({ BODY_LIMIT_TEXT: 60_000 })
})
afterAll(() => client.close())

const text = { 'content-type': 'text/plain' }
const html = { 'content-type': 'text/html; charset=utf-8' }
const post = (document: string | object, headers: Record<string, string> = {}, query = '') =>
  client.send('POST', `/v1/articles${query}`, document, headers)

const story =
  'Rail link delayed\n\n"We will open in May," said Ana Ruiz, the transport minister. "Not a day later," she added.\n'

/** Holds every quote against the body: the invariant that the whole project rests on. */
function expectVerbatim({ body, quotes = [] }: Article): void {
  for (const quote of quotes) {
    expect(quote.segments.map(({ start, end }) => body.slice(start, end)).join(' ')).toBe(quote.text)
    const [first] = quote.segments
    expect(body.slice(0, first?.start).endsWith(quote.prefix)).toBe(true)
    expect(quote.anchor).toBe('exact')
  }
}

describe('a raw text', () => {
  test('says who its sources are and whom they speak for', async () => {
    const document =
      'Cable cut again\n\n"It will take a week," said Nell Orde, who maps the internet at Quay Research. "No less."\n'
    const { status, body } = await post(document, text)
    expect(status).toBe(201)
    expect(body.sources).toHaveLength(1)
    expect(body.sources[0]).toMatchObject({ name: 'Nell Orde', description: 'maps the internet at Quay Research' })
    const quay = await client.get('/v1/sources/quay-research')
    expect(quay.body).toMatchObject({ name: 'Quay Research', type: 'organization', quoteCount: 0 })
    expect(body.sources[0].organizationId).toBe(quay.body.id)
  })

  test('becomes an article with its quotes and sources', async () => {
    const { status, headers, body } = await post(story, text)
    expect(status).toBe(201)
    expect(headers.location).toBe(`/v1/articles/${body.id}`)
    expect(body).toMatchObject({ title: 'Rail link delayed', quoteCount: 2, sourceCount: 1 })
    expect(body.body).not.toContain('Rail link delayed')
    expectVerbatim(body)
    const [first, second] = body.quotes
    expect(first).toMatchObject({ text: 'We will open in May,', cue: 'said' })
    expect(first.attribution).toMatchObject({ status: 'proposed', method: 'extracted' })
    expect(first.attribution.confidence).toBeGreaterThan(0.5)
    expect(second.speakerLabel).toBe('she')
    expect(body.sources).toHaveLength(1)
    expect(body.sources[0]).toMatchObject({ name: 'Ana Ruiz', type: 'person', quoteCount: 2 })
    for (const quote of body.quotes) expect(quote.sourceId).toBe(body.sources[0].id)
    expect((await client.get(`${headers.location}?include=quotes,sources`)).body).toEqual(body)
  })

  test('makes no second source of a person who is known', async () => {
    const { body } = await post('Bridge closed\n\n“Nobody was hurt,” Ana Ruiz said on Monday.\n', text)
    const { body: known } = await client.get('/v1/sources?q=ana+ruiz')
    expect(known.total.value).toBe(1)
    expect(body.sources[0].id).toBe(known.data[0].id)
  })

  test('with extract=false is kept without quotes', async () => {
    const { status, body } = await post(story, text, '?extract=false')
    expect([status, body.title, body.quoteCount]).toEqual([201, 'Rail link delayed', 0])
    expect(body).not.toHaveProperty('quotes')
  })

  test('with a date alone has the precision of a day', async () => {
    const { body } = await post(`Rail link delayed\n\n03 October 2017\n\nThe link is late, the ministry said.\n`, text)
    expect(body).toMatchObject({ publishedAt: '2017-10-03T00:00:00Z', publishedPrecision: 'day' })
  })

  test.each([
    ['nothing', '', 422],
    ['white space', ' \n\t\n ', 422],
    ['NUL', 'A title\n\nA\u0000B', 400],
    ['more than the limit', `Title\n\n${'word '.repeat(13_000)}`, 413],
  ])('of %s is refused, and nothing is kept', async (_, document, expected) => {
    const { body: before } = await client.get('/v1/articles?limit=0')
    const { status, body } = await post(document, text)
    expect(status).toBe(expected)
    expect(body.detail.length).toBeGreaterThan(10)
    expect((await client.get('/v1/articles?limit=0')).body.total).toEqual(before.total)
  })

  test('that is not UTF-8 is refused', async () => {
    const { app, key } = client
    const reply = await app.inject({
      method: 'POST',
      url: '/v1/articles',
      headers: { ...text, authorization: `Bearer ${key}` },
      payload: Buffer.from([0x54, 0x0a, 0x0a, 0xff, 0xfe]),
    })
    expect([reply.statusCode, reply.json().type]).toEqual([400, '/problems/malformed-request'])
  })

  test('of another type, in another charset or compressed is a 415', async () => {
    for (const headers of [
      { 'content-type': 'text/markdown' },
      { 'content-type': 'text/plain; charset=iso-8859-1' },
      { 'content-type': 'application/pdf' },
      { ...text, 'content-encoding': 'gzip' },
    ])
      expect((await post(story, headers)).status, JSON.stringify(headers)).toBe(415)
    expect((await client.send('POST', '/v1/quotes', story, text)).status).toBe(415)
    expect((await client.send('PUT', '/v1/articles/art_01m81b3m6te03t8f4kx1q2w9rd', story, text)).status).toBe(415)
  })
})

describe('a raw page of HTML', () => {
  const page = `<!doctype html><html lang="en"><head><title>Rail link delayed | The Post</title>
    <meta property="og:site_name" content="The Post"><meta property="article:published_time" content="2026-03-04T09:30:00Z"></head>
    <body><nav><a href="/">Home</a></nav><article><h1>Rail link delayed</h1>
    <p>&ldquo;We will open in May,&rdquo; said Ana Ruiz, the transport minister, at a press conference in the capital on Tuesday.</p>
    <p>The link was to open in March, but the tunnel is not ready, and the trains have not been delivered either.</p></article></body></html>`

  test('becomes an article with its quotes and sources', async () => {
    for (const headers of [html, { 'content-type': 'Text/HTML' }]) {
      const { status, body } = await post(page, headers)
      expect(status).toBe(201)
      expect(body).toMatchObject({
        title: 'Rail link delayed',
        publishedAt: '2026-03-04T09:30:00Z',
        publisher: 'The Post',
      })
      expect(body.body).not.toMatch(/[<>]|Home/)
      expect(body.quotes).toHaveLength(1)
      expect(body.sources[0].name).toBe('Ana Ruiz')
      expectVerbatim(body)
    }
  })

  test('whose url is known is a 409, and none of it is kept', async () => {
    const own = page
      .replace('<head>', '<head><link rel="canonical" href="https://example.org/rail-link">')
      .replaceAll('Ana Ruiz', 'Zora Quist')
    const first = await post(own, html)
    expect([first.status, first.body.url]).toEqual([201, 'https://example.org/rail-link'])
    await client.send('DELETE', `/v1/articles/${first.body.id}`)
    await client.send('DELETE', '/v1/sources/zora-quist')
    await post({ title: 'T', body: 'B', url: 'https://example.org/rail-link' })
    const second = await post(own, html)
    expect([second.status, second.body.type]).toEqual([409, '/problems/conflict'])
    expect((await client.get('/v1/sources?q=zora')).body.data).toEqual([])
    expect((await client.get('/v1/quotes?q=zora')).body.data).toEqual([])
  })

  test.each([
    ['no text', '<html><head><title>T</title></head><body></body></html>'],
    ['tags nested 10,000 deep', `<title>T</title>${'<div>'.repeat(5_000)}x`],
  ])('with %s is a 422', async (_, document) => {
    const { status, body } = await post(document, html)
    expect([status, body.type]).toEqual([422, '/problems/invalid-document'])
  })
})

describe('JSON', () => {
  const article = { title: 'T', body: 'One.\r\n\r\n\r\n“Cafe\u0301s will open in May,” said Ana Ruiz.\r\nThe end.' }

  test('is not searched for quotes unless asked', async () => {
    const { body } = await post(article)
    expect(body.quoteCount).toBe(0)
    expect(body).not.toHaveProperty('quotes')
  })

  test('with extract=true has its quotes at their place in the body as it is kept', async () => {
    const { status, body } = await post(article, {}, '?extract=true')
    expect([status, body.quotes.length, body.sources.length]).toEqual([201, 1, 1])
    expect(body.body).toBe('One.\n\n“Cafés will open in May,” said Ana Ruiz.\nThe end.')
    expect(body.quotes[0].text).toBe('Cafés will open in May,')
    expectVerbatim(body)
  })

  test('extract takes true and false only', async () => {
    expect((await post(article, {}, '?extract=yes')).status).toBe(400)
    expect((await post(article, {}, '?extract')).status).toBe(400)
  })
})

const seeds = join(import.meta.dirname, '../../seed')
const documents = readdirSync(seeds).filter((name) => /\.(txt|html)$/.test(name) && name !== 'README.txt')

test.each(documents)('the sample %s keeps every quote word for word', async (name) => {
  const { status, body } = await post(readFileSync(join(seeds, name), 'utf8'), name.endsWith('.html') ? html : text)
  expect(status, JSON.stringify(body).slice(0, 300)).toBe(201)
  expect(body.title.length).toBeGreaterThan(3)
  expect(body.quotes).toHaveLength(body.quoteCount)
  expectVerbatim(body)
  for (const quote of body.quotes) expect(['proposed', 'unattributed']).toContain(quote.attribution.status)
})
