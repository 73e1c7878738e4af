import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ArticleQuery } from '../../../src/domain/list-query.ts'
import { openStore } from '../../../src/store/open.ts'
import { listArticles } from '../../../src/store/sqlite/articles.ts'
import { type Db, openReader } from '../../../src/store/sqlite/connect.ts'
import { isShortList } from '../../../src/store/sqlite/short-list.ts'
import { articleQuery, articleWith } from '../harness.ts'
import { tempFolder } from '../temp-folder.ts'

const folder = tempFolder()
const size = 300
let db: Db
let looks = 0
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
  // every WHERE that scans has it, so it counts the rows that were looked at
  db.function('deadline', { deterministic: false }, () => {
    looks += 1
    return 1
  })
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
  ['with some properties', { fields: ['title'], limit: 100 }],
]

test.each(short)(
  'a short list, %s, looks at no row that is not on its page or the next, in either direction',
  (_, asked) => {
    let query: ArticleQuery = articleQuery({ limit: 20, ...asked })
    const cursorOf = (edge: ReturnType<typeof listArticles>['next']) => edge && { ...edge, hash: '' }
    for (let page = 0; page < 3; page++) {
      expect(isShortList(query)).toBe(true)
      looks = 0
      const { items, next, prev } = listArticles(db, query)
      expect(items.length).toBeGreaterThan(0)
      expect(looks).toBeLessThanOrEqual(query.limit + 1)
      query = { ...query, cursor: cursorOf(page === 1 ? prev : next) }
    }
  },
)

test.each([
  ['a search', { q: 'x' }],
  ['a label', { filters: { tag: ['t'] } }],
  ['a count of what is in a range', { filters: { publishedFrom: day(1) } }],
  ['a property that nothing orders by', { filters: { wordCountMin: 1 }, total: 'none' }],
  ['another order', { sort: [{ key: 'title', descending: false }] }],
  ['two orders', { sort: [{ key: 'wordCount', descending: false }, ...sort(true)] }],
  ['bodies', { include: ['body'] }],
  ['an explanation', { explain: true }],
  ['facets', { facets: { ignored: new Map(), limit: 1, tz: 'UTC' } }],
] as [string, Parameters<typeof articleQuery>[0]][])('a list with %s is left to a reader', (_, asked) => {
  expect(isShortList(articleQuery(asked))).toBe(false)
})
