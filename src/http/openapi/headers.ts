import { type ReplyHeaderName, replyHeaders } from '../reply-headers.ts'
import { isRecord, type Operation } from './document.ts'

/** The headers as components of the document. */
export const headerComponents = (): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(replyHeaders).map(([name, { description, ...schema }]) => [name, { description, schema }]),
  )

/** Names the headers of each reply of an operation: its own, and those that come with its status. */
export function addReplyHeaders(operation: Operation): void {
  for (const [status, response] of Object.entries(operation.responses)) {
    if (!isRecord(response)) continue
    const { description, headers, ...rest } = response
    const own = isRecord(headers) ? Object.keys(headers) : []
    const names = [...new Set([...own, ...headersOf(status, response, operation)])]
    const references = names.map((name) => [name, { $ref: `#/components/headers/${name}` }])
    operation.responses[status] = { description, headers: Object.fromEntries(references), ...rest }
  }
}

function headersOf(
  status: string,
  { content }: Record<string, unknown>,
  { parameters = [], responses }: Operation,
): ReplyHeaderName[] {
  const names: ReplyHeaderName[] = ['X-Request-Id']
  // failures are shared with operations that are counted
  if ('429' in responses || Number(status) >= 400) names.push('RateLimit', 'RateLimit-Policy')
  const text = isRecord(content) && ('application/json' in content || 'text/plain' in content)
  if (status === '304' || (Number(status) < 300 && text)) names.unshift('ETag')
  if (Number(status) < 300 && parameters.some(({ name }) => name === 'idempotency-key'))
    names.push('Idempotency-Replayed')
  if (status === '401') names.push('WWW-Authenticate')
  if (status === '429' || status === '503') names.push('Retry-After')
  return names
}

const ifNoneMatch = {
  in: 'header',
  name: 'If-None-Match',
  description: 'ETags that you have: 304 if the reply still has one of them',
  schema: { type: 'string' },
}

/** Request headers as RFC 9110 writes them, and the one that answers 304. */
export function spellRequestHeaders(operation: Operation): void {
  const parameters = operation.parameters ?? []
  for (const parameter of parameters)
    if (parameter.in === 'header')
      parameter.name = String(parameter.name).replace(/(^|-)[a-z]/g, (start) => start.toUpperCase())
  if ('304' in operation.responses) operation.parameters = [...parameters, { ...ifNoneMatch }]
}
