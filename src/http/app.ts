import Fastify from 'fastify'
import { type FastifyZodOpenApiTypeProvider, fastifyZodOpenApiPlugin } from 'fastify-zod-openapi'
import type { App, AppContext } from './app-context.ts'
import { articleRoutes } from './articles.ts'
import { addContentParsers } from './body/content-parsers.ts'
import { addContentTypeCheck } from './body/content-types.ts'
import { addBodyDeadline } from './body/deadline.ts'
import { changeRoutes } from './changes.ts'
import { addAccess, addIdentity } from './checks/access.ts'
import { addConnectionLimit } from './checks/connections.ts'
import { addCors } from './checks/cors.ts'
import { addHostCheck } from './checks/hosts.ts'
import { addMethodCheck } from './checks/methods.ts'
import { addNegotiation } from './checks/negotiate.ts'
import { addOverload } from './checks/overload.ts'
import { addRateLimit } from './checks/rate-limit.ts'
import { addSecFetchCheck } from './checks/sec-fetch.ts'
import { addUrlCheck } from './checks/urls.ts'
import { docsRoutes } from './docs.ts'
import { addDrain } from './drain.ts'
import { exportRecords } from './export-records.ts'
import { addErrorHandlers } from './failures/error-handlers.ts'
import { addFinish } from './finish-reply.ts'
import { importRecords } from './import-records.ts'
import { addRequestLog, type Logger } from './logging.ts'
import { watchLoopDelay } from './loop-delay.ts'
import { addMetrics } from './metrics.ts'
import { addOpenApi } from './openapi.ts'
import { problemRoutes } from './problem-pages.ts'
import { quoteRoutes } from './quotes.ts'
import { addReadyReplies } from './ready-replies.ts'
import { addRouteDefaults } from './route-defaults.ts'
import { addSchemas } from './schemas.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { prepareServer, serverOptions } from './server-options.ts'
import { sourceRoutes } from './sources.ts'
import { statsRoutes } from './stats.ts'
import { suggestRoutes } from './suggest.ts'
import { systemRoutes } from './system.ts'
import { timelineRoutes } from './timeline.ts'

/**
 * The web door, ready for requests but not listening; its `server` does. `logger: false`, the default, logs nothing.
 * What happens to a request happens in the order in which it stands here.
 */
export async function buildApp(
  context: AppContext,
  { logger = false }: { logger?: Logger | false } = {},
): Promise<App> {
  const { config } = context
  const app: App = Fastify(serverOptions(config, logger)).withTypeProvider<FastifyZodOpenApiTypeProvider>()
  prepareServer(app, config)
  addConnectionLimit(app, config)

  addSchemas(app)
  addErrorHandlers(app)
  addRouteDefaults(app, config)

  const delay = watchLoopDelay(app)
  addRequestLog(app)
  addSecurityHeaders(app, config)
  await addCors(app, config)
  addDrain(app)
  addUrlCheck(app)
  addHostCheck(app, config)
  addOverload(app, config, delay)
  addSecFetchCheck(app, config)
  addIdentity(app, context)
  addRateLimit(app, context)
  addMethodCheck(app)
  addAccess(app, context)
  addNegotiation(app)
  addReadyReplies(app, context)
  addContentTypeCheck(app)
  addBodyDeadline(app, config)
  addContentParsers(app, config)
  addFinish(app)

  await app.register(fastifyZodOpenApiPlugin)
  await addOpenApi(app, context)
  systemRoutes(app, context)
  addMetrics(app, context, delay)
  problemRoutes(app)
  docsRoutes(app)
  articleRoutes(app, context)
  quoteRoutes(app, context)
  sourceRoutes(app, context)
  changeRoutes(app, context)
  timelineRoutes(app, context)
  suggestRoutes(app, context)
  statsRoutes(app, context)
  importRecords(app, context)
  exportRecords(app, context)
  await app.ready()
  return app
}
