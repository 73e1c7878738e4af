import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Store, unconditional } from '../../../src/domain/store.ts'
import type { Article } from '../../../src/schema/article.ts'
import { openStore } from '../../../src/store/open.ts'
import { listArticles } from '../../../src/store/sqlite/articles.ts'
import { type Db, openReader } from '../../../src/store/sqlite/connect.ts'
import { registerDeadline } from '../../../src/store/sqlite/deadline.ts'
import { labelColumns, readMoreWhenIdle } from '../../../src/store/sqlite/label-columns.ts'
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

const countedIn = (db: Db) => {
  const { facets: found } = listArticles(db, articleQuery({ q: 'sea', facets, limit: 0 }), few)
  const counted = names.map((name) => {
    const { buckets = [], missing } = found?.[name] ?? {}
    return [name, { counts: Object.fromEntries(buckets.map(({ value, count }) => [value, count])), missing }]
  })
  return Object.fromEntries(counted)
}

async function withStore(use: (store: Store, db: Db) => Promise<void>): Promise<void> {
  const folder = tempFolder()
  const store = await openStore({ dataDir: folder.path, readers: 1, lock: true })
  const db = openReader(join(folder.path, 'whosaid.db'))
  registerDeadline(db)
  try {
    await use(store, db)
  } finally {
    db.close()
    await store.close()
    folder.remove()
  }
}

const described = fc.record({
  publisher: fc.option(fc.constantFrom('Post', 'Courier')),
  section: fc.option(fc.constantFrom('City', 'World')),
  language: fc.constantFrom('en', 'de'),
  tags: fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
  authors: fc.uniqueArray(fc.constantFrom('Ana', 'Bo'), { maxLength: 2 }),
  publishedAt: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom('2026-01-01T10:00:00Z', '2026-02-01T10:00:00Z', '2026-03-01') },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
})
const idOf = (n: number) => `art_${String(n).padStart(26, '0')}`
const id = fc.integer({ min: 1, max: 40 }).map(idOf)
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ put: id, described }) },
  { weight: 2, arbitrary: fc.record({ patch: id, described }) },
  { weight: 1, arbitrary: fc.record({ remove: id }) },
)

test('facets are those of the articles as they are, whatever was written since their labels were read', async () => {
  let kept = 0
  const history = (steps: (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[]) =>
    withStore(async (store, db) => {
      const articles = new Map<string, Article>()
      for (const asked of steps) {
        if ('put' in asked) {
          const input = articleWith({ ...asked.described, body: 'A sea.' })
          articles.set(asked.put, (await store.articles.replace(asked.put, input, unconditional)).article)
        } else if ('patch' in asked && articles.has(asked.patch)) {
          const { article } = await store.articles.update(asked.patch, asked.described, unconditional)
          articles.set(asked.patch, article)
        } else if ('remove' in asked && articles.delete(asked.remove)) {
          await store.articles.delete(asked.remove, unconditional)
        }
        expect(countedIn(db)).toEqual(countsOf([...articles.values()]))
      }
      const { ordered, written } = labelColumns(db)
      kept += Math.min(ordered.positions.length, written.size)
    })
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), history), {
    numRuns: 8,
    seed: 3,
    endOnFailure: true,
  })
  expect(kept).toBeGreaterThan(0)
})

test('articles that were moved to make room for another keep their labels', async () => {
  await withStore(async (store, db) => {
    const articles: Article[] = []
    // each stands right after the first, so that there soon is no room
    for (const n of [1, ...Array.from({ length: 60 }, (_, i) => 1000 - i)]) {
      const input = articleWith({ body: 'A sea.', publishedAt: '2026-01-01T10:00:00Z', publisher: `P${n % 40}` })
      articles.push((await store.articles.replace(idOf(n), input, unconditional)).article)
      expect(countedIn(db)).toEqual(countsOf(articles))
    }
  })
})

test.each(['deleted', 'moved to another second'])(
  'articles that were moved to make room for one that was %s since keep their labels',
  async (how) => {
    await withStore(async (store, db) => {
      const put = async (n: number) => {
        const input = articleWith({ body: 'A sea.', publishedAt: '2026-01-01T10:00:00Z', publisher: `P${n % 37}` })
        return (await store.articles.replace(idOf(n), input, unconditional)).article
      }
      const articles = [await put(1)]
      // each stands right after the first, so that there soon is no room
      for (let n = 1000; n > 900; n -= 2) {
        articles.push(await put(n))
        expect(countedIn(db)).toEqual(countsOf(articles))
        await put(n - 1)
        if (how === 'deleted') await store.articles.delete(idOf(n - 1), unconditional)
        else
          articles.push(
            (await store.articles.update(idOf(n - 1), { publishedAt: '2026-02-01' }, unconditional)).article,
          )
        expect(countedIn(db)).toEqual(countsOf(articles))
      }
    })
  },
)

test('what a search has missed is read while there is nothing else to do', async () => {
  await withStore(async (store, db) => {
    const articles: Article[] = []
    for (let n = 1; n <= 20; n++)
      articles.push((await store.articles.replace(idOf(n), articleWith({ body: 'A sea.' }), unconditional)).article)
    expect(readMoreWhenIdle(db)).toBe(false)
    expect(labelColumns(db).ordered.positions.length).toBe(0)
    countedIn(db)
    expect(labelColumns(db).ordered.positions.length).toBe(few.readMore)
    while (readMoreWhenIdle(db));
    expect(labelColumns(db).ordered.positions.length).toBe(articles.length)
    expect(countedIn(db)).toEqual(countsOf(articles))
  })
})
