import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, openClient } from './client.ts'

let client: Client
beforeAll(async () => {
  client = await openClient()
  const stories = [
    { title: 'Ferry strike ends', publisher: 'Post', tags: ['sea'], publishedAt: '2026-01-05' },
    { title: 'Harbour reopens', publisher: 'Courier', tags: ['sea', 'port'], publishedAt: '2026-02-05' },
    { title: 'Budget passed', publisher: 'Courier', publishedAt: '2026-03-05' },
  ]
  for (const story of stories) {
    const body = 'The ferry was late. “We waited for it,” said Ana Ruiz.'
    const { body: made } = await client.send('POST', '/v1/articles', { ...story, body })
    await client.send('POST', '/v1/quotes', { articleId: made.id, text: 'We waited for it', speakerLabel: 'Ana Ruiz' })
  }
  await client.send('POST', '/v1/sources', { name: 'Ana Ruiz' })
})
afterAll(() => client.close())

const explained = async (path: string) => {
  const { status, body, text } = await client.get(path)
  expect(status, text).toBe(200)
  return body
}

test('the query as it was understood, the filters and the defaults', async () => {
  const q = encodeURIComponent('(ferry OR harb* -tax')
  const path = `/v1/articles?q=${q}&tag=sea&publishedFrom=2026-01-01&publishedTo=2026-02-05&tz=Europe/Berlin&explain=true`
  const { explain, warnings } = await explained(path)
  expect(warnings).toHaveLength(1)
  expect(explain).toMatchObject({
    query: '(ferry OR (harb* AND NOT tax))',
    prefixes: [],
    filters: { tag: ['sea'], publishedFrom: '2025-12-31T23:00:00.000Z', publishedTo: '2026-02-05T22:59:59.999Z' },
    sort: ['-relevance'],
    limit: 20,
    total: 'auto',
    tz: 'Europe/Berlin',
    without: null,
  })
})

test('the plan, and about how many rows it is for', async () => {
  const search = await explained('/v1/articles?q=ferry&publisher=Courier&explain=true')
  expect(search.explain.plan).toEqual({
    leads: 'search',
    rows: 3,
    matches: 2,
    countedTo: 10_000,
    searchedTo: null,
    rankedTo: 10_000,
  })
  const rows = await explained('/v1/articles?total=exact&explain=true')
  expect(rows.explain).toMatchObject({ query: null, filters: {}, sort: ['-publishedAt'], total: 'exact' })
  expect(rows.explain.plan).toEqual({
    leads: 'rows',
    rows: 3,
    matches: null,
    countedTo: null,
    searchedTo: null,
    rankedTo: null,
  })
})

describe('where nothing is found, how many there would be', () => {
  test.each([
    [
      '/v1/articles?q=ferry&publisher=Courier&tag=port&publishedFrom=2026-03-01',
      { q: 0, publisher: 0, tag: 1, publishedFrom: 1 },
    ],
    ['/v1/articles?q=zeppelin&publisher=Courier', { q: 2, publisher: 0 }],
    ['/v1/articles?q=ferry&source=nobody&limit=0', { q: 0, source: 3 }],
    ['/v1/quotes?q=waited&publisher=Post&tag=port&total=none', { q: 0, publisher: 1, tag: 1 }],
    ['/v1/sources?q=ana&type=organization', { q: 0, type: 1 }],
    ['/v1/articles?hasQuotes=false', { hasQuotes: 3 }],
  ])('%s', async (path, totals) => {
    const { data, explain } = await explained(`${path}&explain=true`)
    expect(data).toEqual([])
    const without = explain.without.map(({ parameter, total }: { parameter: string; total: object }) => [
      parameter,
      total,
    ])
    expect(Object.fromEntries(without)).toEqual(
      Object.fromEntries(Object.entries(totals).map(([name, value]) => [name, { value, relation: 'eq' }])),
    )
  })
})

test('it is there only where it is asked for, and changes nothing else', async () => {
  const plain = await explained('/v1/articles?q=ferry&limit=1')
  expect(plain).not.toHaveProperty('explain')
  expect(await explained('/v1/articles?q=ferry&limit=1&explain=false')).not.toHaveProperty('explain')
  const { explain, ...rest } = await explained('/v1/articles?q=ferry&limit=1&explain=true')
  expect(explain.limit).toBe(1)
  expect({ ...rest, links: null }).toEqual({ ...plain, links: null })
  const next = await explained(`/v1/articles?q=ferry&limit=1&explain=true&cursor=${plain.page.nextCursor}`)
  expect(next.explain.without).toBeNull()
  expect((await client.get('/v1/articles?explain=yes')).status).toBe(400)
})
