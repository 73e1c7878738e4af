import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, openClient } from './client.ts'

type Kind = readonly [name: 'article' | 'quote' | 'source', path: string, thing: object, patch: object]
const article: Kind = ['article', '/v1/articles', { title: 'T', body: 'Some words here.' }, { section: 'S' }]
const kinds: Kind[] = [
  article,
  ['quote', '/v1/quotes', { text: 'words' }, { cue: 'said' }],
  ['source', '/v1/sources', { name: 'Somebody' }, { description: 'd' }],
] as const
const freeId = { article: 'art_', quote: 'quo_', source: 'src_' }

/** Makes a thing of a kind, and what PUT takes for it. */
async function make(client: Client, [kind, path, thing]: Kind) {
  const { body: host } = kind === 'quote' ? await client.send('POST', '/v1/articles', article[2]) : { body: null }
  const body = { ...thing, ...(host ? { articleId: host.id } : {}) }
  const made = await client.send('POST', path, body)
  expect(made.status).toBe(201)
  return { at: `${path}/${made.body.id}`, etag: String(made.headers.etag), body }
}

describe.each(kinds)('a write to one %s', (...kind) => {
  const [name, path, , patch] = kind
  let client: Client
  let strict: Client
  beforeAll(async () => {
    client = await openClient()
    strict = await openClient({ REQUIRE_IF_MATCH: true })
  })
  afterAll(() => Promise.all([client.close(), strict.close()]))

  test('goes through with the ETag that was read, and not with an old one', async () => {
    const { at, etag, body } = await make(client, kind)
    const edit = await client.send('PATCH', at, patch, { 'if-match': etag })
    expect(edit.status).toBe(200)
    expect(edit.headers.etag).toMatch(/^"2-/)
    for (const [method, sent] of [['PATCH', patch], ['PUT', body], ['DELETE']] as const) {
      const { status, body: problem } = await client.send(method, at, sent, { 'if-match': etag })
      expect([status, problem.type], method).toEqual([412, '/problems/precondition-failed'])
    }
    expect((await client.send('PUT', at, body, { 'if-match': `"x", ${edit.headers.etag}` })).status).toBe(200)
    const now = (await client.get(`${at}?fields=id`)).headers.etag
    expect((await client.send('DELETE', at, undefined, { 'if-match': String(now) })).status).toBe(204)
  })

  test('takes * for anything that exists, and nothing for a weak tag', async () => {
    const { at, etag } = await make(client, kind)
    expect((await client.send('PATCH', at, patch, { 'if-match': '*' })).status).toBe(200)
    const weak = `W/${(await client.get(at)).headers.etag}`
    expect((await client.send('PATCH', at, patch, { 'if-match': weak })).status).toBe(412)
    expect((await client.send('PATCH', at, patch, { 'if-match': '"somebody-elses"' })).status).toBe(412)
    expect((await client.send('PATCH', at, patch, { 'if-match': `${etag}, ${weak}` })).status).toBe(412)
  })

  test('refuses an If-Match that is no list of ETags', async () => {
    const { at } = await make(client, kind)
    for (const header of ['1', 'abc', '"1-abc', '"1-a" "2-b"', '*, "1-a"', ',']) {
      const { status, body } = await client.send('PATCH', at, patch, { 'if-match': header })
      expect([status, body.errors[0].parameter], header).toEqual([400, 'If-Match'])
    }
  })

  test('PUT with If-None-Match: * only creates', async () => {
    const { at, body } = await make(client, kind)
    expect((await client.send('PUT', at, body, { 'if-none-match': '*' })).status).toBe(412)
    if (name === 'quote') await client.send('DELETE', at)
    const free = `${path}/${freeId[name]}01m81b3m6te03t8f4kx1q2w9ra`
    expect((await client.send('PUT', free, body, { 'if-none-match': '*' })).status).toBe(201)
    expect((await client.send('PUT', free, body, { 'if-none-match': '"1-a"' })).status).toBe(400)
  })

  test('PUT with If-Match does not create', async () => {
    const { body } = await make(client, kind)
    const free = `${path}/${freeId[name]}01m81b3m6te03t8f4kx1q2w9rb`
    expect((await client.send('PUT', free, body, { 'if-match': '*' })).status).toBe(412)
    expect((await client.get(free)).status).toBe(404)
  })

  test('is read with an If-Match that names it as it is, and not with an old one', async () => {
    const { at, etag } = await make(client, kind)
    const fits = [etag, '*', `"x", ${etag}`]
    for (const at1 of [at, `${at}?fields=id`]) {
      for (const match of fits) expect((await client.get(at1, { 'if-match': match })).status, match).toBe(200)
      expect((await client.get(at1, { 'if-match': etag, 'if-none-match': '*' })).status).toBe(304)
    }
    await client.send('PATCH', at, patch)
    for (const method of ['GET', 'HEAD'] as const) {
      // twice, since the second one is a reply that was kept
      for (const match of [etag, etag, '"somebody-elses"', `W/${etag}`]) {
        const reply = await client.send(method, at, undefined, { 'if-match': match, 'if-none-match': '*' })
        expect([reply.status, reply.headers.etag], `${method} ${match}`).toEqual([412, undefined])
        if (method === 'GET') expect(reply.body.type).toBe('/problems/precondition-failed')
      }
    }
    expect((await client.get(at, { 'if-match': 'abc' })).body.errors[0].parameter).toBe('If-Match')
    expect((await client.get(`${at}x`, { 'if-match': etag })).status).toBe(400)
    const list = (await client.get(path)).headers.etag
    expect((await client.get(path, { 'if-match': list })).status).toBe(200)
    expect((await client.get(path, { 'if-match': etag })).status).toBe(412)
  })

  test('needs If-Match where REQUIRE_IF_MATCH is on and there is something', async () => {
    const { at, etag, body } = await make(strict, kind)
    for (const [method, sent] of [['PATCH', patch], ['PUT', body], ['DELETE']] as const) {
      const { status, body: problem } = await strict.send(method, at, sent)
      expect([status, problem.type], method).toEqual([428, '/problems/precondition-required'])
    }
    expect((await strict.send('PATCH', at, patch, { 'if-match': etag })).status).toBe(200)
    expect((await strict.send('DELETE', at, undefined, { 'if-match': '*' })).status).toBe(204)
    expect((await strict.send('PATCH', at, patch)).status).toBe(410)
    const free = `${path}/${freeId[name]}01m81b3m6te03t8f4kx1q2w9rc`
    expect((await strict.send('PATCH', free, patch)).status).toBe(404)
    expect((await strict.send('DELETE', free)).status).toBe(404)
    expect((await strict.send('PUT', free, body)).status).toBe(201)
    expect((await strict.send('PUT', free, body)).status).toBe(428)
  })
})

describe('the ETag of the reply to a write is that of a GET', () => {
  let client: Client
  beforeAll(async () => {
    client = await openClient()
  })
  afterAll(() => client.close())

  test.each(kinds)('of one %s', async (...kind) => {
    const { at, etag, body } = await make(client, kind)
    expect((await client.get(at, { 'if-none-match': etag })).status).toBe(304)
    for (const query of ['', '?pretty']) {
      for (const [method, sent] of Object.entries({ PATCH: kind[3], PUT: body })) {
        const { headers } = await client.send(method as 'PUT', `${at}${query}`, sent)
        const again = await client.get(`${at}${query}`, { 'if-none-match': headers.etag })
        expect(again.status, `${method} ${query}`).toBe(304)
      }
    }
    const put = await client.send('PUT', `${at.slice(0, -26)}01m81b3m6te03t8f4kx1q2w9ra`, body)
    if (kind[0] !== 'quote') expect((await client.get(put.headers.location)).headers.etag).toBe(put.headers.etag)
  })

  test('of an article with quotes that were moved or proposed', async () => {
    const text = { 'content-type': 'text/plain' }
    const words = 'The harbour will open in May.'
    const { headers } = await client.send('POST', '/v1/articles', `News\n\n"${words}" said Maren Olsen.\n`, text)
    const { body, headers: read } = await client.get(headers.location)
    expect([body.quoteCount, read.etag]).toEqual([1, headers.etag])
    const edit = await client.send('PATCH', headers.location, { body: `Today. ${body.body}` })
    expect(edit.body.reanchoring.moved).toBe(1)
    expect((await client.get(headers.location)).headers.etag).toBe(edit.headers.etag)
  })
})

test('extract, merge and unmerge go by If-Match as well, and a retry with its key gets what became of it', async () => {
  const client = await openClient()
  const { at, etag } = await make(client, article)
  const [ana, bo] = await Promise.all(
    ['Ana Ruiz', 'Bo Vik'].map(async (name) => (await client.send('POST', '/v1/sources', { name })).body.id),
  )
  const post = async (path: string, body: object | undefined, headers: Record<string, string>) => {
    const reply = await client.send('POST', path, body, headers)
    return [reply.status, reply.body.type]
  }
  const failed = [412, '/problems/precondition-failed']
  const tagOf = async (id: string) => (await client.get(`/v1/sources/${id}`)).headers.etag
  const before = (await client.get('/v1/changes')).body.latest
  for (const match of ['"stale"', '"2-abcdefabcdef"', `W/${etag}`]) {
    const headers = { 'if-match': match }
    expect(await post(`${at}/extract`, undefined, headers)).toEqual(failed)
    for (const dryRun of [true, false])
      expect(await post(`/v1/sources/${ana}/merge`, { into: bo, dryRun }, headers)).toEqual(failed)
  }
  expect(await post(`${at}/extract`, undefined, { 'if-match': 'abc' })).toEqual([400, '/problems/malformed-request'])
  expect((await client.get('/v1/changes')).body.latest).toBe(before)
  expect(await post(`${at}/extract`, undefined, { 'if-match': etag })).toEqual([200, undefined])
  const once = { 'if-match': await tagOf(ana), 'idempotency-key': 'merge' }
  for (let time = 0; time < 2; time++)
    expect(await post(`/v1/sources/${ana}/merge`, { into: bo }, once)).toEqual([200, undefined])
  expect(await post(`/v1/sources/${bo}/unmerge`, { source: ana }, { 'if-match': '"1-abcdefabcdef"' })).toEqual(failed)
  const now = { 'if-match': await tagOf(bo) }
  expect(await post(`/v1/sources/${bo}/unmerge`, { source: ana }, now)).toEqual([200, undefined])
  await client.close()
})

test('of two writers with the same ETag one wins', async () => {
  const client = await openClient()
  const { at, etag } = await make(client, article)
  const replies = await Promise.all(
    Array.from({ length: 8 }, (_, n) => client.send('PATCH', at, { section: `S${n}` }, { 'if-match': etag })),
  )
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, ...Array(7).fill(412)])
  await client.close()
})

test('a write goes by the version alone: counts that other writes change do it no harm', async () => {
  const client = await openClient()
  const { at, etag } = await make(client, article)
  const source = await make(client, kinds[2] as Kind)
  const sourceId = source.at.split('/').at(-1)
  const quote = { articleId: at.split('/').at(-1), text: 'words', sourceId }
  expect((await client.send('POST', '/v1/quotes', quote)).status).toBe(201)
  for (const [path, read, patch] of [
    [at, etag, { section: 'S' }],
    [source.at, source.etag, { description: 'd' }],
  ] as const) {
    expect([path, (await client.get(path)).headers.etag]).not.toEqual([path, read])
    expect([path, (await client.send('PATCH', path, patch, { 'if-match': read })).status]).toEqual([path, 200])
    expect([path, (await client.send('PATCH', path, patch, { 'if-match': read })).status]).toEqual([path, 412])
  }
  await client.close()
})
