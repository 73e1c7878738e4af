import { z } from 'zod'
import { ArticleId, Count, Highlight, Language, Text, Timestamp, Url, Version } from './common.ts'
import { Quote } from './quote.ts'
import { Source } from './source.ts'

const ExternalId = Text(200).describe('Your own id of this article, unique')
const Body = Text(1_000_000).describe(
  'Plain text. It is kept as NFC with \\n line ends and paragraphs parted by one blank line; segments of quotes point into what is returned.',
)
const PublishedAt = z
  .string()
  .max(40)
  .regex(
    /^\d{4}-\d{2}-\d{2}([Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2}))?$/,
    'must be a date (2026-03-04) or a date-time with offset (2026-03-04T09:30:00Z)',
  )
  .describe('A date alone has the precision "day", a date-time with offset "second". Years 1700 to 2199.')
  .meta({ example: '2026-03-04T09:30:00Z' })

const written = {
  externalId: ExternalId.nullable().optional(),
  url: Url.nullable().optional().describe('Where it was published, unique'),
  title: Text(500),
  subtitle: Text(1000).nullable().optional(),
  byline: Text(300).nullable().optional().describe('As printed: "By Jane Doe and John Roe"'),
  authors: z.array(Text(200)).max(50).optional(),
  publisher: Text(200).nullable().optional().describe('The outlet. (A "source" here is always who is quoted.)'),
  section: Text(100).nullable().optional(),
  tags: z.array(Text(100)).max(50).optional(),
  language: Language.optional().describe('BCP 47, default en'),
  publishedAt: PublishedAt.nullable().optional(),
  body: Body,
}

/** What a client sends to make or replace an article. */
export const ArticleCreate = z.strictObject(written).meta({ id: 'ArticleCreate' })
export type ArticleCreate = z.infer<typeof ArticleCreate>

/** JSON Merge Patch (RFC 7396): what is left out stays, null empties. */
export const ArticlePatch = z
  .strictObject({
    ...written,
    title: written.title.optional(),
    authors: written.authors.nullable(),
    tags: written.tags.nullable(),
    language: Language.nullable().optional().describe('BCP 47; null: en'),
    body: written.body.optional(),
  })
  .meta({ id: 'ArticlePatch', description: 'JSON Merge Patch (RFC 7396): what is left out stays, null empties.' })
export type ArticlePatch = z.infer<typeof ArticlePatch>

const summary = {
  id: ArticleId,
  externalId: z.string().nullable(),
  url: z.string().nullable(),
  title: z.string(),
  subtitle: z.string().nullable(),
  byline: z.string().nullable(),
  authors: z.array(z.string()),
  publisher: z.string().nullable().describe('The outlet'),
  section: z.string().nullable(),
  tags: z.array(z.string()),
  language: z.string(),
  publishedAt: Timestamp.nullable(),
  publishedPrecision: z
    .enum(['second', 'day'])
    .nullable()
    .describe('"day": only the date is known, and the time is shown as midnight UTC'),
  excerpt: z.string().describe('How the body begins, at most 280 characters'),
  wordCount: Count,
  quoteCount: Count,
  sourceCount: Count,
  contentHash: z.string().describe('SHA-256 of the body in UTF-8, hexadecimal'),
  version: Version,
  createdAt: Timestamp,
  updatedAt: Timestamp,
}

const included = {
  quotes: z.array(Quote).optional().describe('Only with include=quotes; in order of position'),
  sources: z.array(Source).optional().describe('Only with include=sources'),
}

/** An article with its body. */
export const Article = z.object({ ...summary, body: z.string(), ...included }).meta({ id: 'Article' })
export type Article = z.infer<typeof Article>

/** An article in a list. */
export const ArticleSummary = z
  .object({
    ...summary,
    body: z.string().optional().describe('Only with include=body'),
    ...included,
    highlights: z.array(Highlight).optional().describe('Only with highlight=true'),
  })
  .meta({ id: 'ArticleSummary' })
export type ArticleSummary = z.infer<typeof ArticleSummary>

/** What an edit of the body did to the quotes of the article. */
export const Reanchoring = z
  .object({
    kept: Count.describe('Quotes that stand where they stood'),
    moved: Count.describe('Quotes found again elsewhere in the body, word for word'),
    orphaned: Count.describe('Quotes whose words are gone: anchor is now "orphaned"'),
  })
  .meta({ id: 'Reanchoring' })
export type Reanchoring = z.infer<typeof Reanchoring>

export const ArticleEdited = Article.extend({ reanchoring: Reanchoring }).meta({
  id: 'ArticleEdited',
  description: 'The article after the edit, and what the edit did to its quotes.',
})

export const articleFields = Object.keys(summary) as (keyof typeof summary)[]
