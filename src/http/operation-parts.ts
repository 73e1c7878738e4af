import { z } from 'zod'
import type { Facet } from '../schema/facets.ts'
import { pagingParameters } from '../schema/list.ts'

/** Query parameters of what has none of its own. */
export const NoParameters = z.strictObject({ pretty: pagingParameters.pretty })
/** Query parameters of a write. */
export const WriteParameters = NoParameters

const named = (example: unknown) => ({ example: { value: example } })

/** A JSON body. The object is new each time, because fastify-zod-openapi makes `{}` of one that two routes share. */
export const jsonBody = <Schema extends z.ZodType>(schema: Schema, example: unknown) => ({
  required: true,
  content: { 'application/json': { schema, examples: named(example) } },
})

/** A JSON Merge Patch (RFC 7396), which may also come as plain JSON. */
export const patchBody = <Schema extends z.ZodType>(schema: Schema, example: unknown) => ({
  required: true,
  content: {
    'application/merge-patch+json': { schema, examples: named(example) },
    'application/json': { schema, examples: named(example) },
  },
})

/** A page of a list, as `replies` takes it; `facets` are shown by an example of their own. */
export const pageReply = <Schema extends z.ZodType>(
  schema: Schema,
  self: string,
  item: { id: string },
  facets?: Record<string, Facet>,
) => ({
  description: 'A page of the list',
  schema,
  headers: ['ETag', 'Link'] as const,
  examples: {
    example: pageExample(self, [item], 20),
    ...(facets
      ? { facets: { ...pageExample(`${self}&limit=0&facet=${Object.keys(facets).join()}`, [], 0), facets } }
      : {}),
  },
})

const pageExample = (self: string, data: { id: string }[], limit: number) => ({
  data,
  page: { limit, nextCursor: null, prevCursor: null },
  total: { value: 1, relation: 'eq' },
  links: { self, next: null, prev: null },
})

/** One resource, as `replies` takes it. */
export const itemReply = <Schema extends z.ZodType>(description: string, schema: Schema, example: unknown) => ({
  description,
  schema,
  headers: ['ETag'] as const,
  examples: { example },
})

/** A resource that was made, as `replies` takes it; `others` are examples by name beside the usual one. */
export const createdReply = <Schema extends z.ZodType>(
  description: string,
  schema: Schema,
  example: unknown,
  others: Record<string, unknown> = {},
) => ({
  description,
  schema,
  headers: ['ETag', 'Location'] as const,
  examples: { example, ...others },
})

const ofWrites = ['precondition-failed', 'precondition-required'] as const

/** Failures by what an operation does, beside those that every operation of its kind has (route-defaults.ts). */
export const problemsOf = {
  list: ['invalid-query', 'invalid-cursor', 'cursor-mismatch'],
  sublist: ['invalid-query', 'invalid-cursor', 'cursor-mismatch', 'not-found', 'gone'],
  get: ['not-found', 'gone'],
  create: ['conflict'],
  replace: ['conflict', ...ofWrites],
  update: ['conflict', 'not-found', 'gone', ...ofWrites],
  delete: ['not-found', 'gone', ...ofWrites],
} as const
