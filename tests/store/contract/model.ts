import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Store, unconditional } from '../../../src/domain/store.ts'
import { articleSortKeys } from '../../../src/schema/article-list.ts'
import { quoteSortKeys } from '../../../src/schema/quote-list.ts'
import { sourceSortKeys } from '../../../src/schema/source-list.ts'
import { articleQuery, idsOf, type OpenedStore, type OpenStore, quoteQuery, sourceQuery, walk } from '../harness.ts'
import { histories } from '../model/operations.ts'
import { emptyModel, type Model, type Sort, shownArticle, shownQuote, shownSource, sortedIds } from '../model/plain.ts'

/** Every key both ways, alone and before a second one that parts its ties. */
const sortsBy = <Key extends string>(keys: readonly Key[]) =>
  keys.flatMap((key, i) =>
    [true, false].flatMap((descending) => {
      const second = { key: keys[(i + 1) % keys.length] as Key, descending: !descending }
      return [[{ key, descending }], [{ key, descending }, second]]
    }),
  )

type Row = Record<string, unknown> & { id: string }
/** One list of the store: its items under a sort and a filter. */
type List = (sort: Sort[], filters: object) => Promise<{ ids: string[]; items: Row[]; total: number | undefined }>

function listsOf({ articles, quotes, sources }: Store): Record<keyof Model, List> {
  const page = async (listing: Promise<{ items: { id: string }[]; total: { value: number } | null }>) => {
    const { items, total } = await listing
    return { ids: idsOf(items), items: items as Row[], total: total?.value }
  }
  const asked = (sort: Sort[], filters: object) => ({ sort, filters, limit: 100 }) as object
  return {
    articles: (sort, filters) => page(articles.list(articleQuery(asked(sort, filters)))),
    quotes: (sort, filters) => page(quotes.list(quoteQuery(asked(sort, filters)))),
    sources: (sort, filters) => page(sources.list(sourceQuery(asked(sort, filters)))),
  }
}

/** Filters and, for each, whether a row of the model meets it. */
const filters: Record<keyof Model, [object, (row: Row, model: Model) => boolean][]> = {
  articles: [
    [{ publisher: ['Post'] }, ({ publisher }) => publisher === 'Post'],
    [{ notPublisher: ['Post'] }, ({ publisher }) => publisher !== 'Post'],
    [{ tag: ['a', '__proto__'] }, ({ tags }) => /a|_/.test(String(tags))],
    [{ tagAll: ['a', 'b'] }, ({ tags }) => /a/.test(String(tags)) && /b/.test(String(tags))],
    [{ notTag: ['b'] }, ({ tags }) => !/b/.test(String(tags))],
    [{ hasQuotes: false }, ({ quoteCount }) => quoteCount === 0],
    [{ publishedFrom: Date.UTC(2026, 2, 4) }, ({ publishedAt }) => String(publishedAt ?? '') >= '2026-03-04'],
    [
      { publishedTo: Date.UTC(2026, 2, 4) },
      ({ publishedAt: at }) => at !== null && String(at) <= '2026-03-04T00:00:00Z',
    ],
  ],
  quotes: [
    [{ hasSource: true }, ({ sourceId }) => sourceId !== null],
    [{ anchor: ['orphaned'] }, ({ anchor }) => anchor === 'orphaned'],
    [{ publisher: ['Post', 'Courier'] }, ({ publisher }) => publisher !== null],
    [{ publishedTo: 0 }, ({ publishedAt }) => publishedAt !== null && String(publishedAt) < '1970-01-01T00:00:01Z'],
    [{ distinct: 'text' }, (row, model) => isFirst(row, model)],
  ],
  sources: [
    [{ quoteCountMin: 1 }, ({ quoteCount }) => Number(quoteCount) > 0],
    [{ publisher: ['Post'] }, ({ id }, model) => quotedBy(id, model, ({ publisher }) => publisher === 'Post')],
    [{ tag: ['a'] }, ({ id }, model) => quotedBy(id, model, ({ tags }) => tags.includes('a'))],
  ],
}

function isFirst(row: Row, model: Model): boolean {
  const same = model.quotes.filter(({ text }) => text === row.text).map((quote) => shownQuote(model, quote))
  const dated = same.filter(({ publishedAt }) => publishedAt !== null)
  return sortedIds(dated.length > 0 ? dated : same, [{ key: 'publishedAt', descending: false }])[0] === row.id
}
const quotedBy = (id: string, { articles, quotes }: Model, fits: (article: Model['articles'][number]) => boolean) =>
  quotes.some(({ sourceId, articleId }) => sourceId === id && articles.some((one) => one.id === articleId && fits(one)))

/** Fails unless the store holds what the model says, in every order and under every filter. */
async function expectSame(store: Store, model: Model): Promise<void> {
  const shown: Record<keyof Model, Row[]> = {
    articles: model.articles.map((row) => shownArticle(model, row)),
    quotes: model.quotes.map((row) => shownQuote(model, row)),
    sources: model.sources.map((row) => shownSource(model, row)),
  }
  const lists = listsOf(store)
  for (const [kind, keys] of [
    ['articles', articleSortKeys],
    ['quotes', quoteSortKeys],
    ['sources', sourceSortKeys],
  ] as const) {
    const known = new Map(model[kind].map((row) => [row.id, row]))
    const { items, total } = await lists[kind]([{ key: keys[0], descending: true }], {})
    expect(total).toBe(model[kind].length)
    for (const row of shown[kind]) expect(items.find(({ id }) => id === row.id)).toMatchObject(row)
    const rows: Row[] = items.map((item) => ({ ...item, ...known.get(item.id) }))
    for (const sort of sortsBy(keys))
      expect([sort, (await lists[kind](sort, {})).ids]).toEqual([sort, sortedIds(rows, sort)])
    for (const [filter, meets] of filters[kind]) {
      const expected = shown[kind].filter((row) => meets(row, model))
      const found = await lists[kind]([{ key: keys[0], descending: true }], filter)
      expect([filter, found.ids.toSorted(), found.total]).toEqual([filter, idsOf(expected).sort(), expected.length])
    }
  }
}

/** Whatever is written in whatever order, the store shows what a plain model shows. */
export function modelContract(open: OpenStore): void {
  let opened: OpenedStore
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  async function clear({ articles, quotes }: Model): Promise<void> {
    const { store } = opened
    for (const { id } of articles) await store.articles.delete(id, unconditional)
    for (const { id } of quotes) await expect(store.quotes.get(id, [])).rejects.toMatchObject({ code: 'gone' })
    const sources = await walk(store.sources.list, sourceQuery({ limit: 100 }))
    for (const { id } of sources.forward) await store.sources.delete(id, false, unconditional)
    expect(await store.counts()).toMatchObject({ articles: 0, quotes: 0, sources: 0 })
  }

  test('counts, orders, filters and totals are right after any history', async () => {
    await fc.assert(
      fc.asyncProperty(histories(60), async (operations) => {
        const model = emptyModel()
        for (const operation of operations) await operation.run(opened.store, model)
        await expectSame(opened.store, model)
        await clear(model)
      }),
      { numRuns: 12, endOnFailure: true },
    )
  })
}
