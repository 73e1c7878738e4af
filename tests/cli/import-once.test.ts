import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { expect, test } from 'vitest'
import { newFolder, type Server, startServer, whosaid } from './process.ts'

const quiet = { SEED: 'off', LOG_LEVEL: 'info', RATE_LIMIT_KEY: '0', RATE_LIMIT_ADDRESS: '0' }
/** Nothing in them tells one from another but their words; what they quote is found while they come. */
const lines = Array.from({ length: 1500 }, (_, n) =>
  JSON.stringify({
    title: `Story ${n}`,
    body: `“We will open on day ${n},” said Ana Ruiz. ${'The harbour stays shut. '.repeat(n % 30)}`,
  }),
)
const text = `${lines.join('\n')}\n`

type Told = { line: number; id: string; status: string; summary?: { created: number } }

/** Sends the import and reads what comes back until it ends, or until `enough` lines have come. */
function send(
  { url, key }: Server,
  once: string,
  query: string,
  enough: number,
): Promise<{ told: Told[]; whole: boolean }> {
  return new Promise((resolve) => {
    let reply = ''
    const done = (whole: boolean) => {
      const told = reply.split('\n').slice(0, -1)
      resolve({ told: told.map((line) => JSON.parse(line)), whole })
    }
    const post = request(`${url}/v1/import${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson', 'idempotency-key': once },
    })
    post.on('error', () => done(false))
    post.on('response', (response) => {
      response.on('data', (chunk) => {
        reply += chunk
        if (reply.split('\n').length > enough) done(false)
      })
      response.on('error', () => done(false))
      response.on('end', () => done(response.statusCode === 200 && reply.includes('"summary"')))
    })
    post.end(text)
  })
}

test.each(['', '?extract=true', '?atomic=true'])(
  'an import%s that is sent again after kill -9 writes each line once and tells of each',
  {
    timeout: 120_000,
  },
  async (query) => {
    const folder = newFolder()
    const once = randomUUID()
    let server = await startServer(folder, quiet)
    const { key } = server
    const before = new Map<number, string>()
    for (const enough of [1, 250, 700]) {
      const kill = new Promise<void>((resolve) =>
        setTimeout(() => resolve(), query.includes('atomic') ? 150 + enough / 2 : 30_000),
      )
      const { told, whole } = await Promise.race([
        send(server, once, query, enough),
        kill.then(() => ({ told: [] as Told[], whole: false })),
      ])
      await server.stop('SIGKILL')
      if (whole) break
      for (const { line, id } of told) {
        expect([line, before.get(line) ?? id]).toEqual([line, id])
        before.set(line, id)
      }
      server = await startServer(folder, { ...quiet, ADMIN_KEY: key })
    }
    if (!query.includes('atomic')) expect(before.size).toBeGreaterThan(250)
    const { told, whole } = await send(server, once, query, Number.POSITIVE_INFINITY)
    expect(whole).toBe(true)
    expect(told.at(-1)).toMatchObject({ summary: { lines: 1500, created: 1500, failed: 0 } })
    const ids = told.slice(0, -1)
    expect(ids.map(({ line }) => line)).toEqual(lines.map((_, i) => i + 1))
    for (const { line, id } of ids) expect([line, before.get(line) ?? id]).toEqual([line, id])
    const there = (await (await fetch(`${server.url}/v1/export?resource=article`)).text()).trim().split('\n')
    const records = there.map((line) => JSON.parse(line) as { id: string; title: string })
    expect(new Map(records.map(({ id, title }) => [id, title]))).toEqual(
      new Map(ids.map(({ id, line }) => [id, `Story ${line - 1}`])),
    )
    expect((await send(server, once, query, Number.POSITIVE_INFINITY)).told).toEqual(told)
    await server.stop()
    const doctor = await whosaid(['doctor', '--deep'], { env: { DATA_DIR: folder } })
    expect(doctor.stdout).not.toMatch(/PROBLEM(?!.*modes)/)
  },
)
