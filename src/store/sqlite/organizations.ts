import { AppError } from '../../domain/app-error.ts'
import type { Source } from '../../schema/source.ts'
import type { Db } from './connect.ts'
import { refer } from './resolve.ts'
import { first, sql } from './sql.ts'

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
