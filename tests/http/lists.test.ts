import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, openClient } from './client.ts'
import { type Corpus, fillCorpus } from './corpus.ts'

let client: Client
let corpus: Corpus
beforeAll(async () => {
  client = await openClient()
  corpus = await fillCorpus(client)
})
afterAll(() => client.close())

const keysOf = async (path: string): Promise<string[]> => {
  const { status, body, text } = await client.get(path)
  expect(status, text).toBe(200)
  return corpus.keys(body.data)
}

describe('sort', () => {
  test.each([
    ['articles', undefined, ['harbour', 'rail', 'tax', 'notice']],
    ['articles', 'publishedAt', ['notice', 'tax', 'rail', 'harbour']],
    ['articles', '-publishedAt', ['harbour', 'rail', 'tax', 'notice']],
    ['articles', 'title', ['harbour', 'rail', 'tax', 'notice']],
    ['articles', '-title', ['notice', 'tax', 'rail', 'harbour']],
    ['articles', 'createdAt', ['harbour', 'rail', 'tax', 'notice']],
    ['articles', '-createdAt', ['notice', 'tax', 'rail', 'harbour']],
    ['articles', 'wordCount', ['notice', 'tax', 'rail', 'harbour']],
    ['articles', '-wordCount', ['harbour', 'rail', 'tax', 'notice']],
    ['articles', '-quoteCount,title', ['harbour', 'rail', 'tax', 'notice']],
    ['articles', 'quoteCount,-title', ['notice', 'tax', 'rail', 'harbour']],
    ['articles', '-sourceCount,title', ['harbour', 'rail', 'tax', 'notice']],
    ['articles', 'sourceCount,-title', ['notice', 'tax', 'rail', 'harbour']],
    ['quotes', '-publishedAt,position', ['size', 'may', 'pilots', 'again', 'why']],
    ['quotes', 'publishedAt,-position', ['why', 'again', 'pilots', 'may', 'size']],
    ['quotes', 'createdAt', ['size', 'may', 'pilots', 'again', 'why']],
    ['quotes', '-createdAt', ['why', 'again', 'pilots', 'may', 'size']],
    ['quotes', '-wordCount,publishedAt', ['again', 'size', 'may', 'pilots', 'why']],
    ['sources', undefined, ['ruiz', 'olsen', 'port', 'silent']],
    ['sources', 'name', ['ruiz', 'olsen', 'port', 'silent']],
    ['sources', '-name', ['silent', 'port', 'olsen', 'ruiz']],
    ['sources', '-quoteCount,name', ['ruiz', 'olsen', 'port', 'silent']],
    ['sources', '-articleCount,name', ['ruiz', 'olsen', 'port', 'silent']],
    ['sources', 'articleCount,-name', ['silent', 'port', 'olsen', 'ruiz']],
    ['sources', '-createdAt', ['silent', 'port', 'ruiz', 'olsen']],
  ])('%s by %s', async (list, sort, keys) => {
    expect(await keysOf(`/v1/${list}${sort ? `?sort=${sort}` : ''}`)).toEqual(keys)
  })

  test('a changed thing is the last by updatedAt', async () => {
    expect((await keysOf('/v1/articles?sort=-updatedAt'))[0]).toBe('tax')
    expect((await keysOf('/v1/articles?sort=updatedAt')).at(-1)).toBe('tax')
    for (const list of ['quotes', 'sources'])
      expect(await keysOf(`/v1/${list}?sort=updatedAt`)).toEqual(
        (await keysOf(`/v1/${list}?sort=-updatedAt`)).toReversed(),
      )
  })

  test('confidence, first and last quotation put the unknown at one end', async () => {
    expect((await keysOf('/v1/quotes?sort=-confidence')).slice(0, 2)).toEqual(['again', 'may'])
    expect((await keysOf('/v1/quotes?sort=confidence')).slice(-2)).toEqual(['may', 'again'])
    expect(await keysOf('/v1/sources?sort=-lastQuotedAt,name')).toEqual(['ruiz', 'olsen', 'port', 'silent'])
    expect(await keysOf('/v1/sources?sort=-firstQuotedAt')).toEqual(['olsen', 'port', 'ruiz', 'silent'])
    expect(await keysOf('/v1/sources?sort=firstQuotedAt')).toEqual(['silent', 'ruiz', 'port', 'olsen'])
    expect((await keysOf('/v1/sources?sort=lastQuotedAt'))[0]).toBe('silent')
  })

  test.each([
    ['sort=-relevance', 'needs_query'],
    ['sort=title,-title', 'repeated'],
    ['sort=title&sort=title', 'repeated'],
  ])('%s is a 400 that explains', async (query, code) => {
    const { status, body } = await client.get(`/v1/articles?${query}`)
    expect([status, body.errors[0].parameter, body.errors[0].code]).toEqual([400, 'sort', code])
  })

  test('an unknown key is a 400 that lists the known ones', async () => {
    const { status, body } = await client.get('/v1/articles?sort=date')
    expect(status).toBe(400)
    expect(body.errors[0].allowed).toContain('-publishedAt')
  })
})

describe('page', () => {
  test('limit cuts, and page and links tell how to go on', async () => {
    const { body, headers } = await client.get('/v1/articles?sort=title&limit=3&pretty')
    expect(corpus.keys(body.data)).toEqual(['harbour', 'rail', 'tax'])
    expect(body.page).toEqual({ limit: 3, nextCursor: expect.any(String), prevCursor: null })
    expect(body.total).toEqual({ value: 4, relation: 'eq' })
    const self = '/v1/articles?sort=title&limit=3&pretty'
    const next = `${self}&cursor=${body.page.nextCursor}`
    expect(body.links).toEqual({ self, next, prev: null })
    expect(headers.link).toBe(`<${self}>; rel="self", <${next}>; rel="next"`)
  })

  test('links lead on, and back', async () => {
    const { body: first } = await client.get('/v1/articles?limit=2')
    const { body: second } = await client.get(first.links.next)
    expect(corpus.keys(second.data)).toEqual(['tax', 'notice'])
    expect(second.links).toMatchObject({ self: first.links.next, next: null })
    const { body: again } = await client.get(second.links.prev)
    expect(corpus.keys(again.data)).toEqual(corpus.keys(first.data))
  })

  test('a Link is a URI whatever was typed into the address', async () => {
    const { body, headers } = await client.get('/v1/articles?q=harbour%22%3C%3E&limit=1&tag=<none>"|')
    expect(body.links.self).toBe('/v1/articles?q=harbour%22%3C%3E&limit=1&tag=%3Cnone%3E%22%7C')
    expect(headers.link).toBe(`<${body.links.self}>; rel="self"`)
  })

  test('limit=0 gives the total only', async () => {
    const { body } = await client.get('/v1/articles?limit=0&tag=shipping')
    expect(body).toMatchObject({ data: [], page: { limit: 0, nextCursor: null, prevCursor: null } })
    expect(body.total).toEqual({ value: 2, relation: 'eq' })
  })

  test('with the ETag in If-None-Match is 304 until something changes', async () => {
    const { headers } = await client.get('/v1/sources')
    expect(headers.etag).toMatch(/^"[0-9a-f]{16}(-gzip|-br)?"$/)
    const tag = { 'if-none-match': headers.etag }
    expect((await client.get('/v1/sources', tag)).status).toBe(304)
    await client.send('PATCH', '/v1/sources/silent-partner', { description: 'Says nothing.' })
    expect((await client.get('/v1/sources', tag)).status).toBe(200)
  })

  test('the default limit is 20', async () => {
    expect((await client.get('/v1/sources')).body.page.limit).toBe(20)
  })

  test.each([
    ['auto', { value: 4, relation: 'eq' }],
    ['exact', { value: 4, relation: 'eq' }],
    ['none', null],
  ])('total=%s', async (mode, total) => {
    expect((await client.get(`/v1/articles?total=${mode}&limit=1`)).body.total).toEqual(total)
  })

  test.each(['-1', '101', '1000', 'abc', '1.5', '1e1', '', '0x10', '%201'])('limit=%s is a 400', async (limit) => {
    const { status, body } = await client.get(`/v1/articles?limit=${limit}`)
    expect([status, body.errors[0].parameter]).toEqual([400, 'limit'])
  })

  test('the limit of an endless number is told', async () => {
    const { body } = await client.get('/v1/articles?limit=101')
    expect(body.errors[0].allowed).toEqual({ min: 0, max: 100 })
  })
})

describe('cursor', () => {
  const cursorOf = async (path: string): Promise<string> => (await client.get(path)).body.page.nextCursor

  test.each([
    ['another filter', '/v1/articles?limit=1&tag=tax'],
    ['another q', '/v1/articles?limit=1&q=harbour'],
    ['another sort', '/v1/articles?limit=1&sort=title'],
    ['another time zone', '/v1/articles?limit=1&tz=Asia/Tokyo'],
    ['another list', '/v1/quotes?limit=1'],
  ])('used with %s is a mismatch', async (_, path) => {
    const { status, body } = await client.get(`${path}&cursor=${await cursorOf('/v1/articles?limit=1')}`)
    expect([status, body.type]).toEqual([400, '/problems/cursor-mismatch'])
  })

  test('goes on with other limit, fields, include, total, pretty and highlight', async () => {
    const cursor = await cursorOf('/v1/articles?limit=1')
    const shape = 'limit=2&fields=title&include=body&total=none&pretty&highlight=true'
    expect(await keysOf(`/v1/articles?${shape}&cursor=${cursor}`)).toEqual(['rail', 'tax'])
  })

  test('of an explicit default sort goes on with the default', async () => {
    const cursor = await cursorOf('/v1/articles?limit=1&sort=-publishedAt')
    expect((await client.get(`/v1/articles?limit=1&cursor=${cursor}`)).status).toBe(200)
  })

  test('of a relative time goes on later', async () => {
    const { body } = await client.get('/v1/articles?updatedFrom=now-1h&limit=1')
    expect((await client.get(body.links.next)).status).toBe(200)
  })

  test('is refused when it is made up', async () => {
    const cursor = await cursorOf('/v1/articles?limit=1')
    const long = Buffer.from(`[1,"0000000000000000",0,"x",[${Array(145).fill('1e21')}]]`).toString('base64url')
    expect(long.length).toBeLessThan(1024)
    for (const wrong of [long, 'abc', 'e30', `${cursor}A`, cursor.slice(0, -4), '%F0%9F%98%80'].map(String)) {
      const { status, body } = await client.get(`/v1/articles?limit=1&cursor=${wrong}`)
      expect([status, body.type], wrong).toEqual([400, '/problems/invalid-cursor'])
    }
  })
})

test('a Link header that would be too long leaves out self, then prev, and keeps next', async () => {
  const relsOf = async (url: string) => {
    const { status, headers, body } = await client.get(url)
    expect(status, url).toBe(200)
    const rels = [...String(headers.link ?? '').matchAll(/rel="(\w+)"/g)].map(([, rel]) => rel).join(' ')
    return { rels, next: body.links.next }
  }
  for (const [count, first, second] of [
    [0, 'self next', 'self next prev'],
    [17, 'self next', 'next prev'],
    [20, 'next', 'next'],
    [35, 'next', 'next'],
  ] as const) {
    const others = Array.from({ length: count }, (_, i) => `&notPublisher=${i}${'x'.repeat(195)}`).join('')
    const { rels, next } = await relsOf(`/v1/articles?limit=1${others}`)
    expect([count, rels, (await relsOf(next)).rels]).toEqual([count, first, second])
  }
})

describe('fields and include', () => {
  test('fields trims, id stays', async () => {
    const { body } = await client.get('/v1/articles?fields=title,url&fields=version')
    expect(Object.keys(body.data[0]).toSorted()).toEqual(['id', 'title', 'url', 'version'])
  })

  test('a list of articles has no body unless it is asked for', async () => {
    expect((await client.get('/v1/articles')).body.data[0]).not.toHaveProperty('body')
    expect((await client.get('/v1/articles?include=body')).body.data[0].body).toContain('Maren Olsen')
  })

  test('include adds the quotes and sources of articles', async () => {
    const { body } = await client.get('/v1/articles?include=quotes,sources&sort=title')
    expect(corpus.keys(body.data[0].quotes)).toEqual(['size', 'may', 'pilots'])
    expect(corpus.keys(body.data[0].sources).toSorted()).toEqual(['olsen', 'ruiz'])
    expect(body.data[3]).toMatchObject({ quotes: [], sources: [] })
  })

  test('include adds article, source, context and candidates of quotes', async () => {
    const { body } = await client.get('/v1/quotes?include=article,source,context,candidates&sort=createdAt')
    const [size, , pilots] = body.data
    expect(size.article).toMatchObject({ id: corpus.id.harbour, title: 'Harbour to stay closed until May' })
    expect(size.source).toMatchObject({ id: corpus.id.olsen, slug: 'maren-olsen' })
    expect(size.context.after).toMatch(/^,” said Maren Olsen/)
    expect(size.candidates).toEqual([])
    expect(pilots.source).toBeNull()
  })

  test('what fields names of the includes is included, as in the first example of the docs', async () => {
    const { body } = await client.get('/v1/quotes?fields=text,speakerLabel,deepLink,source&limit=1&sort=createdAt')
    expect(Object.keys(body.data[0]).toSorted()).toEqual(['deepLink', 'id', 'source', 'speakerLabel', 'text'])
  })

  test('one thing takes fields and include as well', async () => {
    const { body } = await client.get(`/v1/quotes/${corpus.id.size}?fields=text&include=source`)
    expect(Object.keys(body).toSorted()).toEqual(['id', 'source', 'text'])
    const article = await client.get(`/v1/articles/${corpus.id.harbour}?fields=title&include=quotes`)
    expect(Object.keys(article.body).toSorted()).toEqual(['id', 'quotes', 'title'])
    const source = await client.get('/v1/sources/maren-olsen?fields=name')
    expect(source.body).toEqual({ id: corpus.id.olsen, name: 'Maren Olsen' })
  })

  test.each(['fields=text', 'include=context', 'fields=', 'include=quotes,'])(
    '%s is a 400 for articles',
    async (query) => {
      expect((await client.get(`/v1/articles?${query}`)).status).toBe(400)
    },
  )
})
