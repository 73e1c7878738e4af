import type { AppError } from '../../domain/app-error.ts'
import { malformed } from '../invalid-request.ts'
import { findJsonFault } from './json-fault.ts'

/** How deep arrays and objects may stand in each other. */
const depthLimit = 64

/** JSON as a value, without what would not survive storage or hide something: all AppErrors are `malformed-request`. */
export function readJson(text: string): unknown {
  if (text.trim() === '') throw malformed({ in: 'body', code: 'required', detail: 'The body is empty. Send JSON.' })
  checkDepth(text)
  const value = parse(text)
  checkValue(value, '')
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const before = text.slice(0, findJsonFault(text))
    const line = before.split('\n').length
    const column = before.length - before.lastIndexOf('\n')
    const cause = before.length >= text.trimEnd().length ? 'it ends too early, at' : 'see'
    const detail = `The body is not JSON: ${cause} line ${line}, column ${column}.`
    throw malformed({ in: 'body', code: 'invalid_json', detail })
  }
}

/** Counts brackets outside strings before anything recursive sees them. */
function checkDepth(text: string): void {
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (inString) {
      if (code === 0x5c) i++
      else if (code === 0x22) inString = false
    } else if (code === 0x22) inString = true
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > depthLimit) throw tooDeep(i + 1)
    } else if (code === 0x5d || code === 0x7d) depth--
  }
}

function tooDeep(character: number): AppError {
  const detail = `The JSON is nested more than ${depthLimit} deep, at character ${character}.`
  return malformed({ in: 'body', code: 'too_deep', detail })
}

function checkValue(value: unknown, pointer: string): void {
  if (typeof value === 'string') checkText(value, pointer)
  else if (Array.isArray(value))
    value.forEach((item, i) => {
      checkValue(item, `${pointer}/${i}`)
    })
  else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      checkText(name, pointer)
      const place = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
      if (name === '__proto__' || (name === 'constructor' && typeof inner === 'object'))
        throw refuse(place, 'forbidden_property', `The property name "${name}" is not allowed.`)
      checkValue(inner, place)
    }
  }
}

function checkText(text: string, pointer: string): void {
  const place = pointer === '' ? 'the body' : pointer.slice(0, 100)
  if (text.includes('\0')) throw refuse(pointer, 'nul', `A text at ${place} has a NUL character.`)
  if (!text.isWellFormed())
    throw refuse(pointer, 'lone_surrogate', `A text at ${place} has half of a surrogate pair: it is not Unicode.`)
}

function refuse(pointer: string, code: string, detail: string): AppError {
  return malformed({ in: 'body', pointer: pointer.toWellFormed(), code, detail: detail.toWellFormed() })
}
