import { AppError } from '../../domain/app-error.ts'
import { noOrganization } from '../../domain/no-organization.ts'
import { renameReferences } from '../../domain/rename-references.ts'
import type { Once } from '../../domain/store.ts'
import type { Awaited, ImportResult, Transfer } from '../../domain/transfer.ts'
import type { ConflictRule } from '../../schema/import.ts'
import { patiently, type SizedItem } from './read-items.ts'

/** Sources that may wait for their organisations at a time, and names that may stand for others. */
const mostWaiting = 100_000

/** What became of one step, and why it is the last one. */
export type Kept = { results: ImportResult[]; fault: AppError | null }
type Keeper = {
  /** Writes items in one step. Results that have to wait for an organisation come with `settle`. */
  keep(items: readonly SizedItem[], once?: Once): Promise<Kept>
  /** Sets the organisations that have come by now, and tells what became of the lines that waited for them. */
  settle(once?: Once): Promise<ImportResult[]>
}

/** Writes batches and remembers what goes beyond them: other names, and sources whose organisations have not come. */
export function openKeeper(transfer: Transfer, rule: ConflictRule): Keeper {
  const renamed = new Map<string, string>()
  const waiting = new Map<number, ImportResult & { awaits: Awaited }>()

  async function keep(items: readonly SizedItem[], once?: Once): Promise<Kept> {
    const named = items.map(({ item }) =>
      item.record ? { ...item, record: renameReferences(item.record, renamed) } : item,
    )
    try {
      const kept = await patiently(() => transfer.keep(named, rule, once))
      return { results: kept.flatMap(remember), fault: null }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      // says nothing of these lines: they are those of another import
      if (error.code === 'idempotency-mismatch') return { results: [], fault: error }
      const failure = { code: error.code, message: error.message, issues: error.issues }
      const results = items.map(
        ({ item: { line } }): ImportResult => ({ line, resource: null, id: null, status: 'failed', failure }),
      )
      return { results, fault: error }
    }
  }

  function remember(result: ImportResult): ImportResult[] {
    const { renamed: name, awaits } = result
    if (name && renamed.size < mostWaiting) renamed.set(name.from, name.to)
    if (!awaits) return [result]
    if (waiting.size >= mostWaiting) return [withoutOrganization(result, awaits)]
    waiting.set(result.line, { ...result, awaits })
    return []
  }

  async function settle(once?: Once): Promise<ImportResult[]> {
    if (waiting.size === 0) return []
    const results = [...waiting.values()]
    waiting.clear()
    const awaited = results.map(({ awaits }) => ({
      ...awaits,
      organizationId: renamed.get(awaits.organizationId) ?? awaits.organizationId,
    }))
    const unsettled = await patiently(() => transfer.settle(awaited, once))
    const failures = new Map(unsettled.map(({ line, failure }) => [line, failure]))
    return results.map((result) => ({ ...result, failure: failures.get(result.line) ?? null }))
  }
  return { keep, settle }
}

function withoutOrganization(result: ImportResult, { organizationId }: Awaited): ImportResult {
  return { ...result, failure: noOrganization(organizationId) }
}
