import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../../domain/app-error.ts'
import type { App } from '../app-context.ts'
import { malformed } from '../invalid-request.ts'
import { addCheck } from './add-check.ts'
import { parameterLimit, unreadable } from './query-string.ts'

/** Longest path with its query, in bytes. */
const urlLimit = 8_192

/** The target of a request as a path and query: the absolute form (RFC 9112 §3.2.2) loses its origin. */
export function asRequestTarget({ url = '/' }: Pick<IncomingMessage, 'url'>): string {
  const relative = url.replace(/^https?:\/\/[^/?#]*/i, '')
  return relative.startsWith('/') || relative === '*' ? relative : `/${relative}`
}

/** Path of a request without its query: `instance` of its problem document. */
export const pathOf = (request: Pick<FastifyRequest, 'url'>): string => request.url.split('?', 1)[0] ?? '/'

/** Refuses URLs that are too long or not clean UTF-8; what the router cannot decode it refuses itself. */
export function addUrlCheck(app: App): void {
  addCheck(app, (request) => {
    const { length } = request.url
    if (length > urlLimit)
      throw new AppError('uri-too-long', `The URL has ${length} bytes; at most ${urlLimit} are taken.`)
    const at = request.url.indexOf('?')
    const query = at < 0 ? '' : request.url.slice(at + 1)
    if (pathOf(request).includes('%00'))
      throw malformed({ in: 'path', code: 'nul', detail: 'The path has a NUL character (%00).' })
    const fault = unreadable(query)
    if (fault) throw malformed(fault)
    if (query.length >= parameterLimit && query.split('&').length > parameterLimit)
      throw new AppError('malformed-request', `The URL has more than ${parameterLimit} parameters.`)
  })
}
