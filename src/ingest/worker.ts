import { parentPort } from 'node:worker_threads'
import { AppError } from '../domain/app-error.ts'
import { giveWay } from '../domain/give-way.ts'
import { extractQuotes } from './extract-quotes.ts'
import type { Job, Reply } from './ingester.ts'
import { parseDocument } from './parse-document.ts'

/** What one job asks for, computed on this thread. */
function run(job: Job): unknown {
  if (job.task === 'extract') return extractQuotes(job.body)
  const draft = parseDocument(job.document)
  return job.task === 'parse' ? draft : { draft, extraction: extractQuotes(draft.body) }
}

/** Errors lose their class on the way to another thread, so an AppError goes over as its parts. */
function answer(job: Job): Reply {
  try {
    return { kind: 'done', value: run(job) }
  } catch (error) {
    if (error instanceof AppError)
      return { kind: 'failed', code: error.code, message: error.message, issues: error.issues }
    return { kind: 'failed', code: 'internal-error', message: 'The document could not be read.', issues: [] }
  }
}

giveWay()
parentPort?.on('message', (job: Job) => parentPort?.postMessage(answer(job)))
parentPort?.postMessage({ kind: 'ready' } satisfies Reply)
