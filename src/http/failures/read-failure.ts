import type { FastifyRequest } from 'fastify'
import { AppError } from '../../domain/app-error.ts'
import { bodyLimitOf } from '../body/content-parsers.ts'
import { refuseType } from '../body/content-types.ts'
import { malformed, refusedHeader } from '../invalid-request.ts'
import { issuesOf, summaryOf } from './zod-issues.ts'

type Coded = { code: string; validationContext?: unknown; statusCode?: unknown }

const isCoded = (error: unknown): error is Coded =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'

/** What Fastify, Node and Zod throw, as our own failure; null for what is nobody's fault but ours. */
export function failureOf(error: unknown, request: FastifyRequest): AppError | null {
  if (error instanceof AppError) return error
  if (!isCoded(error)) return null
  const read = readers[error.code]
  return read ? read(request, error) : null
}

/** What a request hears that was not answered within HANDLER_TIMEOUT_MS. */
export const tooSlow = 'The answer took too long. Ask for less, or try again in a moment.'

const readers: Record<string, (request: FastifyRequest, error: Coded) => AppError> = {
  FST_ERR_VALIDATION: readValidation,
  FST_ERR_CTP_BODY_TOO_LARGE: (request) => {
    const { name, bytes } = bodyLimitOf(request)
    return new AppError('body-too-large', `${name} has at most ${bytes} bytes here.`)
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: refuseType,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    refusedHeader('malformed-request', 'Content-Length', 'mismatch', 'The body is not as long as Content-Length says.'),
  FST_ERR_BAD_URL: () => malformed({ in: 'path', code: 'not_utf8', detail: 'The path is not percent-encoded UTF-8.' }),
  FST_ERR_MAX_PARAM_LENGTH: () => new AppError('uri-too-long', 'A part of the path is too long.'),
  // The client went away; nobody reads this but the log.
  ECONNRESET: () => new AppError('malformed-request', 'The connection ended before the body.'),
  ERR_STREAM_PREMATURE_CLOSE: () => new AppError('malformed-request', 'The connection ended before the body.'),
}

function readValidation(request: FastifyRequest, error: Coded): AppError {
  const issues = issuesOf(error, request)
  const slug = error.validationContext === 'body' ? 'invalid-body' : 'invalid-parameter'
  return new AppError(slug, summaryOf(issues), issues)
}
