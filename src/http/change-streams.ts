import { PassThrough, type Readable } from 'node:stream'
import { AppError } from '../domain/app-error.ts'
import type { Changes } from '../domain/store.ts'
import type { Change } from '../schema/change.ts'

export const eventStreamType = 'text/event-stream'

/** Streams in all, and of one key or address. */
const most = 1_000
const mostOfOne = 10
/** ms between two looks at the feed; changes wait no longer for their readers. */
const interval = 200
const batch = 100
/** Proxies cut connections that are silent for a minute. */
const heartbeat = 15_000
/** A reader that takes nothing for so long has gone. */
const patience = 60_000
const life = 3_600_000

type Wanted = { after: number; resource: readonly Change['resource'][] }
type Stream = Wanted & { out: PassThrough; client: string; opened: number; wrote: number; reading: boolean }

export type ChangeStreams = {
  /** Opens a stream of what comes after a change. AppError rate-limited or overloaded where there are too many. */
  open(client: string, wanted: Wanted): Readable
  /** A change as an event of the stream. */
  format(change: Change): string
  /** Ends all streams. */
  close(): void
}

const format = (change: Change): string => `id: ${change.seq}\ndata: ${JSON.stringify(change)}\n\n`

/**
 * Streams of the feed, all read by one timer that runs while there are any. A stream is written to only once its reader has
 * taken what was written before, so a slow one holds a batch of changes in memory and no more.
 */
export function openChangeStreams(changes: Changes): ChangeStreams {
  const streams = new Set<Stream>()
  let timer: NodeJS.Timeout | null = null

  function open(client: string, wanted: Wanted): Readable {
    if (streams.size >= most) throw new AppError('overloaded', `There are ${most} streams of changes already.`)
    if ([...streams].filter((stream) => stream.client === client).length >= mostOfOne)
      throw new AppError('rate-limited', `More than ${mostOfOne} streams of changes at a time. Close one first.`)
    const out = new PassThrough()
    const now = performance.now()
    const stream: Stream = { ...wanted, out, client, opened: now, wrote: now, reading: false }
    out.on('close', () => streams.delete(stream))
    // one that is far behind goes on as fast as its reader takes it
    out.on('drain', () => void read(stream))
    out.write('retry: 1000\n\n')
    streams.add(stream)
    timer ??= setInterval(tick, interval)
    void read(stream)
    return out
  }

  function tick(): void {
    for (const stream of streams) void read(stream)
    if (streams.size > 0 || !timer) return
    clearInterval(timer)
    timer = null
  }

  async function read(stream: Stream): Promise<void> {
    const { out } = stream
    if (stream.reading || out.destroyed) return
    const now = performance.now()
    if (now - stream.opened > life) return void out.end()
    if (out.writableLength + out.readableLength > 0) {
      if (now - stream.wrote > patience) out.destroy()
      return
    }
    stream.reading = true
    try {
      const {
        changes: found,
        until,
        latest,
      } = await changes.list({
        after: stream.after,
        limit: batch,
        resource: stream.resource,
      })
      stream.after = until
      if (found.length > 0) write(stream, found.map(format).join(''))
      else if (now - stream.wrote > heartbeat) write(stream, ': nothing new\n\n')
      if (until < latest) setImmediate(() => void read(stream))
    } catch {
      // the store is closing, or had to start anew: the reader comes again
      out.end()
    } finally {
      stream.reading = false
    }
  }

  function write(stream: Stream, text: string): void {
    if (!stream.out.writable) return
    stream.out.write(text)
    stream.wrote = performance.now()
  }

  function close(): void {
    if (timer) clearInterval(timer)
    timer = null
    for (const { out } of streams) out.end()
    streams.clear()
  }

  return { open, format, close }
}
