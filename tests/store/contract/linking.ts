import { afterAll, beforeAll, expect, test } from 'vitest'
import { unconditional } from '../../../src/domain/store.ts'
import {
  articleQuery,
  articleWith,
  codeOf,
  extractionOf,
  type OpenedStore,
  type OpenStore,
  quoteQuery,
  sourceQuery,
  words,
} from '../harness.ts'

/** What was found in a text becomes proposals, linked to the sources that are known, never by a silent pick. */
export function linkingContract(open: OpenStore): void {
  let opened: OpenedStore
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  const { body } = articleWith()
  const save = (name: string | null, aliases: string[] = []) =>
    opened.store.articles.create(articleWith(), extractionOf(body, { [words]: name }, aliases))

  test('quotes and sources of a text are kept with it, as proposals', async () => {
    const article = await save('Maren Olsen', ['Olsen'])
    expect(article).toMatchObject({
      quoteCount: 1,
      sourceCount: 1,
      quotes: [
        {
          text: words,
          speakerLabel: 'Maren Olsen',
          attribution: { status: 'proposed', method: 'extracted', confidence: 0.8 },
          anchor: 'exact',
        },
      ],
      sources: [{ slug: 'maren-olsen', name: 'Maren Olsen', type: 'person', aliases: ['Olsen'], quoteCount: 1 }],
    })
    expect(article.quotes?.[0]?.sourceId).toBe(article.sources?.[0]?.id)
  })

  test('the same full name is the same source, case and accents aside, and its other names are collected', async () => {
    const [first, second] = [
      await save('Zoë Kravetz', ['Kravetz']),
      await save('ZOE KRAVETZ', ['Ms. Kravetz', 'Kravetz']),
    ]
    expect(second.sources?.[0]).toMatchObject({ id: first.sources?.[0]?.id, aliases: ['Kravetz', 'Ms. Kravetz'] })
    expect(second.sources?.[0]).toMatchObject({ quoteCount: 2, articleCount: 2, version: 2 })
    const third = await save('Zoe Kravetz', ['Kravetz'])
    expect(third.sources?.[0]).toMatchObject({ quoteCount: 3, version: 2 })
  })

  const saveSpeaker = (name: string, organization: string | null) => {
    const { sources, quotes } = extractionOf(body, { [words]: name })
    const spoken = sources.map((source) => ({ ...source, organization }))
    return opened.store.articles.create(articleWith(), { sources: spoken, quotes })
  }

  test('whom a person speaks for is kept as a source of its own, quoted or not, and never changed again', async () => {
    const { sources } = opened.store
    const before = await save('Ida Quell')
    expect(before.sources?.[0]).toMatchObject({ organizationId: null, version: 1 })
    const [quell] = (await saveSpeaker('Ida Quell', 'Halden Institute')).sources ?? []
    const halden = await sources.get('halden-institute')
    expect(halden).toMatchObject({ name: 'Halden Institute', type: 'organization', quoteCount: 0, articleCount: 0 })
    expect(quell).toMatchObject({ id: before.sources?.[0]?.id, organizationId: halden.id, version: 2 })

    const [other] = (await saveSpeaker('Otto Brand', 'Halden Institute')).sources ?? []
    expect(other).toMatchObject({ organizationId: halden.id, version: 1 })
    expect((await sources.list(sourceQuery({ filters: { organizationId: [halden.id] } }))).items).toHaveLength(2)
    const [moved] = (await saveSpeaker('Otto Brand', 'Kestrel Ferries')).sources ?? []
    expect(moved).toMatchObject({ organizationId: halden.id, version: 1 })
    // taken away by a person, it does not come back with the next text
    await sources.update(quell?.id ?? '', { organizationId: null }, unconditional)
    const [left] = (await saveSpeaker('Ida Quell', 'Halden Institute')).sources ?? []
    expect(left).toMatchObject({ id: quell?.id, organizationId: null })
  })

  test('an organisation whose name several sources share is not guessed at', async () => {
    const { sources } = opened.store
    await sources.create({ name: 'Civic League', type: 'organization' })
    await sources.create({ name: 'Civic League', type: 'organization' })
    const [speaker] = (await saveSpeaker('Nils Farrow', 'Civic League')).sources ?? []
    expect(speaker).toMatchObject({ name: 'Nils Farrow', organizationId: null })
  })

  test('a name or description that a person took away does not come back with the next text, unless a person puts it back', async () => {
    const { sources, articles } = opened.store
    const found = extractionOf(body, { [words]: 'Lena Okafor' }, ['Okafor', 'Ms. Okafor', 'Chef'])
    const described = { ...found, sources: found.sources.map((one) => ({ ...one, description: 'a sailor' })) }
    const read = async () => (await articles.create(articleWith(), described)).sources?.[0]
    const first = await read()
    expect(first).toMatchObject({ aliases: ['Okafor', 'Ms. Okafor', 'Chef'], description: 'a sailor' })
    const id = first?.id ?? ''
    await sources.update(id, { aliases: ['Okafor'], description: null }, unconditional)
    expect(await read()).toMatchObject({ id, aliases: ['Okafor'], description: null })
    await sources.update(id, { aliases: ['Okafor', 'chef'] }, unconditional)
    await sources.update(id, { description: 'a cook' }, unconditional)
    await sources.merge(id, (await sources.create({ name: 'Lena O.', type: 'person' })).id, false, unconditional)
    await sources.unmerge('lena-o', id, unconditional)
    expect(await read()).toMatchObject({ id, aliases: ['Okafor', 'chef', 'Chef'], description: 'a cook' })
  })

  test('a last name that two share proposes both, and a person decides', async () => {
    const { quotes, sources } = opened.store
    const [anna, bob] = [
      await sources.create({ name: 'Anna Smith', type: 'person' }),
      await sources.create({ name: 'Bob Smith', type: 'person' }),
    ]
    const { quotes: [quote] = [], sources: found } = await save('Smith')
    expect(found).toEqual([])
    expect(quote).toMatchObject({ sourceId: null, attribution: { status: 'proposed' } })
    const { candidates } = await quotes.get(quote?.id ?? '', ['candidates'])
    expect(candidates).toEqual([
      { sourceId: anna.id, name: 'Anna Smith', confidence: 0.25 },
      { sourceId: bob.id, name: 'Bob Smith', confidence: 0.25 },
    ])
    const { items } = await quotes.list(quoteQuery({ filters: { id: [quote?.id ?? ''] }, include: ['candidates'] }))
    expect(items[0]?.candidates).toEqual(candidates)
    await sources.delete(bob.id, false, unconditional)
    expect((await quotes.get(quote?.id ?? '', ['candidates'])).candidates).toHaveLength(1)
    expect(await quotes.update(quote?.id ?? '', { sourceId: anna.id }, unconditional)).toMatchObject({
      attribution: { status: 'confirmed', method: 'manual' },
    })
  })

  test('two sources of the same full name are both proposed', async () => {
    const { sources } = opened.store
    for (let i = 0; i < 2; i++) await sources.create({ name: 'John Doubled', type: 'person' })
    const { quotes: [quote] = [] } = await save('John Doubled')
    expect(quote?.sourceId).toBeNull()
    expect((await opened.store.quotes.get(quote?.id ?? '', ['candidates'])).candidates).toHaveLength(2)
  })

  test('a name of signs only is nobody that is known', async () => {
    const [one, two] = [await save('!!!'), await save('???')]
    expect(one.sources?.[0]?.id).not.toBe(two.sources?.[0]?.id)
  })

  test('quotes that are not verbatim, stand twice or are too long are left out, and the article is kept', async () => {
    const [quote] = extractionOf(body, { [words]: null }).quotes
    if (!quote) throw new Error('no quote')
    const long = 'x'.repeat(11_000)
    const quotes = [
      quote,
      quote,
      { ...quote, text: 'other words' },
      { ...quote, segments: [{ start: 5, end: 5000 }] },
      { ...quote, text: long, segments: [{ start: body.length + 1, end: body.length + 1 + long.length }] },
      { ...quote, text: 'The harbour', segments: [{ start: 0, end: 11 }], source: 7 },
    ]
    const article = await opened.store.articles.create(articleWith({ body: `${body}\n${long}` }), {
      quotes,
      sources: [],
    })
    expect(article).toMatchObject({ quoteCount: 2, quotes: [{ text: 'The harbour', sourceId: null }, { text: words }] })
  })

  test('a write that fails among many at once leaves the others, and nothing of itself', async () => {
    const { articles, sources } = opened.store
    await articles.create(articleWith({ externalId: 'taken' }), null)
    const before = await opened.store.counts()
    const writes = Array.from({ length: 50 }, (_, i) =>
      i % 10 === 3
        ? codeOf(
            articles.create(articleWith({ externalId: 'taken' }), extractionOf(body, { [words]: `Lost Soul${i}` })),
          )
        : articles.create(articleWith({ externalId: `many-${i}` }), extractionOf(body, { [words]: `Kept Soul${i}` })),
    )
    const answers = await Promise.all(writes)
    expect(answers.filter((answer) => answer === 'conflict')).toHaveLength(5)
    const after = await opened.store.counts()
    expect([after.articles - before.articles, after.quotes - before.quotes]).toEqual([45, 45])
    expect((await sources.list(sourceQuery({ q: 'lost' }))).total).toEqual({ value: 0, relation: 'eq' })
    expect((await sources.list(sourceQuery({ q: 'kept' }))).total).toEqual({ value: 45, relation: 'eq' })
    expect((await articles.list(articleQuery({ filters: { externalId: ['many-3', 'many-4'] } }))).items).toHaveLength(1)
  })
}
