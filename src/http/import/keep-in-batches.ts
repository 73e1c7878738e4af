import type { ImportResult, Transfer } from '../../domain/transfer.ts'
import type { ConflictRule } from '../../schema/import.ts'
import { type Kept, openKeeper } from './keeper.ts'
import type { SizedItem } from './read-items.ts'

/** A step of the writer: other writes wait for it, less than 100 ms. One of 200 articles takes a fifth less CPU than two of 100. */
const mostItems = 200
const mostBytes = 1_048_576
/** Batches at the writer: as many as it keeps together and as many again, so that it does not wait for us; one where the next may have to know what the last one found. */
const depth: Record<ConflictRule, number> = { error: 4, skip: 1, update: 1 }

type Arrived = { kind: 'item'; next: IteratorResult<SizedItem> } | { kind: 'error'; error: unknown }
type Written = Kept & { kind: 'kept' }

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
  const writing: Promise<Written>[] = []
  let batch: SizedItem[] = []
  let fault: unknown = null
  try {
    while (arriving || writing.length > 0 || batch.length > 0) {
      if (batch.length > 0 && writing.length < (isFull(batch) ? depth[rule] : 1)) {
        const written = keeper.keep(batch).then((kept): Written => ({ kind: 'kept', ...kept }))
        // it is awaited in its turn
        written.catch(() => {})
        writing.push(written)
        batch = []
      }
      const awaited: (Promise<Arrived | Written> | null | undefined)[] = [isFull(batch) ? null : arriving, writing[0]]
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

/** Whether a step has as much as the writer should have at a time. */
export const isFull = (batch: readonly SizedItem[], most = mostItems): boolean =>
  batch.length >= most || batch.reduce((sum, { size }) => sum + size, 0) >= mostBytes

const nextOf = (source: AsyncIterator<SizedItem>): Promise<Arrived> =>
  source.next().then(
    (next) => ({ kind: 'item', next }),
    (error: unknown) => ({ kind: 'error', error }),
  )
