import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Response } from 'supertest'
import { expect } from 'vitest'
import type { App } from '../../src/http/app-context.ts'
import type { Document } from '../../src/http/openapi/document.ts'
import { openApiDocument } from '../../src/http/openapi.ts'

type Checker = { document: Document; ajv: Ajv2020 }

const checkers = new Map<string, Checker>()

/** Tells `expectValid` which document the replies of an origin must fit. */
export function rememberDocument(app: App, origin: string): void {
  const document = openApiDocument(app)
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'api', ...document })
  checkers.set(origin, { document, ajv })
}

/** Holds a reply against the OpenAPI document: its path, method, status, content type, headers and body. Returns the reply. */
export function expectValid(response: Response): Response {
  const { method, url } = response.request as unknown as { method: string; url: string }
  const { origin, pathname } = new URL(url)
  const checker = checkers.get(origin)
  if (!checker) throw new Error(`${origin} is not an app of startApp`)
  const found = findPath(checker.document, pathname)
  if (!found) return expectProblem(response, checker)
  const operationMethod = method === 'HEAD' ? 'get' : method.toLowerCase()
  const operation = checker.document.paths[found]?.[operationMethod]
  // 204 to OPTIONS and 405 are said of a path, not of an operation.
  if (!operation) return response.status === 204 ? response : expectProblem(response, checker)
  const place = ['paths', found, operationMethod, 'responses', String(response.status)]
  const documented = resolve(checker.document, place)
  expect(documented, `${method} ${pathname} does not document ${response.status}`).toBeDefined()
  expectHeaders(documented?.headers, response)
  if (method === 'HEAD' || response.status === 204 || response.status === 304) return expectNoBody(response)
  const type = response.type
  const content = (documented?.content ?? {}) as Record<string, { schema: unknown }>
  expect(Object.keys(content), `${method} ${pathname} ${response.status}`).toContain(type)
  const pointer = pointerTo(checker.document, place, ['content', type, 'schema'])
  if (type === 'application/x-ndjson') for (const line of linesOf(response)) expectSchema(checker, pointer, line)
  else if (type.includes('json')) expectSchema(checker, pointer, response.body)
  return response
}

/** The schema of a reply of NDJSON is that of one line. */
export const linesOf = ({ text = '' }: Pick<Response, 'text'>): unknown[] => {
  expect(text === '' || text.endsWith('\n')).toBe(true)
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
}

type Documented = { headers?: Record<string, unknown>; content?: unknown; $ref?: string }

function findPath({ paths }: Document, pathname: string): string | undefined {
  const fits = (path: string) =>
    new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(pathname)
  return Object.keys(paths).find((path) => path === pathname) ?? Object.keys(paths).find(fits)
}

function at(document: unknown, place: readonly string[]): unknown {
  return place.reduce<unknown>((node, name) => (node as Record<string, unknown> | undefined)?.[name], document)
}

function referred(document: Document, place: readonly string[]): readonly string[] {
  const $ref = (at(document, place) as Documented | undefined)?.$ref
  return $ref ? $ref.slice(2).split('/') : place
}

const resolve = (document: Document, place: readonly string[]): Documented | undefined =>
  at(document, referred(document, place)) as Documented | undefined

function pointerTo(document: Document, place: readonly string[], rest: readonly string[]): string {
  const parts = [...referred(document, place), ...rest]
  return `api#/${parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`
}

function expectSchema({ ajv }: Checker, pointer: string, body: unknown): void {
  const validate = ajv.getSchema(pointer) as ValidateFunction | undefined
  if (!validate) throw new Error(`no schema at ${pointer}`)
  const valid = validate(body)
  expect(valid, `${ajv.errorsText(validate.errors)} in ${JSON.stringify(body).slice(0, 500)}`).toBe(true)
}

function expectHeaders(documented: Record<string, unknown> | undefined, { headers }: Response): void {
  const known = Object.keys(documented ?? {}).map((name) => name.toLowerCase())
  const ours = [
    'etag',
    'location',
    'link',
    'ratelimit',
    'ratelimit-policy',
    'retry-after',
    'content-disposition',
    'change-sequence',
    'idempotency-replayed',
    'www-authenticate',
  ]
  for (const name of ours) if (name in headers) expect(known, `the header ${name} is documented`).toContain(name)
  expect(headers['x-request-id']).toMatch(/^[\w.-]{8,64}$/)
}

function expectNoBody(response: Response): Response {
  expect(response.text ?? '').toBe('')
  return response
}

/** A failure of no operation: 404, 405. */
function expectProblem(response: Response, checker: Checker): Response {
  expect(response.type).toBe('application/problem+json')
  expectSchema(checker, 'api#/components/schemas/Problem', response.body)
  expect(response.body).toMatchObject({ status: response.status, requestId: response.headers['x-request-id'] })
  return response
}
