import type { Chance } from '../../bench/corpus/chance.ts'
import type { Deed } from './trace.ts'

/** What a disk promises to write whole or not at all. */
const sector = 512

/** A disk with a cache: what was synced is safe, what was written since may be lost in a power cut. */
export type Disk = {
  do(deed: Deed): void
  /** The files as a power cut at this moment leaves them: each unsynced write kept, dropped, or torn between sectors. */
  cut(chance: Chance): Map<string, Buffer>
}

type Change = Extract<Deed, { kind: 'write' | 'truncate' }>

const changed = (content: Buffer, deed: Change): Buffer => {
  if (deed.kind === 'truncate')
    return Buffer.concat([content, Buffer.alloc(Math.max(0, deed.size - content.length))], deed.size)
  const end = deed.offset + deed.bytes.length
  const room = end > content.length ? Buffer.concat([content, Buffer.alloc(end - content.length)]) : content
  room.set(deed.bytes, deed.offset)
  return room
}

/** What is left of a write: nothing, all, or some of its sectors. */
function remains(deed: Change, chance: Chance, keep: number): Change[] {
  if (deed.kind === 'truncate' || chance.next() < 0.7) return chance.next() < keep ? [deed] : []
  const { offset, bytes, ...rest } = deed
  const pieces: Change[] = []
  for (let from = 0; from < bytes.length; ) {
    const to = Math.min(bytes.length, from + sector - ((offset + from) % sector))
    if (chance.next() < keep) pieces.push({ ...rest, offset: offset + from, bytes: bytes.subarray(from, to) })
    from = to
  }
  return pieces
}

/** A disk that holds these files, all of them synced. */
export function openDisk(files: Map<string, Buffer>): Disk {
  const safe = new Map(files)
  const cached = new Map<string, Change[]>()
  return {
    do(deed) {
      const { file } = deed
      const changes = cached.get(file) ?? []
      cached.set(file, changes)
      if (deed.kind === 'write' || deed.kind === 'truncate') changes.push(deed)
      else {
        // a name that was removed is gone at once: the folder is no part of this
        if (deed.kind === 'remove') safe.delete(file)
        else safe.set(file, changes.reduce(changed, safe.get(file) ?? Buffer.alloc(0)))
        cached.set(file, [])
      }
    },
    cut(chance) {
      // in one cut nearly nothing of the cache got to the disk, in another nearly all
      const keep = chance.pick([0, 0.1, 0.5, 0.9, 1])
      const files = new Map(safe)
      for (const [file, changes] of cached) {
        const left = changes.flatMap((change) => remains(change, chance, keep))
        const content = Buffer.from(safe.get(file) ?? [])
        if (safe.has(file) || left.length > 0) files.set(file, left.reduce(changed, content))
      }
      return files
    },
  }
}
