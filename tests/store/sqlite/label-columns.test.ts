import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unconditional } from '../../../src/domain/store.ts'
import type { Article, ArticleCreate } from '../../../src/schema/article.ts'
import { openStore } from '../../../src/store/open.ts'
import { listArticles } from '../../../src/store/sqlite/articles.ts'
import { openReader } from '../../../src/store/sqlite/connect.ts'
import { registerDeadline } from '../../../src/store/sqlite/deadline.ts'
import { labelColumns } from '../../../src/store/sqlite/label-columns.ts'
import { usualBounds } from '../../../src/store/sqlite/sizes.ts'
import { articleQuery, articleWith } from '../harness.ts'
import { tempFolder } from '../temp-folder.ts'

const names = ['publisher', 'section', 'language', 'tag', 'author'] as const
const facets = { ignored: new Map(names.map((name) => [name, []])), limit: 50, tz: 'UTC' }
/** Every list reads three more articles into memory, as long as there are any that it misses. */
const few = { ...usualBounds, missed: 0, readMore: 3 }

const valuesOf: Record<(typeof names)[number], (article: Article) => string[]> = {
  publisher: ({ publisher }) => (publisher === null ? [] : [publisher]),
  section: ({ section }) => (section === null ? [] : [section]),
  language: ({ language }) => [language],
  tag: ({ tags }) => tags,
  author: ({ authors }) => authors,
}

function countsOf(articles: readonly Article[]) {
  const counted = names.map((name) => {
    const values = articles.map(valuesOf[name])
    const counts: Record<string, number> = {}
    for (const value of values.flat()) counts[value] = (counts[value] ?? 0) + 1
    return [name, { counts, missing: values.filter(({ length }) => length === 0).length }]
  })
  return Object.fromEntries(counted)
}

const described = fc.record({
  publisher: fc.option(fc.constantFrom('Post', 'Courier')),
  section: fc.option(fc.constantFrom('City', 'World')),
  language: fc.constantFrom('en', 'de'),
  tags: fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
  authors: fc.uniqueArray(fc.constantFrom('Ana', 'Bo'), { maxLength: 2 }),
  // two seconds, so that articles are moved to make room for others; few are undated, which has all be read anew
  publishedAt: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom('2026-01-01T10:00:00Z', '2026-02-01T10:00:00Z', '2026-03-01') },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
})
// ids in no order, so that many have to fit between two others
const id = fc.integer({ min: 1, max: 40 }).map((n) => `art_${String((n * 7919) % 100_000).padStart(26, '0')}`)
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ put: id, described }) },
  { weight: 2, arbitrary: fc.record({ patch: id, described }) },
  { weight: 1, arbitrary: fc.record({ remove: id }) },
)

test('facets are those of the articles as they are, whatever was written since their labels were read', async () => {
  let kept = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
      const folder = tempFolder()
      const store = await openStore({ dataDir: folder.path, readers: 1, lock: true })
      const db = openReader(join(folder.path, 'whosaid.db'))
      registerDeadline(db)
      const articles = new Map<string, Article>()
      try {
        for (const asked of steps) {
          if ('put' in asked) {
            const input: ArticleCreate = articleWith({ ...asked.described, body: 'A sea.' })
            articles.set(asked.put, (await store.articles.replace(asked.put, input, unconditional)).article)
          } else if ('patch' in asked && articles.has(asked.patch)) {
            const { article } = await store.articles.update(asked.patch, asked.described, unconditional)
            articles.set(asked.patch, article)
          } else if ('remove' in asked && articles.delete(asked.remove)) {
            await store.articles.delete(asked.remove, unconditional)
          }
          const { facets: found } = listArticles(db, articleQuery({ q: 'sea', facets, limit: 0 }), few)
          const counts = names.map((name) => {
            const { buckets = [], missing } = found?.[name] ?? {}
            return [name, { counts: Object.fromEntries(buckets.map(({ value, count }) => [value, count])), missing }]
          })
          expect(Object.fromEntries(counts)).toEqual(countsOf([...articles.values()]))
        }
        const { positions, written } = labelColumns(db)
        kept += Math.min(positions.length, written.size)
      } finally {
        db.close()
        await store.close()
        folder.remove()
      }
    }),
    { numRuns: 8, seed: 3, endOnFailure: true },
  )
  expect(kept).toBeGreaterThan(0)
})
