import type { FastifyRequest } from 'fastify'
import { AppError } from '../../domain/app-error.ts'
import type { ProblemIssue } from '../../schema/problem.ts'

/** Reads of a source that was merged are sent on. A write is not: a DELETE would delete the survivor unasked. */
export function forMethod(failure: AppError | null, { method }: FastifyRequest): AppError | null {
  if (failure?.code !== 'merged' || method === 'GET' || method === 'HEAD') return failure
  const survivor = failure.issues[0]?.suggestion
  const detail = `${failure.message} Write to /v1/sources/${survivor} if that one is meant.`
  return new AppError('conflict', detail, failure.issues)
}

/** The same question of the source that this one was merged into. */
export function movedTo(url: string, issue: ProblemIssue | undefined): string {
  const id = issue?.suggestion ?? ''
  if (issue?.in !== 'query') return url.replace(/^(\/v1\/sources\/)[^/?]+/, `$1${id}`)
  const [path = '', query = ''] = url.split(/\?(.*)/s)
  const parts = query.split('&').map((part) => (new URLSearchParams(part).has('source') ? `source=${id}` : part))
  return `${path}?${parts.join('&')}`
}
