import { type Document, isRecord, type Operation, operationsOf, walk } from './document.ts'
import { addReplyHeaders, headerComponents, spellRequestHeaders } from './headers.ts'
import { hoistProblems } from './problems.ts'

/** Examples of request bodies by operation and media type: @fastify/swagger drops them. */
type BodyExamples = ReadonlyMap<string, Record<string, { examples?: unknown }>>

const maxSafe = Number.MAX_SAFE_INTEGER

/** What the generators leave to do: a plain copy, without noise, with shared headers and failures named once. */
export function finishDocument(generated: object, bodyExamples: BodyExamples): Document {
  const document = JSON.parse(JSON.stringify(generated)) as Document
  walk(document, dropNoise)
  walk(document.paths, spellParameters)
  openReplies(document)
  for (const operation of operationsOf(document)) {
    addReplyHeaders(operation)
    spellRequestHeaders(operation)
    addBodyExamples(operation, bodyExamples)
  }
  hoistProblems(document)
  document.components.headers = headerComponents()
  // what stands in several places would be an alias in YAML
  return JSON.parse(JSON.stringify(document)) as Document
}

/** A 300-character pattern beside format date-time, the range of safe integers and escaped slashes tell a reader nothing. */
function dropNoise(node: Record<string, unknown>): void {
  if (node.format === 'date-time') delete node.pattern
  if (typeof node.pattern === 'string') node.pattern = node.pattern.replaceAll('\\/', '/')
  if (node.maximum === maxSafe) delete node.maximum
  if (node.minimum === -maxSafe) delete node.minimum
}

function addBodyExamples({ operationId, requestBody }: Operation, bodyExamples: BodyExamples): void {
  if (!requestBody) return
  // The generator takes it from whichever media type comes last.
  delete requestBody.description
  for (const [type, { examples }] of Object.entries(bodyExamples.get(operationId) ?? {})) {
    const content = requestBody.content[type]
    if (content && examples) content.examples = examples
  }
}

/** A description once, and arrays in queries as repetition in so many words: generated clients differ in their defaults. */
function spellParameters(node: Record<string, unknown>): void {
  if (node.in === undefined || !isRecord(node.schema)) return
  if (node.schema.description === node.description) delete node.schema.description
  if (node.in === 'query' && isRecord(node.schema) && node.schema.type === 'array')
    Object.assign(node, { style: 'form', explode: true })
}

/** Replies may grow a property without breaking a client, so only what a request refers to stays closed. */
function openReplies(document: Document): void {
  const { schemas = {} } = document.components
  const closed = new Set<string>()
  const follow = (part: unknown) =>
    walk(part, ({ $ref }) => {
      const name = typeof $ref === 'string' ? $ref.replace('#/components/schemas/', '') : ''
      if (!name || closed.has(name)) return
      closed.add(name)
      follow(schemas[name])
    })
  const operations = operationsOf(document)
  for (const { requestBody } of operations) follow(requestBody)
  const open = (node: Record<string, unknown>) => {
    if (node.additionalProperties === false) delete node.additionalProperties
  }
  for (const { responses } of operations) walk(responses, open)
  for (const [name, schema] of Object.entries(schemas)) if (!closed.has(name)) walk(schema, open)
}
