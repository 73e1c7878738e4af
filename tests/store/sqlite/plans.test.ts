import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ArticleQuery, QuoteQuery, SourceQuery } from '../../../src/domain/list-query.ts'
import { openStore } from '../../../src/store/open.ts'
import { listArticles } from '../../../src/store/sqlite/articles.ts'
import { type Db, openReader } from '../../../src/store/sqlite/connect.ts'
import { registerDeadline } from '../../../src/store/sqlite/deadline.ts'
import { listSources } from '../../../src/store/sqlite/list-sources.ts'
import { listQuotes } from '../../../src/store/sqlite/quotes.ts'
import { articleQuery, quoteQuery, sourceQuery, unusedId } from '../harness.ts'
import { tempFolder } from '../temp-folder.ts'

const folder = tempFolder()
let db: Db
const prepared: string[] = []
beforeAll(async () => {
  const store = await openStore({ dataDir: folder.path, readers: 1, lock: true })
  await store.close()
  db = openReader(join(folder.path, 'whosaid.db'))
  registerDeadline(db)
  const prepare = db.prepare.bind(db)
  db.prepare = ((text: string) => {
    prepared.push(text)
    return prepare(text)
  }) as Db['prepare']
})
afterAll(() => {
  db.close()
  folder.remove()
})

/** How SQLite finds the rows of a page: the plan of the statement that orders them. */
function planOf(list: (db: Db) => unknown): string {
  prepared.length = 0
  list(db)
  const page = prepared.findLast((text) => / ORDER BY .* LIMIT \d+$/s.test(text))
  if (!page) throw new Error('no page was read')
  const values = Array.from(page.matchAll(/\?/g), () => 1n)
  const steps = db.prepare<bigint[], { detail: string }>(`EXPLAIN QUERY PLAN ${page}`).all(...values)
  return steps.map(({ detail }) => detail).join('\n')
}

let limit = 1
/** Pages of another size each time, so that no statement comes from the cache. */
const fresh = <Query>(query: Query): Query => ({ ...query, limit: ++limit, total: 'none' })
const articles = (asked: Parameters<typeof articleQuery>[0]) => (on: Db) =>
  listArticles(on, fresh<ArticleQuery>(articleQuery(asked)))
const quotes = (asked: Parameters<typeof quoteQuery>[0]) => (on: Db) =>
  listQuotes(on, fresh<QuoteQuery>(quoteQuery(asked)))
const sources = (asked: Parameters<typeof sourceQuery>[0]) => (on: Db) =>
  listSources(on, fresh<SourceQuery>(sourceQuery(asked)))

const newest = [{ key: 'publishedAt', descending: true }] as const
const cursor = { keys: [1_700_000_000], id: unusedId('art'), back: false, hash: '' }
const range = { publishedFrom: Date.UTC(2026, 0, 1), publishedTo: Date.UTC(2026, 1, 1) }

test.each([
  ['articles, newest first', articles({}), /^SCAN a$/],
  ['a later page', articles({ cursor }), /^SEARCH a USING INTEGER PRIMARY KEY \(rowid<\?\)$/],
  ['a range of dates', articles({ filters: range }), /^SEARCH a USING INTEGER PRIMARY KEY \(rowid>\? AND rowid<\?\)$/],
  [
    'a publisher',
    articles({ filters: { publisher: ['P'] } }),
    /^SCAN article_search VIRTUAL TABLE INDEX \d+:M4\nSEARCH a USING INTEGER PRIMARY KEY/,
  ],
  [
    'a publisher from a cursor on',
    articles({ filters: { publisher: ['P'] }, cursor }),
    /^SCAN article_search VIRTUAL TABLE INDEX \d+:M4<\n/,
  ],
  ['a tag', articles({ filters: { tag: ['t'] } }), /^SCAN article_search VIRTUAL TABLE INDEX \d+:M4\n/],
  [
    'articles by their length',
    articles({ sort: [{ key: 'wordCount', descending: true }] }),
    /^SCAN a USING COVERING INDEX articles_word_count$/,
  ],
  [
    'a source of articles',
    articles({ filters: { source: ['s'] } }),
    /SEARCH article_sources USING PRIMARY KEY \(source=\?\)/,
  ],
  [
    'articles by creation',
    articles({ sort: [{ key: 'createdAt', descending: true }] }),
    /^SCAN a USING COVERING INDEX articles_created$/,
  ],
  [
    'articles by creation from a cursor on',
    articles({ sort: [{ key: 'createdAt', descending: true }], cursor }),
    /articles_created \(created_at<\?\)$/,
  ],
  [
    'articles by change',
    articles({ sort: [{ key: 'updatedAt', descending: false }] }),
    /^SCAN a USING COVERING INDEX articles_updated$/,
  ],
  [
    'a search, newest first',
    articles({ q: 'x', sort: newest }),
    /^SCAN article_search VIRTUAL TABLE INDEX \d+:M4\nSEARCH a USING INTEGER PRIMARY KEY/,
  ],
  [
    'a later page of it',
    articles({ q: 'x', sort: newest, cursor }),
    /^SCAN article_search VIRTUAL TABLE INDEX \d+:M4<\n/,
  ],
  [
    'a search in a range of dates',
    articles({ q: 'x', sort: newest, filters: range }),
    /^SCAN article_search VIRTUAL TABLE INDEX \d+:M4[<>]+\n/,
  ],
  [
    'a search at a publisher',
    articles({ q: 'x', sort: newest, filters: { publisher: ['P'] } }),
    /^SCAN article_search VIRTUAL/,
  ],
  ['quotes, newest first', quotes({}), /^SCAN q$/],
  ['quotes of a source', quotes({ filters: { source: ['s'] } }), /^SEARCH q USING INDEX quotes_source \(source=\?\)/],
  [
    'quotes of a source by its id',
    quotes({ filters: { source: [unusedId('src')] } }),
    /^SEARCH q USING INDEX quotes_source/,
  ],
  ['the same words once', quotes({ filters: { distinct: 'text' } }), /^SCAN q\n/],
  // not CORRELATED: once for all of them
  [
    'the same words once in a search',
    quotes({ q: 'x', sort: newest, filters: { distinct: 'text' } }),
    /\nLIST SUBQUERY \d+\nSCAN quote_search VIRTUAL/,
  ],
  [
    'the queue of what is to be reviewed',
    quotes({ filters: { attributionStatus: ['proposed'] }, sort: [{ key: 'confidence', descending: false }] }),
    /^SEARCH q USING (COVERING )?INDEX quotes_review \(status=\?\)/,
  ],
  [
    'the longest quotes',
    quotes({ sort: [{ key: 'wordCount', descending: true }] }),
    /^SCAN q USING (COVERING )?INDEX quotes_word_count$/,
  ],
  [
    'the surest quotes',
    quotes({ sort: [{ key: 'confidence', descending: true }] }),
    /^SCAN q USING (COVERING )?INDEX quotes_confidence$/,
  ],
  [
    'a search of quotes, newest first',
    quotes({ q: 'x', sort: newest }),
    /^SCAN quote_search VIRTUAL TABLE INDEX \d+:M\d+\nSEARCH q USING INTEGER PRIMARY KEY \(rowid=\?\)$/,
  ],
  ['sources by name', sources({}), /^SCAN s USING COVERING INDEX sources_folded$/],
  [
    'the sources most quoted',
    sources({ sort: [{ key: 'quoteCount', descending: true }] }),
    /^SCAN s USING COVERING INDEX sources_quote_count$/,
  ],
])('%s: an index gives the order, and nothing is sorted', (_, list, expected) => {
  const plan = planOf(list)
  expect(plan).toMatch(expected)
  expect(plan).not.toMatch(/TEMP B-TREE/)
})

test.each([
  [
    'articles by title',
    articles({ sort: [{ key: 'title', descending: false }] }),
    /^SCAN t USING INDEX article_texts_folded|^SCAN t USING COVERING INDEX article_texts_folded/,
  ],
  [
    'the quotes of an article in order',
    quotes({ filters: { articleId: [unusedId('art')] }, sort: [{ key: 'position', descending: false }] }),
    /^SEARCH q USING INDEX quotes_article \(article=\?\)/,
  ],
])('%s: only equals are sorted', (_, list, expected) => {
  const plan = planOf(list)
  expect(plan).toMatch(expected)
  expect(plan.match(/TEMP B-TREE/g)).toHaveLength(1)
  expect(plan).toMatch(/TEMP B-TREE FOR LAST TERM OF ORDER BY/)
})
