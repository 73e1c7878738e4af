import { AppError } from '../../domain/app-error.ts'
import { describeArticle } from '../../domain/describe-article.ts'
import type { Once, Store } from '../../domain/store.ts'
import type { Article, ArticleSummary } from '../../schema/article.ts'
import type { Proposals } from '../../schema/review.ts'
import { removeLeftovers } from '../unfinished-files.ts'
import { getArticle, getArticleText } from './articles.ts'
import { listChanges } from './changes.ts'
import { checkFiles, expectThere } from './check-files.ts'
import { checkEngine, type Db, openReader } from './connect.ts'
import { fileIn, lockIn } from './data-folder.ts'
import { registerDeadline } from './deadline.ts'
import { errorOf, type Failure, failureOf } from './failure.ts'
import { findKey, listKeys } from './keys.ts'
import { openLane } from './lane.ts'
import { readable } from './listing-text.ts'
import { lockFolder } from './lock.ts'
import { isLongArticle, isLongQuote } from './long-items.ts'
import { isOlder, migrate } from './migrate.ts'
import { newArticle } from './new-articles.ts'
import { codeOf } from './not-now.ts'
import { recall } from './once.ts'
import { openForWriting } from './open-for-writing.ts'
import type { Reads, WriteOnce, Writes } from './operations.ts'
import { getQuote } from './quotes.ts'
import { resolve } from './resolve.ts'
import { openTurns } from './revision.ts'
import { isShortList, listShort } from './short-list.ts'
import { getSource } from './sources.ts'
import { sizesOf } from './status.ts'
import { openTransfer } from './transfer.ts'

export type StoreOptions = {
  dataDir: string
  /** Threads for lists and searches */
  readers: number
  /** Be the only server of this folder; commands that work beside a server do without. */
  lock: boolean
  /** Make no database where there is none: StartError instead. */
  existing?: boolean
  /** Told what SQLite calls it where something could not be done now: a full disk, one that fails, another writer; and why a thread died. */
  onTrouble?: (reason: string) => void
}

/** What was found when the store was opened. */
export type Opened = { path: string; created: boolean; schema: number; engine: string }

/** 16 Mi code units of text may wait for the writer, or for readers. */
const queuedText = 2 ** 24

const olderServer = 'It is of an older version, or has only just started. Stop it first.'

/**
 * Brings the database of a folder to the newest schema. StartError if it cannot be, as while a server of an older version runs on it:
 * what that one writes would not fit. `locked`: this process has the lock of the folder.
 */
export function migrateFolder(dataDir: string, locked = false): Opened & { from: number } {
  const path = fileIn(dataDir)
  const { created } = checkFiles(path)
  const db = openForWriting(path, created)
  let unlock = () => {}
  try {
    const engine = checkEngine(db)
    if (!locked && isOlder(db)) unlock = lockFolder(lockIn(dataDir), olderServer)
    const { from, to } = migrate(db)
    return { path, created, from, schema: to, engine }
  } finally {
    db.close()
    unlock()
  }
}

/** Point reads are cheap enough for the calling thread; what may be long goes to the readers, what writes to the writer. */
export function openSqliteStore(options: StoreOptions): Store & { opened: Opened } {
  const path = fileIn(options.dataDir)
  if (options.existing) expectThere(path)
  checkFiles(path)
  const advice = 'Stop it, or set DATA_DIR and PORT to other ones.'
  const unlock = options.lock ? lockFolder(lockIn(options.dataDir), advice) : () => {}
  let opened: Opened
  try {
    opened = migrateFolder(options.dataDir, options.lock)
  } catch (error) {
    unlock()
    throw error
  }
  if (options.lock) removeLeftovers(path)
  const db = openReader(path)
  // of the articles that are read one by one it has all pages of some ten thousand, without a call of the system for each (13 % less CPU)
  db.pragma('cache_size = -64000')
  registerDeadline(db)
  const turns = openTurns(db)
  const raise = (failure: Failure): Error => {
    if (failure.reason) options.onTrouble?.(failure.reason)
    return errorOf(failure)
  }
  const onDeath = (cause: Error) => options.onTrouble?.(codeOf(cause) || cause.message)
  const reader = openLane<Reads>({
    path,
    role: 'reader',
    threads: options.readers,
    running: 1,
    waiting: 64,
    size: queuedText,
    deadline: 2000,
    patience: 5000,
    heap: 256,
    raise,
    onDeath,
  })
  const writer = openLane<Writes>({
    path,
    role: 'writer',
    threads: 1,
    running: 1000,
    waiting: 1000,
    size: queuedText,
    deadline: 0,
    patience: 10_000,
    heap: 512,
    raise,
    onDeath,
    beforeAnswers: turns.forget,
  })
  const write = (async (name, once, ...args) => {
    if (!once) return writer.run(name, ...(args as never))
    const { replayed: tell, ...key } = once
    const { result, replayed } = await writer.run('once', key, name, args)
    if (replayed) tell()
    return result
  }) as WriteOnce
  const { close: closeTransfer, ...transfer } = openTransfer(path, write, raise)
  let closing = false
  const here = async <Result>(read: (db: Db) => Result): Promise<Result> => {
    if (closing) throw new AppError('shutting-down', 'The store is closed.')
    try {
      return turns.read(read)
    } catch (error) {
      throw raise(failureOf(error))
    }
  }
  const recalled = async <Result>(once: Once): Promise<Result | null> => {
    const known = await here((db) => recall(db, once, Date.now()))
    if (known) once.replayed()
    return (known?.result as Result | undefined) ?? null
  }
  return {
    opened,
    articles: {
      list: async (query, asker) =>
        isShortList(query)
          ? here((db) => readable<ArticleSummary>(listShort(db, query, turns.revision())))
          : readable(await reader.runFor(asker)('listArticles', query)),
      timeline: (query, asker) => reader.runFor(asker)('articleTimeline', query),
      get: (id, include) => here((db) => getArticle(db, id, include)),
      getText: async (id, include, asker) =>
        include.length > 0 && (await here((db) => isLongArticle(db, id)))
          ? reader.runFor(asker)('getArticleText', id, include)
          : here((db) => getArticleText(db, id, include)),
      // described here, so that the one thread that writes does nothing else
      create: async (article, extraction, once) => {
        const described = describeArticle(article)
        if (extraction || once) return write('createArticle', once, described, extraction)
        // its texts need not come back
        const { id, stamp } = await writer.run('addArticle', described)
        return newArticle(id, described, stamp)
      },
      recall: (once) => recalled<Article>(once),
      recallProposals: (once) => recalled<Proposals>(once),
      replace: (id, article, on) => writer.run('replaceArticle', id, article, on),
      update: (id, patch, on) => writer.run('updateArticle', id, patch, on),
      propose: (id, contentHash, extraction, on, once) => write('proposeQuotes', once, id, contentHash, extraction, on),
      delete: (id, on) => writer.run('deleteArticle', id, on),
    },
    quotes: {
      list: async (query, asker) => readable(await reader.runFor(asker)('listQuotes', query)),
      timeline: (query, asker) => reader.runFor(asker)('quoteTimeline', query),
      get: async (id, include, asker) =>
        (await here((db) => isLongQuote(db, id)))
          ? reader.runFor(asker)('getQuote', id, include)
          : here((db) => getQuote(db, id, include)),
      occurrences: async (id, query, asker) => readable(await reader.runFor(asker)('listOccurrences', id, query)),
      verify: (claim, asker) => reader.runFor(asker)('verifyQuote', claim),
      create: (quote, once) => write('createQuote', once, quote),
      review: (review, once) => write('reviewQuotes', once, review),
      replace: (id, quote, on) => writer.run('replaceQuote', id, quote, on),
      update: (id, patch, on) => writer.run('updateQuote', id, patch, on),
      delete: (id, on) => writer.run('deleteQuote', id, on),
    },
    sources: {
      list: async (query, asker) => readable(await reader.runFor(asker)('listSources', query)),
      get: (ref) => here((db) => getSource(db, ref)),
      duplicates: (limit, ref, asker) => reader.runFor(asker)('listDuplicates', limit, ref),
      coQuoted: (ref, query, asker) => reader.runFor(asker)('coQuotedSources', ref, query),
      create: (source, once) => write('createSource', once, source),
      replace: (ref, source, on) => writer.run('replaceSource', ref, source, on),
      update: (ref, patch, on) => writer.run('updateSource', ref, patch, on),
      merge: (ref, into, dryRun, on, once) => write('mergeSource', once, ref, into, dryRun, on),
      unmerge: (ref, id, on, once) => write('unmergeSource', once, ref, id, on),
      delete: (ref, detach, on) => writer.run('deleteSource', ref, detach, on),
    },
    changes: { list: (query) => here((db) => listChanges(db, query)) },
    keys: {
      add: (key) => writer.run('addKey', key),
      find: (id) => here((db) => findKey(db, id)),
      list: () => here(listKeys),
      revoke: (id) => writer.run('revokeKey', id),
    },
    stats: (query, asker) => reader.runFor(asker)('getStats', query),
    suggest: (query, asker) => reader.runFor(asker)('suggest', query),
    transfer,
    resolve: (resource, ref) => here((db) => resolve(db, resource, ref)),
    status: () => reader.run('status'),
    counts: () => reader.run('countAll'),
    revision: turns.revision,
    load: async () => ({ reader: reader.load(), writer: writer.load(), ...(await sizesOf(path)) }),
    close: async () => {
      closing = true
      await Promise.all([closeTransfer(), reader.drain(), writer.drain()])
      await reader.close()
      db.close()
      // last, so that no -wal is left beside the file: it can be copied then
      await writer.close()
      unlock()
    },
  }
}
