import { createHash, type Hash } from 'node:crypto'
import { AppError } from '../../domain/app-error.ts'
import type { Once } from '../../domain/store.ts'
import type { ImportItem, ImportResult, LineFailure, Transfer } from '../../domain/transfer.ts'
import type { Ingester } from '../../ingest/ingester.ts'
import type { ConflictRule, ImportLine, ImportProblem, ImportSummary } from '../../schema/import.ts'
import type { Line } from '../body/read-lines.ts'
import { problemOf } from '../failures/problems.ts'
import { keepInBatches } from './keep-in-batches.ts'
import { keepInParts, partOf } from './keep-in-parts.ts'
import { readItems, type SizedItem } from './read-items.ts'

/** Longest line, bytes: an article with the longest body that can be kept has less. */
export const importLineLimit = 16 * 1_048_576

type ImportRequest = {
  onConflict: ConflictRule
  atomic: boolean
  dryRun: boolean
  /** Says nothing of what went well */
  problemsOnly: boolean
  /** Bytes of an import that is atomic or a dry run */
  stagedLimit: number
  /** Lines that were kept under this key are not written again; a dry run keeps nothing */
  once?: Once | undefined
}
type Context = { transfer: Transfer; ingester: Ingester | null }

/**
 * Imports lines of NDJSON and yields what became of each, then the sum. With `ingester` the quotes of new articles are proposed.
 * Where the lines end in an AppError, those before it are kept and the sum has it; it is thrown if nothing was.
 */
export async function* importLines(
  lines: AsyncIterable<Line>,
  { transfer, ingester }: Context,
  request: ImportRequest,
): AsyncGenerator<ImportLine | ImportSummary> {
  const results = keepItems(readItems(lines, ingester, request.once !== undefined), transfer, request)
  const counts = { lines: 0, created: 0, updated: 0, skipped: 0, failed: 0 }
  let problem: ImportProblem | null = null
  try {
    for await (const result of results) {
      counts.lines += 1
      counts[result.status] += 1
      if (result.failure || !request.problemsOnly) yield lineOf(result)
    }
  } catch (error) {
    if (!(error instanceof AppError) || counts.lines === 0) throw error
    problem = problemFrom(error)
  }
  yield { summary: { ...counts, dryRun: request.dryRun }, problem }
}

function keepItems(items: AsyncIterable<SizedItem>, transfer: Transfer, request: ImportRequest) {
  const { onConflict, atomic, dryRun, stagedLimit: limit, once } = request
  if (!atomic && !dryRun)
    return once ? keepInParts(items, transfer, onConflict, once) : keepInBatches(items, transfer, onConflict)
  const digests = createHash('sha256')
  const all = once && !dryRun ? () => partOf(once, 0, [digests.digest()], true) : null
  return transfer.keepAll(itemsOf(items, digests), { onConflict, atomic, dryRun, limit, once: all })
}

async function* itemsOf(items: AsyncIterable<SizedItem>, digests: Hash): AsyncGenerator<ImportItem> {
  for await (const { item, digest } of items) {
    digests.update(digest)
    yield item
  }
}

const lineOf = ({ line, resource, id, status, failure }: ImportResult): ImportLine => ({
  line,
  resource,
  id,
  status,
  problem: failure && problemFrom(failure),
})

function problemFrom({ code, message, issues }: LineFailure): ImportProblem {
  const { instance: _, requestId: __, ...problem } = problemOf(code, message, issues, { instance: '', requestId: '' })
  return problem
}
