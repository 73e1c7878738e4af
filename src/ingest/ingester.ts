import { AppError } from '../domain/app-error.ts'
import type { ArticleDraft, Extraction } from '../domain/extraction.ts'
import { type IngestThread, openThread } from './ingest-thread.ts'
import type { RawDocument } from './parse-document.ts'

/** What goes to a worker thread. */
export type Job = { task: 'parse' | 'ingest'; document: RawDocument } | { task: 'extract'; body: string }

/** What comes back: `ready` once after its start, then one answer to each job. */
export type Reply =
  | { kind: 'ready' }
  | { kind: 'done'; value: unknown }
  | { kind: 'failed'; code: AppError['code']; message: string; issues: AppError['issues'] }

export type Ingested = { draft: ArticleDraft; extraction: Extraction }

/** Parsing and extraction on threads of their own, so that no document can stop the event loop or take it down. */
export type Ingester = {
  parse(document: RawDocument): Promise<ArticleDraft>
  extract(body: string): Promise<Extraction>
  ingest(document: RawDocument): Promise<Ingested>
  /** Ends the threads; what still runs or waits is refused with `shutting-down`. */
  close(): Promise<void>
}

/** `deadline` in ms for each document, from when its turn comes; `queue` documents may wait; `threads` defaults to 1. */
export type IngesterOptions = { deadline: number; queue: number; threads?: number }

type Waiting = { job: Job; resolve: (value: unknown) => void; reject: (error: unknown) => void }

/** Longer documents are refused unread: past its heap a worker may take the whole process down. A long article has 50,000. */
const longest = 3 * 1024 * 1024

const tooLong = () =>
  new AppError('invalid-document', `The document has more than ${longest} characters. Send one article at a time.`)
const stopping = () => new AppError('shutting-down', 'The server is stopping and reads no more documents.')

/**
 * Opens an Ingester; a thread starts with the first document that needs it. Its promises reject with AppError:
 * `invalid-document` for documents that cannot be read in time or at all, `overloaded` while the queue is full.
 */
export function openIngester({ deadline, queue, threads = 1 }: IngesterOptions): Ingester {
  const idle: IngestThread[] = Array.from({ length: threads }, () => openThread(deadline))
  const all = [...idle]
  const waiting: Waiting[] = []
  let closed = false

  const next = () => {
    if (closed || waiting.length === 0) return
    const thread = idle.pop()
    const turn = thread && waiting.shift()
    if (!thread || !turn) return
    const done = () => {
      idle.push(thread)
      next()
    }
    thread.run(turn.job).then(turn.resolve, turn.reject).finally(done)
  }

  const submit = <T>(job: Job): Promise<T> => {
    if (closed) return Promise.reject(stopping())
    if ((job.task === 'extract' ? job.body : job.document.content).length > longest) return Promise.reject(tooLong())
    if (idle.length === 0 && waiting.length >= queue) {
      return Promise.reject(
        new AppError('overloaded', `${queue} documents are waiting to be read already. Try again later.`),
      )
    }
    return new Promise<T>((resolve, reject) => {
      waiting.push({ job, resolve: (value) => resolve(value as T), reject })
      next()
    })
  }

  return {
    parse: (document) => submit({ task: 'parse', document }),
    extract: (body) => submit({ task: 'extract', body }),
    ingest: (document) => submit({ task: 'ingest', document }),
    close: async () => {
      closed = true
      for (const turn of waiting.splice(0)) turn.reject(stopping())
      await Promise.all(all.map((thread) => thread.stop()))
    },
  }
}
