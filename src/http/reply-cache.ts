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
  /** Keeps a reply that was made from this revision or a later one, unless a later one has been seen. */
  keep(key: string, revision: number, reply: ReadyReply): void
  load(): { hits: number; misses: number; bytes: number }
}

/** What an entry takes beside its body. */
const overhead = 1_000

/**
 * Keeps at most `limit` bytes of replies, the least recently used going first. A commit of any process changes the
 * revision, and nothing that was kept before is found after that: a stale reply cannot be sent.
 */
export function openReplyCache(limit: number, revision: () => number): ReplyCache {
  const replies = new Map<string, ReadyReply>()
  const load = { hits: 0, misses: 0, bytes: 0 }
  let current = Number.NaN
  const sizeOf = (key: string, { body }: ReadyReply) => overhead + key.length + body.length

  function now(): number {
    const found = revision()
    if (found === current) return found
    replies.clear()
    load.bytes = 0
    current = found
    return found
  }

  function find(key: string): ReadyReply | undefined {
    const reply = replies.get(key)
    load[reply ? 'hits' : 'misses'] += 1
    if (!reply) return undefined
    // the least recently used is the first
    replies.delete(key)
    replies.set(key, reply)
    return reply
  }

  function keep(key: string, revision: number, reply: ReadyReply): void {
    const size = sizeOf(key, reply)
    // one reply may not drive out all others
    if (revision !== current || size > limit / 8 || replies.has(key)) return
    replies.set(key, reply)
    load.bytes += size
    for (const [oldest, its] of replies) {
      if (load.bytes <= limit) return
      replies.delete(oldest)
      load.bytes -= sizeOf(oldest, its)
    }
  }

  return { revision: now, find, keep, load: () => ({ ...load }) }
}
