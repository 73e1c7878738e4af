import type { z } from 'zod'
import { AppError } from '../domain/app-error.ts'
import { decodeUtf8 } from '../http/body/decode-text.ts'
import { readJson } from '../http/body/read-json.ts'

/** One line of NDJSON as its schema has it, held to what bodies are held to. Throws AppError that says what is wrong with it first. */
export function parseLine<Schema extends z.ZodType>(schema: Schema, bytes: Buffer): z.infer<Schema> {
  const checked = schema.safeParse(readJson(decodeUtf8(bytes)))
  if (checked.success) return checked.data
  const [issue] = checked.error.issues
  throw new AppError('invalid-body', `${issue?.path.join('.') || 'The line'}: ${issue?.message}`)
}
