import type { QuoteQuery } from '../../domain/list-query.ts'
import type { Once } from '../../domain/store.ts'
import * as articles from './articles.ts'
import { coQuotedSources } from './co-quoted.ts'
import type { Db } from './connect.ts'
import { listDuplicates } from './duplicates.ts'
import { importRecords } from './import.ts'
import { importFile } from './import-file.ts'
import { settleOrganizations } from './import-source.ts'
import * as keys from './keys.ts'
import { listSources } from './list-sources.ts'
import { asText } from './listing-text.ts'
import { mergeSource } from './merge-sources.ts'
import { doOnce, type OnceKey, type Outcome } from './once.ts'
import { proposeQuotes } from './propose.ts'
import * as quotes from './quotes.ts'
import { reviewQuotes } from './review.ts'
import * as sources from './sources.ts'
import { getStats } from './stats.ts'
import { countAll, status } from './status.ts'
import { suggest } from './suggest.ts'
import * as timeline from './timeline.ts'
import { unmergeSource } from './unmerge-source.ts'
import { verifyQuote } from './verify.ts'

/** What only reads, however long it takes: run on the reader threads, under a deadline. */
export const reads = {
  listArticles: articles.listArticleTexts,
  getArticleText: (...asked: Parameters<typeof articles.getArticleText>) => {
    const { version, json } = articles.getArticleText(...asked)
    // a copy: what is small is in memory that Node shares among buffers, which cannot go to another thread
    return { version, json: Uint8Array.from(json) }
  },
  listQuotes: asText(quotes.listQuotes),
  getQuote: quotes.getQuote,
  listOccurrences: (db: Db, id: string, query: QuoteQuery) =>
    asText((db: Db, asked: QuoteQuery) => quotes.listOccurrences(db, id, asked))(db, query),
  verifyQuote,
  listSources: asText(listSources),
  listDuplicates,
  articleTimeline: timeline.articleTimeline,
  quoteTimeline: timeline.quoteTimeline,
  coQuotedSources,
  getStats,
  suggest,
  status,
  countAll,
} as const satisfies Record<string, Operation>

/** Reads that count all there is: a million articles take a second or two. They get so many times the deadline of the others. */
export const counts: ReadonlySet<string> = new Set<keyof typeof reads>(['articleTimeline', 'quoteTimeline', 'getStats'])
export const longer = 4

const plainWrites = {
  addArticle: articles.addArticle,
  createArticle: articles.createArticle,
  replaceArticle: articles.replaceArticle,
  updateArticle: articles.updateArticle,
  deleteArticle: articles.deleteArticle,
  proposeQuotes,
  createQuote: quotes.createQuote,
  replaceQuote: quotes.replaceQuote,
  updateQuote: quotes.updateQuote,
  deleteQuote: quotes.deleteQuote,
  reviewQuotes,
  createSource: sources.createSource,
  replaceSource: sources.replaceSource,
  updateSource: sources.updateSource,
  deleteSource: sources.deleteSource,
  mergeSource,
  unmergeSource,
  importRecords,
  importFile,
  settleOrganizations,
  addKey: keys.addKey,
  revokeKey: keys.revokeKey,
} as const satisfies Record<string, Operation>

/** What writes: run one at a time on the writer thread; of those that share a transaction one that fails is undone and stops no other. */
export const writes = {
  ...plainWrites,
  once: (db: Db, key: OnceKey, name: keyof typeof plainWrites, args: unknown[]): Outcome =>
    doOnce(db, key, () => (plainWrites[name] as (db: Db, ...args: unknown[]) => unknown)(db, ...args)),
} as const satisfies Record<string, Operation>

type Operation = (db: Db, ...args: never[]) => unknown
export type Reads = typeof reads
export type Writes = typeof writes
type PlainWrites = typeof plainWrites
/** What an operation takes after the connection. */
type Rest<Fn> = Fn extends (db: Db, ...args: infer Args) => unknown ? Args : never

/** Runs an operation of a table by its name, on whatever thread that is. */
export type Run<Table> = <Name extends keyof Table & string>(
  name: Name,
  ...args: Rest<Table[Name]>
) => Promise<Table[Name] extends (...args: never[]) => infer Result ? Result : never>

/** Runs a write, with a key only the first time that it is asked for. */
export type WriteOnce = <Name extends keyof PlainWrites>(
  name: Name,
  once: Once | undefined,
  ...args: Rest<PlainWrites[Name]>
) => Promise<ReturnType<PlainWrites[Name]>>
