import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, openClient } from './client.ts'
import { type Corpus, fillCorpus } from './corpus.ts'

let client: Client
let corpus: Corpus
beforeAll(async () => {
  client = await openClient()
  corpus = await fillCorpus(client)
})
afterAll(() => client.close())

type Bucket = { value: string; label: string; count: number; selected: boolean }

/** Facets as "value count", with a star where it is selected, and what is beside them. */
async function facetsOf(path: string): Promise<Record<string, string>> {
  const { status, body, text } = await client.get(path)
  expect(status, text).toBe(200)
  return Object.fromEntries(
    Object.entries(body.facets as Record<string, { buckets: Bucket[]; other: number; missing: number }>).map(
      ([name, { buckets, other, missing }]) => [
        name,
        [
          ...buckets.map((b) => `${b.value} ${b.count}${b.selected ? '*' : ''}`),
          `other ${other} missing ${missing}`,
        ].join(', '),
      ],
    ),
  )
}

test('each facet of articles', async () => {
  const all = 'publisher,section,tag,author,language,source,year,month'
  const { olsen, ruiz, port } = corpus.id
  expect(await facetsOf(`/v1/articles?facet=${all}&limit=0`)).toEqual({
    publisher: 'Varnes Courier 2, Morning Post 1, other 0 missing 1',
    section: 'Local 1, Politics 1, Transport 1, other 0 missing 1',
    tag: 'shipping 2, harbour 1, rail 1, tax 1, other 0 missing 1',
    author: 'Ida Lund 2, Jon Vik 2, other 0 missing 1',
    language: 'en 2, de 1, en-GB 1, other 0 missing 0',
    source: `${ruiz} 2, ${[olsen, port].sort().join(' 1, ')} 1, other 0 missing 1`,
    year: '2026 2, 2025 1, other 0 missing 1',
    month: '2025-12 1, 2026-02 1, 2026-03 1, other 0 missing 1',
  })
})

test('each facet of quotes, and of sources', async () => {
  const all = 'source,sourceType,publisher,section,tag,kind,attributionStatus,anchor,year,month'
  const { olsen, ruiz, port } = corpus.id
  expect(await facetsOf(`/v1/quotes?facet=${all}&limit=0`)).toEqual({
    source: `${ruiz} 2, ${[olsen, port].sort().join(' 1, ')} 1, other 0 missing 1`,
    sourceType: 'person 3, organization 1, other 0 missing 1',
    publisher: 'Varnes Courier 4, Morning Post 1, other 0 missing 0',
    section: 'Local 3, Politics 1, Transport 1, other 0 missing 0',
    tag: 'shipping 4, harbour 3, rail 1, tax 1, other 0 missing 0',
    kind: 'direct 3, indirect 1, mixed 1, other 0 missing 0',
    attributionStatus: 'confirmed 2, disputed 1, proposed 1, unattributed 1, other 0 missing 0',
    anchor: 'exact 4, orphaned 1, other 0 missing 0',
    year: '2026 4, 2025 1, other 0 missing 0',
    month: '2026-03 3, 2025-12 1, 2026-02 1, other 0 missing 0',
  })
  expect(await facetsOf('/v1/sources?facet=type&facet=organizationId')).toEqual({
    type: 'person 2, organization 1, unknown 1, other 0 missing 0',
    organizationId: `${port} 1, other 0 missing 3`,
  })
})

test('a facet ignores its own filter and honours the others, the search, and the negative ones', async () => {
  const courier = 'publisher=Varnes%20Courier'
  expect(await facetsOf(`/v1/articles?${courier}&facet=publisher,tag,section`)).toEqual({
    publisher: 'Varnes Courier 2*, Morning Post 1, other 0 missing 1',
    tag: 'harbour 1, shipping 1, tax 1, other 0 missing 0',
    section: 'Local 1, Politics 1, other 0 missing 0',
  })
  expect(await facetsOf(`/v1/articles?${courier}&tag=rail&facet=publisher,tag`)).toEqual({
    publisher: 'Morning Post 1, Varnes Courier 0*, other 0 missing 0',
    tag: 'harbour 1, shipping 1, tax 1, rail 0*, other 0 missing 0',
  })
  expect(await facetsOf(`/v1/articles?not${courier.replace('p', 'P')}&facet=publisher`)).toEqual({
    publisher: 'Morning Post 1, other 0 missing 1',
  })
  expect(await facetsOf('/v1/articles?tagAll=shipping&q=cruise&facet=tag')).toEqual({
    tag: 'harbour 1, shipping 1, other 0 missing 0',
  })
})

test('the most frequent are listed, the chosen as well, and the rest is counted together', async () => {
  expect(await facetsOf('/v1/articles?facet=tag&facetLimit=1&tag=tax&tag=harbour')).toEqual({
    tag: 'shipping 2, harbour 1*, tax 1*, other 1 missing 1',
  })
})

test('years and months are those of tz, and ignore the dates asked for', async () => {
  expect(
    await facetsOf('/v1/articles?facet=year,month&tz=Europe/Berlin&publishedFrom=2026-03-01&publishedTo=2026-03-31'),
  ).toEqual({
    year: '2026 3*, other 0 missing 1',
    month: '2026-01 1, 2026-02 1, 2026-03 1*, other 0 missing 1',
  })
})

test('under a path the facets are those of its list', async () => {
  const { ruiz, olsen } = corpus.id
  expect(await facetsOf('/v1/sources/ana-ruiz/articles?facet=source,publisher')).toEqual({
    source: `${ruiz} 2, ${olsen} 1, other 0 missing 0`,
    publisher: 'Varnes Courier 2, other 0 missing 0',
  })
  expect(await facetsOf(`/v1/articles/${corpus.id.rail}/quotes?facet=source,kind&kind=mixed`)).toEqual({
    source: 'other 0 missing 0',
    kind: 'direct 1, mixed 0*, other 0 missing 0',
  })
})

test('they may be asked for on any page, and do not tie a cursor', async () => {
  const { body: first } = await client.get('/v1/articles?limit=3')
  expect(first).not.toHaveProperty('facets')
  const { body: second } = await client.get(
    `/v1/articles?limit=3&facet=publisher&fields=title&cursor=${first.page.nextCursor}`,
  )
  expect(second.data).toHaveLength(1)
  expect(second.facets.publisher).toEqual({
    buckets: [
      { value: 'Varnes Courier', label: 'Varnes Courier', count: 2, selected: false },
      { value: 'Morning Post', label: 'Morning Post', count: 1, selected: false },
    ],
    other: 0,
    missing: 1,
    relation: 'eq',
  })
})

test.each([
  ['articles?facet=outlet', 'invalid_value', 'publisher'],
  ['articles?facet=publisher,sections', 'invalid_value', 'section'],
  ['articles?facet=tag&facet=yaer', 'invalid_value', 'year'],
  ['quotes?facet=speaker', 'invalid_value', 'source'],
  ['quotes?facet=status', 'invalid_value', 'attributionStatus'],
  ['articles?facet=sourceType', 'invalid_value', 'source'],
  ['articles?facet=tag,tag', 'repeated', undefined],
  ['articles?facet=', 'empty', undefined],
  ['articles?facetLimit=0', 'too_small', undefined],
  ['articles?facetLimit=51', 'too_big', undefined],
  ['articles?facets=tag', 'unknown', 'facet'],
])('%s is refused', async (path, code, suggestion) => {
  const { status, body } = await client.get(`/v1/${path}`)
  expect([status, body.errors[0].code, body.errors[0].suggestion]).toEqual([400, code, suggestion])
})

test('the id or slug of a source that was merged selects the one that it is now, and nobody else', async () => {
  const other = await openClient()
  try {
    const { id } = await fillCorpus(other)
    const council = (await other.send('POST', '/v1/sources', { name: 'Council', type: 'organization' })).body.id
    await other.send('PATCH', '/v1/sources/ana-ruiz', { organizationId: id.port })
    await other.send('POST', `/v1/sources/${id.olsen}/merge`, { into: 'ana-ruiz' })
    await other.send('POST', `/v1/sources/${id.port}/merge`, { into: council })
    const listed = async (path: string, facet: string) =>
      (await other.get(path)).body.facets[facet].buckets.map(({ value, selected }: Bucket) => [value, selected])
    for (const refs of [`source=${id.olsen}`, 'source=maren-olsen', `source=${id.olsen}&source=maren-olsen`])
      for (const list of ['articles', 'quotes'])
        expect(await listed(`/v1/${list}?${refs}&facet=source&facetLimit=1`, 'source')).toEqual([[id.ruiz, true]])
    expect(await listed('/v1/quotes?source=nobody&facet=source&facetLimit=1', 'source')).toEqual([
      [id.ruiz, false],
      ['nobody', true],
    ])
    const under = `/v1/sources?organizationId=${id.port}&facet=organizationId`
    expect(await listed(under, 'organizationId')).toEqual([[council, true]])
  } finally {
    await other.close()
  }
})
