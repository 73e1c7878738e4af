import type { FastifyRequest } from 'fastify'
import type { Config } from '../../config.ts'
import type { App } from '../app-context.ts'
import { ndjsonType } from '../ndjson.ts'
import { decodeUtf8, refuseNul } from './decode-text.ts'
import { readJson } from './read-json.ts'

const jsonTypes = ['application/json', 'application/merge-patch+json']
const textTypes = ['text/plain', 'text/html']

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The handler reads the body itself, as it comes. */
    streams?: boolean
  }
  interface FastifyInstance {
    bodyLimits: { json: number; text: number }
  }
  interface FastifyRequest {
    /** The body as it came */
    bytes: Buffer | null
  }
}

/** Bodies are read as exactly these types and nothing is mended: what is not clean UTF-8 is refused. */
export function addContentParsers(app: App, { BODY_LIMIT_JSON, BODY_LIMIT_TEXT }: Config): void {
  app.decorate('bodyLimits', { json: BODY_LIMIT_JSON, text: BODY_LIMIT_TEXT })
  app.decorateRequest('bytes', null)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    jsonTypes,
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT_JSON },
    async (request: FastifyRequest, body: Buffer) => {
      request.bytes = body
      const { takes } = request.routeOptions.config
      return body.length === 0 && !takes ? undefined : readJson(decodeUtf8(body))
    },
  )
  app.addContentTypeParser(
    textTypes,
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT_TEXT },
    async (request: FastifyRequest, body: Buffer) => {
      request.bytes = body
      return refuseNul(decodeUtf8(body))
    },
  )
  app.addContentTypeParser(ndjsonType, async () => undefined)
}

/** The limit that a body has gone over. */
export function bodyLimitOf(request: FastifyRequest): { name: string; bytes: number } {
  const { json, text } = request.server.bodyLimits
  const isText = textTypes.some((type) => request.headers['content-type']?.toLowerCase().startsWith(type))
  return isText ? { name: 'A document', bytes: text } : { name: 'A JSON body', bytes: json }
}
