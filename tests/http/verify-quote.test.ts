import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, openClient } from './client.ts'
import { type Corpus, fillCorpus } from './corpus.ts'
import { expectValid, startApp } from './harness.ts'

let client: Client
let corpus: Corpus
beforeAll(async () => {
  client = await openClient()
  corpus = await fillCorpus(client)
})
afterAll(() => client.close())

const verify = async (text: string, source?: string | null) => {
  const {
    status,
    body,
    text: reply,
  } = await client.send('POST', '/v1/quotes/verify', source === undefined ? { text } : { text, source })
  expect(status, reply).toBe(200)
  const matches = body.matches.map(({ quote, verdict }: { quote: { id: string }; verdict: string }) => [
    ...corpus.keys([quote]),
    verdict,
  ])
  return { verdict: body.verdict, matches, first: body.matches[0] }
}

test('words that were said are exact, with every article that has them, first published first', async () => {
  const words = 'THE HARBOUR was never meant to hold ships of that size!'
  expect(await verify(words)).toMatchObject({
    verdict: 'exact',
    matches: [
      ['again', 'exact'],
      ['size', 'exact'],
    ],
  })
  expect(await verify(words, null)).toMatchObject({ verdict: 'exact' })
})

test('the source of the claim comes first; what only others said is other-source', async () => {
  const words = 'The harbour was never meant to hold ships of that size'
  expect(await verify(words, 'maren-olsen')).toMatchObject({
    verdict: 'exact',
    matches: [
      ['size', 'exact'],
      ['again', 'other-source'],
    ],
  })
  expect(await verify(words, corpus.id.ruiz)).toMatchObject({
    verdict: 'other-source',
    matches: [
      ['again', 'other-source'],
      ['size', 'other-source'],
    ],
  })
  expect(await verify('never meant to hold ships', 'ana-ruiz')).toMatchObject({ verdict: 'other-source' })
})

test('a part is partial, a changed word altered with its diff, anything else not found', async () => {
  expect(await verify('never … hold ships of that size', 'maren-olsen')).toMatchObject({ verdict: 'partial' })
  const altered = await verify('The harbour was always meant to hold ships of that size', 'maren-olsen')
  expect(altered.verdict).toBe('altered')
  expect(altered.first.diff).toContainEqual({ op: 'insert', text: 'always' })
  expect(await verify('The harbour was always meant to hold ships of that size', 'ana-ruiz')).toEqual({
    verdict: 'not-found',
    matches: [],
    first: undefined,
  })
  expect(await verify('Fish is cheaper than meat this year')).toMatchObject({ verdict: 'not-found', matches: [] })
})

test('reported speech is no evidence of words', async () => {
  expect(await verify('nobody had asked the pilots')).toMatchObject({ verdict: 'not-found' })
})

test('a claim without a word, or of an unknown source, is told what is wrong', async () => {
  for (const [claim, status, pointer] of [
    [{ text: '…' }, 400, '/text'],
    [{ text: '[x]' }, 400, '/text'],
    [{ text: '… [the [mayor] … [2026]' }, 400, '/text'],
    [{ text: '[x] [harbour', source: 'nobody-known' }, 422, '/source'],
    [{ text: 'x] [y]', source: 'nobody-known' }, 422, '/source'],
    [{ source: 'maren-olsen' }, 400, '/text'],
    [{ text: 'harbour', source: 'nobody-known' }, 422, '/source'],
    [{ text: 'x'.repeat(10_001) }, 400, '/text'],
  ] as const) {
    const { status: got, body } = await client.send('POST', '/v1/quotes/verify', claim)
    expect([got, body.errors[0].pointer]).toEqual([status, pointer])
  }
})

test('needs a key only where reads do, since nothing is written', async () => {
  const claim = { text: 'harbour' }
  for (const [READ_ACCESS, anonymous] of [
    ['open', 200],
    ['key', 401],
  ] as const) {
    const { request, readKey, close } = await startApp({ READ_ACCESS })
    const post = () => request.post('/v1/quotes/verify').send(claim)
    expect(expectValid(await post()).status).toBe(anonymous)
    expect(expectValid(await post().set('authorization', `Bearer ${readKey}`)).status).toBe(200)
    await close()
  }
})

test('occurrences are the same words elsewhere, earliest first, and take every filter of quotes', async () => {
  const list = async (query: string, id = corpus.id.size) => {
    const { status, body, text } = await client.get(`/v1/quotes/${id}/occurrences${query}`)
    expect(status, text).toBe(200)
    return corpus.keys(body.data)
  }
  expect(await list('')).toEqual(['again', 'size'])
  expect(await list('', corpus.id.again)).toEqual(['again', 'size'])
  expect(await list('?sort=-publishedAt')).toEqual(['size', 'again'])
  expect(await list('?publisher=Morning%20Post')).toEqual(['again'])
  expect(await list('?q=harbour&limit=1')).toHaveLength(1)
  expect(await list('', corpus.id.may)).toEqual(['may'])
  const { body } = await client.get(`/v1/quotes/${corpus.id.size}/occurrences?limit=1`)
  const next = await client.get(body.links.next)
  expect(corpus.keys(next.body.data)).toEqual(['size'])
  const elsewhere = await client.get(`/v1/quotes/${corpus.id.may}/occurrences?cursor=${body.page.nextCursor}`)
  expect([elsewhere.status, elsewhere.body.type]).toEqual([400, '/problems/cursor-mismatch'])
})

test('occurrences of what is not there are 404, of what was deleted 410', async () => {
  const { body: article } = await client.send('POST', '/v1/articles', { title: 'Gone', body: 'Soon gone, she said.' })
  const { body: quote } = await client.send('POST', '/v1/quotes', { articleId: article.id, text: 'Soon gone' })
  await client.send('DELETE', `/v1/quotes/${quote.id}`)
  expect((await client.get(`/v1/quotes/${quote.id}/occurrences`)).status).toBe(410)
  expect((await client.get('/v1/quotes/quo_01m81b3m78e04a8wwax2p0fgfj/occurrences')).status).toBe(404)
})
