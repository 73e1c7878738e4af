import type { ImportRecord } from '../schema/import.ts'

/** A record whose references mean what is there under other ids. */
export function renameReferences(record: ImportRecord, renamed: ReadonlyMap<string, string>): ImportRecord {
  if (renamed.size === 0 || !('resource' in record)) return record
  const named = <Id extends string | null>(id: Id): Id => (id === null ? id : ((renamed.get(id) as Id) ?? id))
  if (record.resource === 'source') return { ...record, organizationId: named(record.organizationId) }
  if (record.resource === 'merge') return { ...record, into: named(record.into) }
  if (record.resource !== 'quote') return record
  return {
    ...record,
    articleId: named(record.articleId),
    sourceId: named(record.sourceId),
    candidates: record.candidates.map((candidate) => ({ ...candidate, sourceId: named(candidate.sourceId) })),
  }
}
