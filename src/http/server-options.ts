import { randomFillSync } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type FastifyHttpOptions, LogController, type RawServerDefault } from 'fastify'
import type { Config } from '../config.ts'
import type { App } from './app-context.ts'
import { parseQueryString } from './checks/query-string.ts'
import { asRequestTarget } from './checks/urls.ts'
import { answerFrameworkError } from './failures/error-handlers.ts'
import { answerClientError, answerExpectation } from './failures/raw-problems.ts'
import type { Logger } from './logging.ts'

const foreignId = /^[A-Za-z0-9._-]{8,64}$/
const idBytes = 12
const random = Buffer.alloc(idBytes * 512)
let used = random.length

/** 96 random bits; they are drawn for many ids at once, since a call of the generator takes longer than all else here. */
function newId(): string {
  if (used === random.length) {
    randomFillSync(random)
    used = 0
  }
  used += idBytes
  return random.toString('base64url', used - idBytes, used)
}

/** A random id, or the X-Request-Id of the client where that is harmless in a log. */
function requestIdOf(request: IncomingMessage): string {
  const sent = request.headers['x-request-id']
  return typeof sent === 'string' && foreignId.test(sent) ? sent : newId()
}

/** Limits, time-outs and first answers of the server: none of Fastify's defaults that are open-ended is left. */
export function serverOptions(config: Config, logger: Logger | false) {
  return {
    ...(logger ? { loggerInstance: logger } : { logger: false }),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestIdOf,
    requestIdHeader: false,
    // Node cuts a slow body only where requestTimeout is above headersTimeout; it cannot be set for each route, so it
    // holds the longest upload there may be, and body/deadline.ts the others.
    requestTimeout: 3_600_000,
    keepAliveTimeout: 72_000,
    http: {
      headersTimeout: 10_000,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: 16_384,
      // Missing and doubled Host headers are refused in hosts.ts, with a problem document.
      requireHostHeader: false,
    },
    bodyLimit: Math.max(config.BODY_LIMIT_JSON, config.BODY_LIMIT_TEXT),
    return503OnClosing: false,
    trustProxy: config.TRUST_PROXY.length > 0 ? config.TRUST_PROXY : false,
    exposeHeadRoutes: true,
    rewriteUrl: asRequestTarget,
    routerOptions: { querystringParser: parseQueryString, maxParamLength: 8_192 },
    clientErrorHandler: answerClientError,
    frameworkErrors: answerFrameworkError.bind(null, config),
  } satisfies FastifyHttpOptions<RawServerDefault>
}

/** What Fastify has no option for. A client that waits for 100 Continue gets it in body/deadline.ts, after all checks. */
export function prepareServer(app: App, config: Config): void {
  app.server.maxConnections = config.MAX_CONNECTIONS
  app.server.on('checkContinue', (request, reply) => app.routing(request, reply))
  app.server.on('checkExpectation', answerExpectation.bind(null, config))
}
