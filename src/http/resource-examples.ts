import { deepLink } from '../domain/deep-link.ts'
import { contentHash, countWords, excerptOf } from '../domain/text.ts'
import type { Article, ArticleCreate, ArticleSummary } from '../schema/article.ts'
import type { Facet } from '../schema/facets.ts'
import type { Quote, QuoteCreate } from '../schema/quote.ts'
import type { Source, SourceCreate } from '../schema/source.ts'

const at = { createdAt: '2026-03-04T10:12:00.000Z', updatedAt: '2026-03-04T10:12:00.000Z' }
const body = `The harbour at Varnes will stay closed to cruise ships until May, the port said on Wednesday.

“The harbour was never meant to hold ships of that size,” said Maren Olsen, the port's chief engineer. She wants a new pier.`
const words = 'The harbour was never meant to hold ships of that size,'
const start = body.indexOf(words)
const end = start + words.length

const head = {
  externalId: 'varnes-2026-117',
  url: 'https://example.org/news/harbour',
  title: 'Varnes harbour to stay closed until May',
  byline: 'By Ida Lund',
  authors: ['Ida Lund'],
  publisher: 'Varnes Courier',
  section: 'Local',
  tags: ['harbour', 'shipping'],
  language: 'en',
  publishedAt: '2026-03-04T09:30:00Z',
}
export const articleCreateExample = { ...head, body } satisfies ArticleCreate

export const articleSummaryExample = {
  id: 'art_01m81b3m6te03t8f4kx1q2w9ra',
  ...head,
  subtitle: null,
  publishedPrecision: 'second',
  excerpt: excerptOf(body),
  wordCount: countWords(body),
  quoteCount: 1,
  sourceCount: 1,
  contentHash: contentHash(body),
  version: 1,
  ...at,
} satisfies ArticleSummary

export const articleExample = { ...articleSummaryExample, body } satisfies Article
/** Just made: nothing in it is a quote yet. */
export const newArticleExample = { ...articleExample, quoteCount: 0, sourceCount: 0 } satisfies Article

export const sourceCreateExample = {
  slug: 'maren-olsen',
  name: 'Maren Olsen',
  type: 'person',
  aliases: ['Olsen'],
  description: "the port's chief engineer",
  organizationId: null,
  identifiers: [{ scheme: 'varnes-courier', value: 'people/maren-olsen' }],
} satisfies SourceCreate

export const sourceExample = {
  id: 'src_01m81b3m6te03t8f4kx1q2w9rb',
  ...sourceCreateExample,
  quoteCount: 1,
  articleCount: 1,
  firstQuotedAt: '2026-03-04T09:30:00Z',
  lastQuotedAt: '2026-03-04T09:30:00Z',
  version: 1,
  ...at,
} satisfies Source
const unquoted = { quoteCount: 0, articleCount: 0, firstQuotedAt: null, lastQuotedAt: null }
/** Just made: nobody has quoted it yet. */
export const newSourceExample = { ...sourceExample, ...unquoted } satisfies Source

export const quoteCreateExample = {
  articleId: articleExample.id,
  text: words,
  sourceId: sourceExample.id,
  speakerLabel: "Maren Olsen, the port's chief engineer",
  cue: 'said',
} satisfies QuoteCreate

export const quoteExample = {
  id: 'quo_01m81b3m78e04a8wwax2p0fgfj',
  ...quoteCreateExample,
  kind: 'direct',
  segments: [{ start, end }],
  prefix: body.slice(Math.max(0, start - 32), start),
  suffix: body.slice(end, end + 32),
  anchor: 'exact',
  attribution: { status: 'confirmed', method: 'manual', confidence: null },
  wordCount: countWords(words),
  occurrenceCount: 1,
  publishedAt: '2026-03-04T09:30:00Z',
  publisher: 'Varnes Courier',
  deepLink: deepLink(head.url, words),
  version: 1,
  ...at,
} satisfies Quote

const onlyBucket = (value: string, label = value): Facet => ({
  buckets: [{ value, label, count: 1, selected: false }],
  other: 0,
  missing: 0,
  relation: 'eq',
})
export const articleFacetsExample = { publisher: onlyBucket('Varnes Courier'), month: onlyBucket('2026-03') }
export const quoteFacetsExample = {
  source: onlyBucket(sourceExample.id, sourceExample.name),
  attributionStatus: onlyBucket('confirmed'),
}
export const sourceFacetsExample = { type: onlyBucket('person') }
