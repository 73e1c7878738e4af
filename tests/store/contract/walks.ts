import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Store, unconditional } from '../../../src/domain/store.ts'
import { articleSortKeys } from '../../../src/schema/article-list.ts'
import { quoteSortKeys } from '../../../src/schema/quote-list.ts'
import { sourceSortKeys } from '../../../src/schema/source-list.ts'
import {
  articleQuery,
  articleWith,
  idsOf,
  type OpenedStore,
  type OpenStore,
  quoteQuery,
  sourceQuery,
  unusedId,
  walk,
  words,
} from '../harness.ts'

/** Most in one second, some undated, some alone; half of them with ids from elsewhere. */
const dates = ['2026-03-04T09:30:00Z', '2026-03-04T09:30:00Z', '2026-03-04', null, '1969-12-31T23:59:59Z']
const idBefore = () => `art_0${unusedId('art').slice(-25).replace(/^./, '0')}`

async function fill({ articles, quotes, sources }: Store, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const input = articleWith({
      publishedAt: dates[i % dates.length] ?? null,
      title: `Title ${i % 7}`,
      tags: [`t${i % 3}`],
    })
    const id = i % 2 === 0 ? idBefore() : unusedId('art')
    await articles.replace(id, input, unconditional)
    const source = await sources.create({ name: `Name ${i % 9}` })
    await quotes.create({ articleId: id, text: words, sourceId: i % 4 === 0 ? null : source.id })
  }
}

const bothWays = <Key extends string>(keys: readonly Key[]) =>
  keys.flatMap((key) => [true, false].map((descending) => ({ key, descending })))

/** Walked page by page, a list shows every row once, forward and backward. */
export function walksContract(open: OpenStore): void {
  let opened: OpenedStore
  beforeAll(async () => {
    opened = await open()
    await fill(opened.store, 60)
  })
  afterAll(() => opened.close())

  const lists = (store: Store) => ({
    articles: (sort: object[], more: object = {}, between?: () => Promise<unknown>) =>
      walk(store.articles.list, articleQuery({ sort, limit: 7, ...more } as object), between),
    quotes: (sort: object[], more: object = {}, between?: () => Promise<unknown>) =>
      walk(store.quotes.list, quoteQuery({ sort, limit: 7, ...more } as object), between),
    sources: (sort: object[], more: object = {}, between?: () => Promise<unknown>) =>
      walk(store.sources.list, sourceQuery({ sort, limit: 7, ...more } as object), between),
  })

  test.each([
    ...bothWays(articleSortKeys).map((sort) => ['articles', sort] as const),
    ...bothWays(quoteSortKeys).map((sort) => ['quotes', sort] as const),
    ...bothWays(sourceSortKeys).map((sort) => ['sources', sort] as const),
  ])('%s by %o are the same in pages as in one, forward and backward', async (kind, sort) => {
    const list = lists(opened.store)[kind]
    const whole = (await list([sort], { limit: 100 })).forward
    expect(new Set(idsOf(whole)).size).toBe(60)
    const { forward, backward } = await list([sort])
    expect(idsOf(forward)).toEqual(idsOf(whole))
    expect(idsOf(backward)).toEqual(idsOf(whole))
  })

  test.each([
    [
      'articles',
      [
        { key: 'title', descending: true },
        { key: 'publishedAt', descending: false },
      ],
      {},
    ],
    [
      'articles',
      [
        { key: 'publishedAt', descending: true },
        { key: 'title', descending: false },
      ],
      {},
    ],
    ['articles', [{ key: 'publishedAt', descending: false }], { q: 'harbour', filters: { tag: ['t1', 't2'] } }],
    [
      'articles',
      [
        { key: 'relevance', descending: true },
        { key: 'publishedAt', descending: true },
      ],
      { q: 'title OR harbour' },
    ],
    ['articles', [{ key: 'publishedAt', descending: true }], { filters: { publishedFrom: Date.UTC(2026, 2, 4) } }],
    ['quotes', [{ key: 'relevance', descending: true }], { q: 'ships' }],
    ['quotes', [{ key: 'publishedAt', descending: true }], { q: 'ships', filters: { hasSource: true } }],
    [
      'quotes',
      [
        { key: 'confidence', descending: true },
        { key: 'wordCount', descending: false },
      ],
      {},
    ],
    [
      'sources',
      [
        { key: 'relevance', descending: true },
        { key: 'name', descending: true },
      ],
      { q: 'na' },
    ],
    [
      'sources',
      [
        { key: 'lastQuotedAt', descending: true },
        { key: 'name', descending: false },
      ],
      { filters: { quoteCountMin: 1 } },
    ],
  ] as const)('%s by %o of %o too', async (kind, sort, more) => {
    const list = lists(opened.store)[kind]
    const whole = (await list([...sort], { ...more, limit: 100 })).forward
    expect(whole.length).toBeGreaterThan(20)
    const { forward, backward } = await list([...sort], more)
    expect([idsOf(forward), idsOf(backward)]).toEqual([idsOf(whole), idsOf(whole)])
  })

  test.each([
    [{ key: 'publishedAt', descending: true }],
    [{ key: 'publishedAt', descending: false }],
    [{ key: 'createdAt', descending: true }],
    [{ key: 'title', descending: false }],
  ])('by %o, what is there throughout comes once, whatever is written meanwhile', async (sort) => {
    const { store } = opened
    const { forward } = await lists(store).articles([sort], { limit: 100 })
    const moving = forward.filter((_, i) => i % 10 === 5).map(({ id }) => id)
    const doomed: string[] = []
    let step = 0
    const write = async () => {
      step += 1
      for (const id of [idBefore(), unusedId('art')]) {
        await store.articles.replace(
          id,
          articleWith({ publishedAt: dates[step % dates.length] ?? null }),
          unconditional,
        )
        doomed.push(id)
      }
      const old = doomed.length > 6 ? doomed.shift() : undefined
      if (old) await store.articles.delete(old, unconditional)
      const mover = moving[step % moving.length]
      if (mover)
        await store.articles.update(
          mover,
          { publishedAt: step % 2 ? '2026-03-04' : '2026-03-04T09:30:00Z' },
          unconditional,
        )
    }
    const walked = await lists(store).articles([sort], {}, write)
    for (const ids of [idsOf(walked.forward), idsOf(walked.backward)]) {
      const still = forward.filter(({ id }) => !moving.includes(id)).map(({ id }) => id)
      expect(ids.filter((id) => still.includes(id))).toEqual(still)
    }
    for (const id of doomed) await store.articles.delete(id, unconditional)
  })

  test('a walk goes on from a row that is gone', async () => {
    const { articles } = opened.store
    const query = articleQuery({ limit: 5 })
    const whole = idsOf((await articles.list({ ...query, limit: 100 })).items)
    const page = await articles.list(query)
    const last = page.items.at(-1)?.id ?? ''
    await articles.delete(last, unconditional)
    if (!page.next) throw new Error('no next page')
    const after = await articles.list({ ...query, cursor: { ...page.next, hash: '' } })
    expect(idsOf(after.items)).toEqual(whole.slice(5, 10))
    if (!after.prev) throw new Error('no page before')
    expect(idsOf((await articles.list({ ...query, cursor: { ...after.prev, hash: '' } })).items)).toEqual(
      whole.slice(0, 4),
    )
    await articles.replace(last, articleWith({ publishedAt: dates[0] ?? null }), unconditional)
  })

  test('lists that are read while articles move never mix up one with another', async () => {
    const { articles } = opened.store
    const ids = idsOf((await articles.list(articleQuery({ filters: { hasQuotes: true }, limit: 20 }))).items)
    const query = articleQuery({ filters: { id: ids }, include: ['quotes'], limit: 100 })
    let reads = 0
    let writing = true
    const write = async () => {
      for (let i = 0; i < 150; i++) {
        const publishedAt = `2026-03-04T0${i % 10}:30:00Z`
        await Promise.all(ids.map((id) => articles.update(id, { publishedAt }, unconditional)))
      }
      writing = false
    }
    const read = async () => {
      for (; writing; reads++) {
        const { items, total } = await articles.list(query)
        expect([items.length, total?.value]).toEqual([20, 20])
        for (const { id, publishedAt, quotes } of items) {
          expect(quotes?.map((quote) => [quote.articleId, quote.publishedAt])).toEqual([[id, publishedAt]])
        }
        expect(await articles.get(ids[reads % 20] ?? '', ['quotes'])).toMatchObject({ quotes: [{}] })
      }
    }
    await Promise.all([write(), read()])
    expect(reads).toBeGreaterThan(5)
  })
}
