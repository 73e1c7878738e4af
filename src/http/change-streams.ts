import { PassThrough, type Readable } from 'node:stream'
import { AppError } from '../domain/app-error.ts'
import type { Store } from '../domain/store.ts'
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

/** ms that readers get for what was sent to them when the streams are closed */
const farewell = 1_000

type Wanted = { after: number; resource: readonly Change['resource'][] }
/** Who reads a stream: what they count as, whether they still may, and a way to end their connection. */
export type Reader = { client: string; mayRead(): Promise<boolean>; cut(): void }
/** `revision`: that of the store when there was nothing more to read */
type Stream = Wanted &
  Reader & { out: PassThrough; opened: number; wrote: number; reading: boolean; revision: number | null }

/** `revision`: that of the store before they were read */
type Events = { text: string; until: number; latest: number; revision: number }

type ChangeStreams = {
  /** Opens a stream of what comes after a change. AppError rate-limited or overloaded where there are too many. */
  open(reader: Reader, wanted: Wanted): Readable
  /** Ends all streams. */
  close(): void
}

/** A change as an event of the stream. */
export const eventOf = (change: Change): string => `id: ${change.seq}\ndata: ${JSON.stringify(change)}\n\n`

/**
 * Streams of the feed, all read by one timer that runs while there are any. A stream is written to only once its reader has
 * taken what was written before, so a slow one holds a batch of changes in memory and no more.
 */
export function openChangeStreams({ changes, revision }: Pick<Store, 'changes' | 'revision'>): ChangeStreams {
  const streams = new Set<Stream>()
  const events = new Map<string, Promise<Events>>()
  let timer: NodeJS.Timeout | null = null

  function open(reader: Reader, wanted: Wanted): Readable {
    if (streams.size >= most) throw new AppError('overloaded', `There are ${most} streams of changes already.`)
    if ([...streams].filter((stream) => stream.client === reader.client).length >= mostOfOne)
      throw new AppError('rate-limited', `More than ${mostOfOne} streams of changes at a time. Close one first.`)
    const out = new PassThrough()
    const now = performance.now()
    const stream: Stream = { ...wanted, ...reader, out, opened: now, wrote: now, reading: false, revision: null }
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
    const now = performance.now()
    // where nothing was committed there is nothing to read
    for (const stream of streams)
      if (stream.revision !== revision() || now - stream.wrote > heartbeat || now - stream.opened > life)
        void read(stream)
    if (streams.size > 0 || !timer) return
    clearInterval(timer)
    timer = null
  }

  /** Streams that stand at the same place are read together. */
  function eventsAfter({ after, resource }: Wanted): Promise<Events> {
    const place = `${after} ${resource}`
    const known = events.get(place)
    if (known) return known
    const before = revision()
    const found = changes.list({ after, limit: batch, resource }).then(({ changes: list, until, latest }) => ({
      text: list.map(eventOf).join(''),
      until,
      latest,
      revision: before,
    }))
    events.set(place, found)
    // what is committed after this turn is read anew
    setImmediate(() => events.delete(place))
    return found
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
      if (!(await stream.mayRead())) return void out.end()
      const { text, until, latest, revision: seen } = await eventsAfter(stream)
      stream.after = until
      stream.revision = until < latest ? null : seen
      if (text !== '') write(stream, text)
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
    const last = [...streams]
    streams.clear()
    for (const { out } of last) out.end()
    // those that take nothing would hold up the end
    setTimeout(() => {
      for (const { cut } of last) cut()
    }, farewell).unref()
  }

  return { open, close }
}
