import type { FastifyRequest } from 'fastify'
import { RequestValidationError } from 'fastify-zod-openapi'
import type { z } from 'zod'
import type { ProblemIssue } from '../../schema/problem.ts'
import { describeIssue } from './describe-issue.ts'
import { knownNames, schemaAt } from './schema-walk.ts'
import { suggest } from './suggestions.ts'

type Place = 'path' | 'query' | 'header' | 'body'
type Issue = z.core.$ZodIssue

/** Of each schema of a route what it checks. */
const places = {
  params: { in: 'path', part: 'params' },
  querystring: { in: 'query', part: 'query' },
  headers: { in: 'header', part: 'headers' },
  body: { in: 'body', part: 'body' },
} as const

type Fault = { validation?: unknown[]; validationContext: keyof typeof places }

/** What Zod has to say of a request, in the words of problem documents and in the order in which it was sent. */
export function issuesOf(error: unknown, request: FastifyRequest): ProblemIssue[] {
  const { validation = [], validationContext: checked } = error as Fault
  const place = places[checked]
  const schema = schemaOf(request, checked)
  const sent = request[place.part]
  const order = Object.keys(typeof sent === 'object' && sent !== null ? sent : {})
  const placeOf = ({ parameter, pointer = '' }: ProblemIssue) => order.indexOf(parameter ?? pointer.split('/')[1] ?? '')
  const issues = validation
    .filter((fault) => fault instanceof RequestValidationError)
    .map(({ params: { issue } }) => issue)
  return issuesFrom(issues, place.in, schema, sent).sort((a, b) => placeOf(a) - placeOf(b))
}

function schemaOf(request: FastifyRequest, name: string): unknown {
  const schema: unknown = Reflect.get(request.routeOptions.schema ?? {}, name)
  const content =
    name === 'body' && typeof schema === 'object' && schema !== null ? Reflect.get(schema, 'content') : null
  if (typeof content !== 'object' || content === null) return schema
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  return (content as Record<string, { schema: unknown } | undefined>)[type]?.schema
}

/** Issues of Zod in the words of problem documents: of each value the first, since an empty text breaks every rule for texts. */
export function issuesFrom(issues: readonly Issue[], at: Place, schema: unknown, sent: unknown): ProblemIssue[] {
  const told = new Map(issues.map((issue) => [issue.path.join('/'), issue]).toReversed() as [string, Issue][])
  return issues
    .filter((issue) => issue.code === 'unrecognized_keys' || told.get(issue.path.join('/')) === issue)
    .flatMap((issue) => describedAt(issue, at, schema, sent))
}

/** One issue; of unknown properties one each. */
function describedAt(issue: Issue, at: Place, schema: unknown, sent: unknown): ProblemIssue[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownName(key, issue.path, at, schema))
  // a parameter that came once is no list to whoever sent it
  const isList = at === 'body' || Array.isArray(valueAt(sent, issue.path.slice(0, 1)))
  const path = isList ? issue.path : issue.path.slice(0, 1)
  const named = { ...issue, path: [...path] }
  const { code, detail, allowed } = describeIssue(named, schemaAt(schema, issue.path), valueAt(sent, issue.path), at)
  const suggestion = Array.isArray(allowed) ? suggest(wordAt(sent, issue.path, at), allowed) : null
  const more = { ...(allowed ? { allowed } : {}), ...(suggestion ? { suggestion } : {}) }
  return [{ ...locate(at, path), code, detail, ...more }]
}

/** The word that was sent here; of a list in a query, parted by commas or repeated, the one with this index. */
function wordAt(sent: unknown, path: readonly PropertyKey[], at: Place): string {
  const index = path.at(-1)
  const inList = at === 'query' && typeof index === 'number'
  const value = inList ? [valueAt(sent, path.slice(0, -1))].flat().join().split(',')[index] : valueAt(sent, path)
  return typeof value === 'string' ? value : ''
}

function unknownName(key: string, path: readonly PropertyKey[], at: Place, schema: unknown): ProblemIssue {
  const suggestion = suggest(key, knownNames(schemaAt(schema, path)))
  const kind = at === 'body' ? 'property' : 'parameter'
  const detail = `There is no ${kind} "${key.slice(0, 60)}" here.`
  return { ...locate(at, [...path, key]), code: 'unknown', detail, ...(suggestion ? { suggestion } : {}) }
}

function locate(at: Place, path: readonly PropertyKey[]): Pick<ProblemIssue, 'in' | 'parameter' | 'pointer'> {
  if (at !== 'body') return { in: at, parameter: String(path[0] ?? '').slice(0, 60) }
  const parts = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
  return { in: at, pointer: parts.join('').slice(0, 200) }
}

function valueAt(sent: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : value),
    sent,
  )
}

/** One sentence that names what is wrong: "2 parameters are not right: speaker, limit." */
export function summaryOf(issues: readonly ProblemIssue[]): string {
  const [first] = issues
  const names = [...new Set(issues.map(({ parameter, pointer }) => parameter ?? (pointer || 'the body')))]
  const kind = first?.in === 'body' ? ['property', 'properties'] : ['parameter', 'parameters']
  const listed = names.length > 5 ? `${names.slice(0, 5).join(', ')}, …` : names.join(', ')
  return names.length === 1
    ? `1 ${kind[0]} is not right: ${listed}.`
    : `${names.length} ${kind[1]} are not right: ${listed}.`
}
