import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { articleExample, quoteExample } from '../../src/http/resource-examples.ts'
import { quoteFields } from '../../src/schema/quote.ts'
import { type Client, openClient } from './client.ts'

const body = 'He said “we win” and she said “we lose”. Later he said “we win” again 😀 and left: “no comment”.'

let client: Client
let article: string
let source: string
beforeAll(async () => {
  client = await openClient()
  source = (await client.send('POST', '/v1/sources', { name: 'Maren Olsen' })).body.id
})
beforeEach(async () => {
  article = (
    await client.send('POST', '/v1/articles', { title: 'T', body, url: `https://example.org/${Math.random()}` })
  ).body.id
})
afterAll(() => client.close())

const unknown = '/v1/quotes/quo_01m81b3m6te03t8f4kx1q2w9zz'
const post = (quote: object) => client.send('POST', '/v1/quotes', { articleId: article, ...quote })

test('the example of the docs is true', () => {
  const [at] = quoteExample.segments
  expect(articleExample.body.slice(at?.start, at?.end)).toBe(quoteExample.text)
})

describe('POST', () => {
  test('finds where the words stand', async () => {
    const { status, headers, body: quote } = await post({ text: 'no comment', sourceId: source, cue: 'left' })
    expect([status, headers.location]).toEqual([201, `/v1/quotes/${quote.id}`])
    expect(Object.keys(quote).toSorted()).toEqual(quoteFields.toSorted())
    const [at] = quote.segments
    expect(body.slice(at.start, at.end)).toBe('no comment')
    expect(quote).toMatchObject({
      kind: 'direct',
      anchor: 'exact',
      prefix: body.slice(at.start - 32, at.start),
      suffix: body.slice(at.end, at.end + 32),
      attribution: { status: 'confirmed', method: 'manual', confidence: null },
      sourceId: source,
      wordCount: 2,
      version: 1,
    })
    expect(quote.deepLink).toContain('#:~:text=')
    expect((await client.get(headers.location)).body).toEqual(quote)
  })

  test('without a source is unattributed', async () => {
    const { body: quote } = await post({ text: 'no comment' })
    expect(quote).toMatchObject({ sourceId: null, attribution: { status: 'unattributed', method: 'manual' } })
  })

  test('takes segments alone, and joins several by a space', async () => {
    const [a, b] = [body.indexOf('we win'), body.indexOf('no comment')]
    const { status, body: quote } = await post({
      segments: [
        { start: a, end: a + 6 },
        { start: b, end: b + 10 },
      ],
    })
    expect([status, quote.text]).toEqual([201, 'we win no comment'])
  })

  test('refuses words that are not there, and shows the nearest passage', async () => {
    const { status, body: problem } = await post({ text: 'Later he said “we win” once again' })
    expect([status, problem.type]).toEqual([422, '/problems/quote-not-verbatim'])
    expect(problem.detail).toContain('Later he said “we win” again')
    expect(problem.errors[0].pointer).toBe('/text')
  })

  test('refuses words that stand in several places, and lists them; segments decide', async () => {
    const { status, body: problem } = await post({ text: 'we win' })
    expect([status, problem.type]).toEqual([422, '/problems/quote-ambiguous'])
    expect(problem.errors.filter(({ code }: { code: string }) => code === 'candidate')).toHaveLength(2)
    const start = body.lastIndexOf('we win')
    const chosen = await post({ text: 'we win', segments: [{ start, end: start + 6 }] })
    expect([chosen.status, chosen.body.segments]).toEqual([201, [{ start, end: start + 6 }]])
  })

  test.each([
    ['text and segments that differ', { text: 'we lose', segments: [{ start: 0, end: 2 }] }, 422],
    ['neither text nor segments', {}, 400],
    ['segments that run out of the body', { segments: [{ start: 90, end: 9999 }] }, 400],
    ['segments that are empty', { segments: [{ start: 5, end: 5 }] }, 400],
    [
      'segments that overlap',
      {
        segments: [
          { start: 0, end: 5 },
          { start: 3, end: 8 },
        ],
      },
      400,
    ],
    [
      'segments that cut an emoji in two',
      { segments: [{ start: body.indexOf('😀') + 1, end: body.indexOf('😀') + 5 }] },
      400,
    ],
    ['a confirmed quote without a source', { text: 'no comment', attribution: { status: 'confirmed' } }, 400],
    ['a confidence over 1', { text: 'no comment', attribution: { confidence: 2 } }, 400],
    ['a property that quotes do not have', { text: 'no comment', speaker: 'Ruiz' }, 400],
    ['a source that does not exist', { text: 'no comment', sourceId: 'src_01m81b3m6te03t8f4kx1q2w9zz' }, 422],
    ['an article that does not exist', { text: 'no comment', articleId: 'art_01m81b3m6te03t8f4kx1q2w9zz' }, 422],
  ])('refuses %s', async (_, quote, expected) => {
    const { status } = await post(quote)
    expect(status).toBe(expected)
    expect((await client.get(`/v1/articles/${article}/quotes`)).body.data).toEqual([])
  })

  test('names the reference that leads nowhere', async () => {
    const { body: problem } = await post({ text: 'no comment', sourceId: 'src_01m81b3m6te03t8f4kx1q2w9zz' })
    expect(problem).toMatchObject({
      type: '/problems/unknown-reference',
      errors: [{ in: 'body', pointer: '/sourceId' }],
    })
  })

  test('refuses the same place twice and names the quote that has it', async () => {
    const { body: first } = await post({ text: 'no comment' })
    const { status, body: problem } = await post({ text: 'no comment' })
    expect([status, problem.type]).toEqual([409, '/problems/conflict'])
    expect(problem.detail).toContain(first.id)
  })

  test('counts in its article and source', async () => {
    const before = (await client.get(`/v1/sources/${source}`)).body.quoteCount
    await post({ text: 'no comment', sourceId: source })
    expect((await client.get(`/v1/articles/${article}`)).body).toMatchObject({ quoteCount: 1, sourceCount: 1 })
    expect((await client.get(`/v1/sources/${source}`)).body.quoteCount).toBe(before + 1)
  })
})

describe('GET', () => {
  test('counts the articles that have the same words', async () => {
    const words = 'we shall see about that'
    const made: string[] = []
    for (const text of [`“We shall see about that,” he said.`, `He said: “${words}.”`]) {
      const { body: other } = await client.send('POST', '/v1/articles', { title: 'T', body: text })
      const said = text.includes(words) ? words : 'We shall see about that,'
      made.push((await client.send('POST', '/v1/quotes', { articleId: other.id, text: said })).body.id)
    }
    for (const id of made) expect((await client.get(`/v1/quotes/${id}`)).body.occurrenceCount).toBe(2)
  })

  test('of an unknown id is 404, of a wrong form 400', async () => {
    expect((await client.get(unknown)).status).toBe(404)
    expect((await client.get('/v1/quotes/art_01m81b3m6te03t8f4kx1q2w9ra')).status).toBe(400)
  })
})

describe('PATCH', () => {
  test('corrects who said it and keeps the words', async () => {
    const { body: quote } = await post({ text: 'no comment', speakerLabel: 'he', cue: 'said' })
    const { status, body: edited } = await client.send('PATCH', `/v1/quotes/${quote.id}`, {
      sourceId: source,
      attribution: { status: 'disputed' },
      cue: null,
    })
    expect(status).toBe(200)
    expect(edited).toMatchObject({ text: 'no comment', sourceId: source, speakerLabel: 'he', cue: null, version: 2 })
    expect(edited.attribution).toMatchObject({ status: 'disputed', method: 'manual' })
    expect((await client.get(`/v1/quotes?source=${source}&id=${quote.id}`)).body.data).toHaveLength(1)
  })

  test('merges the attribution', async () => {
    const attribution = { status: 'proposed', method: 'extracted', confidence: 0.7 }
    const { body: quote } = await post({ text: 'no comment', sourceId: source, attribution })
    const { body: edited } = await client.send('PATCH', `/v1/quotes/${quote.id}`, {
      attribution: { status: 'confirmed' },
    })
    expect(edited.attribution).toMatchObject({ status: 'confirmed', method: 'extracted' })
  })

  test('moves to other words of the article, never to words that are not there', async () => {
    const { body: quote } = await post({ text: 'no comment' })
    const { body: edited } = await client.send('PATCH', `/v1/quotes/${quote.id}`, { text: 'we lose' })
    expect(body.slice(edited.segments[0].start, edited.segments[0].end)).toBe('we lose')
    const wrong = await client.send('PATCH', `/v1/quotes/${quote.id}`, { text: 'we loose' })
    expect(wrong.status).toBe(422)
    expect((await client.get(`/v1/quotes/${quote.id}`)).body.text).toBe('we lose')
  })

  test('refuses the place of another quote, and another article', async () => {
    const { body: first } = await post({ text: 'no comment' })
    const { body: second } = await post({ text: 'we lose' })
    const taken = await client.send('PATCH', `/v1/quotes/${second.id}`, { text: 'no comment' })
    expect(taken.status).toBe(409)
    expect(taken.body.detail).toContain(first.id)
    expect((await client.send('PATCH', `/v1/quotes/${second.id}`, { articleId: article })).status).toBe(400)
  })

  test('taking the source away leaves the quote unattributed', async () => {
    const { body: quote } = await post({ text: 'no comment', sourceId: source })
    const { status, body: edited } = await client.send('PATCH', `/v1/quotes/${quote.id}`, { sourceId: null })
    expect(status).toBe(200)
    expect(edited).toMatchObject({ sourceId: null, attribution: { status: 'unattributed' } })
  })

  test('of what is not there is 404', async () => {
    expect((await client.send('PATCH', unknown, { cue: 'said' })).status).toBe(404)
  })
})

describe('PUT', () => {
  test('creates at an id of the client, then replaces', async () => {
    const path = '/v1/quotes/quo_01m81b3m78e04a8wwax2p0fgfk'
    const made = await client.send('PUT', path, { articleId: article, text: 'no comment', cue: 'left' })
    expect([made.status, made.headers.location]).toEqual([201, path])
    const put = await client.send('PUT', path, { articleId: article, text: 'no comment', sourceId: source })
    expect([put.status, put.body.cue, put.body.sourceId, put.body.version]).toEqual([200, null, source, 2])
  })

  test('keeps to the words of the body as well', async () => {
    const { body: quote } = await post({ text: 'no comment' })
    const { status } = await client.send('PUT', `/v1/quotes/${quote.id}`, { articleId: article, text: 'nothing' })
    expect(status).toBe(422)
  })
})

test('DELETE leaves the article and its counts right; the id is 410', async () => {
  const { body: quote } = await post({ text: 'no comment', sourceId: source })
  expect((await client.send('DELETE', `/v1/quotes/${quote.id}`)).status).toBe(204)
  expect((await client.get(`/v1/quotes/${quote.id}`)).status).toBe(410)
  expect((await client.send('DELETE', `/v1/quotes/${quote.id}`)).status).toBe(410)
  expect((await client.get(`/v1/articles/${article}`)).body).toMatchObject({ quoteCount: 0, sourceCount: 0 })
  expect((await post({ text: 'no comment' })).status).toBe(201)
  expect((await client.send('DELETE', unknown)).status).toBe(404)
})
