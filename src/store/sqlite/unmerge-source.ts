import { AppError } from '../../domain/app-error.ts'
import type { UnmergeReport } from '../../schema/merge.ts'
import type { Source, SourceCreate } from '../../schema/source.ts'
import { logUpdates } from './changes.ts'
import type { Db } from './connect.ts'
import { type Found, find, resolve } from './resolve.ts'
import { loadSource } from './source-rows.ts'
import { restoreSource, setSource } from './sources.ts'
import { first, run, sql } from './sql.ts'

type Merged = {
  survivor: number
  into_id: string
  into_version: number
  was: string
  into_was: string
  members: string
}

function mergeOf(db: Db, id: string): Merged {
  const merged = first<Merged>(
    db,
    sql`SELECT survivor, into_id, into_version, was, into_was, members FROM merged_sources WHERE id = ${id}`,
  )
  if (merged) return merged
  const detail = `${id} was not merged.`
  throw new AppError('unknown-reference', detail, [
    { in: 'body', pointer: '/source', code: 'unknown_reference', detail },
  ])
}

const cannot = (detail: string): AppError =>
  new AppError('conflict', `${detail} It can no longer be undone as a whole.`)

/** AppError conflict, naming it, where anything that the merge touched was changed since. */
function checkUnchanged(db: Db, id: string, merged: Merged, into: Found): void {
  if (merged.survivor !== into.key)
    throw new AppError('conflict', `${id} was merged into ${merged.into_id}, not into ${into.id}.`)
  if (merged.into_id !== into.id)
    throw new AppError(
      'conflict',
      `${id} was merged into ${merged.into_id}, which was merged into ${into.id}: unmerge that first.`,
    )
  if (merged.into_version === 0) throw cannot(`The merge of ${id} came with an import.`)
  if (merged.into_version !== into.version) throw cannot(`${into.id} was changed since the merge.`)
  const quote = first<{ id: string }>(
    db,
    sql`SELECT q.id FROM merged_quotes m JOIN quotes q ON q.position = m.quote
      WHERE m.source = ${id} AND (q.version <> m.version OR q.source IS NOT ${into.key}) LIMIT 1`,
  )
  if (quote) throw cannot(`The quote ${quote.id} was changed since the merge.`)
  const member = first<{ id: string }>(
    db,
    sql`SELECT s.id FROM json_each(${merged.members}) m JOIN sources s ON s.id = m.value ->> 'id'
      WHERE s.version <> m.value ->> 'version' OR s.organization IS NOT ${into.key} LIMIT 1`,
  )
  if (member) throw cannot(`The source ${member.id} was changed since the merge.`)
}

function moveBack(db: Db, id: string, merged: Merged, pk: number, into: Found, name: string, now: number): void {
  const quotes = sql`position IN (SELECT quote FROM merged_quotes WHERE source = ${id})`
  logUpdates(db, 'quote', sql`SELECT id FROM quotes WHERE ${quotes}`, now, ['sourceId'])
  run(
    db,
    sql`UPDATE quotes SET source = ${pk}, speaker = replace(coalesce(speaker_label, ''), char(10), ' ') || char(10) || ${name},
      version = version + 1, updated_at = ${now} WHERE ${quotes}`,
  )
  const own = sql`SELECT quote FROM merged_candidates WHERE source = ${id} AND shared = 0`
  run(db, sql`DELETE FROM candidates WHERE source = ${into.key} AND quote IN (${own})`)
  run(
    db,
    sql`INSERT INTO candidates (quote, source, confidence) SELECT quote, ${pk}, confidence FROM merged_candidates WHERE source = ${id}`,
  )
  const members = sql`id IN (SELECT value ->> 'id' FROM json_each(${merged.members}))`
  logUpdates(db, 'source', sql`SELECT id FROM sources WHERE ${members}`, now, ['organizationId'])
  run(db, sql`UPDATE sources SET organization = ${pk}, version = version + 1, updated_at = ${now} WHERE ${members}`)
}

/** Undoes a merge: the source is itself again, under its old id, and has its quotes back. AppError conflict if something was changed since. */
export function unmergeSource(db: Db, ref: string, id: string): UnmergeReport {
  const into = resolve(db, 'source', ref)
  const merged = mergeOf(db, id)
  checkUnchanged(db, id, merged, into)
  const now = Date.now()
  const was = JSON.parse(merged.was) as Source
  setSource(db, into.key, loadSource(db, into.key), JSON.parse(merged.into_was) as SourceCreate, now)
  // after the survivor has let go of what it inherited
  const organization = was.organizationId && find(db, 'source', was.organizationId) ? was.organizationId : null
  const pk = restoreSource(db, { ...was, organizationId: organization }, now)
  moveBack(db, id, merged, pk, into, was.name, now)
  run(db, sql`UPDATE merged_sources SET survivor = ${pk} WHERE survivor = ${into.key} AND into_id = ${id}`)
  run(db, sql`DELETE FROM merged_sources WHERE id = ${id}`)
  return { source: loadSource(db, pk), from: loadSource(db, into.key) }
}
