import { AppError } from '../../domain/app-error.ts'
import { noOrganization } from '../../domain/no-organization.ts'
import { unconditional } from '../../domain/store.ts'
import type { Awaited, LineFailure, Unsettled } from '../../domain/transfer.ts'
import type { ConflictRule, MergeRecord, SourceRecord } from '../../schema/import.ts'
import type { SourceCreate } from '../../schema/source.ts'
import { logChange, logMerge } from './changes.ts'
import type { Db } from './connect.ts'
import { dismiss } from './dismissed-names.ts'
import { alreadyHere, leftAsIs, lineFailureOf, type Outcome, stampOf } from './import-outcome.ts'
import { mergeSource } from './merge-sources.ts'
import { organizationOf } from './organizations.ts'
import { conflict, type Found, find, firstStamp, mergedInto, refer, survivorOf } from './resolve.ts'
import { loadSource } from './source-rows.ts'
import { insertSource, replaceSource } from './sources.ts'
import { run, sql } from './sql.ts'

/** What a client would send for this source; without its organisation where that has not come yet. */
function inputOf({ slug, name, type, aliases, description, identifiers }: SourceRecord): SourceCreate {
  return { slug, name, type, aliases, description, identifiers }
}

function dismissAll(db: Db, id: string, { dismissed }: SourceRecord): void {
  for (const { property, value } of dismissed) dismiss(db, id, property, value)
}

/** Keeps a source of an import; its organisation may come later, and is awaited then. */
export function importSource(db: Db, record: SourceRecord, rule: ConflictRule): Outcome {
  const { id, slug, organizationId } = record
  const merged = mergedInto(db, id)
  const holder = find(db, 'source', id) ?? merged ?? find(db, 'source', slug)
  const waits = organizationId !== null && organizationId !== id && survivorOf(db, organizationId) === null
  const awaits = waits ? { awaits: { id: holder?.id ?? id, organizationId } } : {}
  if (holder) {
    if (rule === 'error') throw holder.id === id ? alreadyHere(id) : taken(id, slug, holder, merged)
    if (rule === 'skip' || merged) return leftAsIs(holder)
    const organization = waits ? loadSource(db, holder.key).organizationId : organizationId
    const input = { ...inputOf(record), organizationId: organization === holder.id ? null : organization }
    const { source } = replaceSource(db, holder.id, input, unconditional)
    dismissAll(db, holder.id, record)
    return { id: holder.id, status: source.version === holder.version ? 'skipped' : 'updated', ...awaits }
  }
  const input = { ...inputOf(record), organizationId: waits ? null : organizationId }
  insertSource(db, id, input, Date.now(), stampOf(record))
  dismissAll(db, id, record)
  return { id, status: 'created', ...awaits }
}

function taken(id: string, slug: string, holder: Found, merged: Found | null): AppError {
  if (!merged) return conflict('slug', slug, holder.id)
  const detail = `${id} was merged into ${holder.id} here.`
  return new AppError('conflict', detail, [
    { in: 'body', pointer: '/id', code: 'merged', detail, suggestion: holder.id },
  ])
}

/** Sets the organisations that have come by now; returns those that have not, or do not fit. */
export function settleOrganizations(db: Db, awaited: readonly Awaited[]): Unsettled[] {
  return awaited.flatMap((one) => {
    const failure = settle(db, one)
    return failure ? [{ line: one.line, failure }] : []
  })
}

/** Sets one organisation, or tells why not. */
function settle(db: Db, { id, organizationId }: Awaited): LineFailure | null {
  const [source, organization] = [find(db, 'source', id), survivorOf(db, organizationId)]
  if (!source || !organization || organization.key === source.key) return noOrganization(organizationId)
  // set already, when the import broke off
  if (loadSource(db, source.key).organizationId === organization.id) return null
  try {
    organizationOf(db, organization.id, source.key)
  } catch (error) {
    return lineFailureOf(error)
  }
  run(db, sql`UPDATE sources SET organization = ${organization.key} WHERE pk = ${source.key}`)
  logChange(db, 'updated', id, Date.now(), ['organizationId'])
  return null
}

/** Makes an old id lead to a source. What moved when it was merged is not known here, so that cannot be undone. */
export function importMerge(db: Db, record: MergeRecord, rule: ConflictRule): Outcome {
  const { id, slug, version } = record
  const [live, done] = [find(db, 'source', id), mergedInto(db, id)]
  if ((live || done) && rule === 'error') throw alreadyHere(id)
  if (done || (live && rule === 'skip')) return leftAsIs({ id })
  const survivor = refer(db, 'source', record.into, '/into')
  if (live) {
    mergeSource(db, id, record.into, false, unconditional)
    return { id, status: 'updated' }
  }
  const stamp = firstStamp(db, id, Date.now(), { version, createdAt: 0, updatedAt: 0 })
  run(
    db,
    sql`INSERT INTO merged_sources (id, slug, survivor, into_id, into_version, was, into_was, members, merged_at)
      VALUES (${id}, ${slug}, ${survivor}, ${record.into}, 0, ${JSON.stringify({ version: stamp.version })}, '{}', '[]', ${Date.parse(record.mergedAt)})`,
  )
  logMerge(db, id, record.into, Date.now())
  return { id, status: 'created' }
}
