import { constants, copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench, Row } from '../bench.ts'
import { type Generated, makeCorpus } from '../corpus/articles.ts'
import { drive, openConnections, postOf } from '../measure/requests.ts'
import { median } from '../measure/statistics.ts'
import { adminKey, startWhosaid } from '../subjects/whosaid.ts'
import { openPlainWrites } from './plain-writes.ts'

const clients = 64

/** Articles of today, which the corpus does not have. */
function newArticles({ corpus }: Bench['corpus'], count: number): Generated[] {
  const made = makeCorpus(corpus.seed + 1, count)
  const today = Date.UTC(2026, 0, 2)
  return Array.from({ length: count }, (_, index) => {
    const { article, extraction } = made.at(index)
    const publishedAt = `${new Date(today + index * 1_000).toISOString().slice(0, 19)}Z`
    return { article: { ...article, publishedAt }, extraction }
  })
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

/** Acknowledged, durable POSTs of single articles by 64 clients, beside raw SQLite that is as durable: one transaction each, and 64 in one. */
export async function measureWrites(bench: Bench): Promise<Row[]> {
  const rounds = bench.quick ? 3 : 7
  const each = bench.quick ? 300 : 1_000
  const articles = newArticles(bench.corpus, (rounds + 1) * each * 3)
  const { folder, plain } = copyOf(bench)
  const server = await startWhosaid(folder)
  const raw = openPlainWrites(plain)
  const measured: Record<'posts' | 'single' | 'batched', Round[]> = { posts: [], single: [], batched: [] }
  const take = () => articles.splice(0, each)
  try {
    for (let round = 0; round <= rounds; round++) {
      bench.tell(`writes, round ${round}`)
      const posts = await postAll(server.port, take())
      const write = (perTransaction: number) => {
        const { times, ms } = raw.write(take(), perTransaction)
        return roundOf(each, ms, times)
      }
      const [single, batched] = [write(1), write(clients)]
      // the first warms up
      if (round === 0) continue
      measured.posts.push(posts)
      measured.single.push(single)
      measured.batched.push(batched)
    }
    return rowsOf(measured)
  } finally {
    raw.close()
    await server.stop()
  }
}

function rowsOf({ posts, single, batched }: Record<'posts' | 'single' | 'batched', Round[]>): Row[] {
  const rate = (rounds: Round[]) => median(rounds.map(({ perSecond }) => perSecond))
  const longest = (rounds: Round[]) => Math.max(...rounds.map((round) => round.longest))
  const what = `durable POSTs of one article, ${clients} clients`
  return [
    {
      what,
      value: rate(posts),
      unit: '/s',
      baseline: { name: 'raw SQLite, a transaction each', value: rate(single) },
      goal: { of: 'value', atLeast: 2_000 },
    },
    {
      what,
      value: rate(posts),
      unit: '/s',
      baseline: { name: `raw SQLite, ${clients} in a transaction`, value: rate(batched) },
      goal: null,
    },
    {
      what: `${what}: the longest`,
      value: longest(posts),
      unit: 'ms',
      baseline: { name: 'raw SQLite, a transaction each', value: longest(single) },
      goal: { of: 'value', atMost: 100 },
    },
  ]
}
