import { AppError } from '../../domain/app-error.ts'
import { ArticleCreate } from '../../schema/article.ts'
import { type ImportRecord, recordSchemas } from '../../schema/import.ts'
import { decodeUtf8 } from '../body/decode-text.ts'
import { readJson } from '../body/read-json.ts'
import { issuesFrom, summaryOf } from '../failures/zod-issues.ts'

/** One line of an import, held to what bodies are held to. AppError that says what is wrong with it. */
export function readRecord(bytes: Buffer): ImportRecord {
  const value = readJson(decodeUtf8(bytes))
  const schema = schemaOf(value)
  const checked = schema.safeParse(value)
  if (checked.success) return checked.data
  const issues = issuesFrom(checked.error.issues.slice(0, 20), 'body', schema, value)
  throw new AppError('invalid-body', summaryOf(issues), issues)
}

function schemaOf(value: unknown) {
  if (typeof value !== 'object' || value === null || !('resource' in value)) return ArticleCreate
  const { resource } = value
  if (typeof resource === 'string' && Object.hasOwn(recordSchemas, resource))
    return recordSchemas[resource as keyof typeof recordSchemas]
  const allowed = Object.keys(recordSchemas)
  const detail = `resource is one of: ${allowed.join(', ')}. A new article has none.`
  throw new AppError('invalid-body', detail, [
    { in: 'body', pointer: '/resource', code: 'invalid_value', detail, allowed },
  ])
}
