import { AppError } from '../../domain/app-error.ts'
import type { Precondition } from '../../domain/store.ts'
import { logChange } from './changes.ts'
import type { Db } from './connect.ts'
import { first, raw, run, type Sql, sql } from './sql.ts'

type Resource = 'article' | 'quote' | 'source'
const keyOf = { article: 'position', quote: 'position', source: 'pk' } as const

/** Where in a URL something is named. */
type Place = 'path' | 'query'

export type Found = { key: number; id: string; version: number }

/** The row of an id (or the slug of a source), or null. */
export function find(db: Db, resource: Resource, ref: string): Found | null {
  const by = resource === 'source' && !ref.startsWith('src_') ? 'slug' : 'id'
  const query = sql`SELECT ${raw(keyOf[resource])} AS key, id, version FROM ${raw(`${resource}s`)} WHERE ${raw(by)} = ${ref}`
  return first<Found>(db, query) ?? null
}

/** The source that one was merged into, by the id that went or, unless another has it now, by its slug; null if it was not. */
export function mergedInto(db: Db, ref: string): Found | null {
  const by = raw(ref.startsWith('src_') ? 'id' : 'slug')
  const row = first<Found>(
    db,
    sql`SELECT s.pk AS key, s.id, s.version FROM merged_sources m JOIN sources s ON s.pk = m.survivor
      WHERE m.${by} = ${ref} ORDER BY m.merged_at DESC LIMIT 1`,
  )
  return row ?? null
}

/** The source of an id or slug, or the one that it was merged into; null if there is neither. */
export const survivorOf = (db: Db, ref: string): Found | null => find(db, 'source', ref) ?? mergedInto(db, ref)

/** AppError merged, with the id of the survivor as its suggestion, if a source was merged into another. */
export function checkMerged(db: Db, ref: string, place: Place = 'path'): void {
  const survivor = mergedInto(db, ref)
  if (!survivor) return
  const detail = `${ref} was merged into ${survivor.id}.`
  throw new AppError('merged', detail, [
    { in: place, parameter: 'source', code: 'merged', detail, suggestion: survivor.id },
  ])
}

/** The row of an id or slug. AppError merged if it is another source now, gone if it was deleted, not-found if it never was. */
export function resolve(db: Db, resource: Resource, ref: string, place: Place = 'path'): Found {
  const found = find(db, resource, ref)
  if (found) return found
  if (resource === 'source') checkMerged(db, ref, place)
  const { code, message } = missing(db, resource, ref)
  const issue = { in: place, parameter: resource, code: code.replace('-', '_'), detail: message }
  throw new AppError(code, message, place === 'path' ? [] : [issue])
}

/** Why nothing has an id: gone if it was deleted, not-found if it never was. */
export function missing(db: Db, resource: Resource, ref: string): AppError {
  if (first(db, sql`SELECT 1 FROM tombstones WHERE id = ${ref}`))
    return new AppError('gone', `The ${resource} ${ref} was deleted.`)
  return new AppError('not-found', `There is no ${resource} ${ref}.`)
}

/** The row that a body refers to. AppError unknown-reference, naming the property. */
export function referred(db: Db, resource: Resource, id: string, pointer: string): Found {
  const found = resource === 'source' ? survivorOf(db, id) : find(db, resource, id)
  if (found) return found
  const detail = `There is no ${resource} ${id}.`
  throw new AppError('unknown-reference', detail, [{ in: 'body', pointer, code: 'unknown_reference', detail }])
}

/** The key of the same. */
export const refer = (db: Db, resource: Resource, id: string, pointer: string): number =>
  referred(db, resource, id, pointer).key

/** AppError precondition-failed unless the current version (null: there is none) is what the client expects. */
export function checkPrecondition(on: Precondition, current: number | null): void {
  if (on.ifNoneMatch && current !== null) {
    throw unmet('If-None-Match', 'If-None-Match: * asks that there be nothing here yet, but there is.')
  }
  if (on.ifMatch === null) return
  if (current === null) throw unmet('If-Match', 'If-Match asks for a version, but there is nothing here yet.')
  if (on.ifMatch !== '*' && !on.ifMatch.includes(current)) {
    throw unmet('If-Match', `The current version is ${current}. Get it again and send its ETag.`)
  }
}

const unmet = (parameter: string, detail: string): AppError =>
  new AppError('precondition-failed', detail, [{ in: 'header', parameter, code: 'mismatch', detail }])

/** AppError conflict: a unique value is taken. */
export function conflict(property: string, value: string, holder: string): AppError {
  const detail = `${property} ${value} belongs to ${holder} already.`
  return new AppError('conflict', detail, [{ in: 'body', pointer: `/${property}`, code: 'taken', detail }])
}

/** Remembers that an id was deleted, and at which version, and tells it. */
export function bury(db: Db, { id, version }: Pick<Found, 'id' | 'version'>, now: number): void {
  run(db, sql`INSERT INTO tombstones (id, version, deleted_at) VALUES (${id}, ${version}, ${now})`)
  logChange(db, 'deleted', id, now)
}

/** How often something was edited, and when it was made and edited, as it is kept. */
export type Stamp = { version: number; createdAt: number; updatedAt: number }

/** What an edit sets updated_at to. The clock may have gone back since the thing was made or edited; its times do not. */
export const editedAt = (now: number): Sql => sql`max(created_at, updated_at, ${now})`

/** Tells that something is made at an id, and returns what it begins with; see `firstStamp`. */
export function beginId(db: Db, id: string, now: number, kept: Stamp | null = null): Stamp {
  logChange(db, 'created', id, now)
  return firstStamp(db, id, now, kept)
}

/** What something begins with that is made at an id; forgets that the id was deleted. `kept`: what it had elsewhere. */
export function firstStamp(db: Db, id: string, now: number, kept: Stamp | null): Stamp {
  const old = first<{ version: number }>(db, sql`DELETE FROM tombstones WHERE id = ${id} RETURNING version`)
  const version = Math.max((old?.version ?? 0) + 1, kept?.version ?? 1)
  return { version, createdAt: kept?.createdAt ?? now, updatedAt: kept?.updatedAt ?? now }
}
