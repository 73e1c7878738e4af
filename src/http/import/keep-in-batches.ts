import { AppError } from '../../domain/app-error.ts'
import { noOrganization } from '../../domain/no-organization.ts'
import { renameReferences } from '../../domain/rename-references.ts'
import type { Awaited, ImportItem, ImportResult, Transfer } from '../../domain/transfer.ts'
import type { ConflictRule } from '../../schema/import.ts'
import { patiently, type SizedItem } from './read-items.ts'

/** A step of the writer: other writes wait for it, some 100 ms. */
const mostItems = 100
const mostBytes = 1_048_576
/** Batches at the writer: two, so that it does not wait for us; one where the next may have to know what the last one found. */
const depth: Record<ConflictRule, number> = { error: 2, skip: 1, update: 1 }
/** Sources that may wait for their organisations at a time, and names that may stand for others. */
const mostWaiting = 100_000

type Arrived = { kind: 'item'; next: IteratorResult<SizedItem> } | { kind: 'error'; error: unknown }
type Kept = { kind: 'kept'; results: ImportResult[]; fault: AppError | null }

/**
 * Keeps items in batches, one being written while the next one is read, and yields what became of each once that is on the disk.
 * A batch is what has come while the writer was busy. Throws what `items` throws, once all that came before is kept.
 */
export async function* keepInBatches(
  items: AsyncIterable<SizedItem>,
  transfer: Transfer,
  rule: ConflictRule,
): AsyncGenerator<ImportResult> {
  const source = items[Symbol.asyncIterator]()
  const keeper = openKeeper(transfer, rule)
  let arriving: Promise<Arrived> | null = nextOf(source)
  const writing: Promise<Kept>[] = []
  let batch: SizedItem[] = []
  let fault: unknown = null
  try {
    while (arriving || writing.length > 0 || batch.length > 0) {
      if (batch.length > 0 && writing.length < (isFull(batch) ? depth[rule] : 1)) {
        writing.push(keeper.keep(batch.map(({ item }) => item)))
        batch = []
      }
      const awaited: (Promise<Arrived | Kept> | null | undefined)[] = [isFull(batch) ? null : arriving, writing[0]]
      const event = await Promise.race(awaited.filter((one) => one != null))
      if (event.kind === 'item' && !event.next.done) batch.push(event.next.value)
      if (event.kind === 'error') fault = event.error
      if (event.kind !== 'kept') arriving = event.kind === 'item' && !event.next.done ? nextOf(source) : null
      else {
        writing.shift()
        yield* event.results
        if (event.fault) throw event.fault
      }
    }
    yield* await keeper.settle()
    if (fault) throw fault
  } finally {
    await Promise.all(writing)
    await keeper.settle()
  }
}

const isFull = (batch: readonly SizedItem[]): boolean =>
  batch.length >= mostItems || batch.reduce((sum, { size }) => sum + size, 0) >= mostBytes

const nextOf = (source: AsyncIterator<SizedItem>): Promise<Arrived> =>
  source.next().then(
    (next) => ({ kind: 'item', next }),
    (error: unknown) => ({ kind: 'error', error }),
  )

/** Writes batches and remembers what goes beyond them: other names, and sources whose organisations have not come. */
function openKeeper(transfer: Transfer, rule: ConflictRule) {
  const renamed = new Map<string, string>()
  const waiting = new Map<number, ImportResult & { awaits: Awaited }>()

  async function keep(items: ImportItem[]): Promise<Kept> {
    const named = items.map((item) =>
      item.record ? { ...item, record: renameReferences(item.record, renamed) } : item,
    )
    try {
      const kept = await patiently(() => transfer.keep(named, rule))
      return { kind: 'kept', results: kept.flatMap(remember), fault: null }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const failure = { code: error.code, message: error.message, issues: error.issues }
      const results = items.map(
        ({ line }): ImportResult => ({ line, resource: null, id: null, status: 'failed', failure }),
      )
      return { kind: 'kept', results, fault: error }
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

  async function settle(): Promise<ImportResult[]> {
    if (waiting.size === 0) return []
    const results = [...waiting.values()]
    waiting.clear()
    const awaited = results.map(({ awaits }) => ({
      ...awaits,
      organizationId: renamed.get(awaits.organizationId) ?? awaits.organizationId,
    }))
    const missing = new Set((await patiently(() => transfer.settle(awaited))).map(({ line }) => line))
    return results.map((result) => (missing.has(result.line) ? withoutOrganization(result, result.awaits) : result))
  }
  return { keep, settle }
}

function withoutOrganization(result: ImportResult, { organizationId }: Awaited): ImportResult {
  return { ...result, failure: noOrganization(organizationId) }
}
