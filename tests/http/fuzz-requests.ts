import fc, { type Arbitrary } from 'fast-check'
import type { Document } from '../../src/http/openapi/document.ts'

/** A request as it goes over the wire, made from an operation of the OpenAPI document. */
export type FuzzRequest = {
  method: string
  path: string
  headers: Record<string, string>
  body: string | null
}

type Schema = {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
}
type Parameter = { name: string; in: 'query' | 'path' | 'header'; required?: boolean; schema: Schema }
type Operation = { parameters?: Parameter[]; requestBody?: { content: Record<string, { schema: Schema }> } }

/** Values that exist, by the name of the parameter, property or schema that takes them. */
export type Known = Record<string, string[]>

const awkward = fc.constantFrom(
  '',
  ' ',
  '0',
  '-1',
  '1e9',
  'abc',
  'null',
  'true',
  '\0',
  '\ud800',
  '💬',
  "' OR 1=1 --",
  '"',
  '%',
  '*',
  '../../etc/passwd',
  '__proto__',
  'now-1d',
  '2023-02-30',
  '2024-01-01',
  '999999999999999999999',
  'a'.repeat(300),
)
const anyJson: Arbitrary<unknown> = fc.oneof(
  awkward,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constant([]),
  fc.constant({}),
)

const text = (schema: Schema): Arbitrary<string> => {
  const maxLength = Math.min(schema.maxLength ?? 40, 60)
  if (schema.pattern && schema.pattern !== '\\S') {
    return fc.stringMatching(new RegExp(schema.pattern)).map((value) => value.slice(0, schema.maxLength ?? 200))
  }
  return fc.oneof(
    fc.string({ minLength: schema.minLength ?? 0, maxLength, unit: 'grapheme' }),
    fc.lorem({ maxCount: 5 }),
  )
}

/** Mostly what the schema allows, sometimes something that exists, now and then anything at all. */
function anyOf(schema: Schema, document: Document, known: Known, name: string, depth = 0): Arbitrary<unknown> {
  const reference = schema.$ref?.split('/').at(-1)
  if (schema.$ref) {
    const target = (document.components.schemas as Record<string, Schema>)[reference as string] as Schema
    return anyOf(target, document, known, known[name] ? name : (reference as string), depth + 1)
  }
  const existing = known[name] ? [{ weight: 20, arbitrary: fc.constantFrom(...known[name]) }] : []
  return fc.oneof(
    { weight: 30, arbitrary: conforming(schema, document, known, name, depth) },
    { weight: 1, arbitrary: anyJson },
    ...existing,
  )
}

function conforming(schema: Schema, document: Document, known: Known, name: string, depth: number): Arbitrary<unknown> {
  const below = (child: Schema, childName = name) => anyOf(child, document, known, childName, depth + 1)
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const either = schema.anyOf ?? schema.oneOf
  if (either) return fc.oneof(...either.map((child) => below(child)))
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'array') {
    const maxLength = Math.min(schema.maxItems ?? 3, 3)
    return fc.array(below(schema.items ?? {}), { minLength: Math.min(schema.minItems ?? 0, maxLength), maxLength })
  }
  if (type === 'object') return objectOf(schema, below)
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  const min = schema.minimum ?? -10
  if (type === 'integer') return fc.integer({ min, max: Math.min(schema.maximum ?? 1000, 2000) })
  if (type === 'number') return fc.double({ min, max: schema.maximum ?? 1000, noNaN: true })
  return text(schema)
}

function objectOf(schema: Schema, below: (child: Schema, name: string) => Arbitrary<unknown>): Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {}).map(([name, child]) => [name, below(child, name)] as const)
  const required = fc.record(Object.fromEntries(properties), { requiredKeys: schema.required ?? [] })
  return fc.oneof(
    { weight: 15, arbitrary: required },
    { weight: 1, arbitrary: required.map((value) => ({ ...value, surprise: 1 })) },
    { weight: 1, arbitrary: fc.record(Object.fromEntries(properties), { requiredKeys: [] }) },
  )
}

const queryOf = (pairs: [string, unknown][]): string =>
  pairs
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => [name, one]))
    .map(
      ([name, one]) => `${encode(String(name))}=${encode(typeof one === 'object' ? JSON.stringify(one) : String(one))}`,
    )
    .join('&')

const encode = (value: string): string => encodeURIComponent(value.toWellFormed())

/** Some of the query parameters of an operation, now and then one that it does not have. */
function query(parameters: Parameter[], document: Document, known: Known): Arbitrary<string> {
  const own = parameters.filter((parameter) => parameter.in === 'query')
  const pairs = own.map((parameter) =>
    anyOf(parameter.schema, document, known, parameter.name).map((value): [string, unknown] => [parameter.name, value]),
  )
  const stray = fc.tuple(fc.constantFrom('speaker', 'sorting', '__proto__', 'q'), fc.string()) as Arbitrary<
    [string, unknown]
  >
  const one =
    pairs.length === 0
      ? stray
      : fc.oneof({ weight: 20, arbitrary: fc.oneof(...pairs) }, { weight: 1, arbitrary: stray })
  return fc.array(one, { maxLength: 4 }).map(queryOf)
}

function path(template: string, parameters: Parameter[], document: Document, known: Known): Arbitrary<string> {
  const own = parameters.filter((parameter) => parameter.in === 'path')
  return fc
    .tuple(...own.map((parameter) => anyOf(parameter.schema, document, known, pathName(template, parameter.name))))
    .map((values) =>
      own.reduce((url, { name }, i) => url.replace(`{${name}}`, encode(String(values[i])) || '%20'), template),
    )
}

/** `id` means another thing in each resource: known ids are kept by the path they belong to. */
const pathName = (template: string, name: string): string => (name === 'id' ? (template.split('/')[2] ?? name) : name)

function body(
  operation: Operation,
  document: Document,
  known: Known,
): Arbitrary<{ type: string; text: string } | null> {
  const content = Object.entries(operation.requestBody?.content ?? {})
  if (content.length === 0) return fc.constant(null)
  const documents = content.map(([type, { schema }]) =>
    type.startsWith('text/')
      ? fc
          .oneof(fc.lorem({ maxCount: 40 }), fc.string({ unit: 'binary' }))
          .map((text) => ({ type, text: text.toWellFormed() }))
      : anyOf(schema, document, known, '').map((value) => ({ type, text: JSON.stringify(value) ?? '' })),
  )
  return fc.oneof(
    { weight: 12, arbitrary: fc.oneof(...documents) },
    { weight: 1, arbitrary: fc.constant({ type: 'application/xml', text: '<a/>' }) },
    { weight: 1, arbitrary: fc.string().map((text) => ({ type: 'application/json', text: text.toWellFormed() })) },
  )
}

const mostly = (usual: string, ...rare: string[]): Arbitrary<string> =>
  fc.oneof({ weight: 15, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...rare) })

/** Requests for every operation of the document, alike in number; `token` is sent with most of them. */
export function requestsOf(document: Document, known: Known, token: string): Arbitrary<FuzzRequest> {
  // a stream does not end: tests/http/changes.test.ts
  const finite = Object.entries(document.paths).filter(([template]) => template !== '/v1/changes/stream')
  const operations = finite.flatMap(([template, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      template,
      method: method.toUpperCase(),
      operation: operation as unknown as Operation,
    })),
  )
  return fc.oneof(
    ...operations.map(({ template, method, operation }) => {
      const parameters = operation.parameters ?? []
      return fc
        .record({
          path: path(template, parameters, document, known),
          query: query(parameters, document, known),
          content: body(operation, document, known),
          authorization: mostly(`Bearer ${token}`, 'Bearer nonsense', ''),
          accept: mostly('*/*', 'application/json', 'text/html', 'image/png'),
          ifMatch: mostly('', '"999-000000000000"', '"1-000000000000"', '*', 'nonsense'),
        })
        .map(
          (parts): FuzzRequest => ({
            method,
            path: parts.query ? `${parts.path}?${parts.query}` : parts.path,
            headers: {
              accept: parts.accept,
              ...(parts.authorization ? { authorization: parts.authorization } : {}),
              ...(parts.content ? { 'content-type': parts.content.type } : {}),
              ...(parts.ifMatch && method !== 'GET' ? { 'if-match': parts.ifMatch } : {}),
            },
            body: parts.content?.text ?? null,
          }),
        )
    }),
  )
}
