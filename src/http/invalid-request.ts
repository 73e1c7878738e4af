import { AppError } from '../domain/app-error.ts'
import type { ProblemIssue, ProblemSlug } from '../schema/problem.ts'

/** A query parameter that its schema lets through and its meaning does not. */
export function invalidParameter(parameter: string, code: string, detail: string): AppError {
  return new AppError('invalid-parameter', detail, [{ in: 'query', parameter, code, detail }])
}

/** A request header because of which something else is refused. */
export function refusedHeader(slug: ProblemSlug, parameter: string, code: string, detail: string): AppError {
  return new AppError(slug, detail, [{ in: 'header', parameter, code, detail }])
}

/** A request header that does not follow its grammar. */
export const invalidHeader = (parameter: string, detail: string): AppError =>
  malformed({ in: 'header', parameter, code: 'malformed', detail })

/** A part of a request that cannot be read. */
export const malformed = (issue: ProblemIssue): AppError => new AppError('malformed-request', issue.detail, [issue])
