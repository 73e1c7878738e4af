import { afterAll, beforeAll, expect, test } from 'vitest'
import { unconditional } from '../../../src/domain/store.ts'
import type { Highlight } from '../../../src/schema/common.ts'
import {
  articleQuery,
  articleWith,
  type OpenedStore,
  type OpenStore,
  quoteQuery,
  sourceQuery,
  words,
} from '../harness.ts'
import { type Corpus, fillCorpus } from './corpus.ts'

/** What a highlight marks, cut out of the field that it names; fails where passage and field do not fit each other. */
function marked(field: string, { start, end, text, matches }: Highlight): string[] {
  expect(field.slice(start, end)).toBe(text)
  return matches.map(([from = 0, to = 0]) => {
    expect(start <= from && from < to && to <= end).toBe(true)
    return field.slice(from, to)
  })
}

/** Words are found where they stand, in the syntax of the API. */
export function searchContract(open: OpenStore): void {
  let opened: OpenedStore
  let corpus: Corpus
  beforeAll(async () => {
    opened = await open()
    corpus = await fillCorpus(opened.store)
  })
  afterAll(() => opened.close())

  const found = (items: readonly { id: string }[]) => corpus.keys(items).sort().join(' ')

  test.each([
    ['harbour', 'harbour notice rail'],
    ['HARBOUR', 'harbour notice rail'],
    ['harbour rail', 'rail'],
    ['tax OR undated', 'notice tax'],
    ['harbour -rail', 'harbour notice'],
    ['harbour -(rail OR cruise)', 'notice'],
    ['"never meant to hold"', 'harbour notice rail'],
    ['"meant never"', ''],
    ['harb*', 'harbour notice rail'],
    ['harb', ''],
    ['"stay clo*"', ''],
    ['title:harbour', 'harbour'],
    ['subtitle:ships title:harbour', 'harbour'],
    ['title:(tax OR rail)', 'rail tax'],
    ['body:undated', ''],
    ['cafe', 'tax'],
    ['CAFÉ', 'tax'],
    ['(harbour', 'harbour notice rail'],
    ['nowhere', ''],
  ])('articles with %s', async (q, expected) => {
    const { items, total } = await opened.store.articles.list(articleQuery({ q }))
    expect(found(items)).toBe(expected)
    expect(total?.value).toBe(items.length)
    const newest = await opened.store.articles.list(
      articleQuery({ q, sort: [{ key: 'publishedAt', descending: true }] }),
    )
    expect(corpus.keys(newest.items)).toEqual(
      ['harbour', 'rail', 'tax', 'notice'].filter((key) => expected.includes(key)),
    )
  })

  test.each([
    [{ q: 'harbour', qIn: ['title'] }, 'harbour'],
    [{ q: 'harbour OR cruise', qIn: ['subtitle'] }, 'harbour'],
    [{ q: 'harbour -cruise', qIn: ['title', 'body'] }, 'harbour notice rail'],
    [{ q: 'title:harbour', qIn: ['body'] }, ''],
  ] as const)('articles with %o', async (asked, expected) => {
    expect(found((await opened.store.articles.list(articleQuery(asked))).items)).toBe(expected)
  })

  test.each([
    [{ q: 'text:meant' }, 'again size undated'],
    [{ q: 'meant' }, 'again may pilots size undated'],
    [{ q: 'clerk' }, 'may pilots size'],
    [{ q: 'clerk', qIn: ['speaker'] }, 'pilots'],
    [{ q: 'clerk', qIn: ['context'] }, 'may pilots size'],
    [{ q: 'speaker:engineer' }, 'size'],
    [{ q: 'speaker:olsen' }, 'size'],
    [{ q: 'speaker:varnes' }, 'again'],
    [{ q: 'text:open speaker:ruiz' }, 'may'],
    [{ q: 'meant', qIn: ['speaker'] }, ''],
  ] as const)('quotes with %o', async (asked, expected) => {
    expect(found((await opened.store.quotes.list(quoteQuery(asked))).items)).toBe(expected)
  })

  test.each([
    [{ q: 'mar' }, 'olsen'],
    [{ q: 'ols mar' }, 'olsen'],
    [{ q: 'engineer' }, 'olsen'],
    [{ q: 'engineer', qIn: ['name'] }, ''],
    [{ q: 'ruiz', qIn: ['aliases'] }, 'ruiz'],
    [{ q: 'p' }, 'port silent'],
    [{ q: 'varnes OR ana' }, 'port ruiz'],
  ] as const)('sources with %o', async (asked, expected) => {
    expect(found((await opened.store.sources.list(sourceQuery(asked))).items)).toBe(expected)
  })

  test('a hit in the title is worth more than hits in the body, and a name more than an alias', async () => {
    const { articles, sources } = opened.store
    const filler = 'Other words stand here to make it long enough. '.repeat(5)
    const body = await articles.create(
      articleWith({ title: 'Plain', body: `${filler} zeppelin zeppelin zeppelin` }),
      null,
    )
    const title = await articles.create(articleWith({ title: 'Zeppelin lands', body: filler }), null)
    const hits = await articles.list(articleQuery({ q: 'zeppelin' }))
    expect(hits.items.map(({ id }) => id)).toEqual([title.id, body.id])
    const worst = await articles.list(articleQuery({ q: 'zeppelin', sort: [{ key: 'relevance', descending: false }] }))
    expect(worst.items.map(({ id }) => id)).toEqual([body.id, title.id])
    await sources.create({ name: 'Quentin Aliasson', aliases: ['Zeno Quist'] })
    await sources.create({ name: 'Zeno Quist' })
    expect((await sources.list(sourceQuery({ q: 'zeno' }))).items[0]?.name).toBe('Zeno Quist')
  })

  test('what is edited is found by its new words only, and what is deleted not at all', async () => {
    const { articles, quotes } = opened.store
    const count = async (q: string) => [
      (await articles.list(articleQuery({ q }))).items.length,
      (await quotes.list(quoteQuery({ q }))).items.length,
    ]
    const { id } = await articles.create(articleWith({ body: 'Some gryphon said “a basilisk was here” today.' }), null)
    await quotes.create({ articleId: id, text: 'a basilisk was here', speakerLabel: 'gryphon' })
    expect([await count('gryphon'), await count('basilisk')]).toEqual([
      [1, 1],
      [1, 1],
    ])
    await articles.update(id, { body: 'Some chimera said “a basilisk was here” today.' }, unconditional)
    expect([await count('context:chimera'), await count('chimera'), await count('body:gryphon')]).toEqual([
      [0, 1],
      [1, 1],
      [0, 0],
    ])
    await articles.update(id, { publishedAt: '2020-02-02' }, unconditional)
    expect(await count('basilisk')).toEqual([1, 1])
    await articles.delete(id, unconditional)
    expect(await count('basilisk')).toEqual([0, 0])
  })

  test('highlights cut out what was found, in code units, past accents and signs beyond the basic plane', async () => {
    const { articles } = opened.store
    const body = `${'🛳️ Größe e\u0301tait là. '.repeat(20)}𝒜 naïve Pelican, a PELICAN\nand ${'🛳️'.repeat(90)}pelican.`
    const made = await articles.create(articleWith({ title: '🛳️ The pelican', subtitle: 'No bird', body }), null)
    const { items } = await articles.list(articleQuery({ q: 'pelican OR naive', highlight: true }))
    const highlights = items[0]?.highlights ?? []
    const fields = { title: made.title, body: made.body } as Record<string, string>
    expect(highlights.map((highlight) => [highlight.field, marked(fields[highlight.field] ?? '', highlight)])).toEqual([
      ['title', ['pelican']],
      ['body', ['naïve', 'Pelican', 'PELICAN']],
      ['body', ['pelican']],
    ])
    for (const { text } of highlights) expect(text.isWellFormed()).toBe(true)
  })

  test('highlights of quotes name text, context, label and source, those of sources name and alias', async () => {
    const { articles, quotes, sources } = opened.store
    const body = `Vulture before. “${words}: a vulture,” he said. Vulture after.`
    const { id } = await articles.create(articleWith({ body }), null)
    const source = await sources.create({ name: 'Ann Vulture', aliases: ['None', 'The Vulture'] })
    await quotes.create({ articleId: id, text: `${words}: a vulture`, sourceId: source.id, speakerLabel: 'a\nvulture' })
    const { items } = await quotes.list(quoteQuery({ q: 'vulture', highlight: true, include: ['context', 'source'] }))
    const [quote] = items
    const fields: Record<string, string | undefined> = {
      text: quote?.text,
      'context/before': quote?.context?.before,
      'context/after': quote?.context?.after,
      speakerLabel: quote?.speakerLabel ?? undefined,
      'source/name': quote?.source?.name,
    }
    const shown = (quote?.highlights ?? []).map((highlight) => [
      highlight.field,
      ...highlight.matches.map(([from, to]) => fields[highlight.field]?.slice(from, to)),
    ])
    expect(shown).toEqual([
      ['text', 'vulture'],
      ['context/before', 'Vulture'],
      ['context/after', 'Vulture'],
      ['speakerLabel', 'vulture'],
      ['source/name', 'Vulture'],
    ])
    const named = (await sources.list(sourceQuery({ q: 'vult', highlight: true }))).items[0]?.highlights
    expect(named?.map(({ field, matches }) => [field, matches])).toEqual([
      ['name', [[4, 11]]],
      ['aliases/1', [[4, 11]]],
    ])
  })

  test('a text with the code points that highlighting uses itself is found, and not highlighted wrongly', async () => {
    const { articles } = opened.store
    const made = await articles.create(
      articleWith({ title: 'Plain ostrich', body: '\ufdd0 an \ufdd1 ostrich \ufdd0' }),
      null,
    )
    const { items } = await articles.list(articleQuery({ q: 'ostrich', highlight: true, include: ['body'] }))
    expect(items[0]).toMatchObject({ id: made.id, body: made.body })
    expect(items[0]?.highlights?.map(({ field }) => field)).toEqual(['title'])
  })

  test('highlights come only where they are asked for, and only with a query', async () => {
    const { items } = await opened.store.articles.list(articleQuery({ q: 'harbour' }))
    expect(items[0]).not.toHaveProperty('highlights')
    expect((await opened.store.articles.list(articleQuery({ highlight: true }))).items[0]).not.toHaveProperty(
      'highlights',
    )
  })
}
