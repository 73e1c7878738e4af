import { changedFields } from '../../domain/changed-fields.ts'
import { type DescribedArticle, describeArticle } from '../../domain/describe-article.ts'
import type { Extraction } from '../../domain/extraction.ts'
import { newId } from '../../domain/ids.ts'
import type { ArticleFilters, ArticleQuery, ItemText, Page } from '../../domain/list-query.ts'
import { applyMergePatch } from '../../domain/merge-patch.ts'
import { type Precondition, unconditional } from '../../domain/store.ts'
import type { Article, ArticleCreate, ArticlePatch, ArticleSummary, Reanchoring } from '../../schema/article.ts'
import { articleFacets } from './article-facets.ts'
import { findArticle, loadArticle, loadArticleTexts } from './article-rows.ts'
import { articleConditions, articleNarrowing } from './article-where.ts'
import { logChange } from './changes.ts'
import type { Db } from './connect.ts'
import { explained } from './explain.ts'
import { countFacets } from './facets.ts'
import { fitArticles } from './fit-page.ts'
import { highlights } from './highlight.ts'
import { labelWordsOf } from './label-words.ts'
import { labelsOf, setArticleLabels } from './labels.ts'
import { listHits } from './list.ts'
import { arrayOf, read, readable, type TextListing, trimText, withMore } from './listing-text.ts'
import { checkUnique, insertArticle, newArticle } from './new-articles.ts'
import { type ListTable, type Plan, planOf, searchOf } from './plan.ts'
import { moveRow, place, secondOf, secondSql } from './position.ts'
import { loadQuotes } from './quote-rows.ts'
import { narrowed } from './reach.ts'
import { countAnchors, moveQuotes, reanchorQuotes } from './reanchor.ts'
import { bury, checkPrecondition, editedAt, find, missing, resolve } from './resolve.ts'
import { saveExtraction } from './save-extraction.ts'
import { articleSearch } from './search.ts'
import { type Bounds, usualBounds } from './sizes.ts'
import { sortName } from './sort-name.ts'
import { loadSources } from './source-rows.ts'
import { all, run, sql } from './sql.ts'
import { type Summary, withSummaries } from './summary-texts.ts'

/** How articles are listed. */
export const table: ListTable = {
  from: 'articles a',
  alias: 'a',
  joins: 'JOIN article_texts t ON t.position = a.position',
  rowid: 'position',
  search: articleSearch,
  keys: {
    publishedAt: secondSql('a.position'),
    createdAt: 'a.created_at',
    updatedAt: 'a.updated_at',
    title: 't.folded',
    wordCount: 'a.word_count',
    quoteCount: 'a.quote_count',
    sourceCount: 'a.source_count',
  },
  indexed: ['createdAt', 'updatedAt', 'title', 'wordCount', 'quoteCount', 'sourceCount'],
  ordered: 'articles',
}

const highlighted = [
  { column: 1, field: 'title' },
  { column: 2, field: 'subtitle' },
  { column: 0, field: 'body' },
]

/** Which articles are listed, and how they are found. */
export function articlePlan(
  db: Db,
  query: Pick<ArticleQuery, 'q' | 'qIn' | 'filters' | 'sort' | 'total' | 'tz'>,
  bounds: Bounds,
): Plan {
  const needsTexts = query.sort.some(({ key }) => key === 'title')
  const search = searchOf(db, articleSearch, query, bounds)
  const { match, within, rest } = narrowed(db, articleSearch, search, query, bounds)
  return planOf(
    db,
    {
      table: needsTexts ? table : { ...table, joins: '' },
      search,
      match,
      within,
      conditions: articleConditions(rest, query.tz),
      narrow: articleNarrowing(rest),
    },
    bounds,
  )
}

/** Which articles are on a page, and all that is said of the page. */
function pageOf(db: Db, query: ArticleQuery, bounds: Bounds) {
  const planFor = (asked: ArticleQuery) => articlePlan(db, asked, bounds)
  const plan = planFor(query)
  const { items, ...found } = listHits(db, plan, query, fitArticles(db, query.include), bounds)
  const planUnder = (filters: ArticleFilters) => (filters === query.filters ? plan : planFor({ ...query, filters }))
  const facets = countFacets(db, articleFacets, query, planUnder, bounds)
  const rest = { ...found, ...facets, ...explained(db, query, planFor, bounds) }
  return { plan, positions: items.map(({ rowid }) => rowid), rest }
}

/** A page of articles. */
export const listArticles = (db: Db, query: ArticleQuery, bounds?: Bounds): Page<ArticleSummary> =>
  readable(listArticleTexts(db, query, bounds))

/** The same as it travels between threads. */
export function listArticleTexts(db: Db, query: ArticleQuery, bounds: Bounds = usualBounds): TextListing {
  const { plan, positions, rest } = pageOf(db, query, bounds)
  const { fields, include } = query
  const marked =
    query.highlight && plan.search ? highlights(db, articleSearch, highlighted, plan.search, positions) : null
  const withParts = (text: Uint8Array, i: number): Uint8Array => {
    const position = positions[i] as number
    const more = included(db, position, include)
    const item = withMore(text, marked ? { ...more, highlights: marked.get(position) ?? [] } : more)
    return fields ? trimText(item, fields, include) : item
  }
  const json = withTexts(db, positions, include.includes('body'), (articles) =>
    arrayOf(articles.map((article, i) => withParts(article.json, i))),
  )
  return { ...rest, json }
}

function withTexts<Result>(
  db: Db,
  positions: readonly number[],
  body: boolean,
  use: (articles: Summary[]) => Result,
): Result {
  // what this connection writes itself does not change its data_version
  if (!body && db.readonly) return withSummaries(db, positions, use)
  const texts = loadArticleTexts(db, positions, body)
  return use(positions.map((position) => texts.get(position) as Summary))
}

function included(db: Db, position: number, include: readonly string[]): Pick<Article, 'quotes' | 'sources'> {
  const quotes = () =>
    all<{ position: number }>(
      db,
      sql`SELECT position FROM quotes WHERE article = ${position} ORDER BY first_start, position`,
    )
  const sources = () =>
    all<{ source: number }>(
      db,
      sql`SELECT n.source FROM article_sources n JOIN sources s ON s.pk = n.source
    WHERE n.article = ${position} ORDER BY s.folded, s.id`,
    )
  return {
    ...(include.includes('quotes')
      ? {
          quotes: loadQuotes(
            db,
            quotes().map((row) => row.position),
            [],
          ),
        }
      : {}),
    ...(include.includes('sources')
      ? {
          sources: loadSources(
            db,
            sources().map((row) => row.source),
          ),
        }
      : {}),
  }
}

/** One article with its body as text. */
export function getArticleText(db: Db, id: string, include: readonly ('quotes' | 'sources')[]): ItemText {
  const found = findArticle(db, id)
  if (!found) throw missing(db, 'article', id)
  return { version: found.version, json: withMore(found.json, included(db, found.position, include)) }
}

/** The same, read. */
export const getArticle = (db: Db, id: string, include: readonly ('quotes' | 'sources')[]): Article =>
  read(getArticleText(db, id, include).json)

/** Keeps a new article. */
export function addArticle(db: Db, article: DescribedArticle, now = Date.now()) {
  const id = newId('art')
  return { id, ...insertArticle(db, id, article, now) }
}

/** Keeps a new article and, with an extraction, its quotes and sources as proposals. */
export function createArticle(db: Db, article: DescribedArticle, extraction: Extraction | null): Article {
  const now = Date.now()
  const { id, position, stamp } = addArticle(db, article, now)
  if (extraction === null) return newArticle(id, article, stamp)
  saveExtraction(db, position, article, extraction, now)
  return { ...loadArticle(db, position), ...included(db, position, ['quotes', 'sources']) }
}

/** What a client would send to make this article anew. */
export function writtenForm(article: Article): ArticleCreate {
  const { externalId, url, title, subtitle, byline, authors, publisher, section, tags, language, body } = article
  const publishedAt =
    article.publishedPrecision === 'day' ? (article.publishedAt?.slice(0, 10) ?? null) : article.publishedAt
  return { externalId, url, title, subtitle, byline, authors, publisher, section, tags, language, publishedAt, body }
}

type Edited = { article: Article; reanchoring: Reanchoring }

function edit(db: Db, position: number, id: string, before: Article, input: ArticleCreate): Edited {
  const article = describeArticle(input)
  if (JSON.stringify(article) === JSON.stringify(describeArticle(writtenForm(before))))
    return { article: before, reanchoring: countAnchors(db, position) }
  const now = Date.now()
  checkUnique(db, article, id)
  const labels = labelsOf(db, article)
  run(
    db,
    sql`UPDATE articles SET precision = ${article.publishedPrecision}, publisher = ${labels.publisher},
    section = ${labels.section}, language = ${labels.language},
    word_count = ${article.wordCount}, version = version + 1, updated_at = ${editedAt(now)} WHERE position = ${position}`,
  )
  run(
    db,
    sql`UPDATE article_texts SET external_id = ${article.externalId}, url = ${article.url}, title = ${article.title},
    folded = ${sortName(article.title)}, subtitle = ${article.subtitle}, byline = ${article.byline}, excerpt = ${article.excerpt},
    content_hash = ${article.contentHash}, body = ${article.body}, label_words = ${labelWordsOf(labels)}
    WHERE position = ${position}`,
  )
  setArticleLabels(db, position, labels)
  const same = article.body === before.body
  const reanchoring = same ? countAnchors(db, position) : reanchorQuotes(db, position, article.body, before.body, now)
  const after = loadArticle(db, move(db, position, id, article.publishedSecond))
  logChange(db, 'updated', id, now, changedFields(before, after))
  return { article: after, reanchoring }
}

/** Moves an article and its quotes to where its date belongs; returns its position. */
function move(db: Db, position: number, id: string, second: number | null): number {
  if (secondOf(position) === second) return position
  const to = place(db, 'articles', second, id)
  moveRow(db, 'articles', position, to)
  moveQuotes(db, to, second)
  return to
}

/** Replaces an article, or makes it at this id. */
export function replaceArticle(
  db: Db,
  id: string,
  input: ArticleCreate,
  on: Precondition,
): Edited & { created: boolean } {
  const found = find(db, 'article', id)
  checkPrecondition(on, found?.version ?? null)
  if (found) return { created: false, ...edit(db, found.key, id, loadArticle(db, found.key), input) }
  const article = describeArticle(input)
  const { stamp } = insertArticle(db, id, article, Date.now())
  return { created: true, article: newArticle(id, article, stamp), reanchoring: { kept: 0, moved: 0, orphaned: 0 } }
}

/** Applies a merge patch to an article. */
export function updateArticle(db: Db, id: string, patch: ArticlePatch, on: Precondition = unconditional): Edited {
  const found = resolve(db, 'article', id)
  checkPrecondition(on, found.version)
  const before = loadArticle(db, found.key)
  return edit(db, found.key, id, before, applyMergePatch(writtenForm(before), patch) as ArticleCreate)
}

/** Deletes an article and its quotes. */
export function deleteArticle(db: Db, id: string, on: Precondition): void {
  const found = resolve(db, 'article', id)
  checkPrecondition(on, found.version)
  const now = Date.now()
  for (const quote of all<{ id: string; version: number }>(
    db,
    sql`SELECT id, version FROM quotes WHERE article = ${found.key}`,
  ))
    bury(db, quote, now)
  run(db, sql`DELETE FROM articles WHERE position = ${found.key}`)
  bury(db, found, now)
}
