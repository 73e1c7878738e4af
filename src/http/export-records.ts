import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Export } from '../domain/transfer.ts'
import { ExportLine, ExportParameters, exportResources, type SourceRecord } from '../schema/import.ts'
import type { App, AppContext } from './app-context.ts'
import { ndjsonReply, ndjsonType } from './ndjson.ts'
import { replies } from './replies.ts'
import { sourceExample } from './resource-examples.ts'

/** ms in which a client takes nothing, after which it has gone */
const patience = 60_000

const { id, slug, name, type, aliases, description, organizationId, identifiers, version, createdAt, updatedAt } =
  sourceExample
const example: SourceRecord = {
  resource: 'source',
  ...{ id, slug, name, type, aliases, description, organizationId, identifiers, dismissed: [], version },
  ...{ createdAt, updatedAt },
}

/** exportRecords: one state of all there is, read from a copy of its own as fast as the client takes it. */
export function exportRecords(app: App, { store }: AppContext): void {
  const schema = {
    operationId: 'exportRecords',
    summary: 'How do I take everything with me?',
    description:
      'All sources, merges, articles and quotes and the ids of what was deleted, one a line and each in the order of its ids, as importRecords takes them: the same records give the same bytes. One state of the database, whatever is written meanwhile; `Change-Sequence` is the `seq` of the last change in it, from which listChanges goes on. Two at a time, and each needs as much room on the disk as the database.',
    tags: ['transfer'],
    querystring: ExportParameters,
    response: {
      ...replies({}, ['overloaded']),
      200: ndjsonReply('Records', ExportLine, { source: example }, ['Change-Sequence', 'Content-Disposition']),
    },
  }
  const options = { schema, config: { produces: [ndjsonType], within: undefined } }
  app.get('/v1/export', options, async (request, reply) => {
    const { resource = exportResources } = request.query
    if (request.method === 'HEAD') {
      const { latest } = await store.changes.list({ after: 0, limit: 1, resource: [] })
      return asFile(reply, latest).send(Readable.from([]))
    }
    const exported = await store.transfer.export(resource)
    // gone while the copy was made
    if (request.raw.socket.destroyed) await exported.close()
    return asFile(reply, exported.seq).send(streamOf(exported))
  })
}

/** The headers of an export, once there is one: a problem is no file. */
const asFile = (reply: FastifyReply, seq: number): FastifyReply =>
  reply
    .type(ndjsonType)
    .header('cache-control', 'no-store')
    .header('content-disposition', 'attachment; filename="whosaid.ndjson"')
    .header('change-sequence', String(seq))

/** The pieces of an export, each fetched once the one before was taken. */
function streamOf(exported: Export): Readable {
  const timer = setTimeout(() => stream.destroy(new Error('the client of an export takes nothing')), patience)
  const stream = new Readable({
    highWaterMark: 1,
    read() {
      timer.refresh()
      exported.next().then(
        (piece) => stream.push(piece),
        (error: Error) => stream.destroy(error),
      )
    },
    destroy(error, done) {
      clearTimeout(timer)
      exported.close().then(() => done(error), done)
    },
  })
  return stream
}
