import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ArticleQuery } from '../../../src/domain/list-query.ts'
import { openStore } from '../../../src/store/open.ts'
import { listArticles } from '../../../src/store/sqlite/articles.ts'
import { type Db, openReader } from '../../../src/store/sqlite/connect.ts'
import { registerDeadline } from '../../../src/store/sqlite/deadline.ts'
import { readable } from '../../../src/store/sqlite/listing-text.ts'
import { isShortList, listShort, positionsIn } from '../../../src/store/sqlite/short-list.ts'
import { usualBounds } from '../../../src/store/sqlite/sizes.ts'
import { type Bound, bindable } from '../../../src/store/sqlite/sql.ts'
import { articleQuery, articleWith } from '../harness.ts'
import { tempFolder } from '../temp-folder.ts'

const folder = tempFolder()
const size = 300
let db: Db
beforeAll(async () => {
  const store = await openStore({ dataDir: folder.path, readers: 1, lock: true })
  const dayOf = (i: number) => new Date(Date.UTC(2024, 0, 1 + (i % 100))).toISOString()
  await Promise.all(
    Array.from({ length: size }, (_, i) =>
      store.articles.create(articleWith({ publishedAt: i % 10 === 0 ? null : dayOf(i), tags: ['t'] }), null),
    ),
  )
  await store.close()
  db = openReader(join(folder.path, 'whosaid.db'))
  registerDeadline(db)
})
afterAll(() => {
  db.close()
  folder.remove()
})

const day = (date: number) => Date.UTC(2024, 0, date)
const sort = (descending: boolean) => [{ key: 'publishedAt', descending }] as const
const short: [string, Partial<Parameters<typeof articleQuery>[0]>][] = [
  ['newest first', {}],
  ['oldest first', { sort: sort(false) }],
  ['with its total', { total: 'exact' }],
  ['up to a day', { filters: { publishedTo: day(50) }, total: 'none' }],
  ['from a day on', { filters: { publishedFrom: day(20) }, total: 'none', sort: sort(false) }],
  ['of a month', { filters: { publishedFrom: day(20), publishedTo: day(51) }, total: 'none' }],
  [
    'of a month in another zone',
    { filters: { publishedFrom: day(20), publishedTo: day(51) }, total: 'none', tz: 'Asia/Tokyo' },
  ],
  ['with the number in a range', { filters: { publishedFrom: day(20), publishedTo: day(70) } }],
  ['with the number in a range of another zone', { filters: { publishedTo: day(51) }, tz: 'Asia/Tokyo' }],
  ['with some properties', { fields: ['title'], limit: 100 }],
]

test.each(short)(
  'a short list, %s, is the same as by a plan, and is read along the positions from one end on',
  (_, asked) => {
    let query: ArticleQuery = articleQuery({ limit: 20, ...asked })
    for (const direction of ['next', 'next', 'prev', 'next', 'next'] as const) {
      expect(isShortList(query)).toBe(true)
      const page = listArticles(db, query)
      expect(page.items.length).toBeGreaterThan(0)
      expect(readable(listShort(db, query))).toEqual(page)
      const bounds = { ...usualBounds, counted: 60 }
      expect(listShort(db, query, undefined, bounds).total).toEqual(listArticles(db, query, bounds).total)
      const { text, values } = positionsIn(db, query)
      const steps = db.prepare<Bound[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all(...values.map(bindable))
      expect(steps[0]?.detail).toMatch(/^(SEARCH a USING INTEGER PRIMARY KEY|SCAN a$)/)
      expect(steps.filter(({ detail }) => detail.includes('TEMP B-TREE'))).toEqual([])
      query = { ...query, cursor: page[direction] && { ...page[direction], hash: '' } }
    }
  },
)

test('a page without articles, and one of which only the total is asked, are the same too', () => {
  for (const asked of [{ limit: 0 }, { filters: { publishedFrom: day(4000) }, total: 'none' as const }]) {
    const query = articleQuery(asked)
    expect(readable(listShort(db, query))).toEqual(listArticles(db, query))
  }
})

test.each([
  ['a search', { q: 'x' }],
  ['a label', { filters: { tag: ['t'] } }],
  ['a count of all that is in a range', { filters: { publishedFrom: day(1) }, total: 'exact' }],
  ['a property that nothing orders by', { filters: { wordCountMin: 1 }, total: 'none' }],
  ['another order', { sort: [{ key: 'title', descending: false }] }],
  ['two orders', { sort: [{ key: 'wordCount', descending: false }, ...sort(true)] }],
  ['bodies', { include: ['body'] }],
  ['an explanation', { explain: true }],
  ['facets', { facets: { ignored: new Map(), limit: 1, tz: 'UTC' } }],
] as [string, Parameters<typeof articleQuery>[0]][])('a list with %s is left to a reader', (_, asked) => {
  expect(isShortList(articleQuery(asked))).toBe(false)
})
