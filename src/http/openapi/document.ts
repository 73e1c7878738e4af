/** As much of an operation as this program looks at. */
export type Operation = {
  operationId: string
  tags?: string[]
  parameters?: Record<string, unknown>[]
  requestBody?: { content: Record<string, Record<string, unknown>>; description?: string }
  responses: Record<string, unknown>
}

/** As much of an OpenAPI 3.1 document as this program looks at. */
export type Document = {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Record<string, unknown>>
  [other: string]: unknown
}

/** All operations of the document. */
export const operationsOf = ({ paths }: Document): Operation[] =>
  Object.values(paths).flatMap((path) => Object.values(path))

/** Whether a value is an object that is not an array. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Visits each object in a JSON value, outermost first; examples are left alone. */
export function walk(value: unknown, visit: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit)
  if (!isRecord(value)) return
  visit(value)
  for (const [name, inner] of Object.entries(value)) if (!['example', 'examples'].includes(name)) walk(inner, visit)
}
