import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../config.ts'
import { AppError } from '../../domain/app-error.ts'
import type { App } from '../app-context.ts'
import { closeAfterReply } from '../body/linger.ts'
import { corsHeaders } from '../checks/cors.ts'
import { pathOf } from '../checks/urls.ts'
import { forMethod, movedTo } from './merged.ts'
import { internalError, problemOf, sendProblem } from './problems.ts'
import { rawReply } from './raw-problems.ts'
import { failureOf } from './read-failure.ts'

/** Every failure of a request becomes a problem document here. */
export function addErrorHandlers(app: App): void {
  app.setErrorHandler((error, request, reply) => answer(error, request, reply))
  app.setNotFoundHandler((request, reply) => answer(notFound(request), request, reply))
}

/** The failure of a path that names nothing. */
export const notFound = (request: FastifyRequest): AppError =>
  new AppError('not-found', `There is nothing at ${pathOf(request).slice(0, 100)}. GET / lists where to go.`)

function answer(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = forMethod(failureOf(error, request), request)
  if (!failure) request.log.error({ err: error }, 'internal error')
  const { code, message, issues } = failure ?? internalError()
  if (code === 'overloaded' || code === 'shutting-down')
    if (!reply.hasHeader('retry-after')) reply.header('retry-after', '1')
  if (code === 'merged') reply.header('location', movedTo(request.url, issues[0]))
  closeAfterReply(request, reply)
  return sendProblem(reply, problemOf(code, message, issues, { instance: pathOf(request), requestId: request.id }))
}

/** Failures of the router, before any hook has run: a path that is not percent-encoded UTF-8. */
export function answerFrameworkError(
  config: Config,
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const { code, message, issues } = failureOf(error, request) ?? internalError()
  const problem = problemOf(code, message, issues, { instance: pathOf(request), requestId: request.id })
  const { body, headers } = rawReply(problem)
  reply.raw.writeHead(problem.status, { ...headers, ...corsHeaders(config, request.raw) }).end(body)
  request.log.info({ method: request.method, status: problem.status }, 'unreadable path')
}
