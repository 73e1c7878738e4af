import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openProgress } from '../src/cli/progress.ts'
import { makeCorpus } from './corpus/articles.ts'
import { memoryOf } from './measure/process.ts'
import { adminKey, startWhosaid } from './subjects/whosaid.ts'

const help = `npm run transfer -- [options]

Streams new articles into a server of its own over HTTP, as fast as it takes them, and all of them out again while others write,
and watches the memory of the server and its WAL. Exit code 0: the memory grew by less than 300 MB; 1: it did not; 2: wrong usage.
Needs Linux, and five times as much room on the disk.

  --megabytes N   of NDJSON (default 1000)
  --once          with an Idempotency-Key
  --dir DIR       where the database is made (default: the temporary folder; it goes afterwards)
`
/** MB by which the memory of the server may grow */
const goal = 300
const warmUp = 2_000
const progress = openProgress()
const megabyte = 1_000_000

type Server = { pid: number; port: number; folder: string }
type Peaks = { memory: number; wal: number }

/** Looks at a server ten times a second; the function that is returned ends it and tells the most that was seen, in MB. */
function watch({ pid, folder }: Server): () => Peaks {
  const peaks = { memory: 0, wal: 0 }
  const look = () => {
    peaks.memory = Math.max(peaks.memory, memoryOf(pid))
    const wal = statSync(join(folder, 'whosaid.db-wal'), { throwIfNoEntry: false })?.size ?? 0
    peaks.wal = Math.max(peaks.wal, wal / megabyte)
  }
  const timer = setInterval(look, 100)
  return () => {
    clearInterval(timer)
    look()
    return peaks
  }
}

/** Articles that are all different, as clients send them, one a line. */
function* lines(bytes: number, from: number): Generator<Buffer> {
  const corpus = makeCorpus(1, 1_000_000)
  for (let sent = 0, index = from; sent < bytes; index++) {
    const line = Buffer.from(`${JSON.stringify(corpus.at(index).article)}\n`)
    sent += line.length
    yield line
  }
}

const headers = { authorization: `Bearer ${adminKey}` }

/** Imports lines and returns how many were created. Both sides are as fast as the slower one. */
async function send(
  { port }: Server,
  all: Iterable<Buffer>,
  key: string | null,
  tell: (sent: number) => void,
): Promise<number> {
  const post = request({
    port,
    method: 'POST',
    path: '/v1/import',
    headers: { ...headers, 'content-type': 'application/x-ndjson', ...(key ? { 'idempotency-key': key } : {}) },
  })
  const replied = new Promise<string>((resolve, reject) => {
    post.on('error', reject)
    post.on('response', (reply) => {
      let last = ''
      reply.on('data', (chunk) => {
        last = `${last}${chunk}`.slice(-10_000)
      })
      reply.on('end', () => resolve(last.trim().split('\n').at(-1) ?? ''))
    })
  })
  let sent = 0
  for (const line of all) {
    if (!post.write(line)) await once(post, 'drain')
    sent += line.length
    tell(sent)
  }
  post.end()
  const { summary, problem } = JSON.parse(await replied)
  if (problem || summary.failed > 0) throw new Error(`the import failed: ${JSON.stringify({ summary, problem })}`)
  return summary.created
}

/** Reads an export to its end; `lines` of articles. */
async function receive({ port }: Server): Promise<{ bytes: number; lines: number }> {
  const get = request({ port, path: '/v1/export?resource=article', headers }).end()
  const [reply] = await once(get, 'response')
  const found = { bytes: 0, lines: 0 }
  for await (const chunk of reply as AsyncIterable<Buffer>) {
    found.bytes += chunk.length
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) found.lines += 1
    progress.show(`export: ${Math.floor(found.bytes / megabyte)} MB`)
  }
  return found
}

/** Imports some articles again and again until it is told to stop; returns how many. */
function keepWriting(server: Server, from: number): () => Promise<number> {
  let over = false
  const done = (async () => {
    let written = 0
    for (; !over; written += 100) {
      await send(server, [...lines(2_000_000, from + written)].slice(0, 100), null, () => {})
      await sleep(200)
    }
    return written
  })()
  return () => {
    over = true
    return done
  }
}

async function measure(server: Server, megabytes: number, key: string | null): Promise<boolean> {
  await send(server, [...lines(warmUp * 3_000, 0)].slice(0, warmUp), null, () => {})
  await sleep(1_000)
  const before = memoryOf(server.pid)
  const say = (what: string, { memory, wal }: Peaks, seconds: number) => {
    progress.end()
    process.stdout.write(
      `${what} in ${Math.round(seconds)} s; memory ${Math.round(before)} MB before, at most ${Math.round(memory)} MB: + ${Math.round(memory - before)} MB; WAL at most ${Math.round(wal)} MB\n`,
    )
    return memory - before < goal
  }
  const [importing, began] = [watch(server), performance.now()]
  const created = await send(server, lines(megabytes * megabyte, warmUp), key, (sent) =>
    progress.show(`import: ${Math.floor(sent / megabyte)} MB, ${Math.round(memoryOf(server.pid))} MB of memory`),
  )
  const small = say(
    `import of ${megabytes} MB, ${created} new articles`,
    importing(),
    (performance.now() - began) / 1000,
  )
  const [exporting, then, stop] = [watch(server), performance.now(), keepWriting(server, warmUp + created)]
  const { bytes, lines: read } = await receive(server)
  const peaks = exporting()
  const what = `export of ${Math.round(bytes / megabyte)} MB, ${read} articles, while ${await stop()} more were imported`
  return say(what, peaks, (performance.now() - then) / 1000) && small && read >= created + warmUp
}

async function run(): Promise<boolean> {
  const options = {
    megabytes: { type: 'string' },
    once: { type: 'boolean' },
    dir: { type: 'string' },
    help: { type: 'boolean' },
  } as const
  const { values } = parseArgs({ options })
  if (values.help) {
    process.stdout.write(help)
    return true
  }
  const megabytes = Number(values.megabytes ?? 1_000)
  if (!(megabytes >= 1)) throw new TypeError('--megabytes: a number from 1')
  const folder = mkdtempSync(join(values.dir ?? tmpdir(), 'whosaid-transfer-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const server = await startWhosaid(folder)
  try {
    return await measure({ ...server, folder }, megabytes, values.once ? randomUUID() : null)
  } finally {
    await server.stop()
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
try {
  process.exitCode = (await run()) ? 0 : 1
} catch (error) {
  progress.end()
  process.stderr.write(
    `transfer: ${error instanceof TypeError ? error.message : error instanceof Error ? error.stack : error}\n`,
  )
  process.exitCode = error instanceof TypeError ? 2 : 1
}
