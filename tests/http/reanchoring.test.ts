import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, openClient } from './client.ts'

let client: Client
beforeAll(async () => {
  client = await openClient()
})
afterAll(() => client.close())

const body = 'First line.\n\nShe said “we will open in May” on Tuesday.\n\nHe said “not before June” later.'
const setUp = async () => {
  const { id } = (await client.send('POST', '/v1/articles', { title: 'A title', body })).body
  const [may, june, head] = await Promise.all(
    ['we will open in May', 'not before June', 'First line.'].map(
      async (text) => (await client.send('POST', '/v1/quotes', { articleId: id, text })).body,
    ),
  )
  return { id, may, june, head }
}
const read = async (id: string) => (await client.get(`/v1/quotes/${id}`)).body

test.each(['PATCH', 'PUT'] as const)('%s keeps, moves and orphans quotes, and says so', async (method) => {
  const { id, may, june, head } = await setUp()
  const edited =
    'First line.\n\nA new paragraph. She said “we will open in May” on Tuesday.\n\nHe said “not before July” later.'
  const change = method === 'PUT' ? { title: 'A title', body: edited } : { body: edited }
  const reply = await client.send(method, `/v1/articles/${id}`, change)
  expect(reply.status).toBe(200)
  expect(reply.body.reanchoring).toEqual({ kept: 1, moved: 1, orphaned: 1 })

  expect((await read(head.id)).segments).toEqual(head.segments)
  const moved = await read(may.id)
  expect(moved.anchor).toBe('exact')
  expect(moved.segments).not.toEqual(may.segments)
  expect(moved.segments.map(({ start, end }: { start: number; end: number }) => edited.slice(start, end))).toEqual([
    may.text,
  ])
  expect(moved.prefix).toMatch(/A new paragraph. She said “$/)
  expect(await read(june.id)).toMatchObject({
    anchor: 'orphaned',
    segments: [],
    text: 'not before June',
    deepLink: null,
  })
})

test('an orphan stands again when its words are back', async () => {
  const { id, june } = await setUp()
  await client.send('PATCH', `/v1/articles/${id}`, { body: body.replace('June', 'July') })
  expect((await read(june.id)).anchor).toBe('orphaned')
  await client.send('PATCH', `/v1/articles/${id}`, { body })
  const back = await read(june.id)
  expect(back).toMatchObject({ anchor: 'exact', segments: june.segments, prefix: june.prefix })
})

test('never takes a lookalike', async () => {
  const { id, may } = await setUp()
  await client.send('PATCH', `/v1/articles/${id}`, {
    body: body.replace('we will open in May', 'We will open in May'),
  })
  expect((await read(may.id)).anchor).toBe('orphaned')
})

test('an edit that leaves the body alone reports what is kept', async () => {
  const { id } = await setUp()
  const { body: article } = await client.send('PATCH', `/v1/articles/${id}`, { title: 'Other' })
  expect(article.reanchoring.moved + article.reanchoring.orphaned).toBe(0)
})

const words = 'We will fight this tooth and nail'
const ana = `“${words},” said the mayor of Varnes, Ana Ruiz.`
const tobias = `“${words},” said the mayor of Harrow, Tobias Grell.`
const between = 'The council met on Tuesday evening.'

/** An article in which two say the same. */
const twoWhoSaySo = async () => {
  const text = [ana, between, tobias].join('\n\n')
  const { id } = (await client.send('POST', '/v1/articles', { title: 'A title', body: text })).body
  const quoteAt = async (start: number) =>
    (await client.send('POST', '/v1/quotes', { articleId: id, segments: [{ start, end: start + words.length }] })).body
  const [first, second] = [await quoteAt(text.indexOf(words)), await quoteAt(text.lastIndexOf(words))]
  const edit = (...paragraphs: string[]) =>
    client.send('PATCH', `/v1/articles/${id}`, { body: paragraphs.join('\n\n') })
  return { first, second, edit }
}

test('an orphan does not take the place of another with the same words at a later edit', async () => {
  const { first, second, edit } = await twoWhoSaySo()
  await edit(between, tobias)
  await edit(between, tobias, 'This story was corrected.')
  expect((await read(first.id)).anchor).toBe('orphaned')
  expect(await read(second.id)).toMatchObject({ anchor: 'exact', suffix: second.suffix })
})

test('nor does it take one that nobody has said yet', async () => {
  const { first, second, edit } = await twoWhoSaySo()
  await client.send('DELETE', `/v1/quotes/${second.id}`)
  await edit(between, tobias)
  await edit(between, tobias, 'This story was corrected.')
  expect((await read(first.id)).anchor).toBe('orphaned')
  await edit(ana, between)
  expect(await read(first.id)).toMatchObject({ anchor: 'exact', suffix: first.suffix })
})

test('a place that two quotes find goes to the one whose context it has', async () => {
  const { first, second, edit } = await twoWhoSaySo()
  await edit('Ana Ruiz will not give up.', between, tobias, `A banner read: ${words}.`)
  expect((await read(first.id)).anchor).toBe('orphaned')
  expect(await read(second.id)).toMatchObject({ anchor: 'exact', suffix: second.suffix })
})

test('quotes go with their paragraphs where these change places', async () => {
  const { first, second, edit } = await twoWhoSaySo()
  await edit(tobias, between, ana)
  expect((await read(first.id)).segments[0].start).toBeGreaterThan((await read(second.id)).segments[0].start)
})

test('the next paragraph that comes to stand where the words of a quote stood is not taken for its own', async () => {
  const { first, second, edit } = await twoWhoSaySo()
  await edit(ana, tobias)
  await edit(tobias)
  expect((await read(first.id)).anchor).toBe('orphaned')
  expect((await read(second.id)).anchor).toBe('exact')
})
