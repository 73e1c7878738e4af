import type { Change } from '../../src/schema/change.ts'

export type Follower = {
  changes: Change[]
  /** Comments and settings of the stream, as they came. */
  notes: string[]
  status: number
  /** Resolves when a change satisfies the condition, also one that came before. */
  until(is: (change: Change) => boolean): Promise<Change>
  /** Resolves when the stream has ended. */
  ended: Promise<void>
  close(): void
}

/** Reads a stream of server-sent events (HTML Living Standard §9.2.6) as a client would. */
export async function follow(url: string, headers: Record<string, string> = {}): Promise<Follower> {
  const abort = new AbortController()
  const response = await fetch(url, { headers, signal: abort.signal })
  const changes: Change[] = []
  const notes: string[] = []
  let wake = () => {}
  const take = (event: string) => {
    const data = event.split('\n').filter((line) => line.startsWith('data: '))
    if (data.length === 0) notes.push(event)
    else changes.push(JSON.parse(data.map((line) => line.slice(6)).join('\n')))
    wake()
  }
  const ended = (async () => {
    let rest = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = `${rest}${chunk}`.split('\n\n')
      rest = events.pop() ?? ''
      for (const event of events) take(event)
    }
  })().catch(() => {})
  const until = async (is: (change: Change) => boolean): Promise<Change> => {
    for (;;) {
      const found = changes.find(is)
      if (found) return found
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return { changes, notes, status: response.status, until, ended, close: () => abort.abort() }
}
