import type { ConflictRule, ExportResource, ImportLine, ImportRecord } from '../schema/import.ts'
import type { AppError } from './app-error.ts'
import type { DescribedArticle } from './describe-article.ts'
import type { Extraction } from './extraction.ts'
import type { Once } from './store.ts'

/** What went wrong with one line, as it travels between threads. */
export type LineFailure = Pick<AppError, 'code' | 'message' | 'issues'>

/** A line of an import that was read and checked; `record` is null where that failed. */
export type ImportItem = {
  line: number
  record: ImportRecord | null
  extraction: Extraction | null
  failure: LineFailure | null
  /** The article of the record as it is kept, where that was reckoned already; the record has no body then. */
  article?: DescribedArticle
}

/** An organisation that a source names before it has come. */
export type Awaited = { line: number; id: string; organizationId: string }

/** Why a source is kept without the organisation that it names. */
export type Unsettled = { line: number; failure: LineFailure }

/** What became of one line. */
export type ImportResult = Omit<ImportLine, 'problem'> & {
  failure: LineFailure | null
  /** The record is there already under another id: what names it means that one. */
  renamed?: { from: string; to: string }
  awaits?: Awaited
}

export type StagedOptions = {
  onConflict: ConflictRule
  atomic: boolean
  dryRun: boolean
  /** Bytes */
  limit: number
  /** Asked for once all items were taken */
  once: (() => Once) | null
}

/** One state of all that is there, in pieces of NDJSON. */
export type Export = {
  /** The newest change that it has */
  seq: number
  /** The next piece, whole lines; null at the end */
  next(): Promise<Uint8Array | null>
  close(): Promise<void>
}

/** Records in and out, many at a time. */
export interface Transfer {
  /** Keeps records in one step, but each by itself: one that fails leaves no trace and stops no other. In the order of the items. */
  keep(items: ImportItem[], onConflict: ConflictRule, once?: Once): Promise<ImportResult[]>
  /** Sets organisations that came after the sources that name them; resolves to those that did not come, or do not fit. */
  settle(awaited: Awaited[], once?: Once): Promise<Unsettled[]>
  /**
   * Keeps all of them in one step. `atomic`: AppError of the first that fails, naming its line, and nothing is kept; `dryRun`: nothing
   * is kept. AppError body-too-large for more than `limit` bytes.
   */
  keepAll(items: AsyncIterable<ImportItem>, options: StagedOptions): AsyncIterable<ImportResult>
  /** A snapshot that holds up nobody, of these resources in an order in which what is referred to comes first. AppError overloaded while there are two. */
  export(resources: readonly ExportResource[]): Promise<Export>
}
