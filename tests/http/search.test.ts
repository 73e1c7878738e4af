import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Highlight } from '../../src/schema/common.ts'
import { type Client, openClient } from './client.ts'

const stories = {
  ferry: {
    title: 'Ferry strike ends',
    subtitle: 'Crews return',
    body: 'The café owners are glad. The strike cost them two weeks, and the harbour was quiet.',
  },
  harbour: { title: 'Harbour reopens', body: 'Ships came back on Monday. A ferry was first.' },
  budget: {
    title: 'Budget passed',
    body: 'Income tax stays as it is. The tax on sugar goes up. Nobody spoke of the harbour.',
  },
  don: {
    title: "Don't panic, says C++ group",
    body: 'The e-mail from J. K. Olsen reached 50% of the members. 😀 Ferries were not named.',
  },
} as const
type Key = keyof typeof stories

let client: Client
const id = {} as Record<Key, string>
beforeAll(async () => {
  client = await openClient()
  let day = 9
  for (const [key, story] of Object.entries(stories)) {
    const { body } = await client.send('POST', '/v1/articles', { ...story, publishedAt: `2026-01-0${day--}` })
    id[key as Key] = body.id
  }
  for (const [name, aliases] of [
    ['Maren Olsen', ['M. Olsen']],
    ['Åse Ørsted', ['Orsted']],
    ['Olsen & Sons', []],
  ] as const)
    await client.send('POST', '/v1/sources', { name, aliases })
  const { body: source } = await client.get('/v1/sources/maren-olsen')
  const quotes = [
    {
      articleId: id.budget,
      text: 'The tax on sugar goes up.',
      sourceId: source.id,
      speakerLabel: 'Maren Olsen of the treasury',
    },
    { articleId: id.harbour, text: 'A ferry was first.', speakerLabel: 'a pilot' },
  ]
  for (const quote of quotes) expect((await client.send('POST', '/v1/quotes', quote)).status).toBe(201)
})
afterAll(() => client.close())

const search = async (query: string, list = 'articles') => {
  const { status, body, text } = await client.get(`/v1/${list}?q=${encodeURIComponent(query)}`)
  expect(status, text).toBe(200)
  return body
}
const keys = (data: { id: string }[]) =>
  data.map((item) => Object.entries(id).find(([, value]) => value === item.id)?.[0] ?? item.id)

describe('q finds articles', () => {
  test.each<[string, Key[]]>([
    ['ferry', ['ferry', 'harbour']],
    ['FERRY', ['ferry', 'harbour']],
    ['ferry strike', ['ferry']],
    ['ferry AND harbour', ['ferry', 'harbour']],
    ['"income tax"', ['budget']],
    ['"tax income"', []],
    ['ferry OR budget', ['ferry', 'harbour', 'budget']],
    ['harbour -ferry', ['budget']],
    ['harbour NOT ferry', ['budget']],
    ['ferr*', ['ferry', 'harbour', 'don']],
    ['title:ferry', ['ferry']],
    ['body:ferry', ['harbour']],
    ['subtitle:crews', ['ferry']],
    ['(budget OR strike) harbour', ['ferry', 'budget']],
    ['title:(ferry OR budget) harbour', ['ferry', 'budget']],
    ['cafe', ['ferry']],
    ['café', ['ferry']],
    ['cafe\u0301', ['ferry']],
    ["don't", ['don']],
    ['don’t', ['don']],
    ['c++', ['don']],
    ['e-mail', ['don']],
    ['50%', ['don']],
    ['J.K. Olsen', ['don']],
    ['nothinglikethis', []],
  ])('%s', async (query, expected) => {
    expect(keys((await search(query)).data).toSorted()).toEqual(expected.toSorted())
  })

  test.each([
    ['"income tax', ['budget']],
    ['(ferry strike', ['ferry']],
    ['ferry strike)', ['ferry']],
    ['ferry OR', ['ferry', 'harbour']],
    ['speaker:olsen', []],
    ['ferry ???', ['ferry', 'harbour']],
  ])('half typed: %s, with a warning', async (query, expected) => {
    const { data, warnings } = await search(query)
    expect(keys(data).toSorted()).toEqual([...expected].toSorted())
    expect(warnings.length).toBeGreaterThan(0)
  })

  test('there are no warnings where there is nothing to say', async () => {
    expect(await search('ferry')).not.toHaveProperty('warnings')
  })

  test.each([
    ['-ferry', 'only_negative'],
    ['NOT ferry -harbour', 'only_negative'],
    [Array.from({ length: 17 }, (_, n) => `w${n}`).join(' '), 'too_big'],
  ])('%s is a 400 that explains', async (query, code) => {
    const { status, body } = await client.get(`/v1/articles?q=${encodeURIComponent(query)}`)
    expect([status, body.type]).toEqual([400, '/problems/invalid-query'])
    expect(body.errors[0]).toMatchObject({ in: 'query', parameter: 'q', code })
  })

  test.each(['-', '"', '*', '???', '" "', 'title:', 'OR'])(
    '%s has no word yet, so all are listed, with a warning',
    async (q) => {
      for (const sort of ['', '&sort=-relevance', '&sort=-relevance,title', '&highlight=true']) {
        const { status, body } = await client.get(`/v1/articles?q=${encodeURIComponent(q)}${sort}`)
        expect([status, body.data?.length]).toEqual([200, 4])
        expect(body.warnings).toContain('The query has no word to search for, so it was left out.')
      }
    },
  )

  test('300 characters are a 400 that tells the limit', async () => {
    const { status, body } = await client.get(`/v1/articles?q=${'x'.repeat(300)}`)
    expect([status, body.errors[0].parameter]).toEqual([400, 'q'])
    expect(JSON.stringify(body.errors)).toContain('256')
  })

  test('the title counts for more than the body; sort puts the newest first', async () => {
    expect(keys((await search('harbour')).data)[0]).toBe('harbour')
    const { body } = await client.get('/v1/articles?q=harbour&sort=-publishedAt')
    expect(keys(body.data)).toEqual(['ferry', 'harbour', 'budget'])
    const oldest = await client.get('/v1/articles?q=harbour&sort=publishedAt')
    expect(keys(oldest.body.data)).toEqual(['budget', 'harbour', 'ferry'])
    const explicit = await client.get('/v1/articles?q=harbour&sort=-relevance')
    expect(keys(explicit.body.data)).toEqual(keys((await search('harbour')).data))
  })

  test('qIn narrows it', async () => {
    const within = async (fields: string) => keys((await client.get(`/v1/articles?q=harbour&qIn=${fields}`)).body.data)
    expect(await within('title')).toEqual(['harbour'])
    expect((await within('body')).toSorted()).toEqual(['budget', 'ferry'])
    expect((await within('title,body')).toSorted()).toEqual(['budget', 'ferry', 'harbour'])
    expect((await client.get('/v1/articles?q=harbour&qIn=tags')).status).toBe(400)
  })

  test('filters and total go with it', async () => {
    const { body } = await client.get('/v1/articles?q=harbour&publishedFrom=2026-01-08&limit=1')
    expect(body.total).toEqual({ value: 2, relation: 'eq' })
    expect((await client.get('/v1/articles?q=harbour&limit=0')).body).toMatchObject({ data: [], total: { value: 3 } })
  })

  test('an edit is found at once, a deleted article never again', async () => {
    const { body } = await client.send('POST', '/v1/articles', { title: 'Zeppelin', body: 'It flew.' })
    expect((await search('zeppelin')).data).toHaveLength(1)
    await client.send('PATCH', `/v1/articles/${body.id}`, { title: 'Airship' })
    expect((await search('zeppelin')).data).toHaveLength(0)
    expect((await search('airship flew')).data).toHaveLength(1)
    await client.send('DELETE', `/v1/articles/${body.id}`)
    expect((await search('airship')).data).toHaveLength(0)
  })
})

describe('q finds quotes', () => {
  test.each([
    ['sugar', 1],
    ['speaker:olsen', 1],
    ['olsen', 1],
    ['text:olsen', 0],
    ['context:income', 1],
    ['text:income', 0],
    ['ferry', 1],
    ['pilot', 1],
  ])('%s: %i', async (query, count) => {
    expect((await search(query, 'quotes')).data).toHaveLength(count)
  })

  test('qIn=speaker narrows it', async () => {
    expect((await client.get('/v1/quotes?q=sugar&qIn=speaker')).body.data).toEqual([])
    expect((await client.get('/v1/quotes?q=treasury&qIn=speaker')).body.data).toHaveLength(1)
  })
})

describe('q finds sources', () => {
  test.each([
    ['olsen', ['Maren Olsen', 'Olsen & Sons']],
    ['ols', ['Maren Olsen', 'Olsen & Sons']],
    ['maren ols', ['Maren Olsen']],
    ['ase ors', ['Åse Ørsted']],
    ['ørsted', ['Åse Ørsted']],
    ['aliases:orsted', ['Åse Ørsted']],
    ['name:orsted', []],
    ['m. ol', ['Maren Olsen']],
    ['lsen', []],
  ])('%s', async (query, names) => {
    expect((await search(query, 'sources')).data.map(({ name }: { name: string }) => name).toSorted()).toEqual(names)
  })
})

describe('highlight', () => {
  const slicesOf = (item: Record<string, string>, highlights: Highlight[]) =>
    highlights.flatMap(({ field, start, end, text, matches }) => {
      const whole = item[field] ?? ''
      expect(whole.slice(start, end)).toBe(text)
      for (const [from = 0, to = 0] of matches) expect(from >= start && to <= end && from < to).toBe(true)
      return matches.map(([from, to]) => whole.slice(from, to).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase())
    })

  test.each([
    ['harbour', ['harbour']],
    ['cafe', ['cafe']],
    ['ferr*', ['ferry', 'ferries']],
    ['"income tax"', ['income tax', 'income', 'tax']],
    ['title:harbour', ['harbour']],
    ['members OR sugar', ['members', 'sugar']],
    ['harbour -ferry', ['harbour']],
  ])('offsets of %s slice the words out of what is returned', async (query, words) => {
    const { body } = await client.get(`/v1/articles?q=${encodeURIComponent(query)}&highlight=true&include=body`)
    expect(body.data.length).toBeGreaterThan(0)
    for (const article of body.data) {
      const slices = slicesOf(article, article.highlights)
      expect(slices.length, article.title).toBeGreaterThan(0)
      for (const slice of slices) expect(words).toContain(slice)
    }
  })

  test('stand in the same place after an emoji', async () => {
    const { body } = await client.get('/v1/articles?q=named&highlight=true&include=body')
    expect(slicesOf(body.data[0], body.data[0].highlights)).toEqual(['named'])
  })

  test('go with quotes and sources too', async () => {
    const quotes = await client.get('/v1/quotes?q=sugar&highlight=true')
    expect(slicesOf(quotes.body.data[0], quotes.body.data[0].highlights)).toEqual(['sugar'])
    const sources = await client.get('/v1/sources?q=mar&highlight=true')
    expect(sources.body.data[0].highlights.length).toBeGreaterThan(0)
  })

  test('never mark a word that was excluded where another branch found the text', async () => {
    const other = await openClient()
    await other.send('POST', '/v1/articles', { title: 'Harbour', body: 'Pilots wait, Nowak says.' })
    await other.send('POST', '/v1/sources', { name: 'Łukasz Nowak', aliases: ['Agaisz'] })
    for (const [path, q, words] of [
      ['/v1/articles', 'title:harbour OR (pilots -nowak)', ['Harbour', 'Pilots']],
      ['/v1/articles', 'harbour OR (pil* AND NOT now*)', ['Harbour', 'Pilots']],
      ['/v1/sources', 'name:Łukasz OR (agai* AND NOT name:nowak)', ['Łukasz', 'Agaisz']],
    ] as const) {
      const { body } = await other.get(`${path}?q=${encodeURIComponent(q)}&highlight=true`)
      const marked = body.data[0].highlights.flatMap(({ text, start, matches }: Highlight) =>
        matches.map(([from = 0, to = 0]) => text.slice(from - start, to - start)),
      )
      expect(marked, q).toEqual(words)
    }
    await other.close()
  })

  test('stay with fields, and are not there without q or without asking', async () => {
    const { body } = await client.get('/v1/articles?q=harbour&highlight=true&fields=title')
    expect(Object.keys(body.data[0]).toSorted()).toEqual(['highlights', 'id', 'title'])
    expect((await client.get('/v1/articles?highlight=true')).body.data[0]).not.toHaveProperty('highlights')
    expect((await client.get('/v1/articles?q=harbour')).body.data[0]).not.toHaveProperty('highlights')
  })
})
