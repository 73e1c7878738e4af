import { Readable } from 'node:stream'
import type { FastifySchema, FastifySchemaCompiler } from 'fastify'
import { validatorCompiler } from 'fastify-zod-openapi'
import { AppError } from '../domain/app-error.ts'
import type { Once } from '../domain/store.ts'
import { ImportParameters, ImportRecord, ImportReply } from '../schema/import.ts'
import type { App, AppContext } from './app-context.ts'
import { closeAfterReply } from './body/linger.ts'
import { readLines } from './body/read-lines.ts'
import { readUpload } from './body/read-upload.ts'
import { importLineLimit, importLines } from './import/import-lines.ts'
import { refusedHeader } from './invalid-request.ts'
import { ndjsonReply, ndjsonType } from './ndjson.ts'
import { OnceHeaders, onceOf } from './once.ts'
import { replies } from './replies.ts'
import { articleCreateExample, articleExample } from './resource-examples.ts'

/** At a time; each holds a few megabytes. */
const most = 2
const problems = [
  'conflict',
  'unknown-reference',
  'unfitting-reference',
  'quote-not-verbatim',
  'invalid-document',
] as const

/** importRecords: an upload that is read as fast as its lines are written and its replies are taken. */
export function importRecords(app: App, { store, ingester, config: settings }: AppContext): void {
  let running = 0
  const onceAtATime = openTurns()
  const schema = {
    operationId: 'importRecords',
    summary: 'How do I bring in many records at once?',
    description:
      'NDJSON, a line for each record: what exportRecords writes, or articles as createArticle takes them. The reply comes while the upload runs and has a line for each line, once that is on the disk, and a last line with the sum. A line that fails stops nothing unless `atomic`, and leaves nothing behind. Read the reply while you send: what nobody reads stops the upload. A line has at most 16 MiB, the whole IMPORT_MAX_BYTES.\n\nWith an `Idempotency-Key` an import that broke off is sent again as it was: lines that are on the disk are answered with what became of them then, and the others are written. Lines are written in steps of 100 or 1 MiB then. Another body is 422, or where it differs only later, a problem in the last line; while the first one still runs it is 409. A dry run writes nothing, so its key is not kept.',
    tags: ['transfer'],
    querystring: ImportParameters,
    headers: OnceHeaders,
    body: {
      required: true,
      content: { [ndjsonType]: { schema: ImportRecord, examples: { article: { value: articleCreateExample } } } },
    },
    response: {
      ...replies({}, problems),
      200: ndjsonReply('What became of each line, and the sum', ImportReply, {
        line: { line: 1, resource: 'article', id: articleExample.id, status: 'created', problem: null },
        sum: { summary: { lines: 1, created: 1, updated: 0, skipped: 0, failed: 0, dryRun: false }, problem: null },
      }),
    },
  }
  const options = {
    schema,
    config: { scope: 'write', streams: true, within: undefined, produces: [ndjsonType] } as const,
    validatorCompiler: allButBody,
  }
  app.post('/v1/import', options, async (request, reply) => {
    if (running >= most) throw new AppError('overloaded', `${most} imports are running already.`)
    const { onConflict = 'error', atomic = false, dryRun = false, extract = false, report = 'all' } = request.query
    const once = onceOf(request, reply)
    const done = onceAtATime(once)
    const lines = readLines(readUpload(request.raw, settings.IMPORT_MAX_BYTES), importLineLimit)
    const results = importLines(
      lines,
      { transfer: store.transfer, ingester: extract ? ingester : null },
      {
        onConflict,
        atomic,
        dryRun,
        once,
        problemsOnly: report === 'problems',
        stagedLimit: settings.IMPORT_STAGED_BYTES,
      },
    )
    running += 1
    const out = Readable.from(asText(results), { objectMode: false, highWaterMark: 65_536 })
    // before that the reply is a problem, and the fault is logged with it
    out.once('error', (error) => {
      if (reply.raw.headersSent && !(error instanceof AppError))
        request.log.error({ err: error }, 'an import broke off')
    })
    // once what was at the writer is on the disk
    out.once('close', () => {
      running -= 1
      done()
    })
    // an import that ends before its upload does must not have the rest of it swallowed
    out.once('end', () => closeAfterReply(request, reply))
    reply.type(ndjsonType).header('cache-control', 'no-store').header('connection', 'close')
    return reply.send(out)
  })
}

/** The lines of the body are checked one by one. */
const allButBody: FastifySchemaCompiler<FastifySchema> = (route) =>
  route.httpPart === 'body' ? () => true : validatorCompiler(route as Parameters<typeof validatorCompiler>[0])

async function* asText(results: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const result of results) yield `${JSON.stringify(result)}\n`
}

/** Lets each key import one thing at a time; the function that is returned ends a turn. AppError conflict while it has not. */
function openTurns(): (once: Once | undefined) => () => void {
  const running = new Set<string>()
  return (once) => {
    if (!once) return () => {}
    const turn = `${once.scope} ${once.key}`
    if (running.has(turn))
      throw refusedHeader(
        'conflict',
        'Idempotency-Key',
        'running',
        'An import with this Idempotency-Key is still running. Send it again when that has ended.',
      )
    running.add(turn)
    return () => running.delete(turn)
  }
}
