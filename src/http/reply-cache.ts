import { openKeptBytes } from '../domain/kept-bytes.ts'
import type { Coding } from './content-coding.ts'

/** A reply that can be sent again as it is. */
export type ReadyReply = {
  type: string
  link: string | undefined
  etag: string
  coding: Coding | null
  body: Buffer
}

/** Replies by what was asked, all of one revision of the store. */
export type ReplyCache = {
  /** The revision as it is now: to be asked before what may be kept is read. */
  revision(): number
  find(key: string): ReadyReply | undefined
  /** Whether this key is among the last thousands that were asked about here; it is from now on. */
  recall(key: string): boolean
  /** Keeps a reply that was made from this revision or a later one, unless a later one has been seen. */
  keep(key: string, revision: number, reply: ReadyReply): void
  load(): { hits: number; misses: number; bytes: number }
}

/** Keys are remembered until so many others came, or twice as many: some 100 bytes each. */
const recalledFor = 2_500

/**
 * Keeps at most `limit` bytes of replies, what was not asked for lately going first. A commit of any process changes the
 * revision, and nothing that was kept before is found after that: a stale reply cannot be sent.
 */
export function openReplyCache(limit: number, revision: () => number): ReplyCache {
  const replies = openKeptBytes<string, Omit<ReadyReply, 'body'>>(limit, { bytes: 3_000, beside: 500 })
  const asked = { hits: 0, misses: 0 }
  let [recent, older] = [new Set<string>(), new Set<string>()]
  let current = Number.NaN

  function now(): number {
    const found = revision()
    if (found === current) return found
    replies.clear()
    current = found
    return found
  }

  function find(key: string): ReadyReply | undefined {
    const found = replies.find(key)
    asked[found ? 'hits' : 'misses'] += 1
    if (!found) return undefined
    // a copy, since a slow client may still be getting it when its place is taken
    const reply = { ...found.note, body: Buffer.from(found.bytes) }
    replies.renew(key)
    return reply
  }

  function recall(key: string): boolean {
    if (recent.has(key)) return true
    if (recent.size >= recalledFor) [recent, older] = [new Set(), recent]
    recent.add(key)
    return older.has(key)
  }

  function keep(key: string, revision: number, { body, ...rest }: ReadyReply): void {
    if (revision === current) replies.keep(key, body, rest)
  }

  return { revision: now, find, recall, keep, load: () => ({ ...asked, bytes: replies.size() }) }
}
