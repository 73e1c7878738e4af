import type { z } from 'zod'
import type { ProblemIssue } from '../../schema/problem.ts'
import { kindOf, rangeOf } from './schema-walk.ts'

type Issue = z.core.$ZodIssue
type Schema = Parameters<typeof kindOf>[0]
type Description = Pick<ProblemIssue, 'code' | 'detail' | 'allowed'>

/** An issue in plain English: what it is about, what it must be, and what is allowed. `sent` is what came. */
export function describeIssue(issue: Issue, schema: Schema, sent: unknown, at: ProblemIssue['in']): Description {
  const name = nameOf(issue.path)
  if (issue.code === 'invalid_type') return describeType(name, schema, sent, at)
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map(String)
    return { code: 'invalid_value', detail: `${name} is one of: ${allowed.join(', ')}.`, allowed }
  }
  if (issue.code === 'too_big' || issue.code === 'too_small') return describeSize(name, issue, schema)
  const [branch] = issue.code === 'invalid_union' ? issue.errors : []
  if (issue.message === 'Invalid input' && branch?.[0])
    return describeIssue({ ...branch[0], path: issue.path }, schema, sent, at)
  return { code: codes[issue.code] ?? issue.code, detail: sentence(name, issue.message) }
}

const codes: Record<string, string> = { custom: 'invalid', invalid_union: 'invalid' }

/** The last name in a path, with the index of an entry: `tag`, `segments[0]`. */
function nameOf(path: readonly PropertyKey[]): string {
  const names = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part).slice(0, 60)}`))
  return names.join('').replace(/^\./, '') || 'The body'
}

/** Our own messages begin with "must"; Zod's tell of patterns and would help nobody. */
function sentence(name: string, message: string): string {
  if (message.startsWith('must ')) return `${name} ${message}.`
  return `${name} is not of the right form.`
}

function describeType(name: string, schema: Schema, sent: unknown, at: ProblemIssue['in']): Description {
  if (sent === undefined) return { code: 'required', detail: `${name} is required.` }
  const kind = kindOf(schema)
  if (at === 'query' && Array.isArray(sent))
    return { code: 'repeated', detail: `${name} is given ${sent.length} times; it takes ${kind}, once.` }
  const range = rangeOf(schema)
  const { min, max } = range
  const between = kind.endsWith('number') && min !== undefined && max !== undefined ? ` from ${min} to ${max}` : ''
  return { code: 'invalid_type', detail: `${name} must be ${kind}${between}.`, ...(between ? { allowed: range } : {}) }
}

type SizeIssue = z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall

function describeSize(name: string, issue: SizeIssue, schema: Schema): Description {
  const limit = Number(issue.code === 'too_big' ? issue.maximum : issue.minimum)
  const bound = issue.code === 'too_big' ? 'at most' : 'at least'
  const unit = { string: ['character', 'characters'], array: ['entry', 'entries'] }[issue.origin as 'string']
  const what = unit ? `has ${bound} ${limit} ${limit === 1 ? unit[0] : unit[1]}` : `is ${bound} ${limit}`
  const range = rangeOf(schema)
  const allowed = Object.keys(range).length > 0 ? range : { [issue.code === 'too_big' ? 'max' : 'min']: limit }
  return { code: issue.code, detail: `${name} ${what}.`, allowed }
}
