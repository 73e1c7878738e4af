import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCorpus } from '../bench/corpus/articles.ts'
import { type OpenCorpus, openCorpus } from '../bench/corpus/open.ts'
import type { Report } from '../bench/report.ts'
import { isVerbatim } from '../src/domain/anchor.ts'
import { countWords } from '../src/domain/text.ts'
import { ArticleCreate } from '../src/schema/article.ts'
import { openStore } from '../src/store/open.ts'
import { openWriter } from '../src/store/sqlite/connect.ts'
import { articleQuery } from './store/harness.ts'
import { expectSound } from './store/sqlite/inspect.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const size = 300
let dir: string
let opened: OpenCorpus
const tell = () => {}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'whosaid-bench-'))
  opened = await openCorpus({ dir, seed: 7, size }, tell)
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const generated = (seed: number) => {
  const corpus = makeCorpus(seed, size)
  return Array.from({ length: size }, (_, index) => corpus.at(index))
}

test('a seed makes the same articles again, another seed others', () => {
  expect(generated(7)).toEqual(generated(7))
  expect(generated(8)[0]).not.toEqual(generated(7)[0])
})

test('articles are what a client may send, in publish order, with about 313 words and the common words of English', () => {
  const articles = generated(7).map(({ article }) => article)
  for (const article of articles) expect(ArticleCreate.safeParse(article).error).toBeUndefined()
  const times = articles.map(({ publishedAt }) => publishedAt)
  expect(times).toEqual(times.toSorted())
  expect([times[0]?.slice(0, 4), times.at(-1)?.slice(0, 4)]).toEqual(['2016', '2025'])
  const mean = articles.reduce((sum, { body }) => sum + countWords(body), 0) / size
  expect(Math.abs(mean - 313)).toBeLessThan(25)
  const having = (word: string) =>
    articles.filter(({ body }) => new RegExp(`\\b${word}\\b`, 'i').test(body)).length / size
  expect(having('the')).toBeGreaterThan(0.97)
  expect(having('said')).toBeGreaterThan(0.9)
  expect(having('public')).toBeLessThan(0.5)
})

test('every generated quote stands in its body word for word', () => {
  const all = generated(7).flatMap(({ article, extraction }) =>
    extraction.quotes.map((quote) => ({ quote, body: article.body, sources: extraction.sources.length })),
  )
  expect(all.length).toBeGreaterThan(size)
  for (const { quote, body, sources } of all) {
    expect(isVerbatim(body, quote.text, quote.segments)).toBe(true)
    expect(quote.source).toBeLessThan(sources)
    expect(body.slice(quote.speaker?.start, quote.speaker?.end)).toBe(quote.speaker?.text)
  }
})

/** What a reader sees of an article, without what differs between any two writes of it. */
const seen = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, inner) => (/^(id|.*Id|createdAt|updatedAt|.*QuotedAt)$/.test(key) ? undefined : inner)),
  )

test('what is written straight into the tables is what the store would have written', async () => {
  const store = await openStore({ dataDir: opened.folder, readers: 1, lock: false })
  const other = await openStore({ dataDir: join(dir, 'through-the-store'), readers: 1, lock: false })
  try {
    await Promise.all(generated(7).map(({ article, extraction }) => other.articles.create(article, extraction)))
    const query = articleQuery({ limit: 100, include: ['body', 'quotes', 'sources'], total: 'exact' })
    const [loaded, written] = [await store.articles.list(query), await other.articles.list(query)]
    expect(seen(loaded.items)).toEqual(seen(written.items))
    expect(loaded.total).toEqual({ value: size, relation: 'eq' })
    for (const q of ['the', 'said the', '"of the"', 'title:the', 's*']) {
      const found = await Promise.all(
        [store, other].map(({ articles }) => articles.list(articleQuery({ q, total: 'exact' }))),
      )
      expect(found[0]?.total).toEqual(found[1]?.total)
      expect(seen(found[0]?.items)).toEqual(seen(found[1]?.items))
    }
    const [{ publisher, tags, authors } = { publisher: null, tags: [], authors: [] }] = loaded.items
    for (const filters of [{ publisher: [String(publisher)] }, { tag: tags }, { author: authors }, { notTag: tags }]) {
      const found = await Promise.all(
        [store, other].map(({ articles }) => articles.list(articleQuery({ filters, total: 'exact' }))),
      )
      expect(found[0]?.total).toEqual(found[1]?.total)
      expect(seen(found[0]?.items)).toEqual(seen(found[1]?.items))
    }
    const feeds = await Promise.all(
      [store, other].map(({ changes }) => changes.list({ after: 0, limit: 10_000, resource: [] })),
    )
    const [ofLoaded, ofWritten] = feeds.map(({ changes }) => changes.map(({ type, resource }) => `${type} ${resource}`))
    expect(ofLoaded).toEqual(ofWritten)
  } finally {
    await Promise.all([store.close(), other.close()])
  }
})

test('the database is whole: foreign keys, full-text indexes, counters and all triggers', () => {
  expectSound(opened.folder)
  const db = openWriter(opened.whosaid)
  const fresh = openWriter(join(dir, 'through-the-store', 'whosaid.db'))
  try {
    const labels = 'SELECT kind, value, folded, uses FROM labels ORDER BY kind, value'
    expect(db.prepare(labels).all()).toEqual(fresh.prepare(labels).all())
    const schema = 'SELECT type, name, sql FROM sqlite_schema ORDER BY type, name'
    expect(db.prepare(schema).all()).toEqual(fresh.prepare(schema).all())
  } finally {
    db.close()
    fresh.close()
  }
})

test('a corpus is kept for the next run, and made anew for another seed', async () => {
  expect((await openCorpus({ dir, seed: 7, size }, tell)).seconds).toBeNull()
  expect((await openCorpus({ dir, seed: 8, size }, tell)).seconds).not.toBeNull()
})

test('the same seed makes the same rows', async () => {
  const again = await openCorpus({ dir: join(dir, 'again'), seed: 7, size }, tell)
  const hashes = [opened, again].map(({ whosaid }) => {
    const db = openWriter(whosaid)
    const hash = createHash('sha256')
    for (const table of ['articles', 'article_texts', 'quotes', 'sources', 'article_sources'])
      hash.update(JSON.stringify(db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()))
    db.close()
    return hash.digest('hex')
  })
  expect(hashes[0]).toBe(hashes[1])
})

const bench = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['bench/run.ts', ...args], {
    cwd: root,
    env: { ...process.env, FORCE_COLOR: '0' },
  })

const quickly = async (name: string, ...args: string[]) => {
  const out = join(dir, name)
  const { stdout } = await bench('--quick', '--dir', dir, '--out', out, ...args)
  return { stdout, report: JSON.parse(await readFile(out, 'utf8')) as Report }
}

test('a run prints a table with ratios and writes JSON that names the machine', { timeout: 180_000 }, async () => {
  const { stdout, report } = await quickly('http.json', '--scale', '100', '--only', 'http,verify,size')
  expect(report.machine).toMatchObject({
    node: process.versions.node,
    cpu: expect.any(String),
    cores: expect.any(Number),
  })
  const [{ articles, rows } = { articles: 0, rows: [] }] = report.scales
  expect([articles, rows.length]).toEqual([100, 14])
  for (const row of rows) expect([row.value > 0, (row.baseline?.value ?? 0) > 0]).toEqual([true, true])
  expect(stdout).toMatch(
    /^\| GET one article, 304 \| a fixed string \| ≤ 1\.6 × \| [\d,.]+ µs = [\d/.]+ × [\d.,]+ [✓✗] \|/m,
  )
})

test('several scales make a column each and a table of growth', { timeout: 180_000 }, async () => {
  const { stdout, report } = await quickly('search.json', '--scale', '100,200', '--only', 'search', '--seed', '3')
  expect(report.scales.map(({ articles }) => articles)).toEqual([100, 200])
  expect(stdout).toMatch(/^\| what \| beside \| goal \| 100 articles \| 200 articles \|$/m)
  expect(stdout).toMatch(/^\| search newest first.*, p99 \| [\d.]+ × \|$/m)
})

test('what is not understood is said in a line, with exit code 2', async () => {
  for (const args of ['--scale lots', '--only speed', '--only peers', '--seed x', '--fast']) {
    const { code, stderr } = await bench(...args.split(' ')).then(
      () => ({ code: 0, stderr: '' }),
      (error: unknown) => error as { code: number; stderr: string },
    )
    expect([code, stderr.trim().split('\n').length]).toEqual([2, 1])
    expect(stderr).toMatch(/^bench: /)
  }
})

test('a line that cannot be measured is named, with exit code 1', { timeout: 180_000 }, async () => {
  const args = ['--quick', '--dir', dir, '--scale', '100', '--only', 'peers', '--peers', join(dir, 'nowhere')]
  const { code, stderr } = await bench(...args).then(
    () => ({ code: 0, stderr: '' }),
    (error: unknown) => error as { code: number; stderr: string },
  )
  expect(code).toBe(1)
  expect(stderr).toMatch(/^bench: failed: 100 articles, peers: there are none in .*nowhere/m)
})
