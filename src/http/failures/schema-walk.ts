import type { z } from 'zod'

type Schema = z.core.$ZodTypes

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && '_zod' in value

/** The schema within optional, nullable, default and preprocess wrappers. */
function unwrap(schema: unknown): Schema | null {
  if (!isSchema(schema)) return null
  const { def } = schema._zod
  if ('innerType' in def) return unwrap(def.innerType)
  if (def.type === 'pipe') return unwrap(isTransform(def.in) ? def.out : def.in)
  return schema
}

const isTransform = (schema: unknown): boolean => isSchema(schema) && schema._zod.def.type === 'transform'

/** The schema of what stands at a path in a value, or null where that cannot be told. */
export function schemaAt(schema: unknown, path: readonly PropertyKey[]): Schema | null {
  return path.reduce<Schema | null>((at, part) => {
    const def = at?._zod.def
    if (def?.type === 'object') return unwrap(def.shape[String(part)])
    return def?.type === 'array' ? unwrap(def.element) : null
  }, unwrap(schema))
}

/** Names of the properties of an object schema. */
export function knownNames(schema: Schema | null): string[] {
  const def = schema?._zod.def
  return def?.type === 'object' ? Object.keys(def.shape) : []
}

/** The range of a number, a length or a count that a schema allows. */
export function rangeOf(schema: Schema | null): { min?: number; max?: number } {
  const range: { min?: number; max?: number } = {}
  for (const { _zod } of checksOf(schema)) {
    const { check, value, minimum, maximum } = _zod.def as {
      check: string
      value?: unknown
      minimum?: unknown
      maximum?: unknown
    }
    const [low, high] = [check === 'greater_than' ? value : minimum, check === 'less_than' ? value : maximum]
    if (typeof low === 'number') range.min = low
    if (typeof high === 'number') range.max = high
  }
  return range
}

/** What a schema takes, in a word or two. */
export function kindOf(schema: Schema | null): string {
  const def = schema?._zod.def
  if (def?.type === 'number') return 'format' in def ? 'a whole number' : 'a number'
  return kinds[def?.type ?? ''] ?? 'of another type'
}

function checksOf(schema: Schema | null): readonly z.core.$ZodCheck<never>[] {
  const def = schema?._zod.def
  return def && 'checks' in def ? (def.checks ?? []) : []
}

const kinds: Record<string, string> = {
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}
