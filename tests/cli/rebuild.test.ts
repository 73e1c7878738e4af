import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Change } from '../../src/schema/change.ts'
import { follow } from '../http/event-stream.ts'
import { newFolder, type Server, startServer } from './process.ts'

type Fate = 'kept' | 'deleted' | 'unknown'
type Resource = Record<string, unknown> & { id: string }

/** What is worked out from other resources: the feed does not tell of it. */
const derived = [
  'quoteCount',
  'sourceCount',
  'articleCount',
  'occurrenceCount',
  'firstQuotedAt',
  'lastQuotedAt',
  'publisher',
  'publishedAt',
  'deepLink',
]
const told = (resource: Resource): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(resource).filter(
      ([name]) => !derived.includes(name) || (resource.id.startsWith('art_') && name === 'publishedAt'),
    ),
  )

const text = (n: number) =>
  `Harbour shut, day ${n}\n\n“We will open on day ${n},” said Ana Ruiz${n % 7}. “Nobody asked us ${n} times,” Maren Olsen said.\n`

/** Writes without pause until told to stop; what is answered with 2xx goes into `acknowledged`. */
async function write(
  at: () => string,
  key: string,
  acknowledged: Map<string, Fate>,
  isOver: () => boolean,
  seed: number,
) {
  const own: string[] = []
  for (let n = seed; !isOver(); n++) {
    const send = async (method: string, path: string, body: string | null, type = 'application/json') => {
      const headers = { authorization: `Bearer ${key}`, ...(body === null ? {} : { 'content-type': type }) }
      const response = await fetch(at() + path, { method, headers, body })
      return response.ok ? ((await response.json().catch(() => null)) as Resource | null) : null
    }
    try {
      const old = own[n % Math.max(own.length, 1)]
      if (n % 5 === 4 && old) {
        acknowledged.set(old, 'unknown')
        own.splice(own.indexOf(old), 1)
        if (
          (await fetch(`${at()}/v1/articles/${old}`, { method: 'DELETE', headers: { authorization: `Bearer ${key}` } }))
            .status === 204
        )
          acknowledged.set(old, 'deleted')
      } else if (n % 3 === 2 && old) {
        await send(
          'PATCH',
          `/v1/articles/${old}`,
          JSON.stringify({ section: `Section ${n}`, body: `Edited.\n\n${text(n)}` }),
          'application/merge-patch+json',
        )
      } else {
        const made = await send('POST', '/v1/articles', text(n), 'text/plain')
        if (made) {
          own.push(made.id)
          acknowledged.set(made.id, 'kept')
        }
      }
    } catch {
      // the server is gone: nobody knows whether this was written
      await sleep(200)
    }
  }
}

/** Follows the stream from where it was, through every death of the server, and gets whatever it names. */
function mirror(at: () => string) {
  const seen: Change[] = []
  const state = new Map<string, Record<string, unknown>>()
  let over = false
  const paths = { article: 'articles', quote: 'quotes', source: 'sources' }
  const apply = async ({ type, resource, id }: Change): Promise<void> => {
    const response = type === 'deleted' ? null : await fetch(`${at()}/v1/${paths[resource]}/${id}`)
    if (response?.status === 200) state.set(id, told((await response.json()) as Resource))
    else state.delete(id)
  }
  const done = (async () => {
    while (!over) {
      try {
        const stream = await follow(`${at()}/v1/changes/stream`, { 'last-event-id': String(seen.at(-1)?.seq ?? 0) })
        let applied = 0
        const ended = stream.ended.then(() => 'ended')
        while (!over) {
          const change = stream.changes[applied]
          if (change) {
            await apply(change)
            seen.push(change)
            applied++
          } else if ((await Promise.race([ended, sleep(10)])) === 'ended') break
        }
        stream.close()
      } catch {
        await sleep(20)
      }
    }
  })()
  const stop = () => {
    over = true
    return done
  }
  return { seen, state, stop }
}

async function everything(url: string): Promise<Map<string, Record<string, unknown>>> {
  const found = new Map<string, Record<string, unknown>>()
  for (const path of ['articles?include=body&', 'quotes?', 'sources?']) {
    for (let next: string | null = `/v1/${path}limit=100`; next; ) {
      const page = (await (await fetch(url + next)).json()) as { data: Resource[]; links: { next: string | null } }
      for (const item of page.data) found.set(item.id, told(item))
      next = page.links.next
    }
  }
  return found
}

test('whoever follows the feed from 0 has what the server has, whatever is written meanwhile and however often it is killed', {
  timeout: 60_000,
}, async () => {
  const folder = newFolder()
  const env = { SEED: 'off', LOG_LEVEL: 'info', RATE_LIMIT_KEY: '0', RATE_LIMIT_ADDRESS: '0' }
  let server: Server = await startServer(folder, env)
  const { key, url } = server
  const port = new URL(url).port
  const acknowledged = new Map<string, Fate>()
  let over = false
  const mirrored = mirror(() => url)
  const writers = [0, 1000, 2000].map((seed) =>
    write(
      () => url,
      key,
      acknowledged,
      () => over,
      seed,
    ),
  )
  for (let death = 0; death < 3; death++) {
    // in the midst of the next write
    const before = acknowledged.size
    await expect.poll(() => acknowledged.size, { timeout: 20_000, interval: 5 }).toBeGreaterThan(before + 8 + death)
    await server.stop('SIGKILL')
    server = await startServer(folder, { ...env, PORT: port, ADMIN_KEY: key })
  }
  over = true
  await Promise.all(writers)
  const { latest } = (await (await fetch(`${url}/v1/changes`)).json()) as { latest: number }
  await expect.poll(() => mirrored.seen.at(-1)?.seq, { timeout: 20_000 }).toBe(latest)
  await mirrored.stop()
  expect(mirrored.seen.map(({ seq }) => seq)).toEqual(Array.from({ length: latest }, (_, i) => i + 1))
  const there = await everything(url)
  expect(mirrored.state).toEqual(there)
  expect(acknowledged.size).toBeGreaterThan(25)
  for (const [id, fate] of acknowledged)
    if (fate !== 'unknown') expect([id, there.has(id)]).toEqual([id, fate === 'kept'])
})
