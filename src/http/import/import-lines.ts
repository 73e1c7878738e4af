import { AppError } from '../../domain/app-error.ts'
import type { ImportResult, LineFailure, Transfer } from '../../domain/transfer.ts'
import type { Ingester } from '../../ingest/ingester.ts'
import type { ConflictRule, ImportLine, ImportProblem, ImportSummary } from '../../schema/import.ts'
import type { Line } from '../body/read-lines.ts'
import { problemOf } from '../failures/problems.ts'
import { keepInBatches } from './keep-in-batches.ts'
import { readItems } from './read-items.ts'

/** Longest line, bytes: an article with the longest body that can be kept has less. */
export const importLineLimit = 16 * 1_048_576

export type ImportRequest = {
  onConflict: ConflictRule
  atomic: boolean
  dryRun: boolean
  /** Says nothing of what went well */
  problemsOnly: boolean
  /** Bytes of an import that is atomic or a dry run */
  stagedLimit: number
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
  const { onConflict, atomic, dryRun, stagedLimit: limit } = request
  const items = readItems(lines, ingester)
  const results =
    atomic || dryRun
      ? transfer.keepAll(itemsOf(items), { onConflict, atomic, dryRun, limit })
      : keepInBatches(items, transfer, onConflict)
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
  yield { summary: { ...counts, dryRun }, problem }
}

async function* itemsOf(items: ReturnType<typeof readItems>) {
  for await (const { item } of items) yield item
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
