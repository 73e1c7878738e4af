import { AppError } from '../../domain/app-error.ts'
import type { Precondition } from '../../domain/store.ts'
import type { UnmergeReport } from '../../schema/merge.ts'
import type { Source, SourceCreate } from '../../schema/source.ts'
import { logCandidates, logUpdates } from './changes.ts'
import type { Db } from './connect.ts'
import { speakerSql } from './new-quotes.ts'
import { checkPrecondition, editedAt, type Found, resolve, survivorOf } from './resolve.ts'
import { setNames } from './source-names.ts'
import { loadSource } from './source-rows.ts'
import { restoreSource, setSource } from './sources.ts'
import { all, first, run, sql } from './sql.ts'

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

const unfit = (detail: string): AppError =>
  new AppError('conflict', detail, [{ in: 'body', pointer: '/source', code: 'merged_elsewhere', detail }])

/** AppError conflict, naming it, where anything that the merge touched was changed since. */
function checkUnchanged(db: Db, id: string, merged: Merged, into: Found): void {
  if (merged.survivor !== into.key) throw unfit(`${id} was merged into ${merged.into_id}, not into ${into.id}.`)
  if (merged.into_id !== into.id)
    throw unfit(`${id} was merged into ${merged.into_id}, which was merged into ${into.id}: unmerge that first.`)
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
    sql`UPDATE quotes SET source = ${pk}, speaker = ${speakerSql(name)},
      version = version + 1, updated_at = ${editedAt(now)} WHERE ${quotes}`,
  )
  logCandidates(db, sql`SELECT quote FROM merged_candidates WHERE source = ${id}`, now)
  const own = sql`SELECT quote FROM merged_candidates WHERE source = ${id} AND shared = 0`
  run(db, sql`DELETE FROM candidates WHERE source = ${into.key} AND quote IN (${own})`)
  run(
    db,
    sql`INSERT INTO candidates (quote, source, confidence) SELECT quote, ${pk}, confidence FROM merged_candidates WHERE source = ${id}`,
  )
  const members = sql`id IN (SELECT value ->> 'id' FROM json_each(${merged.members}))`
  logUpdates(db, 'source', sql`SELECT id FROM sources WHERE ${members}`, now, ['organizationId'])
  run(
    db,
    sql`UPDATE sources SET organization = ${pk}, version = version + 1, updated_at = ${editedAt(now)} WHERE ${members}`,
  )
}

/** Ids that led to a source before it was merged itself lead to it again, however many merges lie between. */
function giveBackIds(db: Db, id: string, pk: number): void {
  run(
    db,
    sql`UPDATE merged_sources SET survivor = ${pk} WHERE id IN
      (WITH RECURSIVE below (id) AS (VALUES (${id}) UNION SELECT m.id FROM below JOIN merged_sources m ON m.into_id = below.id) SELECT id FROM below)`,
  )
  run(db, sql`DELETE FROM merged_sources WHERE id = ${id}`)
}

type Member = { id: string; version: number }

/** A merge that is undone changes nothing: one before it that could be undone still can, from the versions that there are now. */
function keepEarlier(db: Db, id: string, merged: Merged, was: Source, into: Found): void {
  run(
    db,
    sql`UPDATE merged_quotes SET version = version + 2 WHERE source <> ${id}
      AND (quote, version + 1) IN (SELECT quote, version FROM merged_quotes WHERE source = ${id})`,
  )
  run(
    db,
    sql`UPDATE merged_sources SET into_version = into_version + 1 WHERE into_id = ${id} AND into_version = ${was.version}`,
  )
  run(
    db,
    sql`UPDATE merged_sources SET into_version = into_version + 2
      WHERE id <> ${id} AND into_id = ${into.id} AND into_version = ${merged.into_version - 1}`,
  )
  const moved = new Map((JSON.parse(merged.members) as Member[]).map((member) => [member.id, member.version]))
  for (const row of all<{ id: string; members: string }>(
    db,
    sql`SELECT id, members FROM merged_sources WHERE into_id = ${id} AND members <> '[]'`,
  )) {
    const members = (JSON.parse(row.members) as Member[]).map((member) =>
      member.version + 1 === moved.get(member.id) ? { ...member, version: member.version + 2 } : member,
    )
    run(db, sql`UPDATE merged_sources SET members = ${JSON.stringify(members)} WHERE id = ${row.id}`)
  }
}

/** Undoes a merge: the source is itself again, under its old id, and has its quotes back. AppError conflict if something was changed since. */
export function unmergeSource(db: Db, ref: string, id: string, on: Precondition): UnmergeReport {
  const into = resolve(db, 'source', ref)
  checkPrecondition(on, into.version)
  const merged = mergeOf(db, id)
  checkUnchanged(db, id, merged, into)
  const now = Date.now()
  const was = JSON.parse(merged.was) as Source
  const organizationId = was.organizationId && (survivorOf(db, was.organizationId)?.id ?? null)
  const pk = restoreSource(db, { ...was, organizationId }, now)
  moveBack(db, id, merged, pk, into, was.name, now)
  keepEarlier(db, id, merged, was, into)
  giveBackIds(db, id, pk)
  // once the names of both are known to be two again
  setNames(db, pk, was)
  setSource(db, into.key, loadSource(db, into.key), JSON.parse(merged.into_was) as SourceCreate, now)
  return { source: loadSource(db, pk), from: loadSource(db, into.key) }
}
