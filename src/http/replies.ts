import type { z } from 'zod'
import { Problem, type ProblemSlug, problemTypes } from '../schema/problem.ts'
import { exampleProblem } from './failures/problem-examples.ts'
import type { ReplyHeaderName } from './reply-headers.ts'
import { replyHeaders } from './reply-headers.ts'

/** One success of an operation. Without a schema the reply has no body. */
type Success = {
  description: string
  schema?: z.ZodType
  headers?: readonly ReplyHeaderName[]
  /** By name; each is checked against the schema by the lint of openapi.json. */
  examples?: Record<string, unknown>
}

type JsonReply<Schema> = { description: string; content: { 'application/json': { schema: Schema } } }
type Replies<Successes> = {
  [Status in keyof Successes]: Successes[Status] extends { schema: infer Schema extends z.ZodType }
    ? JsonReply<Schema>
    : z.ZodUndefined
}

/**
 * The `response` of a route: its successes as JSON and, for the slugs that are its own, its failures. What can happen
 * to any operation is added by `universalReplies`. The object is new each time, because fastify-zod-openapi makes `{}`
 * of one that two routes share. The type says nothing of failures: handlers throw them.
 */
export function replies<const Successes extends Record<number, Success>>(
  successes: Successes,
  problems: readonly ProblemSlug[] = [],
): Replies<Successes> {
  const entries = Object.entries<Success>(successes).map(([status, success]) => [status, successReply(success)])
  return { ...Object.fromEntries(entries), ...problemReplies(problems) } as Replies<Successes>
}

function successReply({ description, schema, headers = [], examples }: Success): Record<string, unknown> {
  const headerDocs = Object.fromEntries(headers.map((name) => [name, { ...replyHeaders[name] }]))
  if (!schema) return { description }
  const named = examples && Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]))
  return {
    description,
    ...(headers.length > 0 ? { headers: headerDocs } : {}),
    content: { 'application/json': { schema, ...(named ? { examples: named } : {}) } },
  }
}

/** Failures by status, those of one status in one response with an example each. */
export function problemReplies(slugs: readonly ProblemSlug[]): Record<number, unknown> {
  const known = Object.keys(problemTypes).filter((slug) => slugs.includes(slug as ProblemSlug)) as ProblemSlug[]
  const byStatus = Object.groupBy(known, (slug) => problemTypes[slug].status)
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, group = []]) => [Number(status), problemReply(group)]),
  )
}

function problemReply(slugs: readonly ProblemSlug[]): Record<string, unknown> {
  const examples = slugs.map((slug) => [slug, { summary: problemTypes[slug].title, value: exampleProblem(slug) }])
  return {
    description: slugs.map((slug) => `\`${slug}\`: ${problemTypes[slug].title}.`).join(' '),
    ...(slugs.includes('merged') ? { headers: { Location: { ...replyHeaders.Location } } } : {}),
    content: { 'application/problem+json': { schema: Problem, examples: Object.fromEntries(examples) } },
  }
}

/** The slugs that a response object made here documents. */
export function slugsOf(response: Record<string, unknown>): ProblemSlug[] {
  return Object.values(response).flatMap((reply) => {
    const { content } = reply as { content?: Record<string, { examples?: object }> }
    return Object.keys(content?.['application/problem+json']?.examples ?? {}) as ProblemSlug[]
  })
}
