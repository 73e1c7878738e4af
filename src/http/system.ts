import { AppError } from '../domain/app-error.ts'
import { Health, Index, Readiness, VersionInfo } from '../schema/system.ts'
import type { App, AppContext } from './app-context.ts'
import { NoParameters } from './operation-parts.ts'
import { replies } from './replies.ts'

const open = { scope: 'none' } as const
const health = { scope: 'none', health: true } as const

const links = {
  articles: '/v1/articles',
  quotes: '/v1/quotes',
  sources: '/v1/sources',
  changes: '/v1/changes',
  articleTimeline: '/v1/articles/timeline',
  quoteTimeline: '/v1/quotes/timeline',
  suggest: '/v1/suggest?q=mar',
  stats: '/v1/stats',
  export: '/v1/export',
  docs: '/docs',
  openapi: '/openapi.json',
  problems: '/problems',
  health: '/healthz',
  ready: '/readyz',
  version: '/version',
}
const examples = [
  '/v1/quotes?q=harbour&include=source&pretty',
  '/v1/articles?sort=-publishedAt&limit=5&pretty',
  '/v1/sources?sort=-quoteCount&pretty',
  '/v1/quotes/timeline?interval=year&groupBy=sourceType&pretty',
]

const versionExample = {
  name: 'whosaid',
  version: '1.2.0',
  commit: null,
  schema: 1,
  node: '24.21.0',
  engine: 'SQLite 3.54.1',
  uptime: 86_400,
}

/** `/`, `/healthz`, `/readyz` and `/version`: what people and supervisors ask first. */
export function systemRoutes(app: App, context: AppContext): void {
  indexRoute(app, context)
  healthRoutes(app, context)
  versionRoute(app, context)
}

function indexRoute(app: App, { version }: AppContext): void {
  const description = 'News articles that know who said what. A source is who is quoted; the outlet is the publisher.'
  const index = { name: 'whosaid' as const, version, description, links, examples }
  const schema = {
    operationId: 'getIndex',
    tags: ['system'],
    summary: 'Where can I go from here?',
    querystring: NoParameters,
    response: replies({ 200: { description: 'Paths and examples', schema: Index, examples: { index } } }),
  }
  app.get('/', { config: open, schema }, async () => index)
}

function healthRoutes(app: App, { store }: AppContext): void {
  const healthSchema = {
    operationId: 'getHealth',
    tags: ['system'],
    summary: 'Is the process up?',
    response: replies({ 200: { description: 'It is', schema: Health, examples: { up: { status: 'ok' } } } }),
  }
  app.get('/healthz', { config: health, schema: healthSchema }, async () => ({ status: 'ok' as const }))

  const readySchema = {
    operationId: 'getReadiness',
    tags: ['system'],
    summary: 'Can it answer requests now?',
    response: replies(
      { 200: { description: 'It can', schema: Readiness, examples: { ready: { status: 'ready', schema: 1 } } } },
      ['shutting-down', 'overloaded'],
    ),
  }
  app.get('/readyz', { config: health, schema: readySchema }, async (request) => {
    if (app.isDraining()) throw new AppError('shutting-down', 'The server is stopping.')
    const { schema } = await store.status().catch((error: unknown) => {
      request.log.error({ err: error }, 'the store does not answer')
      throw new AppError('overloaded', 'The database does not answer.')
    })
    return { status: 'ready' as const, schema }
  })
}

function versionRoute(app: App, { store, version, commit = null }: AppContext): void {
  const schema = {
    operationId: 'getVersion',
    tags: ['system'],
    summary: 'Which version is this, and what does it run on?',
    querystring: NoParameters,
    response: replies({ 200: { description: 'Versions', schema: VersionInfo, examples: { version: versionExample } } }),
  }
  app.get('/version', { config: open, schema }, async () => {
    const { schema, engine } = await store.status()
    return {
      name: 'whosaid' as const,
      version,
      commit,
      schema,
      node: process.versions.node,
      engine,
      uptime: Math.floor(process.uptime()),
    }
  })
}
