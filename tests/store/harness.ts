import { AppError } from '../../src/domain/app-error.ts'
import type { Extraction } from '../../src/domain/extraction.ts'
import { newId } from '../../src/domain/ids.ts'
import type { ArticleQuery, Listing, QuoteQuery, SourceQuery } from '../../src/domain/list-query.ts'
import { parseQuery } from '../../src/domain/query.ts'
import { type Store, unconditional } from '../../src/domain/store.ts'
import type { ArticleCreate } from '../../src/schema/article.ts'
import { articleSearchFields } from '../../src/schema/article-list.ts'
import { quoteSearchFields } from '../../src/schema/quote-list.ts'
import { sourceSearchFields } from '../../src/schema/source-list.ts'

/** A store on a database of its own, and how to close and open that again. */
export type OpenedStore = { store: Store; reopen(): Promise<Store>; close(): Promise<void> }
export type OpenStore = () => Promise<OpenedStore>

/** What the failure of a promise is called; fails where it does not. */
export async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const error: unknown = await promise.then(
    () => new Error('did not fail'),
    (reason: unknown) => reason,
  )
  if (error instanceof AppError) return error
  throw error
}
export const codeOf = async (promise: Promise<unknown>): Promise<string> => (await failureOf(promise)).code

/** An article to be created, with what matters for a test. */
export const articleWith = (more: Partial<ArticleCreate> = {}): ArticleCreate => ({
  title: 'Harbour to stay closed until May',
  body: 'The harbour will stay closed. “It was never meant for ships of that size,” said Maren Olsen, the chief engineer.',
  ...more,
})
export const words = 'It was never meant for ships of that size'

export const version = (...versions: number[]) => ({ ...unconditional, ifMatch: versions })
export const onlyNew = { ...unconditional, ifNoneMatch: true }

type Asked<Query> = Partial<Omit<Query, 'q'>> & { q?: string }

const plain = {
  q: null,
  qIn: [],
  highlight: false,
  filters: {},
  limit: 20,
  cursor: null,
  total: 'auto',
  include: [],
} as const
const relevance = [{ key: 'relevance', descending: true }] as const
const newest = [{ key: 'publishedAt', descending: true }] as const

export const articleQuery = ({ q, ...asked }: Asked<ArticleQuery> = {}): ArticleQuery => ({
  ...plain,
  sort: q === undefined ? newest : relevance,
  ...asked,
  q: q === undefined ? null : parseQuery(q, { fields: articleSearchFields }),
})
export const quoteQuery = ({ q, ...asked }: Asked<QuoteQuery> = {}): QuoteQuery => ({
  ...plain,
  sort: q === undefined ? newest : relevance,
  ...asked,
  q: q === undefined ? null : parseQuery(q, { fields: quoteSearchFields }),
})
export const sourceQuery = ({ q, ...asked }: Asked<SourceQuery> = {}): SourceQuery => ({
  ...plain,
  sort: q === undefined ? [{ key: 'name', descending: false }] : relevance,
  ...asked,
  q: q === undefined ? null : parseQuery(q, { fields: sourceSearchFields }),
})

/** All items of a list, page by page, forward from its beginning; then the same pages again backward from its end. */
export async function walk<Item, Query extends { cursor: unknown }>(
  list: (query: Query) => Promise<Listing<Item>>,
  query: Query,
  between: () => Promise<unknown> = async () => {},
): Promise<{ forward: Item[]; backward: Item[] }> {
  const pages: Item[][] = []
  let page = await list({ ...query, cursor: null })
  for (;;) {
    pages.push(page.items)
    if (page.next === null) break
    await between()
    page = await list({ ...query, cursor: { ...page.next, hash: '' } })
  }
  const backwards = [page.items]
  while (page.prev !== null) {
    await between()
    page = await list({ ...query, cursor: { ...page.prev, hash: '' } })
    backwards.unshift(page.items)
  }
  return { forward: pages.flat(), backward: backwards.flat() }
}

/** An extraction of quotes that stand in a body, each with the name that said it. */
export function extractionOf(body: string, said: Record<string, string | null>, aliases: string[] = []): Extraction {
  const names = [...new Set(Object.values(said).filter((name) => name !== null))]
  return {
    sources: names.map((name) => ({ name, type: 'person', aliases, description: null, organization: null })),
    quotes: Object.entries(said).map(([text, name]) => {
      const start = body.indexOf(text)
      const span = { start, end: start + text.length }
      const speaker = name === null ? null : { ...span, text: name }
      const source = name === null ? null : names.indexOf(name)
      return { kind: 'direct', text, segments: [span], cue: null, speaker, source, confidence: 0.8 }
    }),
  }
}

/** An id that nothing has yet. */
export const unusedId = (prefix: 'art' | 'quo' | 'src'): string => newId(prefix)
export const idsOf = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id)
