import type { FastifyReply } from 'fastify'
import { AppError } from '../../domain/app-error.ts'
import { type Problem, type ProblemIssue, type ProblemSlug, problemTypes } from '../../schema/problem.ts'

const issueLimit = 20
const detailLimit = 200

const shorten = (text: string): string => (text.length > detailLimit ? `${text.slice(0, detailLimit - 1)}…` : text)

/** The problem document (RFC 9457) of a failure, cut to 20 issues of 200 characters. */
export function problemOf(
  slug: ProblemSlug,
  detail: string,
  issues: readonly ProblemIssue[],
  at: { instance: string; requestId: string },
): Problem {
  const { status, title } = problemTypes[slug]
  const errors = issues.slice(0, issueLimit).map((issue) => ({ ...issue, detail: shorten(issue.detail) }))
  return { type: `/problems/${slug}`, title, status, detail, ...at, errors }
}

/** Sends a problem past the serializer of the route, so that no schema can turn it into something else. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problem)
}

/** The failure of a fault in this program: nothing of the inside shows. */
export const internalError = (): AppError =>
  new AppError('internal-error', 'Something went wrong here. The log has more under the requestId.')
