import { AppError } from '../domain/app-error.ts'
import type { Store } from '../domain/store.ts'
import { findDocuments } from './find-documents.ts'
import { type Candidate, type Reading, readCandidates, type Unreadable } from './read-document.ts'

/** What came of loading documents; `failures` name the file, and the line in an NDJSON file. */
export type Loaded = {
  articles: number
  quotes: number
  sources: number
  unchanged: number
  failures: { path: string; reason: string }[]
}

type Step = (at: { done: number; files: number; path: string }) => void

/** Loads files and folders into the store. One that is there already is left alone, and one that fails stops no other. */
export async function loadDocuments(
  paths: readonly string[],
  store: Store,
  reading: Reading,
  onStep: Step = () => {},
): Promise<Loaded> {
  const { files, failures } = findDocuments(paths)
  const loaded: Loaded = { articles: 0, quotes: 0, sources: 0, unchanged: 0, failures }
  const sourcesBefore = (await store.counts()).sources
  for (const [done, path] of files.entries()) {
    onStep({ done, files: files.length, path })
    for await (const candidate of readCandidates(path, reading)) await load(candidate, store, loaded)
  }
  loaded.sources = (await store.counts()).sources - sourcesBefore
  return loaded
}

async function load(candidate: Candidate | Unreadable, store: Store, loaded: Loaded): Promise<void> {
  if ('reason' in candidate) {
    loaded.failures.push(candidate)
    return
  }
  try {
    if (await isKept(store, candidate.externalId)) loaded.unchanged++
    else {
      const { article, extraction } = await candidate.read()
      const kept = await store.articles.create(article, extraction)
      loaded.articles++
      loaded.quotes += kept.quoteCount
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    loaded.failures.push({ path: candidate.path, reason: error.message })
  }
}

async function isKept(store: Store, externalId: string): Promise<boolean> {
  const { total } = await store.articles.list({
    q: null,
    qIn: [],
    highlight: false,
    filters: { externalId: [externalId] },
    sort: [{ key: 'publishedAt', descending: true }],
    limit: 0,
    cursor: null,
    total: 'exact',
    include: [],
  })
  return (total?.value ?? 0) > 0
}
