import type { Article, ArticleCreate, ArticlePatch, ArticleSummary, Reanchoring } from '../schema/article.ts'
import type { Change } from '../schema/change.ts'
import type { CoQuotedList } from '../schema/co-quoted.ts'
import type { AccessKey } from '../schema/key.ts'
import type { MergeReport, SourcePair, UnmergeReport } from '../schema/merge.ts'
import type { Quote, QuoteCreate, QuotePatch } from '../schema/quote.ts'
import type { Proposals, QuoteReview } from '../schema/review.ts'
import type { Source, SourceCreate, SourcePatch } from '../schema/source.ts'
import type { Stats } from '../schema/stats.ts'
import type { Suggestion } from '../schema/suggest.ts'
import type { Timeline } from '../schema/timeline.ts'
import type { QuoteClaim, Verification } from '../schema/verification.ts'
import type { Extraction } from './extraction.ts'
import type { ArticleQuery, ItemText, Page, QuoteQuery, SourceQuery } from './list-query.ts'
import type { CoQuotedQuery, StatsQuery } from './stats-query.ts'
import type { SuggestQuery } from './suggest-query.ts'
import type { ArticleTimelineQuery, QuoteTimelineQuery } from './timeline.ts'
import type { Transfer } from './transfer.ts'

/**
 * Where articles, quotes and sources are kept. The contract, which every store meets (tests/store/contract.ts):
 *
 * - Each method is one atomic step: it happens whole or not at all, and once its promise resolves it survives a power cut.
 * - A write that is given a `Once` whose key it had before, for the same request, does nothing and returns what it returned then.
 * - Failures are AppErrors: not-found, gone, merged, conflict, precondition-failed, unknown-reference, unfitting-reference, invalid-body,
 *   quote-not-verbatim, quote-ambiguous, source-has-quotes, idempotency-mismatch; of lists invalid-cursor; of timelines and statistics
 *   with more rows than are answered invalid-parameter; overloaded, and shutting-down from `close` on. Anything else is a fault of the store.
 * - Input is already checked against its schema. The store keeps what needs the data to be checked: what is unique,
 *   what is referred to, the verbatim invariant, the version that a precondition names.
 * - A read that nobody waits for any more gives up its place in the queue, and ends soon where it has begun.
 * - A list walked by its edges shows every row that existed throughout, with an unchanged sort key, exactly once.
 */
export interface Store {
  readonly articles: Articles
  readonly quotes: Quotes
  readonly sources: Sources
  readonly changes: Changes
  readonly keys: Keys
  /** Names like what was typed: whole ones first, then the most used. */
  suggest(query: SuggestQuery, asker?: Asker): Promise<Suggestion[]>
  /** What there is, and who is quoted where and when. */
  stats(query: StatsQuery, asker?: Asker): Promise<Stats>
  readonly transfer: Transfer
  /** What an id names, or of a source its slug. AppError not-found, gone, merged. */
  resolve(resource: Change['resource'], ref: string): Promise<{ id: string; version: number }>
  /** How things are kept; reads no row. */
  status(): Promise<StoreStatus>
  /** How many there are of each; reads an index of all. */
  counts(): Promise<StoreCounts>
  /** Another number after every commit, whichever process made it; cheap enough to be asked at every request. */
  revision(): number
  /** What the store is busy with, and what it has done since it was opened. Runs no query. */
  load(): Promise<StoreLoad>
  /** Waits for what has been accepted, then lets go of everything. */
  close(): Promise<void>
}

export type StoreStatus = {
  schema: number
  /** e.g. "SQLite 3.54.1" */
  engine: string
}

export type StoreCounts = { articles: number; quotes: number; sources: number }

export type StoreLoad = { reader: LaneLoad; writer: LaneLoad; databaseBytes: number; walBytes: number }

/** The threads that do one kind of work, and the calls in front of them. */
export type LaneLoad = {
  threads: number
  /** Calls that a thread has */
  running: number
  waiting: number
  answered: number
  /** Answers that came together: of the writer, one transaction each */
  batches: number
  /** Calls answered with `overloaded` because too many waited, or for too long */
  refused: number
  /** Calls dropped because nobody waited for them any more */
  abandoned: number
  /** Threads that died and were replaced */
  restarts: number
}

/** What If-Match and If-None-Match ask of a write. */
export type Precondition = {
  /** The write goes through only if the current version is one of these; '*': if it exists at all. */
  ifMatch: readonly number[] | '*' | null
  /** If-None-Match: *, the write goes through only if there is nothing yet. */
  ifNoneMatch: boolean
}
export const unconditional: Precondition = { ifMatch: null, ifNoneMatch: false }

/**
 * Makes a write happen once, however often it is asked for: the key and the result are kept in the same step, for 24 hours. What fails
 * is not kept. AppError idempotency-mismatch for a key that came with another request.
 */
export type Once = {
  key: string
  /** Whose key it is: two askers may choose the same */
  scope: string
  /** SHA-256 of all that was asked */
  request: Uint8Array
  /** Called where the result is that of an earlier write */
  replayed(): void
}

/** Whoever asked: a signal that comes when he does not wait any more. Called only where a read may have to wait or take long. */
export type Asker = () => AbortSignal

export interface Articles {
  list(query: ArticleQuery, asker?: Asker): Promise<Page<ArticleSummary>>
  /** How many of them were published when. */
  timeline(query: ArticleTimelineQuery, asker?: Asker): Promise<Timeline>
  get(id: string, include: readonly ('quotes' | 'sources')[]): Promise<Article>
  /** The same as text. */
  getText(id: string, include: readonly ('quotes' | 'sources')[], asker?: Asker): Promise<ItemText>
  /** With an extraction, its quotes and sources are kept in the same step, as proposals. */
  create(article: ArticleCreate, extraction: Extraction | null, once?: Once): Promise<Article>
  /** What create returned for this `Once`, without the article in hand; null where it was not asked yet. */
  recall(once: Once): Promise<Article | null>
  /** The same of propose. */
  recallProposals(once: Once): Promise<Proposals | null>
  /** Replaces the article, or creates it at this id. */
  replace(
    id: string,
    article: ArticleCreate,
    on: Precondition,
  ): Promise<{ created: boolean; article: Article; reanchoring: Reanchoring }>
  update(id: string, patch: ArticlePatch, on: Precondition): Promise<{ article: Article; reanchoring: Reanchoring }>
  /**
   * Keeps what another extraction of its body found, where it is new: no quote that is there is touched, none that was deleted comes
   * back. AppError conflict if the body is no longer the one with this hash.
   */
  propose(id: string, contentHash: string, extraction: Extraction, on: Precondition, once?: Once): Promise<Proposals>
  /** Takes its quotes along. */
  delete(id: string, on: Precondition): Promise<void>
}

export type QuoteInclude = QuoteQuery['include'][number]

export interface Quotes {
  list(query: QuoteQuery, asker?: Asker): Promise<Page<Quote>>
  /** How many of them were published when. */
  timeline(query: QuoteTimelineQuery, asker?: Asker): Promise<Timeline>
  get(id: string, include: readonly QuoteInclude[], asker?: Asker): Promise<Quote>
  /** Quotes with the same words as this one, normalised; itself among them. */
  occurrences(id: string, query: QuoteQuery, asker?: Asker): Promise<Page<Quote>>
  /** Whether words were said, and by whom. */
  verify(claim: QuoteClaim, asker?: Asker): Promise<Verification>
  create(quote: QuoteCreate, once?: Once): Promise<Quote>
  /** Decides about all of these quotes, or none. */
  review(review: QuoteReview, once?: Once): Promise<Quote[]>
  replace(id: string, quote: QuoteCreate, on: Precondition): Promise<{ created: boolean; quote: Quote }>
  update(id: string, patch: QuotePatch, on: Precondition): Promise<Quote>
  delete(id: string, on: Precondition): Promise<void>
}

/** `ref` is the id or the slug of a source. */
export interface Sources {
  list(query: SourceQuery, asker?: Asker): Promise<Page<Source>>
  get(ref: string): Promise<Source>
  /** Pairs that may be one, the most quoted first; of one source if it is given. */
  duplicates(limit: number, ref: string | null, asker?: Asker): Promise<SourcePair[]>
  /** Who is quoted in the same articles, those with most of them first. */
  coQuoted(ref: string, query: CoQuotedQuery, asker?: Asker): Promise<CoQuotedList>
  create(source: SourceCreate, once?: Once): Promise<Source>
  /** `ref` must be an id where the source does not exist yet. */
  replace(ref: string, source: SourceCreate, on: Precondition): Promise<{ created: boolean; source: Source }>
  update(ref: string, patch: SourcePatch, on: Precondition): Promise<Source>
  /** Makes one source of two: the quotes, candidacies and members of `ref` go to `into`, whose id its own leads to from then on. */
  merge(ref: string, into: string, dryRun: boolean, on: Precondition, once?: Once): Promise<MergeReport>
  /** Undoes the merge of `id` into `ref`. AppError conflict if anything that it touched was changed since. */
  unmerge(ref: string, id: string, on: Precondition, once?: Once): Promise<UnmergeReport>
  /** `detach`: its quotes stay, unattributed. Without it a source with quotes is not deleted. */
  delete(ref: string, detach: boolean, on: Precondition): Promise<void>
}

/** `resource`: only changes of these; empty means all. */
export type ChangeQuery = { after: number; limit: number; resource: readonly Change['resource'][] }
/** `until`: the number up to which there is nothing more to ask for than these changes. */
export type ChangeBatch = { changes: Change[]; until: number; latest: number }

/** What happened, in order: each write notes it in its own step, so the feed has neither gaps nor what was undone. */
export interface Changes {
  list(query: ChangeQuery): Promise<ChangeBatch>
}

export interface Keys {
  add(key: AccessKey): Promise<void>
  find(id: string): Promise<AccessKey | null>
  list(): Promise<AccessKey[]>
  /** Resolves to false where there is no such key. */
  revoke(id: string): Promise<boolean>
}
