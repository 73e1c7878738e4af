import { afterAll, beforeAll, expect, test } from 'vitest'
import { unconditional } from '../../../src/domain/store.ts'
import { contentHash } from '../../../src/domain/text.ts'
import {
  articleQuery,
  articleWith,
  codeOf,
  failureOf,
  type OpenedStore,
  type OpenStore,
  onlyNew,
  unusedId,
  version,
  words,
} from '../harness.ts'

const full = {
  externalId: 'wire-1',
  url: 'https://example.org/harbour?a=1',
  title: ' Harbour  to stay closed ',
  subtitle: 'Cruise ships must wait',
  byline: 'By Ida Lund',
  authors: ['Ida Lund', 'Jon Vik', 'Ida Lund'],
  publisher: 'Varnes Courier',
  section: 'Local',
  tags: ['__proto__', 'harbour', 'constructor'],
  language: 'en-GB',
  publishedAt: '2026-03-04T10:30:00.750+01:00',
  body: 'One  \r\nline.\n\n\n\nCafe\u0301 “never”.',
}

/** Articles are kept, replaced, changed and deleted, one at a time. */
export function articlesContract(open: OpenStore): void {
  let opened: OpenedStore
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  test('an article comes back with every field, and is still there when the store is opened again', async () => {
    const made = await opened.store.articles.create(full, null)
    const body = 'One\nline.\n\nCaf\u00e9 “never”.'
    expect(made).toEqual({
      ...full,
      id: expect.stringMatching(/^art_[0-9a-z]{26}$/),
      title: 'Harbour to stay closed',
      authors: ['Ida Lund', 'Jon Vik'],
      publishedAt: '2026-03-04T09:30:00Z',
      publishedPrecision: 'second',
      body,
      excerpt: 'One line. Café “never”.',
      wordCount: 4,
      quoteCount: 0,
      sourceCount: 0,
      contentHash: contentHash(body),
      version: 1,
      createdAt: expect.stringMatching(/^20\d\d-.*Z$/),
      updatedAt: made.createdAt,
    })
    expect(await opened.store.articles.get(made.id, [])).toEqual(made)
    const reopened = await opened.reopen()
    expect(await reopened.articles.get(made.id, [])).toEqual(made)
    opened.store = reopened
  })

  test('what is left out is null, empty or English', async () => {
    const made = await opened.store.articles.create({ title: 'T', body: 'B' }, null)
    expect(made).toMatchObject({
      externalId: null,
      url: null,
      subtitle: null,
      byline: null,
      authors: [],
      publisher: null,
      section: null,
      tags: [],
      language: 'en',
      publishedAt: null,
      publishedPrecision: null,
    })
  })

  test.each(['1700-01-01', '1969-12-31', '1970-01-01', '2199-12-31'])('a date alone, %s, is that day', async (date) => {
    const made = await opened.store.articles.create(articleWith({ publishedAt: date }), null)
    expect([made.publishedAt, made.publishedPrecision]).toEqual([`${date}T00:00:00Z`, 'day'])
  })

  test('a date that is not in the calendar is refused', async () => {
    expect(await codeOf(opened.store.articles.create(articleWith({ publishedAt: '2026-02-30' }), null))).toBe(
      'invalid-body',
    )
  })

  test('a text at every limit of the door is kept, also where NFC makes it three times as long', async () => {
    const wide = (length: number) => '\ufb2c'.repeat(length)
    const input = { title: wide(500), publisher: wide(200), tags: [wide(100)], body: wide(1_000_000) }
    const made = await opened.store.articles.create(input, null)
    expect(made).toMatchObject({ title: input.title.normalize('NFC'), tags: [wide(100).normalize('NFC')] })
    expect(made.body).toHaveLength(3_000_000)
    await opened.store.articles.delete(made.id, unconditional)
  })

  test.each([
    ['externalId', 'taken-id'],
    ['url', 'https://example.org/taken'],
  ] as const)('a second article with the same %s is a conflict that names the first', async (property, value) => {
    const { articles } = opened.store
    const holder = await articles.create(articleWith({ [property]: value }), null)
    const failure = await failureOf(articles.create(articleWith({ [property]: value }), null))
    expect(failure.code).toBe('conflict')
    expect(failure.message).toContain(holder.id)
    expect(failure.issues).toMatchObject([{ in: 'body', pointer: `/${property}`, code: 'taken' }])
    const other = await articles.create(articleWith(), null)
    expect(await codeOf(articles.update(other.id, { [property]: value }, unconditional))).toBe('conflict')
    expect(await codeOf(articles.replace(unusedId('art'), articleWith({ [property]: value }), unconditional))).toBe(
      'conflict',
    )
    await articles.update(holder.id, { [property]: null }, unconditional)
    expect(await articles.update(other.id, { [property]: value }, unconditional)).toMatchObject({
      article: { [property]: value },
    })
  })

  test('what never was is not found, what was deleted is gone, and its id can be used again', async () => {
    const { articles } = opened.store
    const id = unusedId('art')
    expect(await codeOf(articles.get(id, []))).toBe('not-found')
    expect(await codeOf(articles.update(id, {}, unconditional))).toBe('not-found')
    expect(await codeOf(articles.delete(id, unconditional))).toBe('not-found')
    await articles.replace(id, articleWith(), unconditional)
    await articles.delete(id, unconditional)
    expect(await codeOf(articles.get(id, []))).toBe('gone')
    expect(await codeOf(articles.update(id, {}, unconditional))).toBe('gone')
    expect(await codeOf(articles.delete(id, unconditional))).toBe('gone')
    // its versions go on, so that an ETag from before the deletion does not fit
    expect(await articles.replace(id, articleWith(), onlyNew)).toMatchObject({ created: true, article: { version: 2 } })
    expect(await articles.get(id, [])).toMatchObject({ id })
  })

  test('replacing makes an article at the id that was chosen, then replaces it whole', async () => {
    const { articles } = opened.store
    const id = unusedId('art')
    const first = await articles.replace(id, articleWith({ tags: ['a'], publisher: 'P' }), unconditional)
    expect(first).toMatchObject({ created: true, article: { id, tags: ['a'], publisher: 'P', version: 1 } })
    const second = await articles.replace(id, articleWith({ tags: ['b'] }), unconditional)
    expect(second).toMatchObject({ created: false, article: { id, tags: ['b'], publisher: null, version: 2 } })
    expect(second.article.createdAt).toBe(first.article.createdAt)
  })

  test('a deleted article takes its quotes along, and sources stay with what they have elsewhere', async () => {
    const { articles, quotes, sources } = opened.store
    const source = await sources.create({ name: 'Maren Olsen' })
    const [kept, lost] = [await articles.create(articleWith(), null), await articles.create(articleWith(), null)]
    await quotes.create({ articleId: kept.id, text: words, sourceId: source.id })
    const quote = await quotes.create({ articleId: lost.id, text: words, sourceId: source.id })
    expect(await sources.get(source.id)).toMatchObject({ quoteCount: 2, articleCount: 2 })
    await articles.delete(lost.id, unconditional)
    expect(await codeOf(quotes.get(quote.id, []))).toBe('gone')
    expect(await sources.get(source.id)).toMatchObject({ quoteCount: 1, articleCount: 1 })
    expect((await articles.list(articleQuery({ filters: { id: [lost.id] } }))).items).toEqual([])
  })

  test.each(['update', 'replace', 'delete'] as const)(
    '%s goes through only at a version that is named',
    async (method) => {
      const { articles } = opened.store
      const { id } = await articles.create(articleWith(), null)
      await articles.update(id, { title: 'Second' }, version(1))
      const write = (on: typeof unconditional) => {
        if (method === 'delete') return articles.delete(id, on)
        return articles[method](id, articleWith({ title: 'Third' }), on)
      }
      expect(await codeOf(write(version(1, 3)))).toBe('precondition-failed')
      expect(await codeOf(write(version()))).toBe('precondition-failed')
      expect(await articles.get(id, [])).toMatchObject({ title: 'Second', version: 2 })
      await write(version(7, 2))
      if (method !== 'delete') await write({ ...unconditional, ifMatch: '*' })
    },
  )

  test('If-None-Match and If-Match say whether a replacement may create', async () => {
    const { articles } = opened.store
    const id = unusedId('art')
    expect(await codeOf(articles.replace(id, articleWith(), { ...unconditional, ifMatch: '*' }))).toBe(
      'precondition-failed',
    )
    expect(await articles.replace(id, articleWith(), onlyNew)).toMatchObject({ created: true })
    expect(await codeOf(articles.replace(id, articleWith(), onlyNew))).toBe('precondition-failed')
  })

  test('parts of an article come when they are asked for', async () => {
    const { articles, quotes, sources } = opened.store
    const { id } = await articles.create(articleWith(), null)
    const source = await sources.create({ name: 'Part Taker' })
    const late = await quotes.create({ articleId: id, text: 'ships of that size' })
    const early = await quotes.create({ articleId: id, text: words, sourceId: source.id })
    const whole = await articles.get(id, ['quotes', 'sources'])
    expect(whole.quotes?.map((quote) => quote.id)).toEqual([early.id, late.id])
    expect(whole.sources).toEqual([await sources.get(source.id)])
    expect(await articles.get(id, [])).not.toHaveProperty('quotes')
    const { items } = await articles.list(articleQuery({ filters: { id: [id] }, include: ['body', 'sources'] }))
    expect(items[0]).toMatchObject({ body: whole.body, sources: [{ id: source.id }] })
    expect(items[0]).not.toHaveProperty('quotes')
    expect((await articles.list(articleQuery({ filters: { id: [id] } }))).items[0]).not.toHaveProperty('body')
  })
}
