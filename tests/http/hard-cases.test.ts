import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectValid, startApp, type TestApp } from './harness.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const post = async (path: string, body: object | string, type = 'application/json') => {
  const request = app.request.post(path).set({ authorization: `Bearer ${app.key}`, 'content-type': type })
  return expectValid(await request.send(body))
}
const idsOf = (body: { data: { id: string }[] }) => body.data.map(({ id }) => id)

test('a quote whose paragraph is deleted is orphaned, even where somebody else said the same words', async () => {
  const text = 'Alpha said “we win”.\n\nBeta said “we win”.\n\nGamma.'
  const { body: article } = await post('/v1/articles', { title: 'Twice', body: text })
  const at = (from: number) => [{ start: text.indexOf('we win', from), end: text.indexOf('we win', from) + 6 }]
  const { body: alpha } = await post('/v1/quotes', { articleId: article.id, segments: at(0) })
  const { body: beta } = await post('/v1/quotes', { articleId: article.id, segments: at(20) })
  const edit = { body: 'Alpha said “we win”.\n\nGamma.' }
  const path = `/v1/articles/${article.id}`
  const reply = await app.request.patch(path).set('authorization', `Bearer ${app.key}`).send(edit)
  expect(expectValid(reply).body.reanchoring).toEqual({ kept: 1, moved: 0, orphaned: 1 })
  const anchorOf = async (id: string) => (await app.request.get(`/v1/quotes/${id}`)).body.anchor
  expect([await anchorOf(alpha.id), await anchorOf(beta.id)]).toEqual(['exact', 'orphaned'])
})

test('a walk by relevance misses nothing and repeats nothing while what does not match is written', async () => {
  const wanted: string[] = []
  for (let n = 0; n < 30; n++) {
    const { body } = await post('/v1/articles', { title: `Tide ${n}`, body: `The tide ${'rose '.repeat(n)}again.` })
    wanted.push(body.id)
  }
  const seen: string[] = []
  let next: string | null = '/v1/articles?q=tide&limit=7'
  while (next) {
    const { body } = expectValid(await app.request.get(next)) as {
      body: { data: { id: string }[]; links: { next: string | null } }
    }
    seen.push(...idsOf(body))
    next = body.links.next
    for (let n = 0; n < 3; n++)
      await post('/v1/articles', { title: 'Elsewhere', body: 'Nothing of the kind. '.repeat(40) })
  }
  expect(seen.toSorted()).toEqual(wanted.toSorted())
})

test('thousands of the same words in one document count as one article, and more than 5,000 quotes are refused', async () => {
  const story = (times: number) => `A title\n\n${'“Yes” said Bob. '.repeat(times)}`
  const kept = await post('/v1/articles', story(3000), 'text/plain')
  expect([kept.status, kept.body.quoteCount]).toEqual([201, 3000])
  expect(new Set(kept.body.quotes.map((quote: { occurrenceCount: number }) => quote.occurrenceCount))).toEqual(
    new Set([1]),
  )
  const refused = await post('/v1/articles', story(6000), 'text/plain')
  expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining('at most 5000')])
})

test('a last name that two known people share proposes both', async () => {
  const names = ['Ann Smithx', 'Bob Smithx']
  const people = await Promise.all(
    names.map(async (name) => (await post('/v1/sources', { name, type: 'person' })).body.id),
  )
  const story = { title: 'A house', body: '“I shall never leave this house again,” Smithx said on Monday.' }
  const { body } = await post('/v1/articles?extract=true', story)
  const quote = await app.request.get(`/v1/quotes/${body.quotes[0].id}?include=candidates`)
  expect(expectValid(quote).body).toMatchObject({ sourceId: null, attribution: { status: 'proposed' } })
  expect(quote.body.candidates.map((one: { sourceId: string }) => one.sourceId).toSorted()).toEqual(people.toSorted())
})

test('what nobody can see is no title and no name', async () => {
  for (const nothing of ['\u200b\u200b', '\ufeff', '\u00ad\u2060', '\u3164', '\u2800', '\u0301', ' \u200d ']) {
    for (const [path, body, pointer] of [
      ['/v1/articles', { title: nothing, body: 'Words.' }, '/title'],
      ['/v1/articles', { title: 'Words', body: nothing }, '/body'],
      ['/v1/sources', { name: nothing }, '/name'],
    ] as const) {
      const reply = await post(path, body)
      expect([reply.status, reply.body.errors[0].pointer], JSON.stringify(nothing)).toEqual([400, pointer])
    }
  }
  expect((await post('/v1/sources', { name: '👩‍🚀' })).status).toBe(201)
})
