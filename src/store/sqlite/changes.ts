import type { ChangeBatch, ChangeQuery } from '../../domain/store.ts'
import { formatMillisecond } from '../../domain/time.ts'
import type { Change } from '../../schema/change.ts'
import type { Db } from './connect.ts'
import { all, first, limitTo, raw, run, type Sql, sql } from './sql.ts'

const resources = { art: 'article', quo: 'quote', src: 'source' } as const

/** Which resource an id names. */
export const resourceOf = (id: string): Change['resource'] => resources[id.slice(0, 3) as keyof typeof resources]

/** Notes what became of one resource, in the transaction in which it happens. */
export function logChange(
  db: Db,
  type: 'created' | 'updated' | 'deleted',
  id: string,
  now: number,
  fields: readonly string[] = [],
): void {
  run(
    db,
    sql`INSERT INTO changes (at, type, resource, id, fields) VALUES (${now}, ${type}, ${resourceOf(id)}, ${id}, ${fields.join(',')})`,
  )
}

/** Notes that a source is another one from now on. */
export function logMerge(db: Db, id: string, into: string, now: number): void {
  run(
    db,
    sql`INSERT INTO changes (at, type, resource, id, into_id, fields) VALUES (${now}, 'merged', 'source', ${id}, ${into}, '')`,
  )
}

/** Notes the same update of many: `rows` selects their ids. */
export function logUpdates(
  db: Db,
  resource: Change['resource'],
  rows: Sql,
  now: number,
  fields: readonly string[],
): void {
  run(
    db,
    sql`INSERT INTO changes (at, type, resource, id, fields)
      SELECT ${now}, 'updated', ${resource}, id, ${fields.join(',')} FROM (${rows}) ORDER BY id`,
  )
}

/** Notes that quotes have other candidates: `rows` selects their positions. The quotes themselves, and their versions, stay as they are. */
export const logCandidates = (db: Db, rows: Sql, now: number): void =>
  logUpdates(db, 'quote', sql`SELECT id FROM quotes WHERE position IN (${rows})`, now, ['candidates'])

type Row = Omit<Change, 'at' | 'changedFields'> & { at: number; fields: string }

/** The number of the newest change, 0 where nothing has happened yet. */
export const latestChange = (db: Db): number =>
  first<{ seq: number }>(db, sql`SELECT seq FROM changes ORDER BY seq DESC LIMIT 1`)?.seq ?? 0

/** Changes after a number, oldest first. `until` is how far was looked: with a filter that may be beyond the last of them. */
export function listChanges(db: Db, { after, limit, resource }: ChangeQuery): ChangeBatch {
  // bounded by number, so that a rare resource does not make one read walk the whole feed
  const upTo = after + scanned
  const only = resource.length > 0 ? sql`AND resource IN (${resource})` : raw('')
  const rows = all<Row>(
    db,
    sql`SELECT seq, at, type, resource, id, into_id AS "into", fields FROM changes
      WHERE seq > ${after} AND seq <= ${upTo} ${only} ORDER BY seq ${limitTo(limit)}`,
  )
  const latest = latestChange(db)
  const changes = rows.map(({ fields, at, ...row }) => ({
    ...row,
    at: formatMillisecond(at),
    changedFields: fields === '' ? [] : fields.split(','),
  }))
  const until = changes.length === limit ? (changes.at(-1)?.seq ?? after) : Math.min(Math.max(latest, after), upTo)
  return { changes, until, latest }
}

/** Changes looked at in one read. */
const scanned = 10_000
