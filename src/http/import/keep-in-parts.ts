import { createHash } from 'node:crypto'
import type { Once } from '../../domain/store.ts'
import type { ImportResult, Transfer } from '../../domain/transfer.ts'
import type { ConflictRule } from '../../schema/import.ts'
import { isFull } from './keep-in-batches.ts'
import { openKeeper } from './keeper.ts'
import type { SizedItem } from './read-items.ts'

/** Lines in a part; another number would cut an import that is sent again after an update of the server into other parts. */
const mostItems = 100

/** Lines that are kept in one step with what became of them; the same lines are always cut into the same parts. */
type Part = { items: SizedItem[]; once: Once }

/**
 * Keeps items so that they can all be sent again: what became of each part is kept in the step that wrote it, and told again instead
 * of written. Lines of a part that never became full, because the upload broke off, are not written. AppError idempotency-mismatch
 * at the first part that had other lines.
 */
export async function* keepInParts(
  items: AsyncIterable<SizedItem>,
  transfer: Transfer,
  rule: ConflictRule,
  once: Once,
): AsyncGenerator<ImportResult> {
  const keeper = openKeeper(transfer, rule)
  const parts = partsOf(items, once)
  let coming = parts.next()
  try {
    for (let next = await coming; !next.done; next = await coming) {
      coming = parts.next()
      // it is awaited in its turn
      coming.catch(() => {})
      const { results, fault } = await keeper.keep(next.value.items, next.value.once)
      yield* results
      if (fault) throw fault
    }
    yield* await keeper.settle(partOf(once, 'organizations', [], true))
  } finally {
    await keeper.settle()
  }
}

/** Cuts items into parts. There is always a last one, if need be without items, so that more lines are another import. */
async function* partsOf(items: AsyncIterable<SizedItem>, once: Once): AsyncGenerator<Part> {
  let part: SizedItem[] = []
  let number = 0
  const finish = (last: boolean): Part => {
    const digests = part.map(({ digest }) => digest)
    const finished = { items: part, once: partOf(once, number, digests, last) }
    part = []
    number += 1
    return finished
  }
  for await (const item of items) {
    part.push(item)
    if (isFull(part, mostItems)) yield finish(false)
  }
  yield finish(true)
}

/** What keeps one part: the first under the key itself, so that it meets the other requests that used it, the others beside it. */
export function partOf(once: Once, part: number | string, digests: readonly Uint8Array[], last: boolean): Once {
  const about = createHash('sha256')
    .update(once.request)
    .update(JSON.stringify([part, last]))
  for (const digest of digests) about.update(digest)
  return { ...once, scope: part === 0 ? once.scope : `${once.scope} part ${part}`, request: about.digest() }
}
