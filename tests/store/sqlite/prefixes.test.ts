import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '../../../src/domain/store.ts'
import { openStore } from '../../../src/store/open.ts'
import { listArticles } from '../../../src/store/sqlite/articles.ts'
import { type Db, openReader } from '../../../src/store/sqlite/connect.ts'
import { registerDeadline } from '../../../src/store/sqlite/deadline.ts'
import { usualBounds } from '../../../src/store/sqlite/sizes.ts'
import { articleQuery, articleWith } from '../harness.ts'
import { tempFolder } from '../temp-folder.ts'

const folder = tempFolder()
const bounds = { ...usualBounds, small: 0, spelt: 0, completions: 6, leastCompletions: 6 }
const many = 12
let store: Store
let db: Db
beforeAll(async () => {
  store = await openStore({ dataDir: folder.path, readers: 1, lock: true })
  const create = (body: string, day: number) =>
    store.articles.create(
      articleWith({ title: `Tower ${body}`, body, publishedAt: `2026-01-${String(day + 1).padStart(2, '0')}` }),
      null,
    )
  for (let day = 0; day < many; day++) await create(`the way to t${day}`, day)
  db = openReader(join(folder.path, 'whosaid.db'))
  registerDeadline(db)
})
afterAll(async () => {
  db.close()
  await store.close()
  folder.remove()
})

const find = (q: string) => listArticles(db, articleQuery({ q, explain: true, limit: 50 }), bounds)
const wordsOf = (q: string) => find(q).explanation?.prefixes[0]?.words ?? []

test('a prefix stands for no more words than find what all of the sampled texts have', async () => {
  expect(wordsOf('t*').toSorted()).toEqual(['the', 'to'])
  const { items, total, warnings } = find('t*')
  expect(items.length).toBe(many)
  expect(total).toEqual({ value: many, relation: 'gte' })
  expect(warnings).toEqual([expect.stringContaining('the 2 most common')])
})

test('where it is part of a phrase or kept to a field, and a text may have the others there, it stands for as many as it may', () => {
  expect(wordsOf('"way t"*').length).toBe(bounds.completions)
  expect(wordsOf('title:t*').length).toBe(bounds.completions)
})

test('a prefix that stands for more words in a field than anywhere marks those of the field too', () => {
  const asked = { q: 't* title:t*', highlight: true, sort: [{ key: 'publishedAt', descending: true }] } as const
  const { items } = listArticles(db, articleQuery(asked), bounds)
  const title = items[0]?.highlights?.find(({ field }) => field === 'title')
  const marked = title?.matches.map(([from = 0, to = 0]) => title.text.slice(from - title.start, to - title.start))
  expect(marked).toEqual(['Tower', 'the', 'to', `t${many - 1}`])
})

test('a text that has but one of them is found', async () => {
  const { id } = await store.articles.create(
    articleWith({ title: 'Sea', body: 'A tern.', publishedAt: '2026-02-01' }),
    null,
  )
  expect(wordsOf('t*')).toContain('tern')
  expect(find('t*').items[0]?.id).toBe(id)
})
