import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { unconditional } from '../../../src/domain/store.ts'
import type { Article } from '../../../src/schema/article.ts'
import type { Source } from '../../../src/schema/source.ts'
import {
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

/** Quotes are kept only where they stand, and are replaced, changed and deleted one at a time. */
export function quotesContract(open: OpenStore): void {
  let opened: OpenedStore
  let article: Article
  let source: Source
  beforeAll(async () => {
    opened = await open()
  })
  beforeEach(async () => {
    const { articles, sources } = opened.store
    const url = `https://example.org/${unusedId('art')}`
    article = await articles.create(articleWith({ url, publisher: 'P', publishedAt: '2026-03-04T09:30:00Z' }), null)
    source = await sources.create({ name: 'Maren Olsen', type: 'person' })
  })
  afterAll(() => opened.close())

  test('a quote comes back with every field, and is still there when the store is opened again', async () => {
    const start = article.body.indexOf(words)
    const end = start + words.length
    const made = await opened.store.quotes.create({
      articleId: article.id,
      kind: 'mixed',
      text: words,
      segments: [{ start, end }],
      sourceId: source.id,
      speakerLabel: 'Maren Olsen, the chief engineer',
      cue: 'said',
      attribution: { status: 'disputed', method: 'imported', confidence: 0.25 },
    })
    expect(made).toEqual({
      id: expect.stringMatching(/^quo_[0-9a-z]{26}$/),
      articleId: article.id,
      kind: 'mixed',
      text: words,
      segments: [{ start, end }],
      prefix: article.body.slice(0, start).slice(-32),
      suffix: article.body.slice(end, end + 32),
      anchor: 'exact',
      sourceId: source.id,
      speakerLabel: 'Maren Olsen, the chief engineer',
      cue: 'said',
      attribution: { status: 'disputed', method: 'imported', confidence: 0.25 },
      wordCount: 9,
      occurrenceCount: expect.any(Number),
      publishedAt: '2026-03-04T09:30:00Z',
      publisher: 'P',
      deepLink: `${article.url}#:~:text=${encodeURIComponent(words)}`,
      version: 1,
      createdAt: expect.stringMatching(/^20\d\d-.*Z$/),
      updatedAt: made.createdAt,
    })
    expect(await opened.store.quotes.get(made.id, [])).toEqual(made)
    opened.store = await opened.reopen()
    expect(await opened.store.quotes.get(made.id, [])).toEqual(made)
  })

  test('what is left out follows from whether there is a source', async () => {
    const { quotes } = opened.store
    expect(await quotes.create({ articleId: article.id, text: words })).toMatchObject({
      kind: 'direct',
      sourceId: null,
      speakerLabel: null,
      cue: null,
      attribution: { status: 'unattributed', method: 'manual', confidence: null },
    })
    const named = await quotes.create({ articleId: article.id, text: 'the chief engineer', sourceId: source.id })
    expect(named.attribution).toEqual({ status: 'confirmed', method: 'manual', confidence: null })
  })

  test.each([
    ['an unattributed quote with a source', { attribution: { status: 'unattributed' } }],
    ['a confirmed quote without one', { attribution: { status: 'confirmed' }, sourceId: null }],
  ] as const)('%s is a contradiction', async (_, more) => {
    const create = opened.store.quotes.create({ articleId: article.id, text: words, sourceId: source.id, ...more })
    expect(await codeOf(create)).toBe('invalid-body')
  })

  test('words in several segments are joined by one space', async () => {
    const at = (text: string) => ({ start: article.body.indexOf(text), end: article.body.indexOf(text) + text.length })
    const segments = [at('It was never meant'), at('of that size')]
    const quote = await opened.store.quotes.create({ articleId: article.id, segments })
    expect(quote).toMatchObject({ text: 'It was never meant of that size', segments })
  })

  test('words that are not in the body, or not at these segments, are not kept', async () => {
    const { quotes } = opened.store
    const near = await failureOf(
      quotes.create({ articleId: article.id, text: 'It was never made for ships of that size' }),
    )
    expect(near.code).toBe('quote-not-verbatim')
    expect(near.message).toContain(words)
    const elsewhere = quotes.create({ articleId: article.id, text: words, segments: [{ start: 0, end: words.length }] })
    expect(await codeOf(elsewhere)).toBe('quote-not-verbatim')
    const outside = quotes.create({ articleId: article.id, segments: [{ start: 0, end: article.body.length + 1 }] })
    expect(await codeOf(outside)).toBe('invalid-body')
    expect(await codeOf(quotes.create({ articleId: article.id }))).toBe('invalid-body')
    expect(await opened.store.articles.get(article.id, [])).toMatchObject({ quoteCount: 0 })
  })

  test('words that stand in several places are ambiguous, and the candidates can be sent back as segments', async () => {
    const { articles, quotes } = opened.store
    const { id } = await articles.create({ title: 'T', body: '“No comment,” said A. “No comment,” said B.' }, null)
    const failure = await failureOf(quotes.create({ articleId: id, text: 'No comment' }))
    expect(failure.code).toBe('quote-ambiguous')
    expect(failure.issues.filter(({ code }) => code === 'candidate')).toHaveLength(2)
    const segments = [{ start: 23, end: 33 }]
    expect(await quotes.create({ articleId: id, text: 'No comment', segments })).toMatchObject({ segments })
  })

  test('segments of more than a quote may have are refused', async () => {
    const { articles, quotes } = opened.store
    const { id } = await articles.create({ title: 'T', body: 'x'.repeat(20_000) }, null)
    expect(await codeOf(quotes.create({ articleId: id, segments: [{ start: 0, end: 10_001 }] }))).toBe('invalid-body')
    expect(await quotes.create({ articleId: id, segments: [{ start: 0, end: 10_000 }] })).toMatchObject({ version: 1 })
  })

  test('two quotes at one place are a conflict that names the first', async () => {
    const { quotes } = opened.store
    const holder = await quotes.create({ articleId: article.id, text: words })
    const failure = await failureOf(quotes.create({ articleId: article.id, text: words }))
    expect(failure.code).toBe('conflict')
    expect(failure.message).toContain(holder.id)
    const other = await quotes.create({ articleId: article.id, text: 'ships of that size' })
    expect(await codeOf(quotes.update(other.id, { text: words }, unconditional))).toBe('conflict')
  })

  test('an article or a source that is not there is an unknown reference, named by its property', async () => {
    const { quotes } = opened.store
    const noArticle = await failureOf(quotes.create({ articleId: unusedId('art'), text: words }))
    expect(noArticle).toMatchObject({ code: 'unknown-reference', issues: [{ pointer: '/articleId' }] })
    const noSource = await failureOf(quotes.create({ articleId: article.id, text: words, sourceId: unusedId('src') }))
    expect(noSource).toMatchObject({ code: 'unknown-reference', issues: [{ pointer: '/sourceId' }] })
  })

  test('what never was is not found, and what was deleted is gone until it is made anew', async () => {
    const { quotes } = opened.store
    const id = unusedId('quo')
    expect(await codeOf(quotes.get(id, []))).toBe('not-found')
    expect(await codeOf(quotes.update(id, {}, unconditional))).toBe('not-found')
    expect(await codeOf(quotes.delete(id, unconditional))).toBe('not-found')
    expect(await quotes.replace(id, { articleId: article.id, text: words }, onlyNew)).toMatchObject({ created: true })
    expect(await codeOf(quotes.replace(id, { articleId: article.id, text: words }, onlyNew))).toBe(
      'precondition-failed',
    )
    expect(await codeOf(quotes.delete(id, version(2)))).toBe('precondition-failed')
    await quotes.delete(id, version(1))
    expect(await codeOf(quotes.get(id, []))).toBe('gone')
    expect(await quotes.replace(id, { articleId: article.id, text: words }, unconditional)).toMatchObject({
      created: true,
    })
  })

  test('replacing sets everything anew but the article, which stays', async () => {
    const { articles, quotes } = opened.store
    const made = await quotes.create({ articleId: article.id, text: words, sourceId: source.id, cue: 'said' })
    const { created, quote } = await quotes.replace(
      made.id,
      { articleId: article.id, text: 'the chief engineer' },
      version(1),
    )
    expect(created).toBe(false)
    expect(quote).toMatchObject({ text: 'the chief engineer', sourceId: null, cue: null, version: 2, wordCount: 3 })
    expect(quote.attribution.status).toBe('unattributed')
    const other = await articles.create(articleWith(), null)
    expect(await codeOf(quotes.replace(made.id, { articleId: other.id, text: words }, unconditional))).toBe(
      'invalid-body',
    )
  })

  test('parts of a quote come when they are asked for', async () => {
    const { quotes, sources } = opened.store
    const made = await quotes.create({ articleId: article.id, text: words, sourceId: source.id })
    const { id, title, url, publisher, section, publishedAt } = article
    const whole = await quotes.get(made.id, ['article', 'source', 'context', 'candidates'])
    expect(whole).toEqual({
      ...made,
      article: { id, title, url, publisher, section, publishedAt },
      source: await sources.get(source.id),
      context: { before: 'The harbour will stay closed. “', after: ',” said Maren Olsen, the chief engineer.' },
      candidates: [],
    })
  })

  test('the same words, however they are set, count as one in each article', async () => {
    const { articles, quotes } = opened.store
    const body = '“It’s late — very late…” she said. “IT’S LATE - VERY LATE...” he said.'
    const [one, two] = [
      await articles.create(articleWith({ body }), null),
      await articles.create(articleWith({ body }), null),
    ]
    const first = await quotes.create({ articleId: one.id, text: 'It’s late — very late…' })
    await quotes.create({ articleId: one.id, text: 'IT’S LATE - VERY LATE...' })
    expect(await quotes.get(first.id, [])).toMatchObject({ occurrenceCount: 1 })
    await quotes.create({ articleId: two.id, text: 'It’s late — very late…' })
    expect(await quotes.get(first.id, [])).toMatchObject({ occurrenceCount: 2 })
    await articles.delete(two.id, unconditional)
    expect(await quotes.get(first.id, [])).toMatchObject({ occurrenceCount: 1 })
  })
}
