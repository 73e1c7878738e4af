import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { unconditional } from '../../../src/domain/store.ts'
import type { Article } from '../../../src/schema/article.ts'
import type { Quote } from '../../../src/schema/quote.ts'
import type { Source } from '../../../src/schema/source.ts'
import { articleWith, codeOf, type OpenedStore, type OpenStore, words } from '../harness.ts'

/** A patch changes what it names, and a write that changes nothing leaves no trace. */
export function editingContract(open: OpenStore): void {
  let opened: OpenedStore
  let source: Source
  let article: Article
  let quote: Quote
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())
  beforeEach(async () => {
    const { articles, quotes, sources } = opened.store
    source = await sources.create({
      name: 'Maren Olsen',
      type: 'person',
      aliases: ['Olsen'],
      description: 'Engineer',
      identifiers: [{ scheme: 'wikidata', value: 'Q1' }],
    })
    article = await articles.create(
      articleWith({ publisher: 'P', tags: ['a', 'b'], authors: ['A'], language: 'de', publishedAt: '2026-03-04' }),
      null,
    )
    quote = await quotes.create({
      articleId: article.id,
      text: words,
      sourceId: source.id,
      speakerLabel: 'Olsen',
      cue: 'said',
      attribution: { status: 'proposed', method: 'extracted', confidence: 0.5 },
    })
    article = await articles.get(article.id, [])
    source = await sources.get(source.id)
  })

  test('a patch of an article sets what it names, empties what it nulls and leaves the rest', async () => {
    const { articles } = opened.store
    const patch = { title: 'New', publisher: null, tags: null, language: null, publishedAt: '2026-03-05T00:00:00Z' }
    const edited = await articles.update(article.id, patch, unconditional)
    expect(edited.article).toEqual({
      ...article,
      title: 'New',
      publisher: null,
      tags: [],
      language: 'en',
      publishedAt: '2026-03-05T00:00:00Z',
      publishedPrecision: 'second',
      version: 2,
      updatedAt: expect.any(String),
    })
    expect(edited.reanchoring).toEqual({ kept: 1, moved: 0, orphaned: 0 })
    expect(await articles.get(article.id, [])).toEqual(edited.article)
  })

  test('a list in a patch replaces the whole list', async () => {
    const { articles } = opened.store
    const { article: edited } = await articles.update(article.id, { tags: ['b', 'c', 'b', ' '] }, unconditional)
    expect(edited.tags).toEqual(['b', 'c'])
  })

  test('only the precision of a date can change', async () => {
    const patch = { publishedAt: '2026-03-04T00:00:00Z' }
    const { article: edited } = await opened.store.articles.update(article.id, patch, unconditional)
    expect(edited).toMatchObject({ publishedAt: article.publishedAt, publishedPrecision: 'second', version: 2 })
  })

  test('an article that is written as it is keeps its version and its time', async () => {
    const { articles } = opened.store
    const { title, publisher, tags, authors, language, body } = article
    const same = {
      title: ` ${title} `,
      publisher,
      tags,
      authors,
      language,
      body: `${body}\n`,
      publishedAt: '2026-03-04',
    }
    for (const edited of [
      await articles.update(article.id, {}, unconditional),
      await articles.update(article.id, { title, publishedAt: '2026-03-04' }, unconditional),
      await articles.replace(article.id, same, unconditional),
    ]) {
      expect(edited.article).toEqual(article)
      expect(edited.reanchoring).toEqual({ kept: 1, moved: 0, orphaned: 0 })
    }
  })

  test('a patch of a quote sets what it names, empties what it nulls and leaves the rest', async () => {
    const { quotes } = opened.store
    const patch = { kind: 'mixed', speakerLabel: null, attribution: { confidence: null } } as const
    const edited = await quotes.update(quote.id, patch, unconditional)
    expect(edited).toEqual({
      ...quote,
      kind: 'mixed',
      speakerLabel: null,
      attribution: { status: 'proposed', method: 'extracted', confidence: null },
      version: 2,
      updatedAt: expect.any(String),
    })
    expect(await quotes.get(quote.id, [])).toEqual(edited)
  })

  test('a quote given to another source is confirmed by hand, and counts move with it', async () => {
    const { quotes, sources } = opened.store
    const other = await sources.create({ name: 'Ana Ruiz' })
    const edited = await quotes.update(quote.id, { sourceId: other.id }, unconditional)
    expect(edited.attribution).toEqual({ status: 'confirmed', method: 'manual', confidence: null })
    expect(await sources.get(source.id)).toMatchObject({ quoteCount: 0, articleCount: 0, lastQuotedAt: null })
    expect(await sources.get(other.id)).toMatchObject({ quoteCount: 1, articleCount: 1 })
    const loose = await quotes.update(quote.id, { sourceId: null }, unconditional)
    expect(loose.attribution.status).toBe('unattributed')
    expect(await codeOf(quotes.update(quote.id, { attribution: { status: 'confirmed' } }, unconditional))).toBe(
      'invalid-body',
    )
  })

  test('a quote can be moved to other words of its article, by text or by segments', async () => {
    const { quotes } = opened.store
    const engineer = await quotes.update(quote.id, { text: 'the chief engineer' }, unconditional)
    expect(engineer).toMatchObject({ text: 'the chief engineer', wordCount: 3, suffix: '.', version: 2 })
    const harbour = await quotes.update(quote.id, { segments: [{ start: 0, end: 11 }] }, unconditional)
    expect(harbour).toMatchObject({ text: 'The harbour', prefix: '', version: 3 })
    expect(await codeOf(quotes.update(quote.id, { text: 'not there at all' }, unconditional))).toBe(
      'quote-not-verbatim',
    )
    expect(await quotes.get(quote.id, [])).toEqual(harbour)
  })

  test('a quote that is written as it is keeps its version and its time', async () => {
    const { quotes } = opened.store
    const { articleId, text, segments, sourceId, speakerLabel, cue, attribution } = quote
    expect(await quotes.update(quote.id, {}, unconditional)).toEqual(quote)
    expect(await quotes.update(quote.id, { text, cue, attribution }, unconditional)).toEqual(quote)
    expect(await quotes.update(quote.id, { segments }, unconditional)).toEqual(quote)
    const same = { articleId, text, sourceId, speakerLabel, cue, attribution }
    expect(await quotes.replace(quote.id, same, unconditional)).toEqual({ created: false, quote })
  })

  test('a patch of a source sets what it names, empties what it nulls and leaves the rest', async () => {
    const { sources } = opened.store
    const patch = { type: null, aliases: ['M. Olsen'], identifiers: null }
    const edited = await sources.update(source.id, patch, unconditional)
    expect(edited).toEqual({
      ...source,
      type: 'unknown',
      aliases: ['M. Olsen'],
      identifiers: [],
      version: 2,
      updatedAt: expect.any(String),
    })
    expect(await sources.get(source.slug)).toEqual(edited)
  })

  test('a source that is written as it is keeps its version and its time', async () => {
    const { sources } = opened.store
    const { name, type, aliases, description, identifiers } = source
    expect(await sources.update(source.id, {}, unconditional)).toEqual(source)
    expect(await sources.update(source.id, { name: ` ${name}`, aliases: ['Olsen', name] }, unconditional)).toEqual(
      source,
    )
    const same = { name, type, aliases, description, identifiers }
    expect(await sources.replace(source.id, same, unconditional)).toEqual({ created: false, source })
  })
}
