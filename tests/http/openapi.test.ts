import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import manifest from '../../package.json' with { type: 'json' }
import { Config } from '../../src/config.ts'
import type { Store } from '../../src/domain/store.ts'
import { buildApp } from '../../src/http/app.ts'
import type { App } from '../../src/http/app-context.ts'
import { type Document, isRecord, operationsOf, walk } from '../../src/http/openapi/document.ts'
import { openApiDocument, openApiYaml } from '../../src/http/openapi.ts'
import type { Ingester } from '../../src/ingest/ingester.ts'
import { problemSlugs } from '../../src/schema/problem.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const committed = (name: string) => readFile(`${root}openapi/${name}`, 'utf8')

/** The document needs neither data nor a port. */
const build = (overrides: Partial<Config> = {}): Promise<App> => {
  const config = { ...Config.parse({}), ...overrides }
  return buildApp({ config, store: {} as Store, ingester: {} as Ingester, version: manifest.version })
}

let app: App
let document: Document
beforeAll(async () => {
  app = await build()
  document = openApiDocument(app)
})
afterAll(() => app.close())

const schemas = (): [string, Record<string, unknown>][] =>
  Object.entries(document.components.schemas ?? {}) as [string, Record<string, unknown>][]

test('openapi/openapi.json and .yaml are what the code generates (npm run openapi)', async () => {
  expect(JSON.parse(await committed('openapi.json'))).toEqual(document)
  expect(await committed('openapi.yaml')).toBe(openApiYaml(app))
  expect(parse(openApiYaml(app))).toEqual(document)
})

test('the server serves the same document', async () => {
  const headers = { host: 'localhost' }
  expect((await app.inject({ url: '/openapi.json', headers })).json()).toEqual(document)
  expect(parse((await app.inject({ url: '/openapi.yaml', headers })).body)).toEqual(document)
})

test('it is the same on another port, and names PUBLIC_URL where there is one', async () => {
  const other = await build({ PORT: 4000, HOST: '0.0.0.0' })
  const named = await build({ PUBLIC_URL: 'https://news.example/api' })
  expect(openApiDocument(other)).toEqual(document)
  expect(openApiDocument(named).servers).toMatchObject([{ url: 'https://news.example/api' }])
  expect(Object.keys(openApiDocument(named).paths)).toEqual(Object.keys(document.paths))
  await other.close()
  await named.close()
})

test('redocly finds nothing to say', async () => {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  const args = [
    `${root}node_modules/@redocly/cli/bin/cli.js`,
    'lint',
    '--extends=recommended',
    '--format=json',
    `${root}openapi/openapi.json`,
  ]
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 1e8 })
  expect(JSON.parse(stdout).problems).toEqual([])
})

test('OpenAPI 3.1.0 with a licence, described tags and a bearer scheme', () => {
  expect(document).toMatchObject({
    openapi: '3.1.0',
    info: { title: 'whosaid', version: manifest.version, license: { identifier: 'MIT' } },
    servers: [{ url: '/' }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  })
  const { description } = document.info as { description: string }
  expect(description.split('\n').slice(0, 2).join(' ')).toMatch(/\*\*source\*\*.*\*quoted\*.*\*\*publisher\*\*/)
  for (const tag of document.tags as { description: string }[]) expect(tag.description).toBeTruthy()
  const declared = (document.tags as { name: string }[]).map(({ name }) => name)
  expect(new Set(operationsOf(document).flatMap(({ tags }) => tags))).toEqual(new Set(declared))
})

test('each operation says who it is, and all that can happen', () => {
  const always = ['400', '406', '408', '414', '417', '421', '431', '500']
  for (const operation of operationsOf(document) as (ReturnType<typeof operationsOf>[number] &
    Record<string, unknown>)[]) {
    const { operationId: name, responses, summary, tags, security, requestBody } = operation
    expect(name).toMatch(/^[a-z][A-Za-z]+$/)
    expect(summary, `${name} asks a question`).toMatch(/^[A-Z].+\?$/)
    expect(tags, name).toHaveLength(1)
    expect(Array.isArray(security), name).toBe(true)
    expect(Object.keys(responses), name).toEqual(expect.arrayContaining(always))
    if (tags?.toString() !== 'system')
      expect(Object.keys(responses), name).toEqual(expect.arrayContaining(['401', '429', '503']))
    if (requestBody) expect(Object.keys(responses), name).toEqual(expect.arrayContaining(['401', '403', '413', '415']))
    for (const content of Object.values(requestBody?.content ?? {}))
      expect(content.examples, `${name} has an example`).toBeDefined()
  }
  const ids = operationsOf(document).map(({ operationId }) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
})

test('each success with a body has an example, except those of this very list', () => {
  const none = new Set<string>()
  for (const { operationId, responses } of operationsOf(document))
    for (const [status, response] of Object.entries(responses))
      if (Number(status) < 300 && isRecord(response) && isRecord(response.content))
        for (const content of Object.values(response.content))
          if (!isRecord(content) || !content.examples) none.add(operationId)
  expect([...none]).toEqual([])
})

test('each problem type stands in the document', () => {
  const documented = JSON.stringify(document.components.responses)
  // 405 is said of a path, not of an operation.
  for (const slug of problemSlugs)
    if (slug !== 'method-not-allowed') expect(documented, slug).toContain(`"/problems/${slug}"`)
})

test('every object is a component with a name of its own, used and not inlined twice', () => {
  for (const [name, schema] of schemas()) {
    expect(name).toMatch(/^[A-Z][A-Za-z]+$/)
    expect(name).not.toMatch(/^def-|Output$/)
    const inner = [...Object.values((schema.properties ?? {}) as object), schema.items, schema.anyOf]
    walk(inner, (node) => expect(node.properties, `an object without a name in ${name}`).toBeUndefined())
  }
  walk(document.paths, (node) => expect(node.properties, 'an object without a name in a path').toBeUndefined())
  const text = JSON.stringify(document)
  for (const [name] of schemas()) expect(text, `${name} is used`).toContain(`"#/components/schemas/${name}"`)
  const shapes = schemas().map(([, { description: _, ...shape }]) => JSON.stringify(shape))
  expect(new Set(shapes).size).toBe(shapes.length)
})

test('arrays in queries are repetition, and noise is gone', () => {
  walk(document.paths, (node) => {
    if (node.in === 'query' && isRecord(node.schema) && node.schema.type === 'array')
      expect(node).toMatchObject({ style: 'form', explode: true })
    if (node.in !== undefined) expect(node.description, `${node.name} is described`).toBeTruthy()
  })
  const text = JSON.stringify(document)
  expect(text).not.toContain('9007199254740991')
  expect(text).not.toContain('nullable')
  walk(document, (node) => {
    if (node.format === 'date-time') expect(node.pattern).toBeUndefined()
  })
})

test('what a quote and a source are said to be is one type in replies and in filters', () => {
  const named = schemas().flatMap(([name, { enum: values }]) => (values ? [[JSON.stringify(values), name]] : []))
  expect(named.map(([, name]) => name)).toEqual(
    expect.arrayContaining(['Anchor', 'AttributionMethod', 'AttributionStatus', 'QuoteKind', 'SourceType']),
  )
  const names = new Map(named as [string, string][])
  const inlined = ({ enum: values }: Record<string, unknown>) =>
    expect(names.get(JSON.stringify(values)), 'an enum that has a name').toBeUndefined()
  walk(document.paths, inlined)
  for (const [, schema] of schemas()) if (!schema.enum) walk(schema, inlined)
})

test('nothing in a patch is said of what is left out: it stays', () => {
  for (const [name, schema] of schemas())
    if (name.endsWith('Patch')) expect(JSON.stringify(schema.properties)).not.toMatch(/default|left out|needed/i)
})

test('only what has dates has facets of years and months', () => {
  for (const { operationId, parameters = [] } of operationsOf(document)) {
    const facet = parameters.find(({ name }) => name === 'facet')
    if (facet) expect(/year/.test(String(facet.description)), operationId).toBe(operationId !== 'listSources')
  }
})

test('no operation has two parameters of one name: many generated clients make them arguments of one function', () => {
  for (const { operationId, parameters = [] } of operationsOf(document)) {
    const names = parameters.map(({ name }) => String(name).toLowerCase())
    expect(names, operationId).toEqual([...new Set(names)])
  }
})

test('a pattern stands alone and reads the same in every language', () => {
  walk(document, ({ allOf, pattern }) => {
    expect(allOf, JSON.stringify(allOf)).toBeUndefined()
    if (pattern === undefined) return
    expect(pattern).not.toMatch(/\\[/pP]/)
  })
})

test('requests are closed, replies may grow', () => {
  const { ArticleCreate, ArticlePatch, Article, QuotePage } = document.components.schemas as Record<
    string,
    Record<string, unknown>
  >
  expect(ArticleCreate?.additionalProperties).toBe(false)
  expect(ArticlePatch?.additionalProperties).toBe(false)
  expect(Article?.additionalProperties).toBeUndefined()
  expect(QuotePage?.additionalProperties).toBeUndefined()
})
