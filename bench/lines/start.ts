import type { Bench, Row } from '../bench.ts'
import { interleave } from '../measure/interleave.ts'
import { type Server, startServer } from '../measure/server.ts'
import { startWhosaid } from '../subjects/whosaid.ts'

/** From the start of the process to the first list of 20, beside the plain route. */
export async function measureStart({ corpus, quick }: Bench): Promise<Row[]> {
  const timed = async (start: () => Promise<Server>) => {
    const server = await start()
    await server.stop()
    return server.startMs
  }
  const startPlain = () =>
    startServer(['bench/subjects/plain.ts', corpus.plain], {}, '/articles?publishedTo=2030-01-01')
  const ms = await interleave(quick ? 3 : 7, {
    whosaid: () => timed(() => startWhosaid(corpus.folder)),
    plain: () => timed(startPlain),
  })
  return [
    {
      what: 'start to the first answer',
      value: ms.whosaid,
      unit: 'ms',
      baseline: { name: 'the plain route', value: ms.plain },
      goal: { of: 'value', atMost: 1_000 },
    },
  ]
}
