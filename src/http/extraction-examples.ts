import { deepLink } from '../domain/deep-link.ts'
import { countWords } from '../domain/text.ts'
import type { Article } from '../schema/article.ts'
import type { Quote } from '../schema/quote.ts'
import type { Proposals } from '../schema/review.ts'
import { articleExample, quoteExample, sourceExample } from './resource-examples.ts'

const { title, body, url } = articleExample
const reported = 'The harbour at Varnes will stay closed to cruise ships until May'

/** What an extraction finds in the article. */
const direct: Quote = {
  ...quoteExample,
  speakerLabel: sourceExample.name,
  attribution: { status: 'proposed', method: 'extracted', confidence: 0.96 },
}
const indirect: Quote = {
  ...quoteExample,
  id: 'quo_01m81b3m78e04a8wwax2p0fgfk',
  kind: 'indirect',
  text: reported,
  segments: [{ start: 0, end: reported.length }],
  prefix: '',
  suffix: body.slice(reported.length, reported.length + 32),
  sourceId: null,
  speakerLabel: 'the port',
  attribution: { status: 'unattributed', method: 'extracted', confidence: 0.79 },
  wordCount: countWords(reported),
  deepLink: deepLink(url, reported),
}
export const proposalsExample: Proposals = { proposed: [indirect, direct], known: 0, dismissed: 0 }

/** One story as raw documents, and what becomes of it. */
export const textExample = `${title}\n\n${body}\n`
export const htmlExample = `<!doctype html>
<title>${title}</title>
<article>
<h1>${title}</h1>
${body
  .split('\n\n')
  .map((paragraph) => `<p>${paragraph}</p>`)
  .join('\n')}
</article>
`
const untold = { publisher: null, publishedAt: null }
export const ingestedExample = {
  ...articleExample,
  ...untold,
  ...{ externalId: null, url: null, byline: null, authors: [], section: null, tags: [], publishedPrecision: null },
  quoteCount: 2,
  quotes: [indirect, direct].map((quote) => ({ ...quote, ...untold, deepLink: null })),
  sources: [{ ...sourceExample, aliases: [], identifiers: [], firstQuotedAt: null, lastQuotedAt: null }],
} satisfies Article
