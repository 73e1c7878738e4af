import swagger from '@fastify/swagger'
import { fastifyZodOpenApiTransformers } from 'fastify-zod-openapi'
import type { Config } from '../config.ts'
import type { App, AppContext } from './app-context.ts'
import { htmlType } from './html.ts'
import type { Document } from './openapi/document.ts'
import { finishDocument } from './openapi/finish.ts'
import { documentInfo, documentTags } from './openapi/info.ts'

const yamlType = 'application/yaml'

/** Collects the routes that are added after it, of which the document is generated. */
export async function addOpenApi(app: App, { config, version }: AppContext): Promise<void> {
  const examples = new Map<string, Record<string, { examples?: unknown }>>()
  app.addHook('onRoute', ({ schema }) => {
    const { operationId, body } = (schema ?? {}) as {
      operationId?: string
      body?: { content?: Record<string, object> }
    }
    if (operationId && body?.content) examples.set(operationId, body.content)
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { ...documentInfo, version },
      servers: [{ url: serverUrl(config), description: 'This server' }],
      tags: documentTags,
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'A key, as the command `key create` prints it.' },
        },
      },
    },
    stripBasePath: false,
    convertConstToEnum: false,
    ...fastifyZodOpenApiTransformers,
    transformObject: (generated) =>
      finishDocument(fastifyZodOpenApiTransformers.transformObject(generated), examples) as never,
  })
}

const serverUrl = ({ PUBLIC_URL }: Config): string => PUBLIC_URL ?? '/'

/** The OpenAPI 3.1 document of an app that is ready: plain JSON, the same for the same code and settings. */
export const openApiDocument = (app: App): Document => app.swagger() as unknown as Document

/** The same document as YAML. */
export const openApiYaml = (app: App): string => app.swagger({ yaml: true })

/** `/openapi.json` and `/openapi.yaml`. */
export function openApiRoutes(app: App): void {
  const hidden = { schema: { hide: true } }
  app.get('/openapi.json', { config: { scope: 'none' }, ...hidden }, async (_, reply) =>
    reply.type('application/json; charset=utf-8').send(JSON.stringify(openApiDocument(app))),
  )
  const produces = [yamlType, 'text/yaml', 'text/plain', htmlType]
  app.get('/openapi.yaml', { config: { scope: 'none', produces }, ...hidden }, async (_, reply) =>
    reply.type(`${yamlType}; charset=utf-8`).send(openApiYaml(app)),
  )
}
