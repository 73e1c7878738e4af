import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { unconditional } from '../../../src/domain/store.ts'
import { listArticles, replaceArticle, updateArticle } from '../../../src/store/sqlite/articles.ts'
import { type Db, openWriter } from '../../../src/store/sqlite/connect.ts'
import { registerDeadline } from '../../../src/store/sqlite/deadline.ts'
import { migrate } from '../../../src/store/sqlite/migrate.ts'
import { place, secondOf } from '../../../src/store/sqlite/position.ts'
import { articleQuery, idsOf } from '../harness.ts'
import { tempFolder } from '../temp-folder.ts'
import { expectOrdered } from './inspect.ts'

const folder = tempFolder()
let db: Db
beforeAll(() => {
  db = openWriter(join(folder.path, 'whosaid.db'))
  registerDeadline(db)
  migrate(db)
})
beforeEach(() => db.exec('DELETE FROM articles'))
afterAll(() => {
  db.close()
  folder.remove()
})

const idOf = (n: number) => `art_${String(n).padStart(26, '0')}`
const days = ['2026-03-04', '1969-12-31', null]
const add = (n: number, publishedAt: string | null = days[0] ?? null) =>
  replaceArticle(db, idOf(n), { title: 'T', body: 'B', publishedAt }, unconditional)
const all = (numbers: number[], date?: (n: number) => string | null) =>
  db.transaction(() => {
    for (const n of numbers) add(n, date?.(n))
  })()
const up = (count: number) => Array.from({ length: count }, (_, i) => i)
const shuffled = (count: number) =>
  fc.sample(fc.shuffledSubarray(up(count), { minLength: count }), { numRuns: 1, seed: 7 })[0] ?? []

test.each([
  ['upwards', up(1500)],
  ['downwards', up(1500).reverse()],
  ['from both ends to the middle', up(1500).map((i) => (i % 2 === 0 ? i : 3000 - i))],
  ['from the middle to both ends', up(1500).map((i) => (i % 2 === 0 ? 1500 + i : 1500 - i))],
  ['at random', shuffled(1500)],
])('ids that come %s into one second stand in order', (_, numbers) => {
  all(numbers)
  expectOrdered(db, 'articles')
  const found = listArticles(db, articleQuery({ limit: 100 }))
  expect(idsOf(found.items)).toEqual(numbers.map(idOf).toSorted().toReversed().slice(0, 100))
})

test('ids that come at random into a few seconds, dated or not, stand in order, also when dates are changed', () => {
  const numbers = shuffled(1500)
  all(numbers, (n) => days[n % days.length] ?? null)
  db.transaction(() => {
    for (const n of numbers.slice(0, 700))
      updateArticle(db, idOf(n), { publishedAt: days[(n + 1) % days.length] ?? null })
  })()
  expectOrdered(db, 'articles')
})

test('making room moves few rows for each that comes', () => {
  const moved = db.prepare<[], number>('SELECT total_changes()').pluck()
  all(up(100))
  const before = moved.get() ?? 0
  all(up(100).map((i) => i + 100))
  const each = ((moved.get() ?? 0) - before) / 100
  const start = moved.get() ?? 0
  all(up(1000).map((i) => 10_000 - i))
  expect(((moved.get() ?? 0) - start) / 1000).toBeLessThan(each * 60)
})

test('a second takes more rows in the order of their ids than a day has news, without making room', () => {
  const insert = db.prepare(
    `INSERT INTO articles (position, id, language, word_count, created_at, updated_at) VALUES (?, ?, 1, 1, 1, 1)`,
  )
  db.exec("INSERT OR IGNORE INTO labels (id, kind, value) VALUES (1, 'language', 'xx')")
  db.transaction(() => {
    let last = Number.NEGATIVE_INFINITY
    for (let n = 0; n < 50_000; n++) {
      const position = place(db, 'articles', 1_772_582_400, idOf(n))
      expect(position > last && secondOf(position) === 1_772_582_400).toBe(true)
      last = position
      insert.run(BigInt(position), idOf(n))
    }
  })()
})

test('a second that is full is a conflict that says so, and others take what comes', () => {
  db.exec("INSERT OR IGNORE INTO labels (id, kind, value) VALUES (1, 'language', 'xx')")
  const from = BigInt(1_772_582_400) * 2n ** 20n + 2n ** 19n
  db.prepare(
    `WITH RECURSIVE up (n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM up WHERE n < 262144)
    INSERT INTO articles (position, id, language, word_count, created_at, updated_at)
    SELECT ? + n, printf('art_%026d', 2 * n), 1, 1, 1, 1 FROM up`,
  ).run(from)
  expect(() => add(200_001)).toThrow(
    expect.objectContaining({
      code: 'conflict',
      message: expect.stringMatching(/262144 articles have the publishedAt 2026-03-04T00:00:00Z/),
      issues: [expect.objectContaining({ pointer: '/publishedAt', code: 'second_full' })],
    }),
  )
  add(200_001, '2026-03-05')
  add(200_003, null)
})

test('a walk goes on where it stood after all positions around it were dealt anew', () => {
  all(up(40).map((i) => i * 100))
  const query = articleQuery({ limit: 10 })
  const first = listArticles(db, query)
  all(up(60).map((i) => 2999 - i))
  const second = listArticles(db, { ...query, cursor: first.next && { ...first.next, hash: '' } })
  expect(idsOf(first.items)).toEqual(up(10).map((i) => idOf(3900 - i * 100)))
  expect(idsOf(second.items)).toEqual(up(10).map((i) => idOf(2999 - i)))
})
