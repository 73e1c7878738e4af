import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../domain/app-error.ts'
import type { ProblemIssue } from '../../schema/problem.ts'
import { knownNames, schemaAt } from '../failures/schema-walk.ts'

/** Most parameters that a query may have, repetitions counted. */
export const parameterLimit = 200

type Parameters = Record<string, string | string[]>

const decode = (text: string): string => {
  if (!/[%+]/.test(text)) return text
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** Parameters by name, repeated ones as an array. Never throws: `unreadable` tells what could not be decoded. */
export function parseQueryString(query: string): Parameters {
  const parameters: Parameters = Object.create(null)
  for (const part of query.split('&').slice(0, parameterLimit)) {
    if (part === '') continue
    const at = part.indexOf('=')
    const name = decode(at < 0 ? part : part.slice(0, at))
    const value = at < 0 ? '' : decode(part.slice(at + 1))
    const before = parameters[name]
    parameters[name] = before === undefined ? value : [before, value].flat()
  }
  return parameters
}

/** What keeps a query from being text, or null. */
export function unreadable(query: string): ProblemIssue | null {
  if (!query.includes('%')) return null
  for (const part of query.split('&')) {
    const fault = faultOf(part)
    if (fault === null) continue
    const parameter = decode(part.split('=', 1)[0] ?? '').slice(0, 60)
    const detail = `The query parameter ${JSON.stringify(parameter)} ${faults[fault]}.`
    return { in: 'query', parameter, code: fault, detail }
  }
  return null
}

const faults = { nul: 'has a NUL character (%00)', not_utf8: 'is not percent-encoded UTF-8' }

function faultOf(part: string): keyof typeof faults | null {
  try {
    return decodeURIComponent(part).includes('\0') ? 'nul' : null
  } catch {
    return 'not_utf8'
  }
}

/** Refuses empty parameters: they are mistakes of a program. Only `pretty` means something without a value; the unknown are told as such later. */
export function checkEmptyParameters(request: FastifyRequest, _: FastifyReply, done: () => void): void {
  refuseEmpty(request)
  done()
}

function refuseEmpty(request: FastifyRequest): void {
  const parameters = request.query as Parameters
  const suspects = Object.keys(parameters).filter((name) => name !== 'pretty' && isEmpty(parameters[name]))
  if (suspects.length === 0) return
  const known = knownNames(schemaAt(request.routeOptions.schema?.querystring, []))
  const empty = suspects.filter((name) => known.includes(name))
  if (empty.length === 0) return
  const issues = empty.slice(0, 20).map((parameter): ProblemIssue => {
    const detail = `${parameter.slice(0, 60)} is empty. Give it a value or leave it out.`
    return { in: 'query', parameter, code: 'empty', detail }
  })
  throw new AppError(
    'invalid-parameter',
    issues.length === 1 ? (issues[0]?.detail ?? '') : `${issues.length} parameters are empty.`,
    issues,
  )
}

const isEmpty = (value: string | string[] | undefined): boolean =>
  value === '' || (Array.isArray(value) && value.includes(''))
