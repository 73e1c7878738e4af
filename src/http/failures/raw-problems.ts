import { randomBytes } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../../config.ts'
import { type Problem, type ProblemIssue, type ProblemSlug, problemTypes } from '../../schema/problem.ts'
import { corsHeaders } from '../checks/cors.ts'
import { securityHeaders } from '../security-headers.ts'
import { problemOf } from './problems.ts'

type ClientError = Error & { code?: string; reason?: string }

/** What Node's HTTP parser says, in our words: `[slug, detail]`. */
function readClientError({ code, reason }: ClientError): [ProblemSlug, string] {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return ['request-timeout', 'The request did not arrive in time.']
  if (code === 'HPE_HEADER_OVERFLOW')
    return ['headers-too-large', 'The request line and the headers are larger than 16384 bytes.']
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return ['body-too-large', 'The chunk extensions are too large.']
  if (code === 'HPE_INVALID_URL')
    return ['malformed-request', 'The URL has a character that must be percent-encoded, as UTF-8.']
  return ['malformed-request', `This is not HTTP/1.1${reason ? `: ${reason}` : ''}.`]
}

function documentOf(slug: ProblemSlug, detail: string, instance: string, issues: ProblemIssue[] = []) {
  const problem = problemOf(slug, detail, issues, { instance, requestId: randomBytes(12).toString('base64url') })
  return { problem, ...rawReply(problem) }
}

/** A problem as the body and the headers of a reply that no hook sees. */
export function rawReply(problem: Problem) {
  const body = `${JSON.stringify(problem)}\n`
  const headers = {
    ...securityHeaders,
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'no-store',
    'X-Request-Id': problem.requestId,
    Connection: 'close',
  }
  return { body, headers }
}

/** Answers what Node could not read as a request with a problem document, and closes the connection. */
export function answerClientError(this: FastifyInstance, error: ClientError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const [slug, detail] = readClientError(error)
  const { problem, body, headers } = documentOf(slug, detail, '*')
  this.log.info({ requestId: problem.requestId, status: problem.status, code: error.code }, 'unreadable request')
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const { status } = problemTypes[slug]
  if (socket.writable && !isAnswering(socket))
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
  socket.destroySoon()
}

/** Whether a reply has begun on the socket, into which nothing may be written. */
function isAnswering(socket: Socket): boolean {
  const reply: unknown = Reflect.get(socket, '_httpMessage')
  return typeof reply === 'object' && reply !== null && Reflect.get(reply, 'headersSent') === true
}

/** Answers an Expect header other than 100-continue, which Node gives to no handler. */
export function answerExpectation(config: Config, request: IncomingMessage, reply: ServerResponse): void {
  const path = request.url?.split('?', 1)[0] ?? '/'
  const detail = 'Only Expect: 100-continue is understood.'
  const issue = { in: 'header', parameter: 'Expect', code: 'unknown', detail } as const
  const { body, headers } = documentOf('expectation-failed', detail, path, [issue])
  reply.writeHead(417, { ...headers, ...corsHeaders(config, request) }).end(body)
}
