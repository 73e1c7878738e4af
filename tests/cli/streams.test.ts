import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { makeKey } from '../../src/domain/key.ts'
import { openStore } from '../../src/store/open.ts'
import { follow } from '../http/event-stream.ts'
import { newFolder, type Server, startServer, whosaid } from './process.ts'

const limits = { DRAIN_MS: '0', RATE_LIMIT_KEY: '0', RATE_LIMIT_ADDRESS: '0' }
const quiet = { SEED: 'off', LOG_LEVEL: 'info', ADMIN_KEY: makeKey('writer', ['admin'], new Date()).token, ...limits }

/** A folder with a feed of so many changes, and so many keys. */
async function prepare(changes: number, keys: number): Promise<{ folder: string; tokens: string[] }> {
  const folder = newFolder()
  const store = await openStore({ dataDir: folder, readers: 1, lock: false })
  const made = Array.from({ length: keys }, (_, n) => makeKey(`reader ${n}`, ['read'], new Date()))
  await Promise.all(made.map(({ record }) => store.keys.add(record)))
  await store.close()
  const db = new Database(join(folder, 'whosaid.db'))
  db.prepare(
    `WITH RECURSIVE counter (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < ?)
      INSERT INTO changes (at, type, resource, id, fields) SELECT 0, 'updated', 'article', 'art_' || hex(zeroblob(11)), 'body,contentHash,excerpt'
      FROM counter`,
  ).run(changes)
  db.close()
  return { folder, tokens: made.map(({ token }) => token) }
}

/** Asks for the stream and never takes what comes; resolves once it has begun. */
async function openDead({ url }: Server, token: string, after: number): Promise<Socket> {
  const { hostname, port, host } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  const path = `/v1/changes/stream?after=${after}`
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n\r\n`)
  const [first] = await once(socket, 'data')
  socket.pause()
  expect(String(first)).toMatch(/^HTTP\/1.1 200 /)
  return socket
}

const memoryOf = ({ child }: Server): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024

const write = ({ url, key }: Server, n: number) =>
  fetch(`${url}/v1/sources`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: `Name ${n}` }),
  })

test.skipIf(process.platform !== 'linux')(
  'a thousand readers that take nothing cost about 100 kB each, keep nobody else waiting, and are the last that fit',
  { timeout: 120_000 },
  async () => {
    const changes = 30_000
    const { folder, tokens } = await prepare(changes, 101)
    const server = await startServer(folder, quiet)
    for (let n = 0; n < 100; n++) await write(server, n)
    const before = memoryOf(server)
    const sockets: Socket[] = []
    // of each key one that is far behind, so that its connection is full
    for (const token of tokens.slice(0, 100))
      sockets.push(
        ...(await Promise.all(
          Array.from({ length: 10 }, (_, n) => openDead(server, token, n === 0 && sockets.length < 200 ? 0 : changes)),
        )),
      )
    expect(sockets).toHaveLength(1000)
    const more = (token: string) =>
      fetch(`${server.url}/v1/changes/stream`, { headers: { authorization: `Bearer ${token}` } })
    const refused = await Promise.all([more(tokens[100] ?? ''), more(tokens[0] ?? '')])
    expect(refused.map(({ status }) => status)).toEqual([503, 503])
    for (let n = 0; n < 50; n++) expect((await write(server, n)).status).toBe(201)
    // 100 to 145 MB were seen: V8 gets to its garbage later where other programs are at work
    expect(memoryOf(server) - before).toBeLessThan(180)
    const began = performance.now()
    expect(await server.stop()).toBe(0)
    // far below the 30 s after which requests are cut off
    expect(performance.now() - began).toBeLessThan(15_000)
    for (const socket of sockets) socket.destroy()
  },
)

test('a stream ends when its key is revoked, and tells nothing that happens later', { timeout: 120_000 }, async () => {
  const { folder, tokens } = await prepare(3, 2)
  const server = await startServer(folder, { ...quiet, READ_ACCESS: 'key' })
  const [revoked, kept] = await Promise.all(
    tokens.map((token) => follow(`${server.url}/v1/changes/stream`, { authorization: `Bearer ${token}` })),
  )
  await revoked?.until(({ seq }) => seq === 3)
  await whosaid(['key', 'revoke', tokens[0]?.split('_')[1] ?? ''], { env: { DATA_DIR: folder } })
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  await write(server, 1)
  await kept?.until(({ seq }) => seq === 4)
  await revoked?.ended
  expect(revoked?.changes.map(({ seq }) => seq)).toEqual([1, 2, 3])
  kept?.close()
  await server.stop()
})
