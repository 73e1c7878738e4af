import { setTimeout as sleep } from 'node:timers/promises'
import { type Connection, openConnection } from './connection.ts'

type Headers = Record<string, string>

const head = (first: string, headers: Headers): string =>
  `${first} HTTP/1.1\r\nhost: localhost\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`

/** A GET as it goes over the wire. */
export const getOf = (path: string, headers: Headers = {}): string => head(`GET ${path}`, headers)

/** A POST as it goes over the wire. */
export const postOf = (path: string, body: string, headers: Headers): Buffer =>
  Buffer.from(head(`POST ${path}`, { ...headers, 'content-length': String(Buffer.byteLength(body)) }) + body)

export const openConnections = (port: number, count: number): Promise<Connection[]> =>
  Promise.all(Array.from({ length: count }, () => openConnection(port)))

/** A request that is refused counts as one that took this long, ms: otherwise a server that sheds load would look fast. */
const refused = 10_000

/** Time in ms of each request, and how many were not answered with 2xx or 304. */
export type Driven = { times: number[]; failed: number }

const isFine = (status: number): boolean => (status >= 200 && status < 300) || status === 304

function note(driven: Driven, status: number, ms: number): void {
  driven.times.push(isFine(status) ? ms : refused)
  if (!isFine(status)) driven.failed += 1
}

/** Sends requests as fast as they are answered, one at a time on each connection, until `next` returns null. */
export async function drive(connections: readonly Connection[], next: () => string | Buffer | null): Promise<Driven> {
  const driven: Driven = { times: [], failed: 0 }
  const work = async (connection: Connection) => {
    for (let request = next(); request !== null; request = next()) {
      const began = performance.now()
      const { status } = await connection.send(request)
      note(driven, status, performance.now() - began)
    }
  }
  await Promise.all(connections.map(work))
  return driven
}

/**
 * Sends so many requests a second whether or not the ones before are answered; times count from when each was due, so that
 * a server that stops is charged for all that came meanwhile ("coordinated omission", G. Tene).
 */
export async function driveAtRate(
  connections: readonly Connection[],
  { perSecond, seconds }: { perSecond: number; seconds: number },
  next: () => string,
): Promise<Driven> {
  const driven: Driven = { times: [], failed: 0 }
  const free = [...connections]
  const due: number[] = []
  const running = new Set<Promise<void>>()
  const send = async (connection: Connection, at: number) => {
    const { status } = await connection.send(next())
    note(driven, status, performance.now() - at)
    free.push(connection)
    dispatch()
  }
  const dispatch = () => {
    while (due.length > 0 && free.length > 0) {
      const sent = send(free.pop() as Connection, due.shift() as number).finally(() => running.delete(sent))
      running.add(sent)
    }
  }
  const began = performance.now()
  for (let asked = 0; asked < perSecond * seconds; ) {
    const until = Math.min(perSecond * seconds, ((performance.now() - began) / 1000) * perSecond)
    for (; asked < until; asked++) due.push(began + (asked / perSecond) * 1000)
    dispatch()
    await sleep(1)
  }
  while (running.size > 0 || due.length > 0) await Promise.race([...running, sleep(10)])
  return driven
}
