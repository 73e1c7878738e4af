import { globSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench, Goal, Row } from '../bench.ts'
import { interleave } from '../measure/interleave.ts'
import { drive, openConnections } from '../measure/requests.ts'
import { median } from '../measure/statistics.ts'
import { own, type Peer, startPeers, stopPeers } from '../peers/start.ts'
import { openSample, type Sample } from './sample.ts'
import { drawnQueries } from './search-queries.ts'

/** Which peers there are, and where. */
export type PeerOptions = { folder: string; postgres: string | null }

const connectionCount = 10

/** How many requests of a kind each gets in a round, and what whosaid is to reach beside it: the slow ones get fewer. */
const shares: Record<string, { requests: number; article: number; list: number; search: number | null }> = {
  'Fastify + PostgreSQL': { requests: 1_000, article: 2, list: 2, search: 10 },
  soul: { requests: 300, article: 5, list: 3, search: null },
  Directus: { requests: 100, article: 50, list: 20, search: null },
}
const requestsOf = (name: string): number => shares[name]?.requests ?? 2_000

/** Rounds before those that are counted, until V8 has compiled most of the servers that it runs: some 20,000 requests to whosaid. */
const warmUpsOf = (quick: boolean): number => (quick ? 2 : 12)

/** Requests a second on 10 connections. */
async function rate({ server }: Peer, count: number, next: () => string): Promise<number> {
  const connections = await openConnections(server.port, connectionCount)
  let left = count
  const began = performance.now()
  const { failed } = await drive(connections, () => (left-- > 0 ? next() : null))
  const seconds = (performance.now() - began) / 1_000
  for (const connection of connections) connection.close()
  if (failed > 0) throw new Error(`${failed} of ${count} requests like ${next().split('\r')[0]} failed`)
  return count / seconds
}

/** ms of a request, the median of some on one connection. */
async function waiting({ server }: Peer, requests: readonly string[]): Promise<number> {
  const [connection] = await openConnections(server.port, 1)
  const left = [...requests]
  const { times, failed } = await drive(connection ? [connection] : [], () => left.pop() ?? null)
  connection?.close()
  if (failed > 0) throw new Error(`${failed} of ${requests.length} searches like ${requests[0]?.split('\r')[0]} failed`)
  return median(times)
}

/** The databases that are files. */
const filesOf = ({ corpus, scratch }: Bench): string[] => [
  corpus.whosaid,
  ...globSync(['soul.db', 'directus.db'], { cwd: scratch }).map((name) => join(scratch, name)),
]

type All = ReadonlyMap<string, Peer>
const forEach = <Result>(all: All, make: (peer: Peer, name: string) => Result): Record<string, Result> =>
  Object.fromEntries([...all].map(([name, peer]) => [name, make(peer, name)]))

/** whosaid beside each of the others. */
function rowsOf(
  what: string,
  unit: Row['unit'],
  measured: Record<string, number>,
  goalOf: (name: string) => Goal | null,
) {
  const value = measured[own] as number
  const others = Object.entries(measured).filter(([name]) => name !== own)
  return others.map(
    ([name, other]): Row => ({ what, value, unit, baseline: { name, value: other }, goal: goalOf(name) }),
  )
}

const atLeast = (times: number | null | undefined): Goal | null => (times ? { of: 'ratio', atLeast: times } : null)

async function measureReads(bench: Bench, all: All, sample: Sample, rounds: number): Promise<Row[]> {
  const recent = sample.recentArticles(1_000)
  let asked = 0
  const kinds: [string, (peer: Peer) => string, (name: string) => Goal | null][] = [
    ['GET one article, any', ({ article }) => article(sample.nextArticle()), (name) => atLeast(shares[name]?.article)],
    [
      'GET one article of the newest 1,000',
      ({ article }) => article(recent[asked++ % recent.length] as (typeof recent)[number]),
      () => null,
    ],
    ['list of 20, any articles', ({ list }) => list(sample.nextTime()), (name) => atLeast(shares[name]?.list)],
  ]
  const rows: Row[] = []
  for (const [what, next, goalOf] of kinds) {
    const measures = forEach(all, (peer, name) => () => rate(peer, requestsOf(name), () => next(peer)))
    rows.push(...rowsOf(what, '/s', await interleave(rounds, measures, warmUpsOf(bench.quick), filesOf(bench)), goalOf))
  }
  return rows
}

/** Times after the last article, each only once, so that no reply is ready. */
function laterTimes(): () => string {
  let asked = 0
  return () => `${new Date(Date.UTC(2030, 0, 1) + asked++ * 1_000).toISOString().slice(0, 19)}Z`
}

/** Ranked searches of 1 to 3 words of titles beside what ranks, and of one common word beside all. */
async function measureSearches(bench: Bench, all: All, rounds: number): Promise<Row[]> {
  const nextTime = laterTimes()
  const ranking = new Map([...all].filter(([name]) => shares[name]?.search !== null))
  const drawn = drawnQueries(bench.corpus, 20).map(({ q }) => q)
  const common = bench.corpus.corpus.world.vocabulary[200] as string
  const kinds: [string, All, (name: string) => string[]][] = [
    ['1 to 3 words of titles', ranking, () => drawn],
    ['a common word', all, (name) => Array(ranking.has(name) ? 5 : 1).fill(common)],
    ['"said"', all, (name) => Array(ranking.has(name) ? 5 : 1).fill('said')],
  ]
  const goalOf = (name: string): Goal | null => {
    const times = shares[name]?.search
    return times ? { of: 'ratio', atMost: 1 / times } : null
  }
  const rows: Row[] = []
  for (const [what, some, wordsFor] of kinds) {
    const measures = forEach(
      some,
      (peer, name) => () =>
        waiting(
          peer,
          wordsFor(name).map((words) => peer.search(words, nextTime())),
        ),
    )
    rows.push(
      ...rowsOf(
        `ranked search with total, ${what}`,
        'ms',
        await interleave(rounds, measures, 1, filesOf(bench)),
        goalOf,
      ),
    )
  }
  return rows
}

/** Requests a second and searches of other ways to serve the same articles, over HTTP, beside whosaid's. */
export const measurePeers =
  ({ folder, postgres }: PeerOptions) =>
  async (bench: Bench): Promise<Row[]> => {
    const sample = openSample(bench.corpus)
    const all = await startPeers(bench, folder, postgres)
    const rounds = bench.quick ? 2 : 7
    try {
      if (all.size === 1) throw new Error(`there are none in ${folder}; see docs/performance.md, "Peers"`)
      return [...(await measureReads(bench, all, sample, rounds)), ...(await measureSearches(bench, all, rounds))]
    } finally {
      await stopPeers(all)
      sample.close()
    }
  }
