import type { Keys } from '../../domain/store.ts'
import type { AccessKey } from '../../schema/key.ts'

const freshMs = 1_000
const most = 1_000

export type KeyFinder = (id: string) => Promise<AccessKey | null>
type Entry = { found: Promise<AccessKey | null>; until: number }

/**
 * Finds keys by id, asking the store at most once a second for each: `whosaid key revoke` runs in another process, so
 * a revoked key works one second longer at most.
 */
export function keyFinder(keys: Pick<Keys, 'find'>): KeyFinder {
  const entries = new Map<string, Entry>()
  return (id) => {
    const known = entries.get(id)
    if (known && known.until > performance.now()) return known.found
    if (entries.size >= most) entries.clear()
    const found = keys.find(id)
    entries.set(id, { found, until: performance.now() + freshMs })
    found.catch(() => entries.delete(id))
    return found
  }
}
