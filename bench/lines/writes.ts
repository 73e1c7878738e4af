import { constants, copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench, Row } from '../bench.ts'
import { type Generated, makeCorpus } from '../corpus/articles.ts'
import { drive, openConnections, postOf } from '../measure/requests.ts'
import { median } from '../measure/statistics.ts'
import { adminKey, startWhosaid } from '../subjects/whosaid.ts'
import { openPlainWrites } from './plain-writes.ts'

const clients = 64

/** POSTs before those that count, until V8 has compiled most of what they run. */
const warmUps = 3_000

/** Imports of one line fill a database with so many times the articles of the others, since its server has only just been started. */
const timesFilled = 10

/** Articles of today, which the corpus does not have: the next ones with each call. */
function newArticles({ corpus }: Bench['corpus'], most: number): (count: number) => Generated[] {
  const made = makeCorpus(corpus.seed + 1, most)
  const today = Date.UTC(2026, 0, 2)
  let taken = 0
  const next = (): Generated => {
    const { article, extraction } = made.at(taken)
    const publishedAt = `${new Date(today + taken * 1_000).toISOString().slice(0, 19)}Z`
    taken += 1
    return { article: { ...article, publishedAt }, extraction }
  }
  return (count) => Array.from({ length: count }, next)
}

const post = ({ article }: Generated) =>
  postOf('/v1/articles', JSON.stringify(article), {
    'content-type': 'application/json',
    authorization: `Bearer ${adminKey}`,
  })

/** A copy of both databases, so that the corpus stays as it was made. */
function copyOf({ corpus, scratch }: Bench): { folder: string; plain: string } {
  const folder = join(scratch, 'data')
  mkdirSync(folder)
  const plain = join(scratch, 'plain.db')
  copyFileSync(corpus.whosaid, join(folder, 'whosaid.db'), constants.COPYFILE_FICLONE)
  copyFileSync(corpus.plain, plain, constants.COPYFILE_FICLONE)
  return { folder, plain }
}

type Round = { perSecond: number; longest: number }
const roundOf = (count: number, ms: number, times: readonly number[]): Round => ({
  perSecond: (count / ms) * 1_000,
  longest: Math.max(...times),
})

async function postAll(port: number, articles: readonly Generated[]): Promise<Round> {
  const requests = articles.map(post)
  const connections = await openConnections(port, clients)
  const began = performance.now()
  const driven = await drive(connections, () => requests.pop() ?? null)
  const round = roundOf(articles.length, performance.now() - began, driven.times)
  for (const connection of connections) connection.close()
  if (driven.failed > 0) throw new Error(`${driven.failed} of ${articles.length} POSTs failed`)
  return round
}

/** Imports articles as NDJSON; the upload waits for the disk, as each line of the reply does. */
async function importAll(port: number, articles: readonly Generated[]): Promise<Round> {
  const body = articles.map(({ article }) => `${JSON.stringify(article)}\n`).join('')
  const began = performance.now()
  const reply = await fetch(`http://127.0.0.1:${port}/v1/import?report=problems`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${adminKey}` },
    body,
  })
  const said = await reply.text()
  const ms = performance.now() - began
  if (!said.includes(`"created":${articles.length},`)) throw new Error(`the import said ${said.slice(-500)}`)
  return roundOf(articles.length, ms, [ms])
}

/** Imports into a database that has nothing. */
async function fillEmpty({ scratch }: Bench, articles: readonly Generated[]): Promise<Round> {
  const folder = join(scratch, 'empty')
  mkdirSync(folder)
  const server = await startWhosaid(folder)
  try {
    return await importAll(server.port, articles)
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true })
  }
}

const kinds = ['posts', 'single', 'batched', 'import', 'filled', 'hundreds'] as const
type Measured = Record<(typeof kinds)[number], Round[]>

/**
 * Acknowledged, durable POSTs of single articles by 64 clients, and imports, beside raw SQLite that is as durable: one transaction each,
 * 64 in one as clients come, 100 in one as a batch of an import has them.
 */
export async function measureWrites(bench: Bench): Promise<Row[]> {
  const rounds = bench.quick ? 3 : 7
  const each = bench.quick ? 300 : 1_000
  const newOnes = newArticles(bench.corpus, warmUps + (rounds + 1) * each * (kinds.length + timesFilled))
  const { folder, plain } = copyOf(bench)
  const server = await startWhosaid(folder)
  const raw = openPlainWrites(plain)
  const measured = Object.fromEntries(kinds.map((kind) => [kind, []])) as unknown as Measured
  const take = () => newOnes(each)
  const write = (perTransaction: number) => {
    const { times, ms } = raw.write(take(), perTransaction)
    return roundOf(each, ms, times)
  }
  try {
    await postAll(server.port, newOnes(warmUps))
    for (let round = 0; round <= rounds; round++) {
      bench.tell(`writes, round ${round}`)
      const done: Record<keyof Measured, Round> = {
        posts: await postAll(server.port, take()),
        single: write(1),
        batched: write(clients),
        import: await importAll(server.port, take()),
        hundreds: write(100),
        filled: await fillEmpty(bench, newOnes(each * timesFilled)),
      }
      // the first warms up
      if (round > 0) for (const kind of kinds) measured[kind].push(done[kind])
    }
    return rowsOf(measured)
  } finally {
    raw.close()
    await server.stop()
  }
}

function rowsOf(measured: Measured): Row[] {
  const rate = (kind: keyof Measured) => median(measured[kind].map(({ perSecond }) => perSecond))
  const longest = (kind: keyof Measured) => Math.max(...measured[kind].map((round) => round.longest))
  const what = `durable POSTs of one article, ${clients} clients`
  const single = 'raw SQLite, a transaction each'
  const perSecond = (what: string, kind: keyof Measured, baseline: Row['baseline'], goal: Row['goal']): Row => ({
    what,
    value: rate(kind),
    unit: '/s',
    baseline,
    goal,
  })
  const hundreds = { name: 'raw SQLite, 100 in a transaction', value: rate('hundreds') }
  return [
    perSecond(what, 'posts', { name: single, value: rate('single') }, { of: 'value', atLeast: 2_000 }),
    perSecond(what, 'posts', { name: `raw SQLite, ${clients} in a transaction`, value: rate('batched') }, null),
    {
      what: `${what}: the longest`,
      value: longest('posts'),
      unit: 'ms',
      baseline: { name: single, value: longest('single') },
      goal: { of: 'value', atMost: 100 },
    },
    perSecond('import of articles', 'import', hundreds, { of: 'ratio', atLeast: 0.6 }),
    perSecond('import of articles into an empty database', 'filled', hundreds, { of: 'ratio', atLeast: 2 }),
  ]
}
