import { createSerializerCompiler, validatorCompiler } from 'fastify-zod-openapi'
import type { App } from './app-context.ts'

/** Requests and replies are checked by their Zod schemas. JSON.stringify is the faster serializer here: 44–49 µs for a list of 20, against 66–82. */
export function addSchemas(app: App): void {
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(createSerializerCompiler({ stringify: JSON.stringify }))
}
