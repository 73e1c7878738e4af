import { type Document, isRecord, operationsOf } from './document.ts'

/** Failures that many operations share become components, named after their problem types: `NotFound`, `NotFoundOrGone`… */
export function hoistProblems(document: Document): void {
  const shared: Record<string, unknown> = {}
  for (const { responses } of operationsOf(document)) {
    for (const [status, response] of Object.entries(responses)) {
      const slugs = slugsIn(response)
      if (slugs.length === 0) continue
      const name = nameOf(slugs)
      shared[name] ??= response
      responses[status] = { $ref: `#/components/responses/${name}` }
    }
  }
  document.components.responses = Object.fromEntries(Object.entries(shared).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function slugsIn(response: unknown): string[] {
  const content = isRecord(response) && isRecord(response.content) ? response.content['application/problem+json'] : null
  return isRecord(content) && isRecord(content.examples) ? Object.keys(content.examples) : []
}

const nameOf = (slugs: readonly string[]): string =>
  slugs.map((slug) => slug.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())).join('Or')
