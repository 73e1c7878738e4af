import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sourceCreateExample } from '../../src/http/resource-examples.ts'
import { sourceFields } from '../../src/schema/source.ts'
import { type Client, openClient } from './client.ts'

let client: Client
beforeAll(async () => {
  client = await openClient()
})
afterAll(() => client.close())

let n = 0
const make = async (more: object = {}) =>
  (await client.send('POST', '/v1/sources', { name: `Person Number ${++n}`, ...more })).body
const unknown = '/v1/sources/src_01m81b3m6te03t8f4kx1q2w9zz'

/** A source with one quote, and that quote. */
async function quoted() {
  const source = await make()
  const article = await client.send('POST', '/v1/articles', { title: 'T', body: `“Words ${++n},” they said.` })
  const quote = await client.send('POST', '/v1/quotes', {
    articleId: article.body.id,
    segments: [{ start: 1, end: 6 }],
    sourceId: source.id,
  })
  expect(quote.status).toBe(201)
  return { source, quote: quote.body, article: article.body }
}

describe('POST', () => {
  test('keeps a source and says where', async () => {
    const { status, headers, body } = await client.send('POST', '/v1/sources', sourceCreateExample)
    expect([status, headers.location]).toEqual([201, `/v1/sources/${body.id}`])
    expect(body).toMatchObject({ ...sourceCreateExample, quoteCount: 0, firstQuotedAt: null, version: 1 })
    expect(Object.keys(body).toSorted()).toEqual(sourceFields.toSorted())
    for (const ref of [body.id, 'maren-olsen']) expect((await client.get(`/v1/sources/${ref}`)).body).toEqual(body)
  })

  test('makes slugs of names, and never the same twice', async () => {
    const slugs = [await make({ name: 'José Ñuñez' }), await make({ name: 'Jose Nunez' })].map(({ slug }) => slug)
    expect(slugs[0]).toBe('jose-nunez')
    expect(slugs[1]).toMatch(/^jose-nunez-.+/)
    expect((await make({ name: '李雷' })).slug).toMatch(/^[a-z0-9-]+$/)
  })

  test('aliases are not unique', async () => {
    await make({ aliases: ['Smith'] })
    expect((await make({ aliases: ['Smith'] })).aliases).toEqual(['Smith'])
  })

  test('refuses a slug that is taken and names who has it', async () => {
    const first = await make({ slug: 'taken' })
    const { status, body } = await client.send('POST', '/v1/sources', { name: 'Other', slug: 'taken' })
    expect([status, body.type, body.errors[0].pointer]).toEqual([409, '/problems/conflict', '/slug'])
    expect(body.detail).toContain(first.id)
  })

  test('refuses an organisation that does not exist', async () => {
    const organizationId = 'src_01m81b3m6te03t8f4kx1q2w9zz'
    const { status, body } = await client.send('POST', '/v1/sources', { name: 'X', organizationId })
    expect([status, body.errors[0].pointer]).toEqual([422, '/organizationId'])
  })

  test('refuses a person as organisation, a circle of them, and a person for whom others speak, and says which', async () => {
    const person = await make({ type: 'person' })
    const [port, desk] = [await make({ type: 'organization' }), await make({ type: 'organization' })]
    await client.send('PATCH', `/v1/sources/${desk.id}`, { organizationId: port.id })
    for (const [id, patch, code, pointer] of [
      [desk.id, { organizationId: person.id }, 'is_a_person', '/organizationId'],
      [desk.id, { organizationId: desk.id }, 'self', '/organizationId'],
      [port.id, { organizationId: desk.id }, 'circle', '/organizationId'],
      [port.id, { type: 'person' }, 'has_members', '/type'],
    ] as const) {
      const { status, body } = await client.send('PATCH', `/v1/sources/${id}`, patch)
      expect([status, body.type, body.errors[0]]).toMatchObject([
        422,
        '/problems/unfitting-reference',
        { code, pointer },
      ])
    }
    expect((await client.send('PATCH', `/v1/sources/${desk.id}`, { type: 'person' })).status).toBe(200)
  })

  test.each([
    [{}, '/name'],
    [{ name: '' }, '/name'],
    [{ name: 'X', slug: 'Not A Slug' }, '/slug'],
    [{ name: 'X', type: 'robot' }, '/type'],
    [{ name: 'X', identifiers: [{ scheme: 'W D', value: 'Q1' }] }, '/identifiers/0/scheme'],
    [{ name: 'X', quoteCount: 4 }, '/quoteCount'],
  ])('refuses %j and points to %s', async (source, pointer) => {
    const { status, body } = await client.send('POST', '/v1/sources', source)
    expect([status, body.errors[0].pointer]).toEqual([400, pointer])
  })
})

test('GET of an unknown source is 404, of what is neither id nor slug 400', async () => {
  for (const ref of ['src_01m81b3m6te03t8f4kx1q2w9zz', 'nobody'])
    expect((await client.get(`/v1/sources/${ref}`)).status).toBe(404)
  for (const ref of ['Maren%20Olsen', 'src_5', 'art_01m81b3m6te03t8f4kx1q2w9ra', '-a'])
    expect((await client.get(`/v1/sources/${ref}`)).status, ref).toBe(400)
})

describe('PUT', () => {
  test('creates at an id of the client, then replaces, by slug as well', async () => {
    const path = '/v1/sources/src_01m81b3m6te03t8f4kx1q2w900'
    const made = await client.send('PUT', path, { name: 'Put Person', aliases: ['PP'] })
    expect([made.status, made.headers.location, made.body.slug]).toEqual([201, path, 'put-person'])
    const put = await client.send('PUT', '/v1/sources/put-person', { name: 'Put Person II', slug: 'pp-2' })
    expect(put.status).toBe(200)
    expect(put.body).toMatchObject({ id: made.body.id, slug: 'pp-2', aliases: [], version: 2 })
  })

  test('cannot create at a slug', async () => {
    expect((await client.send('PUT', '/v1/sources/not-there-yet', { name: 'X' })).status).toBe(404)
  })
})

describe('PATCH', () => {
  test('changes what is there, leaves what is absent, empties what is null', async () => {
    const { id, slug } = await make({
      type: 'person',
      aliases: ['A'],
      description: 'd',
      identifiers: [{ scheme: 's', value: '1' }],
    })
    const { status, body } = await client.send('PATCH', `/v1/sources/${slug}`, {
      aliases: null,
      description: null,
      type: null,
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ id, slug, aliases: [], description: null, type: 'unknown', version: 2 })
    expect(body.identifiers).toEqual([{ scheme: 's', value: '1' }])
  })

  test('an identifier is found by what was sent, however it was composed and spaced', async () => {
    const value = '  Cafe\u0301  12 '
    const { id, identifiers } = await make({ identifiers: [{ scheme: 'x-y', value }] })
    expect(identifiers).toEqual([{ scheme: 'x-y', value: 'Café 12' }])
    for (const asked of [value, 'Café 12']) {
      const { body } = await client.get(`/v1/sources?identifier=${encodeURIComponent(`x-y:${asked}`)}`)
      expect(body.data.map((one: { id: string }) => one.id)).toEqual([id])
    }
  })

  test('a new alias is found by search at once', async () => {
    const { id } = await make()
    await client.send('PATCH', `/v1/sources/${id}`, { aliases: ['Zaphod B.'] })
    expect((await client.get('/v1/sources?q=zaph')).body.data.map((one: { id: string }) => one.id)).toEqual([id])
  })

  test('refuses a slug that is taken', async () => {
    const [first, second] = [await make({ slug: 'first-one' }), await make()]
    const { status, body } = await client.send('PATCH', `/v1/sources/${second.id}`, { slug: 'first-one' })
    expect(status).toBe(409)
    expect(body.detail).toContain(first.id)
  })

  test('of what is not there is 404', async () => {
    expect((await client.send('PATCH', unknown, { name: 'X' })).status).toBe(404)
  })
})

describe('DELETE', () => {
  test('refuses a source with quotes, unless they are detached', async () => {
    const { source, quote, article } = await quoted()
    const refused = await client.send('DELETE', `/v1/sources/${source.id}`)
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/source-has-quotes'])
    expect(refused.body.errors).toMatchObject([{ in: 'query', parameter: 'quotes', allowed: ['detach'] }])
    expect((await client.send('DELETE', `/v1/sources/${source.slug}?quotes=detach`)).status).toBe(204)
    expect((await client.get(`/v1/sources/${source.id}`)).status).toBe(410)
    const { body } = await client.get(`/v1/quotes/${quote.id}`)
    expect(body).toMatchObject({ sourceId: null, text: quote.text, attribution: { status: 'unattributed' } })
    expect((await client.get(`/v1/articles/${article.id}`)).body).toMatchObject({ quoteCount: 1, sourceCount: 0 })
  })

  test('the id of a deleted source is 410, until a PUT uses it again', async () => {
    const { id } = await make()
    await client.send('DELETE', `/v1/sources/${id}`)
    for (const [method, body] of [['GET'], ['DELETE'], ['PATCH', {}]] as const)
      expect((await client.send(method, `/v1/sources/${id}`, body)).status, method).toBe(410)
    expect((await client.send('PUT', `/v1/sources/${id}`, { name: 'Back' })).status).toBe(201)
    expect((await client.get(`/v1/sources/${id}`)).status).toBe(200)
  })

  test('of what is not there is 404, with another word for quotes 400', async () => {
    expect((await client.send('DELETE', unknown)).status).toBe(404)
    expect((await client.send('DELETE', `${unknown}?quotes=delete`)).status).toBe(400)
  })
})

test('counts and times follow the quotes', async () => {
  const source = await make()
  for (const publishedAt of ['2026-01-02', '2026-05-06T07:08:09Z', undefined]) {
    const { body } = await client.send('POST', '/v1/articles', { title: 'T', body: 'Yes, indeed.', publishedAt })
    await client.send('POST', '/v1/quotes', { articleId: body.id, text: 'Yes', sourceId: source.id })
    await client.send('POST', '/v1/quotes', { articleId: body.id, text: 'indeed', sourceId: source.id })
  }
  expect((await client.get(`/v1/sources/${source.id}`)).body).toMatchObject({
    quoteCount: 6,
    articleCount: 3,
    firstQuotedAt: '2026-01-02T00:00:00Z',
    lastQuotedAt: '2026-05-06T07:08:09Z',
  })
})
