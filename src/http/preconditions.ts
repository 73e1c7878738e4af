import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Config } from '../config.ts'
import { AppError } from '../domain/app-error.ts'
import type { Precondition } from '../domain/store.ts'
import { invalidHeader, refusedHeader } from './invalid-request.ts'
import { OnceHeaders } from './once.ts'

const ifMatch = z
  .string()
  .optional()
  .describe(
    'ETag that you have read, so that no change of another client is lost: else 412. Its version counts, the number before the hyphen: what others change beside it, such as the count of its quotes, does no harm',
  )

/** Request headers of a write to what exists. */
export const WriteHeaders = z.looseObject({ 'if-match': ifMatch })

/** Request headers of a POST that writes to what exists. */
export const OnceWriteHeaders = OnceHeaders.extend({ 'if-match': ifMatch })

/** Request headers of a PUT, which may create. */
export const PutHeaders = z.looseObject({
  'if-match': ifMatch,
  'if-none-match': z.string().optional().describe('`*`: only if there is nothing yet, else 412'),
})

// RFC 9110 §8.8.3: entity-tag = [ W/ ] DQUOTE *etagc DQUOTE
const tagList = /^\s*(?:(?:W\/)?"[!#-~\x80-\xff]*"\s*(?:,\s*|$))+$/
const ours = /(?<!W\/)"([1-9]\d{0,14})-[^"]*"/g

/** Versions named by an If-Match header. Weak tags never match (RFC 9110 §13.1.1), nor do tags that are not ours. */
function parseIfMatch(header: string): readonly number[] | '*' {
  if (header.trim() === '*') return '*'
  if (!tagList.test(header))
    throw invalidHeader(
      'If-Match',
      'If-Match must be * or ETags as they were sent, in quotation marks: "3-9f86d081884c".',
    )
  return [...header.matchAll(ours)].map(([, version]) => Number(version))
}

/** What the headers of a write demand of the present. */
export function askedOf({ headers }: FastifyRequest): Precondition {
  const match = headers['if-match']
  const noneMatch = headers['if-none-match']?.trim()
  if (noneMatch !== undefined && noneMatch !== '*')
    throw invalidHeader('If-None-Match', 'If-None-Match of a write takes only *; If-Match takes ETags.')
  return { ifMatch: match === undefined ? null : parseIfMatch(match), ifNoneMatch: noneMatch === '*' }
}

/** AppError precondition-failed unless the If-Match of a read names what it found: its ETag, or its version as for a write. */
export function checkRead({ headers }: FastifyRequest, etag: string): void {
  const header = headers['if-match']
  if (header === undefined) return
  const asked = parseIfMatch(header)
  const [version] = parseIfMatch(etag)
  if (asked === '*' || (typeof version === 'number' && asked.includes(version))) return
  if (version === undefined && header.split(',').some((tag) => tag.trim() === etag)) return
  const detail = `If-Match names something else than what is there: it has the ETag ${etag}.`
  throw refusedHeader('precondition-failed', 'If-Match', 'mismatch', detail)
}

/**
 * What a write demands of the present. Where REQUIRE_IF_MATCH is on and the header is missing, `find` says whether the
 * thing exists (AppError `precondition-required`); if it does not, the write may only create.
 */
export async function preconditionOf(
  request: FastifyRequest,
  config: Config,
  find: () => Promise<unknown>,
): Promise<Precondition> {
  const on = askedOf(request)
  if (!config.REQUIRE_IF_MATCH || on.ifMatch !== null || on.ifNoneMatch) return on
  if (await exists(find))
    throw refusedHeader(
      'precondition-required',
      'If-Match',
      'required',
      'Send If-Match with the ETag that you have read, or If-Match: * to write in any case.',
    )
  return { ifMatch: null, ifNoneMatch: true }
}

async function exists(find: () => Promise<unknown>): Promise<boolean> {
  try {
    await find()
    return true
  } catch (error) {
    if (error instanceof AppError && ['not-found', 'gone'].includes(error.code)) return false
    throw error
  }
}
