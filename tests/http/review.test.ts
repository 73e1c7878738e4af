import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Quote } from '../../src/schema/quote.ts'
import { type Client, openClient } from './client.ts'

let client: Client
beforeEach(async () => {
  client = await openClient()
})
afterEach(() => client.close())

const story = `Harbour to stay shut

“The harbour was never meant for ships of that size,” said Maren Olsen, the chief engineer.

“We will open in May,” said Ana Ruiz, the transport minister.

“Nobody has asked the pilots,” Smith said.
`
const text = { 'content-type': 'text/plain' }

async function ingest(): Promise<{ id: string; quotes: Quote[] }> {
  const { status, body } = await client.send('POST', '/v1/articles', story, text)
  expect(status).toBe(201)
  return body
}
const review = (body: object) => client.send('POST', '/v1/quotes/review', body)
const quotesOf = async (id: string): Promise<Quote[]> => (await client.get(`/v1/articles/${id}/quotes`)).body.data
const extract = (id: string) => client.send('POST', `/v1/articles/${id}/extract`)

test('the queue has what was proposed, least certain first, with who else it may have been', async () => {
  for (const name of ['Anna Smith', 'Bob Smith']) await client.send('POST', '/v1/sources', { name, type: 'person' })
  await ingest()
  const { body } = await client.get('/v1/quotes?attributionStatus=proposed&sort=confidence&include=candidates')
  const certain = body.data.map(({ attribution }: Quote) => attribution.confidence)
  expect(certain).toEqual(certain.toSorted((a: number, b: number) => a - b))
  const pilots = body.data.find((quote: Quote) => quote.text.startsWith('Nobody has asked'))
  expect(pilots.sourceId).toBeNull()
  expect(pilots.candidates.map(({ name }: { name: string }) => name)).toEqual(['Anna Smith', 'Bob Smith'])
})

test('a decision is kept with who said it, by hand from then on', async () => {
  const { quotes } = await ingest()
  const ids = quotes.slice(0, 2).map(({ id }) => id)
  const { status, body } = await review({ ids, status: 'confirmed' })
  expect(status).toBe(200)
  expect(body.data.map(({ id, sourceId, attribution }: Quote) => ({ id, sourceId, attribution }))).toEqual(
    quotes.slice(0, 2).map(({ id, sourceId }) => ({
      id,
      sourceId,
      attribution: { status: 'confirmed', method: 'manual', confidence: null },
    })),
  )
  const other = quotes[1]?.sourceId
  const moved = await review({ ids: [quotes[0]?.id], status: 'disputed', sourceId: other })
  expect(moved.body.data[0]).toMatchObject({ sourceId: other, attribution: { status: 'disputed' } })
  const taken = await review({ ids, status: 'unattributed' })
  expect(taken.body.data.map((quote: Quote) => quote.sourceId)).toEqual([null, null])
})

test('one that cannot be decided leaves all of them as they were, and is named', async () => {
  const { id, quotes } = await ingest()
  const before = await quotesOf(id)
  const [first] = quotes
  await review({ ids: [quotes[1]?.id], status: 'unattributed' })
  const undecided = await quotesOf(id)
  for (const [decision, status, pointer] of [
    [{ ids: [first?.id, 'quo_01m81b3m78e04a8wwax2p0fgfj'], status: 'disputed' }, 422, '/ids/1'],
    [{ ids: [first?.id, quotes[1]?.id], status: 'confirmed' }, 400, '/ids/1'],
    [{ ids: [first?.id], status: 'confirmed', sourceId: 'src_01m81b3m6te03t8f4kx1q2w9rb' }, 422, '/sourceId'],
    [{ ids: [first?.id], status: 'unattributed', sourceId: first?.sourceId }, 400, '/sourceId'],
    [{ ids: [], status: 'confirmed' }, 400, '/ids'],
    [{ ids: Array.from({ length: 101 }, () => first?.id), status: 'confirmed' }, 400, '/ids'],
  ] as const) {
    const { status: got, body } = await review(decision)
    expect([got, body.errors[0].pointer]).toEqual([status, pointer])
  }
  expect(await quotesOf(id)).toEqual(undecided)
  expect(undecided.filter((_, i) => i !== 1)).toEqual(before.filter((_, i) => i !== 1))
})

test('another extraction proposes what is new and leaves every decision as it is', async () => {
  const { id, quotes } = await ingest()
  await review({ ids: [quotes[0]?.id], status: 'disputed' })
  await client.send('DELETE', `/v1/quotes/${quotes[1]?.id}`)
  const decided = await quotesOf(id)
  expect((await extract(id)).body).toEqual({ proposed: [], known: 2, dismissed: 1 })
  expect(await quotesOf(id)).toEqual(decided)
  const body = `${story}\n\n“It will rain,” said Jo Vane, a sailor.`.trim()
  await client.send('PATCH', `/v1/articles/${id}`, { body })
  const { body: again } = await extract(id)
  expect(again).toMatchObject({
    known: 2,
    dismissed: 1,
    proposed: [{ text: 'It will rain,', attribution: { status: 'proposed' } }],
  })
  expect((await extract(id)).body).toEqual({ proposed: [], known: 3, dismissed: 1 })
  expect(await quotesOf(id)).toHaveLength(3)
})

test('a quote that a person made another kind of, or decided about and then deleted, is not proposed again', async () => {
  const { id, quotes } = await ingest()
  await client.send('PATCH', `/v1/quotes/${quotes[0]?.id}`, { kind: 'indirect' })
  await review({ ids: [quotes[1]?.id], status: 'disputed' })
  await client.send('DELETE', `/v1/quotes/${quotes[1]?.id}`)
  const { status, body } = await extract(id)
  expect([status, body]).toEqual([200, { proposed: [], known: 2, dismissed: 1 }])
})

test('an article that came without extraction gets its quotes when asked', async () => {
  const { body: made } = await client.send('POST', '/v1/articles', { title: 'Harbour', body: story })
  expect(made.quoteCount).toBe(0)
  const { status, body } = await extract(made.id)
  expect([status, body.proposed.length, body.known, body.dismissed]).toEqual([200, 3, 0, 0])
  expect((await client.get(`/v1/articles/${made.id}`)).body.quoteCount).toBe(3)
})

test('a reply has the quotes of its own article, also where others of that day had to be moved', async () => {
  const article = { title: 'Harbour', body: story, publishedAt: '2026-03-04' }
  const { body: first } = await client.send('POST', '/v1/articles', article)
  const late = { articleId: first.id, text: 'Harbour to stay shut' }
  await client.send('PUT', '/v1/quotes/quo_7zzzzzzzzzzzzzzzzzzzzzzzzz', late)
  for (let i = 0; i < 20; i++) {
    const { body: made } = await client.send('POST', '/v1/articles', article)
    const { body } = await extract(made.id)
    expect(body.proposed).toEqual(await quotesOf(made.id))
  }
})

test('what is not there cannot be extracted', async () => {
  expect((await extract('art_01m81b3m6te03t8f4kx1q2w9ra')).status).toBe(404)
})
