import { AppError } from '../../domain/app-error.ts'
import type { Source } from '../../schema/source.ts'
import { logUpdates } from './changes.ts'
import type { Db } from './connect.ts'
import { editedAt, refer } from './resolve.ts'
import { first, run, sql } from './sql.ts'

function unfitting(pointer: '/organizationId' | '/type', code: string, detail: string): AppError {
  return new AppError('unfitting-reference', detail, [{ in: 'body', pointer, code, detail }])
}

/** Whether a source is this one, speaks for it, or speaks for one that does. */
export const speaksFor = (db: Db, pk: number, organization: number): boolean =>
  first(
    db,
    sql`WITH RECURSIVE above (pk) AS (VALUES (${pk}) UNION SELECT s.organization FROM above JOIN sources s ON s.pk = above.pk WHERE s.organization IS NOT NULL)
      SELECT 1 FROM above WHERE pk = ${organization}`,
  ) !== undefined

/** The organisation that a source (null: a new one) is to speak for. AppError unknown-reference, or unfitting-reference for a person or a circle. */
export function organizationOf(db: Db, id: string, own: number | null): number {
  const pk = refer(db, 'source', id, '/organizationId')
  if (pk === own)
    throw unfitting('/organizationId', 'self', 'A source does not speak for itself: leave organizationId out.')
  if (first(db, sql`SELECT 1 FROM sources WHERE pk = ${pk} AND type = 'person'`))
    throw unfitting('/organizationId', 'is_a_person', `${id} is a person: name an organisation.`)
  if (own !== null && speaksFor(db, pk, own))
    throw unfitting(
      '/organizationId',
      'circle',
      `${id} speaks for this source already: they cannot speak for each other.`,
    )
  return pk
}

/** AppError unfitting-reference if a source that others speak for would become a person. */
export function checkMembers(db: Db, pk: number, type: Source['type']): void {
  if (type !== 'person') return
  const member = first<{ id: string }>(db, sql`SELECT id FROM sources WHERE organization = ${pk} LIMIT 1`)
  if (member)
    throw unfitting('/type', 'has_members', `${member.id} speaks for this source: nobody speaks for a person.`)
}

/** Says whom a person speaks for, as a text has it, where nothing is known and nobody took it away; no new version where the source itself is new. */
export function joinOrganization(db: Db, pk: number, organization: number, isNew: boolean, now: number): void {
  if (speaksFor(db, organization, pk)) return
  const joined = sql`pk = ${pk} AND type = 'person' AND organization IS NULL
    AND NOT EXISTS (SELECT 1 FROM dismissed_names d WHERE d.source = sources.id AND d.property = 'organizationId')
    AND EXISTS (SELECT 1 FROM sources o WHERE o.pk = ${organization} AND o.type <> 'person')`
  if (!isNew) logUpdates(db, 'source', sql`SELECT id FROM sources WHERE ${joined}`, now, ['organizationId'])
  run(
    db,
    sql`UPDATE sources SET organization = ${organization}, version = version + ${isNew ? 0 : 1}, updated_at = ${editedAt(now)} WHERE ${joined}`,
  )
}
