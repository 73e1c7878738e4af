import type { FastifyRequest } from 'fastify'
import type { AppError } from '../../domain/app-error.ts'
import type { App } from '../app-context.ts'
import { addCheck } from '../checks/add-check.ts'
import { malformed, refusedHeader } from '../invalid-request.ts'
import { hasBody } from './linger.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Media types of the body that the route takes: set from its schema by route-defaults.ts. */
    takes?: readonly string[]
  }
}

const parsed = ['application/json', 'application/merge-patch+json', 'text/plain', 'text/html']

/** Refuses bodies that are compressed, of a type that the route does not take, in another charset, or not there. */
export function addContentTypeCheck(app: App): void {
  addCheck(app, (request) => {
    const { 'content-type': type, 'content-encoding': encoding = 'identity' } = request.headers
    if (['GET', 'HEAD'].includes(request.method)) return
    if (encoding.toLowerCase() !== 'identity')
      throw untaken('Content-Encoding', 'not_taken', 'Bodies are not compressed here: leave Content-Encoding out.')
    if (type !== undefined) checkType(request, type)
    else if (request.routeOptions.config.takes && !hasBody(request))
      throw malformed({ in: 'body', code: 'required', detail: `The body is empty. Send ${describeTypes(request)}.` })
  })
}

function checkType(request: FastifyRequest, header: string): void {
  const [type = '', ...parameters] = header.split(';').map((part) => part.trim().toLowerCase())
  const { takes = parsed } = request.routeOptions.config
  if (!takes.includes(type)) throw refuseType(request)
  const charset = parameters
    .find((part) => part.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '')
  if (charset !== undefined && !['utf-8', 'utf8'].includes(charset))
    throw untaken('Content-Type', 'not_taken', `Bodies are UTF-8 here, not ${charset.slice(0, 40)}.`)
}

const untaken = (header: string, code: string, detail: string) =>
  refusedHeader('unsupported-media-type', header, code, detail)

const describeTypes = (request: FastifyRequest): string => {
  const types = request.routeOptions.config.takes ?? parsed
  return types.length === 1 ? `${types[0]}` : `${types.slice(0, -1).join(', ')} or ${types.at(-1)}`
}

/** What a body of the wrong type is told. */
export function refuseType(request: FastifyRequest): AppError {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().slice(0, 60)
  const wrong = type ? `${type} is not taken here` : 'The body has no Content-Type'
  return untaken('Content-Type', type ? 'not_taken' : 'required', `${wrong}: send ${describeTypes(request)}.`)
}
