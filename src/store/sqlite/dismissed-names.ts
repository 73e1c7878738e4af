import { foldName } from '../../domain/text.ts'
import type { SourceRecord } from '../../schema/import.ts'
import type { Source } from '../../schema/source.ts'
import type { Db } from './connect.ts'
import { all, run, sql } from './sql.ts'

type DismissedName = SourceRecord['dismissed'][number]
type Named = Pick<Source, 'name' | 'aliases' | 'description' | 'organizationId'>

/** Remembers that something was taken away from a source. */
export function dismiss(db: Db, id: string, property: DismissedName['property'], value: string): void {
  run(
    db,
    sql`INSERT INTO dismissed_names (source, property, value) VALUES (${id}, ${property}, ${value}) ON CONFLICT DO NOTHING`,
  )
}

/** Remembers the names, the description and the organisation that a person took away from a source, and forgets those that came back. */
export function noteDismissed(db: Db, id: string, before: Named, after: Named): void {
  const kept = new Set([after.name, ...after.aliases].map(foldName))
  for (const alias of kept)
    run(db, sql`DELETE FROM dismissed_names WHERE source = ${id} AND property = 'aliases' AND value = ${alias}`)
  for (const alias of before.aliases.map(foldName)) if (!kept.has(alias)) dismiss(db, id, 'aliases', alias)
  for (const property of ['description', 'organizationId'] as const) {
    if (after[property] !== null)
      run(db, sql`DELETE FROM dismissed_names WHERE source = ${id} AND property = ${property}`)
    else if (before[property] !== null) dismiss(db, id, property, '')
  }
}

/** All that was taken away from a source. */
export const dismissedOf = (db: Db, id: string): DismissedName[] =>
  all<DismissedName>(db, sql`SELECT property, value FROM dismissed_names WHERE source = ${id} ORDER BY property, value`)

/** What of these names and this description, read in a text, nobody has taken away from the source. */
export function withoutDismissed(
  db: Db,
  id: string,
  aliases: readonly string[],
  description: string | null,
): { aliases: string[]; description: string | null } {
  const dismissed = new Set(dismissedOf(db, id).map(({ property, value }) => `${property} ${value}`))
  return {
    aliases: aliases.filter((alias) => !dismissed.has(`aliases ${foldName(alias)}`)),
    description: dismissed.has('description ') ? null : description,
  }
}

/** Forgets what was taken away from a source that is deleted. */
export const forgetDismissed = (db: Db, id: string): void => {
  run(db, sql`DELETE FROM dismissed_names WHERE source = ${id}`)
}
