import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench, Row } from '../bench.ts'
import { openConnection } from '../measure/connection.ts'
import { getOf } from '../measure/requests.ts'
import { startServer } from '../measure/server.ts'
import { startWhosaid } from '../subjects/whosaid.ts'
import { measureArticle } from './http-article.ts'
import { measureList } from './http-list.ts'
import { openSample } from './sample.ts'

/** CPU of the server per request: whosaid against a fixed string and the plain route, each in a process of its own. */
export async function measureHttp(bench: Bench): Promise<Row[]> {
  const sample = openSample(bench.corpus)
  const whosaid = await startWhosaid(bench.corpus.folder)
  const plain = await startServer(
    ['bench/subjects/plain.ts', bench.corpus.plain],
    {},
    '/articles?publishedTo=2030-01-01',
  )
  const servers = { whosaid, plain }
  try {
    await keepReplies(bench.scratch, whosaid.port, sample.newestId)
    const fixed = await startServer(['bench/subjects/fixed.ts', bench.scratch], {}, '/article')
    try {
      const all = { ...servers, fixed }
      return [...(await measureArticle(bench, all, sample)), ...(await measureList(bench, all, sample))]
    } finally {
      await fixed.stop()
    }
  } finally {
    await Promise.all([whosaid.stop(), plain.stop()])
    sample.close()
  }
}

/** The fixed strings are what whosaid answers, so that both send the same bytes. */
async function keepReplies(folder: string, port: number, id: string): Promise<void> {
  const connection = await openConnection(port)
  for (const [name, path] of Object.entries({
    article: `/v1/articles/${id}`,
    list: '/v1/articles?limit=20&total=none',
  })) {
    const { body } = await connection.send(getOf(path))
    writeFileSync(join(folder, `${name}.json`), body)
  }
  connection.close()
}
