import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readCorpus } from '../../training/read-corpus.ts'
import type { Bench, Row } from '../bench.ts'
import { memoryOf } from '../measure/process.ts'
import { drive, getOf, openConnections, postOf } from '../measure/requests.ts'
import { adminKey, startWhosaid } from '../subjects/whosaid.ts'
import { openSample } from './sample.ts'
import { drawnQueries } from './search-queries.ts'

async function sendAll(port: number, requests: (string | Buffer)[]): Promise<void> {
  const connections = await openConnections(port, 10)
  await drive(connections, () => requests.pop() ?? null)
  for (const connection of connections) connection.close()
}

/** Memory of a server that has answered thousands of reads and searches. */
async function whileReading({ corpus, quick }: Bench): Promise<number> {
  const sample = openSample(corpus)
  const server = await startWhosaid(corpus.folder)
  try {
    await sendAll(
      server.port,
      Array.from({ length: quick ? 1_000 : 5_000 }, () => getOf(`/v1/articles/${sample.nextId()}`)),
    )
    await sendAll(
      server.port,
      drawnQueries(corpus, quick ? 100 : 300).map(({ q }) => getOf(`/v1/articles?q=${encodeURIComponent(q)}`)),
    )
    return memoryOf(server.pid)
  } finally {
    await server.stop()
    sample.close()
  }
}

/** Memory of a server on an empty database before its first document and after: what it does not load until then. */
async function aroundFirstDocument(scratch: string): Promise<{ before: number; after: number }> {
  const folder = join(scratch, 'empty')
  mkdirSync(folder)
  const server = await startWhosaid(folder)
  try {
    const before = memoryOf(server.pid)
    const headers = { 'content-type': 'text/plain; charset=utf-8', authorization: `Bearer ${adminKey}` }
    await sendAll(server.port, [postOf('/v1/articles', readCorpus()[0]?.text ?? '', headers)])
    return { before, after: memoryOf(server.pid) }
  } finally {
    await server.stop()
  }
}

/** What the server needs of memory, and that the models of the extraction are no part of it until the first document. */
export async function measureMemory(bench: Bench): Promise<Row[]> {
  const reading = await whileReading(bench)
  const { before, after } = await aroundFirstDocument(bench.scratch)
  return [
    { what: 'memory after thousands of reads and searches', value: reading, unit: 'MB', baseline: null, goal: null },
    {
      what: 'memory after the first document',
      value: after,
      unit: 'MB',
      baseline: { name: 'before it', value: before },
      goal: null,
    },
  ]
}
