import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { describeArticle } from '../../../src/domain/describe-article.ts'
import { unconditional } from '../../../src/domain/store.ts'
import type { ImportItem } from '../../../src/domain/transfer.ts'
import { patiently } from '../../../src/http/import/read-items.ts'
import type { ArticleCreate } from '../../../src/schema/article.ts'
import { migrateStore, openStore } from '../../../src/store/open.ts'
import { openReader } from '../../../src/store/sqlite/connect.ts'
import { type LaneOptions, openLane } from '../../../src/store/sqlite/lane.ts'
import type { Reads, Writes } from '../../../src/store/sqlite/operations.ts'
import { articleQuery, articleWith, codeOf, extractionOf } from '../harness.ts'
import { tempFolder } from '../temp-folder.ts'
import { expectSound } from './inspect.ts'

let folder: ReturnType<typeof tempFolder>
beforeEach(async () => {
  folder = tempFolder()
  await migrateStore(folder.path)
})
afterEach(() => folder.remove())

const options = (more: Partial<LaneOptions> = {}): LaneOptions => ({
  path: join(folder.path, 'whosaid.db'),
  role: 'reader',
  threads: 1,
  running: 1,
  waiting: 2,
  size: 1e6,
  deadline: 2000,
  patience: 10_000,
  heap: 64,
  ...more,
})
const writerOptions = (more: Partial<LaneOptions> = {}) =>
  options({ role: 'writer', running: 1000, waiting: 1000, size: 1e9, heap: 512, ...more })

const described = (more?: Partial<ArticleCreate>) => describeArticle(articleWith(more))

/** How each of these calls ended: its value, or the code of its failure. */
const outcomes = async (calls: Promise<unknown>[]) =>
  (await Promise.allSettled(calls)).map((outcome) => (outcome.status === 'fulfilled' ? 'done' : outcome.reason.code))

test('one call more than may wait is answered with overloaded, and the others are answered', async () => {
  const lane = openLane<Reads>(options())
  const calls = Array.from({ length: 5 }, () => lane.run('status'))
  expect(await outcomes(calls)).toEqual(['done', 'done', 'done', 'overloaded', 'overloaded'])
  expect(await lane.run('countAll')).toMatchObject({ articles: 0 })
  await lane.close()
})

test('more text than may wait is answered with overloaded, but never a call that is alone', async () => {
  const lane = openLane<Writes>(writerOptions({ size: 3000 }))
  const write = (length: number) => lane.run('createArticle', described({ body: 'x'.repeat(length) }), null)
  expect(await outcomes([write(5000), write(10)])).toEqual(['done', 'overloaded'])
  expect(await outcomes([write(900), write(900), write(900)])).toEqual(['done', 'done', 'overloaded'])
  expect(await outcomes([write(2900)])).toEqual(['done'])
  await lane.close()
})

test('a thread that cannot start fails its calls, and the next call starts another', async () => {
  const lane = openLane<Reads>(options({ path: join(folder.path, 'later', 'whosaid.db') }))
  expect(await outcomes([lane.run('status'), lane.run('status')])).toEqual(['overloaded', 'overloaded'])
  await migrateStore(join(folder.path, 'later'))
  expect(await lane.run('countAll')).toMatchObject({ articles: 0 })
  await lane.close()
})

test('a thread that dies of a call takes only its calls along, and is replaced', async () => {
  const told: unknown[] = []
  const onDeath = (cause: Error & { code?: string }) => void told.push(cause.code)
  const lane = openLane<Reads>(options({ heap: 24, size: 1e9, onDeath }))
  // the names alone are more than the thread may have
  const publisher = Array.from({ length: 1_000_000 }, (_, i) => `Courier No. ${i}`)
  const heavy = lane.run('listArticles', articleQuery({ filters: { publisher } }))
  const light = lane.run('status')
  expect(await outcomes([heavy, light])).toEqual(['overloaded', 'done'])
  expect(await lane.run('countAll')).toMatchObject({ articles: 0 })
  expect(lane.load()).toMatchObject({ restarts: 1 })
  await lane.close()
  expect(told).toEqual(['ERR_WORKER_OUT_OF_MEMORY'])
})

test('an import asks three times for what its thread dies of, and no more', async () => {
  const lane = openLane<Reads>(options({ heap: 24, size: 1e9 }))
  const publisher = Array.from({ length: 1_000_000 }, (_, i) => `Courier No. ${i}`)
  const heavy = () => lane.run('listArticles', articleQuery({ filters: { publisher } }))
  expect(await outcomes([patiently(heavy)])).toEqual(['overloaded'])
  expect(lane.load()).toMatchObject({ restarts: 3 })
  await lane.close()
})

const item = (title: string): ImportItem => ({
  line: 1,
  record: articleWith({ title }),
  extraction: null,
  failure: null,
})
const titlesAsMade = () => {
  const db = openReader(join(folder.path, 'whosaid.db'))
  const rows = db
    .prepare(
      `SELECT title FROM changes c JOIN articles a ON a.id = c.id JOIN article_texts t ON t.position = a.position ORDER BY seq`,
    )
    .pluck()
    .all()
  db.close()
  return rows
}

test('a write waits for one step of an import at most', async () => {
  const lane = openLane<Writes>(writerOptions())
  const step = (title: string) => lane.run('importRecords', [item(title)], 'error')
  await Promise.all([step('first'), step('second'), lane.run('addArticle', described({ title: 'write' }))])
  expect(titlesAsMade().at(-1)).toBe('second')
  await lane.close()
})

test('an import has its turn however many writes come', async () => {
  const lane = openLane<Writes>(writerOptions())
  const writes = Array.from({ length: 900 }, () => lane.run('addArticle', described({ title: 'write' })))
  await Promise.all([...writes, lane.run('importRecords', [item('step')], 'error')])
  const titles = titlesAsMade()
  expect(titles).toHaveLength(901)
  expect(titles.indexOf('step')).toBeLessThan(900)
  await lane.close()
})

test('a list that runs past its deadline is answered with overloaded', async () => {
  const writer = openLane<Writes>(writerOptions())
  await Promise.all(Array.from({ length: 200 }, () => writer.run('createArticle', described(), null)))
  await writer.close()
  const lane = openLane<Reads>(options({ deadline: -1 }))
  expect(await codeOf(lane.run('listArticles', articleQuery({ filters: { hasQuotes: false } })))).toBe('overloaded')
  expect(await codeOf(lane.run('listArticles', articleQuery({ q: 'harbour' })))).toBe('overloaded')
  await lane.close()
})

test('a quote that 1,000 articles have, and what is read with it, is read by a reader and not before everybody', async () => {
  const store = await openStore({ dataDir: folder.path, readers: 1, lock: true })
  const body = '“Yes, of course,” she said.'
  const create = () => store.articles.create(articleWith({ body }), extractionOf(body, { 'Yes, of course,': null }))
  const [{ id, quotes }] = await Promise.all([create(), ...Array.from({ length: 999 }, create)])
  const quote = quotes?.[0]?.id ?? ''
  const readBy = async () => (await store.load()).reader.answered
  const readAll = async () => {
    const before = await readBy()
    const read = await Promise.all([
      store.quotes.get(quote, ['article']),
      store.articles
        .getText(id, ['quotes', 'sources'])
        .then(({ json }) => JSON.parse(Buffer.from(json).toString()).quotes[0]),
    ])
    const alone = await store.articles.getText(id, [])
    expect(JSON.parse(Buffer.from(alone.json).toString())).toMatchObject({ id, body })
    return { counts: read.map(({ occurrenceCount }) => occurrenceCount), readers: (await readBy()) - before }
  }
  expect(await readAll()).toEqual({ counts: [1000, 1000], readers: 0 })
  await create()
  expect(await readAll()).toEqual({ counts: [1001, 1001], readers: 2 })
  await store.close()
})

test('closing waits for every write that was taken, and takes no more', async () => {
  const store = await openStore({ dataDir: folder.path, readers: 1, lock: true })
  const writes = Array.from({ length: 1500 }, (_, i) =>
    store.articles.create(articleWith({ externalId: `${i}` }), null),
  )
  const reads = Array.from({ length: 20 }, () => store.articles.list(articleQuery()))
  const closing = store.close()
  const late = outcomes([store.articles.list(articleQuery()), store.sources.create({ name: 'Late' })])
  expect(new Set(await outcomes([...writes, ...reads]))).toEqual(new Set(['done']))
  await closing
  expect([...(await late), ...(await outcomes([store.articles.get('art_x', []), store.status()]))]).toEqual(
    Array(4).fill('shutting-down'),
  )
  const again = await openStore({ dataDir: folder.path, readers: 1, lock: true })
  expect((await again.counts()).articles).toBe(1500)
  await again.close()
  expectSound(folder.path)
})

test('a write is seen by every reader as soon as it is answered', async () => {
  const store = await openStore({ dataDir: folder.path, readers: 2, lock: true })
  for (let i = 0; i < 100; i++) {
    const { id } = await store.articles.create(articleWith(), null)
    const listed = await Promise.all([1, 2].map(() => store.articles.list(articleQuery({ filters: { id: [id] } }))))
    expect(listed.map(({ total }) => total?.value)).toEqual([1, 1])
    await store.articles.update(id, { title: `T${i}` }, unconditional)
    expect(await store.articles.get(id, [])).toMatchObject({ title: `T${i}` })
  }
  await store.close()
})

test('a call that has waited longer than its asker would is not run any more', async () => {
  const lane = openLane<Reads>(options({ patience: 20 }))
  const [first, ...waited] = await outcomes([lane.run('status'), lane.run('status'), lane.run('status')])
  expect([first, waited]).toEqual(['done', ['overloaded', 'overloaded']])
  await lane.close()
})

test('a writer that dies loses nothing that was acknowledged, keeps nothing that was not, and is replaced', async () => {
  const lane = openLane<Writes>(writerOptions({ heap: 24 }))
  const small = (count: number) => Array.from({ length: count }, () => lane.run('createArticle', described(), null))
  const sources = Array.from({ length: 500_000 }, () => ({
    name: 'N',
    type: 'person' as const,
    aliases: ['a'],
    description: null,
    organization: null,
  }))
  const before = await outcomes(small(20))
  const killer = lane.run('createArticle', described(), { sources, quotes: [] })
  const around = await outcomes([...small(20), killer, ...small(20)])
  expect(around[20]).toBe('overloaded')
  expect(await outcomes(small(5))).toEqual(Array(5).fill('done'))
  expect(lane.load()).toMatchObject({ restarts: 1, running: 0, waiting: 0 })
  await lane.close()
  const reader = openLane<Reads>(options())
  const acknowledged = [...before, ...around].filter((outcome) => outcome === 'done').length + 5
  expect(await reader.run('countAll')).toMatchObject({ articles: acknowledged })
  await reader.close()
})

test('writes that come together are fewer transactions than writes', async () => {
  const lane = openLane<Writes>(writerOptions())
  await Promise.all(Array.from({ length: 400 }, () => lane.run('createArticle', described(), null)))
  const { answered, batches } = lane.load()
  expect(answered).toBe(400)
  expect(batches).toBeLessThan(200)
  await lane.close()
})

test('a call whose signal comes while it waits gives up its place; one that was aborted before does not take one', async () => {
  const lane = openLane<Reads>(options({ waiting: 3 }))
  const gone = new AbortController()
  const calls = [undefined, () => gone.signal, () => gone.signal, undefined].map((asker) =>
    lane.runFor(asker)('status'),
  )
  expect(lane.load()).toMatchObject({ running: 1, waiting: 3 })
  gone.abort()
  expect(lane.load()).toMatchObject({ running: 1, waiting: 1, abandoned: 2 })
  const late = lane.runFor(() => gone.signal)('status')
  expect(await outcomes([...calls, late])).toEqual(['done', 'overloaded', 'overloaded', 'done', 'overloaded'])
  await lane.close()
})

test('a call that runs when its signal comes ends before it is done, and the next one runs whole', async () => {
  const writer = openLane<Writes>(writerOptions())
  await Promise.all(Array.from({ length: 200 }, () => writer.run('createArticle', described(), null)))
  await writer.close()
  const lane = openLane<Reads>(options({ deadline: 60_000 }))
  const gone = new AbortController()
  const counted = articleQuery({ filters: { hasQuotes: false }, total: 'exact' })
  const dropped = lane.runFor(() => gone.signal)('listArticles', counted)
  expect(lane.load()).toMatchObject({ running: 1, waiting: 0 })
  gone.abort()
  expect(await outcomes([dropped])).toEqual(['overloaded'])
  expect(lane.load()).toMatchObject({ running: 0, abandoned: 1 })
  const { total } = await lane.runFor(() => new AbortController().signal)('listArticles', counted)
  expect(total?.value).toBeGreaterThanOrEqual(200)
  await lane.close()
})

/** The niceness of each thread of this process: the 17th field behind the name in parentheses, see proc(5). */
const niceness = () =>
  readdirSync('/proc/self/task').map((thread) => {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16])
  })

test.runIf(process.platform === 'linux')(
  'a thread that reads gives way to the others, and the one that writes does not',
  async () => {
    const before = niceness()
    const given = (all: number[]) => all.filter((nice) => nice >= Math.min(...before) + 5).length
    const reader = openLane<Reads>(options({ threads: 2, running: 2 }))
    await Promise.all([reader.run('status'), reader.run('status')])
    const writer = openLane<Writes>(writerOptions())
    await writer.run('createArticle', described(), null)
    expect(given(niceness()) - given(before)).toBe(1)
    await reader.close()
    await writer.close()
  },
)
