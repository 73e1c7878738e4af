import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Once } from '../../../src/domain/store.ts'
import { articleWith, codeOf, extractionOf, failureOf, type OpenedStore, type OpenStore, words } from '../harness.ts'

/** A write that is asked for again with its key is not done again. */
export function onceContract(open: OpenStore): void {
  let opened: OpenedStore
  let replays: number
  beforeEach(async () => {
    opened = await open()
    replays = 0
  })
  afterEach(() => opened.close())

  const once = (key: string, request: string, scope = 'me'): Once => ({
    key,
    scope,
    request: createHash('sha256').update(request).digest(),
    replayed: () => {
      replays += 1
    },
  })
  const ann = { name: 'Ann Lee' }

  test('the result is that of the first time, in another run of the store too', async () => {
    const extraction = extractionOf(articleWith().body, { [words]: 'Maren Olsen' })
    const create = () => opened.store.articles.create(articleWith(), extraction, once('k', 'a'))
    const first = await create()
    expect([first.quotes?.length, replays]).toEqual([1, 0])
    expect(await create()).toEqual(first)
    opened.store = await opened.reopen()
    expect(await create()).toEqual(first)
    expect(replays).toBe(2)
    expect(await opened.store.counts()).toMatchObject({ articles: 1, quotes: 1, sources: 1 })
  })

  test('what an article became is told to a retry that has only its key', async () => {
    expect(await opened.store.articles.recall(once('k', 'a'))).toBe(null)
    const made = await opened.store.articles.create(articleWith(), null, once('k', 'a'))
    expect(replays).toBe(0)
    expect(await opened.store.articles.recall(once('k', 'a'))).toEqual(made)
    expect(replays).toBe(1)
    expect(await codeOf(opened.store.articles.recall(once('k', 'b')))).toBe('idempotency-mismatch')
    expect(await opened.store.articles.recall(once('k', 'a', 'you'))).toBe(null)
  })

  test('of many at the same time one writes', async () => {
    const { sources } = opened.store
    const made = await Promise.all(Array.from({ length: 50 }, () => sources.create(ann, once('k', 'a'))))
    expect([new Set(made.map(({ id }) => id)).size, replays]).toEqual([1, 49])
    expect((await opened.store.changes.list({ after: 0, limit: 100, resource: [] })).latest).toBe(1)
  })

  test('another request with the key is refused, another asker with it is not', async () => {
    const { sources } = opened.store
    await sources.create(ann, once('k', 'a'))
    const failure = await failureOf(sources.create({ name: 'Bo' }, once('k', 'b')))
    expect(failure.code).toBe('idempotency-mismatch')
    await sources.create({ name: 'Bo' }, once('k', 'b', 'you'))
    expect((await opened.store.counts()).sources).toBe(2)
  })

  test('what failed is not kept', async () => {
    const { sources } = opened.store
    await sources.create({ ...ann, slug: 'ann' })
    expect(await codeOf(sources.create({ ...ann, slug: 'ann' }, once('k', 'a')))).toBe('conflict')
    expect(await sources.create({ ...ann, slug: 'ann-2' }, once('k', 'b'))).toMatchObject({ slug: 'ann-2' })
    expect(replays).toBe(0)
  })
}
