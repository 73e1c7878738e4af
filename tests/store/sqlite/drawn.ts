import fc from 'fast-check'
import type { ArticleFilters } from '../../../src/domain/list-query.ts'
import type { Article } from '../../../src/schema/article.ts'
import { openStore } from '../../../src/store/open.ts'
import { type Bounds, usualBounds } from '../../../src/store/sqlite/sizes.ts'

/** What tests of plans draw: articles of few words, queries and filters of them, and where plans change. */

const vocabulary = ['tax', 'taxes', 'taxi', 'port', 'Ports', 'sea', 'séa', 'a', 'an', 'and', 'rain', 'the'] as const
/** Articles of a few words each, from a seed, so that every query meets some and misses some. */
export async function fillDrawn(dataDir: string): Promise<Article[]> {
  const store = await openStore({ dataDir, readers: 1, lock: true })
  const word = fc.oneof(fc.constantFrom(...vocabulary), fc.constantFrom('the', 'sea'))
  const text = (most: number) => fc.array(word, { minLength: 1, maxLength: most }).map((words) => words.join(' '))
  const input = fc.record({
    title: text(3),
    subtitle: fc.option(text(3)),
    body: text(12),
    publisher: fc.option(fc.constantFrom('Post', 'Courier', 'Gazette')),
    section: fc.option(fc.constantFrom('City', 'World')),
    tags: fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
    authors: fc.uniqueArray(fc.constantFrom('Ana', 'Bo'), { maxLength: 2 }),
    language: fc.constantFrom('en', 'de'),
    publishedAt: fc.option(fc.constantFrom('2026-01-01', '2026-02-01', '2026-02-01T10:00:00Z', '2026-03-01')),
  })
  const made: Article[] = []
  for (const one of fc.sample(input, { numRuns: 80, seed: 7 })) made.push(await store.articles.create(one, null))
  for (const [i, { id, body }] of made.entries()) {
    const [all, word] = [body.length, body.indexOf(' ')]
    if (i % 3 === 0) await store.quotes.create({ articleId: id, segments: [{ start: 0, end: all }] })
    if (i % 2 === 0 && word > 0)
      await store.quotes.create({ articleId: id, kind: 'mixed', segments: [{ start: 0, end: word }] })
  }
  const all = await Promise.all(made.map(({ id }) => store.articles.get(id, [])))
  await store.close()
  return all
}

const lists = (values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 })
const time = fc.constantFrom(Date.UTC(2026, 0, 1), Date.UTC(2026, 1, 1), Date.UTC(2026, 1, 1, 10))
const filters = fc.record(
  {
    publisher: lists(['Post', 'Courier', 'Nobody']),
    notPublisher: lists(['Post', 'Nobody']),
    section: lists(['City', 'World']),
    notSection: lists(['City']),
    tag: lists(['x', 'y', 'none']),
    tagAll: lists(['x', 'z', 'none']),
    notTag: lists(['x', 'none']),
    author: lists(['Ana', 'Bo']),
    language: lists(['en', 'de']),
    hasQuotes: fc.boolean(),
    wordCountMin: fc.integer({ min: 1, max: 12 }),
    wordCountMax: fc.integer({ min: 1, max: 12 }),
    publishedFrom: time,
    publishedTo: time,
  },
  { requiredKeys: [] },
)
export const fewFilters = filters.map((all) => Object.fromEntries(Object.entries(all).slice(0, 3)) as ArticleFilters)
const piece = fc.constantFrom(
  ...vocabulary,
  'ta*',
  'taxi*',
  'a*',
  's*',
  'q*',
  '"the sea"',
  '"the s"*',
  'title:tax',
  'body:(sea OR r*)',
  '-rain',
  '-p*',
  'OR',
  '(the sea)',
)
export const query = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(' '))
export const bounds = fc.constantFrom<Bounds>(
  usualBounds,
  { ...usualBounds, small: 0, spelt: 0 },
  { ...usualBounds, small: 0, spelt: 0, probeCost: 0 },
  { ...usualBounds, small: 0, spelt: 0, window: 8, probeCost: 0.5 },
)
