import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../../src/domain/ids.ts'
import { type Once, type Store, unconditional } from '../../../src/domain/store.ts'
import type { ImportItem } from '../../../src/domain/transfer.ts'
import type { ArticleCreate } from '../../../src/schema/article.ts'
import type { ConflictRule, QuoteRecord } from '../../../src/schema/import.ts'
import { openStore } from '../../../src/store/open.ts'
import { articleQuery, articleWith, onlyNew, quoteQuery, words } from '../harness.ts'
import { tempFolder } from '../temp-folder.ts'
import { expectSound } from './inspect.ts'

/** Writes that come while the writer is busy share a transaction: all of these do, with the first of them or with one another. */

let folder: ReturnType<typeof tempFolder>
let store: Store
beforeEach(async () => {
  folder = tempFolder()
  store = await openStore({ dataDir: folder.path, readers: 1, lock: true })
})
afterEach(async () => {
  await store.close()
  expectSound(folder.path)
  folder.remove()
})

const outcomes = async (calls: Promise<unknown>[]) =>
  (await Promise.allSettled(calls)).map((outcome) =>
    outcome.status === 'fulfilled' ? 'done' : (outcome.reason.code ?? 'fault'),
  )
const create = (more: Partial<ArticleCreate>, once?: Once) => store.articles.create(articleWith(more), null, once)
const many = (count: number, more: (i: number) => Partial<ArticleCreate> = () => ({})) =>
  Array.from({ length: count }, (_, i) => create({ title: `Harbour ${i}`, tags: [`t${i % 7}`], ...more(i) }))
const told = async () => (await store.changes.list({ after: 0, limit: 1000, resource: [] })).changes
const once = (key: string, request: string): Once => ({
  key,
  scope: 'me',
  request: createHash('sha256').update(request).digest(),
  replayed: () => {},
})

test('what is answered is what is kept', async () => {
  const tidy = {
    url: 'https://a.example/1',
    authors: ['Ann  Lee', 'Ann Lee'],
    tags: ['Sea ', 'sea'],
    language: 'EN-us',
  }
  const made = await Promise.all([
    create({}),
    create({ ...tidy, publishedAt: '2026-03-04' }),
    create({
      subtitle: ' ',
      byline: 'By\u00a0Ann',
      publisher: 'The Post',
      section: 'News',
      publishedAt: '2026-03-04T09:30:00.5+02:00',
    }),
    ...many(20),
  ])
  for (const article of made) expect(await store.articles.get(article.id, [])).toEqual(article)
  const put = await store.articles.replace(newId('art'), articleWith({ tags: ['new'] }), onlyNew)
  expect(await store.articles.get(put.article.id, [])).toEqual(put.article)
})

test('one that fails takes no other along, whether it fails before it has written anything or after', async () => {
  await create({ externalId: 'taken' })
  const calls = many(60, (i) => {
    if (i % 10 === 3) return { externalId: 'taken' }
    // longer than a title may be: the last thing that is found out
    return i === 25 ? { title: 'x'.repeat(2000) } : { externalId: `own ${i}` }
  })
  const expected = calls.map((_, i) => (i === 25 ? 'fault' : i % 10 === 3 ? 'conflict' : 'done'))
  expect(await outcomes(calls)).toEqual(expected)
  expect((await store.articles.list(articleQuery({ q: 'harbour' }))).total?.value).toBe(1 + 53)
  const feed = await told()
  expect(feed.map(({ seq }) => seq)).toEqual(feed.map((_, i) => i + 1))
  expect(feed).toHaveLength(1 + 53)
})

test('of those with one url the first is kept', async () => {
  const calls = many(40, (i) => ({ url: `https://a.example/${Math.floor(i / 2)}` }))
  expect(await outcomes(calls)).toEqual(calls.map((_, i) => (i % 2 === 0 ? 'done' : 'conflict')))
})

test('labels that were undone with a failure are made again', async () => {
  const fresh = (i: number) => ({ publisher: `Paper ${i}`, tags: [`tag ${i}`] })
  const calls = many(30, (i) => (i === 12 ? { ...fresh(i), title: 'x'.repeat(2000) } : fresh(i)))
  expect((await outcomes(calls)).filter((outcome) => outcome === 'done')).toHaveLength(29)
  await create(fresh(12))
  for (const i of [3, 12, 29])
    expect((await store.articles.list(articleQuery({ filters: { publisher: [`Paper ${i}`] } }))).total?.value).toBe(1)
})

test('a key that comes twice at the same time writes once', async () => {
  const calls = Array.from({ length: 40 }, (_, i) => create({ title: `T${i % 20}` }, once(`k${i % 20}`, `${i % 20}`)))
  const made = await Promise.all(calls)
  expect(new Set(made.map(({ id }) => id)).size).toBe(20)
  const other = [...many(5), create({ title: 'Another' }, once('k1', 'another')), ...many(5)]
  expect(await outcomes(other)).toEqual([...Array(5).fill('done'), 'idempotency-mismatch', ...Array(5).fill('done')])
  expect((await store.counts()).articles).toBe(30)
})

test('many of one second stand in the order of their ids', async () => {
  const made = await Promise.all(many(300, () => ({ publishedAt: '2026-03-04' })))
  const ids = made.map(({ id }) => id).sort()
  const listed = await store.articles.list(articleQuery({ limit: 100 }))
  expect(listed.items.map(({ id }) => id)).toEqual(ids.reverse().slice(0, 100))
})

test('what refers to an article, or changes it, may come right behind it', async () => {
  const id = newId('art')
  const calls = [
    ...many(10),
    store.articles.replace(id, articleWith({ title: 'Mine' }), onlyNew),
    ...many(5),
    store.quotes.create({ articleId: id, text: words }),
    store.articles.update(id, { section: 'News' }, unconditional),
    ...many(10),
  ]
  expect(new Set(await outcomes(calls))).toEqual(new Set(['done']))
  expect(await store.articles.get(id, [])).toMatchObject({ quoteCount: 1, section: 'News', version: 2 })
  expect((await store.quotes.list(quoteQuery({ q: 'ships' }))).total?.value).toBe(1)
})

const item = (line: number, article: Partial<ArticleCreate>): ImportItem => ({
  line,
  record: articleWith(article),
  extraction: null,
  failure: null,
})
const imported = async (rule: ConflictRule, articles: Partial<ArticleCreate>[]) =>
  (
    await store.transfer.keep(
      articles.map((article, i) => item(i + 1, article)),
      rule,
    )
  ).map(({ status, failure }) => failure?.code ?? status)

test('a batch of an import knows what came earlier in it', async () => {
  const again = [{ url: 'https://a.example/1' }, { title: 'Other' }, { title: 'Again', url: 'https://a.example/1' }]
  expect(await imported('error', again)).toEqual(['created', 'created', 'conflict'])
  expect(await imported('skip', again)).toEqual(['skipped', 'created', 'skipped'])
  expect(await imported('update', again)).toEqual(['skipped', 'created', 'updated'])
  const more = again.map((article) => ({
    ...article,
    url: 'https://a.example/2',
    externalId: article.title ?? 'first',
  }))
  expect(await imported('update', more)).toEqual(['created', 'updated', 'updated'])
  const dates = [{ title: 'New' }, { title: 'Newer', publishedAt: '2026-02-30' }, { title: 'Newest' }]
  for (const rule of ['error', 'skip', 'update'] as const)
    expect(await imported(rule, dates)).toEqual(['created', 'invalid-body', 'created'])
  expect(
    (await store.articles.list(articleQuery({ q: 'again', sort: [{ key: 'updatedAt', descending: true }] }))).items,
  ).toMatchObject([
    { url: 'https://a.example/2', version: 3 },
    { url: 'https://a.example/1', version: 2 },
  ])
})

test('steps of an import that are done together know of one another, and one line that fails takes no other along', async () => {
  const keep = (step: number, articles: Partial<ArticleCreate>[]) =>
    store.transfer.keep(
      articles.map((article, i) => item(step * 100 + i, article)),
      'error',
    )
  const urls = (from: number) => Array.from({ length: 8 }, (_, i) => ({ url: `https://a.example/${from + i}` }))
  const well = await Promise.all([keep(0, urls(0)), keep(1, urls(8)), keep(2, urls(16)), keep(3, urls(24))])
  expect(well.flat().map(({ line, status }) => [line, status])).toEqual(
    [0, 1, 2, 3].flatMap((step) => urls(0).map((_, i) => [step * 100 + i, 'created'])),
  )
  const mixed = await Promise.all([keep(0, urls(32)), keep(1, urls(36)), keep(2, urls(44)), keep(3, urls(30))])
  const ends = (taken: number, rest: string) => urls(0).map((_, i) => (i < taken ? 'conflict' : rest))
  expect(mixed.map((step) => step.map(({ status, failure }) => failure?.code ?? status))).toEqual([
    ends(0, 'created'),
    ends(4, 'created'),
    ends(0, 'created'),
    ends(8, 'conflict'),
  ])
  expect((await store.counts()).articles).toBe(52)
  expect((await told()).map(({ seq }) => seq)).toEqual(Array.from({ length: 52 }, (_, i) => i + 1))
})

const quoteRecord = (line: number, id: string, articleId: string, text: string): ImportItem => {
  const start = articleWith().body.indexOf(text)
  const record: QuoteRecord = {
    resource: 'quote',
    id,
    articleId,
    kind: 'direct',
    text,
    segments: [{ start, end: start + text.length }],
    anchor: 'exact',
    context: null,
    sourceId: null,
    speakerLabel: null,
    cue: null,
    attribution: { status: 'unattributed', method: 'imported', confidence: null },
    candidates: [],
    version: 1,
    createdAt: '2026-03-04T09:30:00.000Z',
    updatedAt: '2026-03-04T09:30:00.000Z',
  }
  return { line, record, extraction: null, failure: null }
}

test('quotes of a batch are told apart by their ids and places, and stand in the order of their ids', async () => {
  const { id: article } = await create({ publishedAt: '2026-03-04' })
  const parts = ['It was', 'never meant', 'for ships', 'of that size']
  const ids = parts.map(() => newId('quo'))
  const made = [2, 0, 3, 1].map((i) => quoteRecord(i + 1, ids[i] as string, article, parts[i] as string))
  const keep = async (rule: ConflictRule, items: ImportItem[]) =>
    (await store.transfer.keep(items, rule)).map(({ status, failure }) => failure?.code ?? status)
  const twice = [...made, quoteRecord(5, newId('quo'), article, 'for ships')]
  expect(await keep('error', twice)).toEqual([...Array(4).fill('created'), 'conflict'])
  await store.quotes.delete(ids[2] as string, unconditional)
  expect(await keep('skip', twice)).toEqual(['created', 'skipped', 'skipped', 'skipped', 'skipped'])
  const listed = await store.quotes.list(quoteQuery())
  expect(listed.items.map(({ id }) => id)).toEqual(ids.toReversed())
  expect((await store.quotes.list(quoteQuery({ q: '"for ships"', qIn: ['text'] }))).total?.value).toBe(1)
})
