import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { FastifyZodOpenApiTypeProvider } from 'fastify-zod-openapi'
import type { Config } from '../config.ts'
import type { Store } from '../domain/store.ts'
import type { Ingester } from '../ingest/ingester.ts'
import type { Scope } from '../schema/key.ts'

/** What the web door needs from the rooms behind it; wired in cli/, and in tests. */
export type AppContext = {
  config: Config
  store: Store
  ingester: Ingester
  /** SemVer of this program */
  version: string
  /** Git commit of this program, where it is known */
  commit?: string | null
}

/** Fastify with requests and replies typed by their Zod schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  FastifyZodOpenApiTypeProvider
>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Scope that a key needs here. Left out: `read`, open unless READ_ACCESS=key. 'none': always open. */
    scope?: Scope | 'none'
    /** Asked by a supervisor: not counted, and answered under any load. */
    health?: boolean
    /** Answered under any load, but counted. */
    anyLoad?: boolean
  }
}
