import type { Bench, Row } from '../bench.ts'
import { interleave } from '../measure/interleave.ts'
import { getOf } from '../measure/requests.ts'
import { cpuPerRequest, type Subjects, warmUps } from './cpu-per-request.ts'
import type { Sample } from './sample.ts'

const listOf = (publishedTo: string, more = '&total=none') =>
  getOf(`/v1/articles?limit=20&publishedTo=${publishedTo}${more}`)

/** A list of 20: the same again, others of the same articles, and of any articles. Without a total, since the plain route counts nothing. */
export async function measureList(bench: Bench, servers: Subjects, sample: Sample): Promise<Row[]> {
  const { whosaid, plain, fixed } = servers
  const measure = cpuPerRequest(Math.min(500, bench.corpus.corpus.size / 2))
  const cpu = await interleave(
    bench.quick ? 3 : 9,
    {
      fixed: () => measure(fixed, () => getOf('/list')),
      again: () => measure(whosaid, () => getOf('/v1/articles?limit=20&total=none')),
      warm: () => measure(whosaid, () => listOf(sample.nextRecentTime())),
      plainWarm: () => measure(plain, () => getOf(`/articles?publishedTo=${sample.nextRecentTime()}`)),
      uncached: () => measure(whosaid, () => listOf(sample.nextTime())),
      plain: () => measure(plain, () => getOf(`/articles?publishedTo=${sample.nextTime()}`)),
      counted: () => measure(whosaid, () => listOf(sample.nextTime(), '')),
    },
    warmUps,
    [bench.corpus.whosaid, bench.corpus.plain],
  )
  const row = (what: string, value: number, name: string, against: number, atMost: number | null): Row => ({
    what: `list of 20, ${what}`,
    value,
    unit: 'µs',
    baseline: { name, value: against },
    goal: atMost === null ? null : { of: 'ratio', atMost },
  })
  return [
    row('the same again', cpu.again, 'a fixed string', cpu.fixed, 2.2),
    row('others of the newest 400 articles', cpu.warm, 'the plain route', cpu.plainWarm, 0.5),
    row('any articles', cpu.uncached, 'the plain route', cpu.plain, 0.7),
    row('any articles, with a total to 10,000', cpu.counted, 'the plain route', cpu.plain, null),
  ]
}
