import type { Bench, Row } from '../bench.ts'
import { openConnection } from '../measure/connection.ts'
import { interleave } from '../measure/interleave.ts'
import { getOf } from '../measure/requests.ts'
import { cpuPerRequest, type Subjects, warmUps } from './cpu-per-request.ts'
import type { Sample } from './sample.ts'

async function etagOf(port: number, path: string): Promise<string> {
  const connection = await openConnection(port)
  const { headers } = await connection.send(getOf(path)).finally(connection.close)
  return /\r\netag: (.+)/i.exec(headers)?.[1]?.trim() ?? ''
}

/** GET of one article: the same again, another each time, and one that the client has. */
export async function measureArticle(bench: Bench, servers: Subjects, sample: Sample): Promise<Row[]> {
  const { whosaid, plain, fixed } = servers
  const path = `/v1/articles/${sample.newestId}`
  const known = { 'if-none-match': await etagOf(whosaid.port, path) }
  const measure = cpuPerRequest(Math.min(1_500, bench.corpus.corpus.size))
  const cpu = await interleave(
    bench.quick ? 3 : 9,
    {
      fixed: () => measure(fixed, () => getOf('/article')),
      hot: () => measure(whosaid, () => getOf(path)),
      uncached: () => measure(whosaid, () => getOf(`/v1/articles/${sample.nextId()}`)),
      notModified: () => measure(whosaid, () => getOf(path, known)),
      plain: () => measure(plain, () => getOf(`/articles/${sample.nextId()}`)),
    },
    warmUps,
    [bench.corpus.whosaid, bench.corpus.plain],
  )
  const against = { name: 'a fixed string', value: cpu.fixed }
  const row = (what: string, value: number, atMost: number): Row => ({
    what: `GET one article, ${what}`,
    value,
    unit: 'µs',
    baseline: against,
    goal: { of: 'ratio', atMost },
  })
  return [
    row('the same again', cpu.hot, 1.5),
    row('another each time', cpu.uncached, 2.6),
    row('304', cpu.notModified, 1.6),
    {
      what: 'GET one article, another each time',
      value: cpu.uncached,
      unit: 'µs',
      baseline: { name: 'the plain route', value: cpu.plain },
      goal: null,
    },
  ]
}
