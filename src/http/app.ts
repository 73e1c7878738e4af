import Fastify from 'fastify'
import { type FastifyZodOpenApiTypeProvider, fastifyZodOpenApiPlugin } from 'fastify-zod-openapi'
import { addAccess, addIdentity } from './access.ts'
import type { App, AppContext } from './app-context.ts'
import { articleRoutes } from './articles.ts'
import { addBodyDeadline } from './body-deadline.ts'
import { addContentParsers } from './content-parsers.ts'
import { addContentTypeCheck } from './content-types.ts'
import { addCors } from './cors.ts'
import { docsRoutes } from './docs.ts'
import { addDrain } from './drain.ts'
import { addErrorHandlers } from './error-handlers.ts'
import { addFinish } from './finish-reply.ts'
import { addHostCheck } from './hosts.ts'
import { addRequestLog, type Logger } from './logging.ts'
import { addMethodCheck } from './methods.ts'
import { addNegotiation } from './negotiate.ts'
import { addOpenApi } from './openapi.ts'
import { addOverload } from './overload.ts'
import { problemRoutes } from './problem-pages.ts'
import { quoteRoutes } from './quotes.ts'
import { addRateLimit } from './rate-limit.ts'
import { addRouteDefaults } from './route-defaults.ts'
import { addSchemas } from './schemas.ts'
import { addSecFetchCheck } from './sec-fetch.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { prepareServer, serverOptions } from './server-options.ts'
import { sourceRoutes } from './sources.ts'
import { systemRoutes } from './system.ts'
import { addUrlCheck } from './urls.ts'

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

  addSchemas(app)
  addErrorHandlers(app)
  addRouteDefaults(app, config)

  addRequestLog(app)
  addSecurityHeaders(app, config)
  addDrain(app)
  addUrlCheck(app)
  addHostCheck(app, config)
  await addOverload(app)
  await addCors(app, config)
  addSecFetchCheck(app, config)
  addIdentity(app, context)
  await addRateLimit(app, context)
  addMethodCheck(app)
  addAccess(app, context)
  addNegotiation(app)
  addContentTypeCheck(app)
  addBodyDeadline(app, config)
  addContentParsers(app, config)
  addFinish(app)

  await app.register(fastifyZodOpenApiPlugin)
  await addOpenApi(app, context)
  systemRoutes(app, context)
  problemRoutes(app)
  docsRoutes(app)
  articleRoutes(app, context)
  quoteRoutes(app, context)
  sourceRoutes(app, context)
  await app.ready()
  return app
}
