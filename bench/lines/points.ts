import type { Bench, Row } from '../bench.ts'
import type { OpenCorpus } from '../corpus/open.ts'
import { openConnection } from '../measure/connection.ts'
import { type Driven, drive, driveAtRate, getOf, openConnections } from '../measure/requests.ts'
import type { Server } from '../measure/server.ts'
import { median, quantile } from '../measure/statistics.ts'
import { startWhosaid } from '../subjects/whosaid.ts'
import { openSample, type Sample } from './sample.ts'
import { drawnQueries, worstQueries } from './search-queries.ts'

const perSecond = 1_000
/** More than there are readers, so that a search always waits for one. */
const searching = 8

/** p99 of the event-loop delay in ms, where the server tells it on /metrics; since when is up to the server. */
async function eventLoopDelay(port: number): Promise<number | null> {
  const connection = await openConnection(port)
  const { status, body } = await connection.send(getOf('/metrics')).finally(connection.close)
  const found = /^\w*event_?loop\w*(?:p99\w*|\{[^}]*quantile="0\.99"[^}]*\}) ([\d.e+-]+)$/im.exec(body.toString())?.[1]
  return status === 200 && found !== undefined ? Number(found) * 1_000 : null
}

function readPoints(server: Server, sample: Sample, seconds: number): Promise<Driven> {
  return withConnections(server.port, 64, (connections) =>
    driveAtRate(connections, { perSecond, seconds }, () => getOf(`/v1/articles/${sample.nextId()}`)),
  )
}

async function withConnections<Result>(
  port: number,
  count: number,
  work: (connections: Awaited<ReturnType<typeof openConnections>>) => Promise<Result>,
): Promise<Result> {
  const connections = await openConnections(port, count)
  try {
    return await work(connections)
  } finally {
    for (const connection of connections) connection.close()
  }
}

/** Searches with four facets, of which no two are the same, so that none is answered without a reader. */
function searchesOf(corpus: OpenCorpus): () => string {
  // a word is added to each, and sixteen are all that a query may have
  const queries = [...drawnQueries(corpus, 200), ...worstQueries(corpus)]
    .map(({ q }) => q)
    .filter((q) => q.split(' ').length < 16)
  let asked = 0
  return () => {
    const q = `${queries[asked % queries.length]} -never${asked++}`
    return `/v1/articles?q=${encodeURIComponent(q)}&facet=publisher,section,language,tag`
  }
}

/** Point reads while every reader thread searches as fast as it can. */
async function readWhileSearching(server: Server, sample: Sample, seconds: number, search: () => string) {
  let stopped = false
  const next = () => (stopped ? null : getOf(search()))
  const all = withConnections(server.port, searching, (connections) => drive(connections, next))
  const points = await readPoints(server, sample, seconds)
  stopped = true
  return { points, searches: await all }
}

/** GETs of one article at 1,000/s, idle and while searches keep all readers busy, in turn. */
export async function measurePoints(bench: Bench): Promise<Row[]> {
  const { corpus, quick, tell } = bench
  const sample = openSample(corpus)
  const search = searchesOf(corpus)
  const server = await startWhosaid(corpus.folder)
  const seconds = quick ? 2 : 6
  const p99 = { idle: [] as number[], busy: [] as number[] }
  const refused = { points: 0, searches: 0, asked: 0 }
  try {
    await readPoints(server, sample, 1)
    for (let round = 1; round <= (quick ? 2 : 5); round++) {
      tell(`point reads while searching, round ${round}`)
      p99.idle.push(quantile((await readPoints(server, sample, seconds)).times, 0.99))
      const busy = await readWhileSearching(server, sample, seconds, search)
      p99.busy.push(quantile(busy.points.times, 0.99))
      refused.points += busy.points.failed
      refused.searches += busy.searches.failed
      refused.asked += busy.searches.times.length
    }
    const note = `${refused.asked} searches meanwhile, ${refused.searches} of them and ${refused.points} point reads refused`
    return rowsOf(median(p99.idle), median(p99.busy), note, await eventLoopDelay(server.port))
  } finally {
    await server.stop()
    sample.close()
  }
}

function rowsOf(idle: number, busy: number, note: string, delay: number | null): Row[] {
  const reads: Row = {
    what: 'GET one article at 1,000/s while all readers search, p99',
    value: busy,
    unit: 'ms',
    baseline: { name: 'the same without searches', value: idle },
    goal: { of: 'ratio', atMost: 2 },
    note,
  }
  const loop: Row = {
    what: 'event-loop delay meanwhile, p99',
    value: delay ?? 0,
    unit: 'ms',
    baseline: null,
    goal: { of: 'value', atMost: 20 },
  }
  return delay === null ? [reads] : [reads, loop]
}
