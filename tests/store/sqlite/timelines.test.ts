import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ArticleFilters, QuoteFilters } from '../../../src/domain/list-query.ts'
import { parseQuery } from '../../../src/domain/query.ts'
import { articleSearchFields } from '../../../src/schema/article-list.ts'
import { articleGroups, quoteGroups, type Timeline } from '../../../src/schema/timeline.ts'
import { listArticles } from '../../../src/store/sqlite/articles.ts'
import { type Db, openReader } from '../../../src/store/sqlite/connect.ts'
import { registerDeadline } from '../../../src/store/sqlite/deadline.ts'
import { listQuotes } from '../../../src/store/sqlite/quotes.ts'
import { usualBounds } from '../../../src/store/sqlite/sizes.ts'
import { articleTimeline, quoteTimeline } from '../../../src/store/sqlite/timeline.ts'
import { articleQuery, quoteQuery } from '../harness.ts'
import { tempFolder } from '../temp-folder.ts'
import { bounds, fewFilters, fillDrawn, query } from './drawn.ts'

const folder = tempFolder()
let db: Db
beforeAll(async () => {
  await fillDrawn(folder.path)
  db = openReader(join(folder.path, 'whosaid.db'))
  registerDeadline(db)
})
afterAll(() => {
  db.close()
  folder.remove()
})

const understood = (q: string | null) => {
  try {
    return q === null || parseQuery(q, { fields: articleSearchFields }).root !== null
  } catch {
    return false
  }
}
const interval = fc.constantFrom('day', 'week', 'month', 'year')
/** Where what is dated to the day, kept at midnight UTC, begins earlier, later or then. */
const zone = fc.constantFrom('UTC', 'America/New_York', 'Asia/Tokyo')
const asked = (q: string | null, filters: object) => ({ ...(q === null ? {} : { q }), filters, limit: 0 })
type Range = { publishedFrom?: number; publishedTo?: number }

/** Holds a timeline against counts that lists make one by one; `total` is what a list of these filters has. */
function expectCounted(timeline: Timeline, filters: Range, total: (filters: Range) => number): void {
  const { data, count, undated, groups } = timeline
  const { publishedFrom = Number.MIN_SAFE_INTEGER, publishedTo = Number.MAX_SAFE_INTEGER, ...rest } = filters
  const within = data.map(({ start, end }) =>
    total({
      ...rest,
      publishedFrom: Math.max(publishedFrom, Date.parse(start)),
      publishedTo: Math.min(publishedTo, Date.parse(end) - 1),
    }),
  )
  expect(data.map((bucket) => bucket.count)).toEqual(within)
  expect(count + undated).toBe(total(filters))
  if (!groups) return
  const all = [...groups.series, groups.other, groups.missing]
  expect(data.map((_, i) => all.reduce((sum, { counts }) => sum + (counts[i] ?? 0), 0))).toEqual(within)
  expect(groups.series.map((group) => group.count)).toEqual(
    groups.series.map((group) => group.count).toSorted((a, b) => b - a),
  )
}

const groupOf = <Group extends string>(groups: readonly Group[]) => fc.option(fc.constantFrom(...groups))

test('a timeline of articles counts what lists count exactly, whatever is planned', () => {
  fc.assert(
    fc.property(
      fc.option(query),
      fewFilters,
      interval,
      groupOf(articleGroups),
      bounds,
      zone,
      (q, filters, interval, groupBy, at, tz) => {
        fc.pre(understood(q))
        const given = { ...articleQuery(asked(q, filters)), interval, tz, groupBy, groupLimit: 2 }
        const found = articleTimeline(db, given, at)
        const total = (narrowed: ArticleFilters) =>
          listArticles(db, { ...articleQuery(asked(q, narrowed)), total: 'exact', tz }).total?.value ?? -1
        expect(found.warnings ?? []).toEqual([])
        expectCounted(found, filters, total)
        if (found.groups && groupBy) {
          // undated ones are in no group
          const dated = { publishedFrom: Date.UTC(2000, 0, 1), ...filters }
          for (const { value, count, counts } of found.groups.series) {
            const own = (dated[groupBy] ?? [value]).includes(value) ? total({ ...dated, [groupBy]: [value] }) : 0
            expect(count).toBe(own)
            expect(counts.reduce((a, b) => a + b, 0)).toBe(count)
          }
        }
      },
    ),
    { numRuns: 400, seed: 5 },
  )
})

const lists = <Value extends string>(...values: Value[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 })
const time = fc.constantFrom(Date.UTC(2026, 0, 1), Date.UTC(2026, 1, 1), Date.UTC(2026, 1, 1, 10))
const quoteFilters = fc.record(
  {
    publisher: lists('Post', 'Courier', 'Nobody'),
    section: lists('City', 'World'),
    tag: lists('x', 'y', 'none'),
    language: lists('en', 'de'),
    kind: lists('direct', 'mixed'),
    wordCountMin: fc.integer({ min: 1, max: 5 }),
    distinct: fc.constant('text' as const),
    publishedFrom: time,
    publishedTo: time,
  },
  { requiredKeys: [] },
)

test('a timeline of quotes counts what lists count exactly, distinct ones too', () => {
  fc.assert(
    fc.property(
      fc.option(fc.constantFrom('sea', 'ta*', 's*', '"the sea"', 'tax OR rain', 'the -rain')),
      quoteFilters,
      interval,
      groupOf(quoteGroups),
      bounds,
      zone,
      (q, filters, interval, groupBy, at, tz) => {
        const given = { ...quoteQuery(asked(q, filters)), interval, tz, groupBy, groupLimit: 2 }
        const found = quoteTimeline(db, given, at)
        const total = (narrowed: QuoteFilters) =>
          listQuotes(db, { ...quoteQuery(asked(q, narrowed)), total: 'exact', tz }).total?.value ?? -1
        expect(found.warnings ?? []).toEqual([])
        // of the same words one is kept within a range, so that a narrower one may keep others
        if (filters.distinct === undefined) expectCounted(found, filters, total)
        else expect(found.count + found.undated).toBe(total(filters))
      },
    ),
    { numRuns: 400, seed: 6 },
  )
})

test('in a zone whose days begin elsewhere as many are counted, whatever is planned', () => {
  fc.assert(
    fc.property(fc.option(query), fewFilters, interval, bounds, (q, filters, interval, at) => {
      fc.pre(understood(q))
      const { publishedFrom: _, publishedTo: __, ...open } = filters
      const given = { ...articleQuery(asked(q, open)), interval, tz: 'America/New_York', groupBy: null, groupLimit: 2 }
      const [rows, ranges] = [articleTimeline(db, { ...given, groupBy: 'section' }, at), articleTimeline(db, given, at)]
      expect(ranges.data).toEqual(rows.data)
      expect([ranges.count, ranges.undated]).toEqual([rows.count, rows.undated])
      const { total } = listArticles(db, { ...articleQuery(asked(q, open)), total: 'exact' })
      expect(ranges.count + ranges.undated).toBe(total?.value)
    }),
    { numRuns: 200, seed: 8 },
  )
})

test('a prefix of more words than may be searched for says so', () => {
  const tight = { ...usualBounds, small: 0, spelt: 0, completions: 2, leastCompletions: 2 }
  const given = {
    ...articleQuery(asked('ta*', {})),
    interval: 'month',
    tz: 'UTC',
    groupBy: null,
    groupLimit: 2,
  } as const
  const { warnings, count, undated } = articleTimeline(db, given, tight)
  const all = articleTimeline(db, given)
  expect(warnings).toEqual([expect.stringContaining('begin with "ta"')])
  expect(count + undated).toBeLessThan(all.count + all.undated)
})
