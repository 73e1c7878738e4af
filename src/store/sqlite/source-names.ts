import { changedFields } from '../../domain/changed-fields.ts'
import { lastNameOf } from '../../domain/link-source.ts'
import { foldName } from '../../domain/text.ts'
import type { Source } from '../../schema/source.ts'
import { logChange } from './changes.ts'
import type { Db } from './connect.ts'
import { withoutDismissed } from './dismissed-names.ts'
import { editedAt } from './resolve.ts'
import { loadSource } from './source-rows.ts'
import { column, run, sql } from './sql.ts'

/** As many as a client may give. */
export const mostAliases = 50

type Named = Pick<Source, 'name' | 'type' | 'aliases'>

/** Every name by which a source may be meant, folded, and what it is. The name of one that was merged into it is no less its name. */
export function namesOf(db: Db, pk: number, source: Named): Map<string, string> {
  const lastName = lastNameOf(source.name, source.type)
  const former = new Set(column(db, sql`SELECT was ->> 'name' FROM merged_sources WHERE survivor = ${pk}`))
  const names: [string, string][] = [
    [source.name, 'name'],
    ...source.aliases.map((alias): [string, string] => [alias, former.has(alias) ? 'name' : 'alias']),
    ...(lastName === null ? [] : [[lastName, 'last-name'] as [string, string]]),
  ]
  // what a name is first, it stays
  return new Map(names.toReversed().map(([name, role]) => [foldName(name), role]))
}

/** Keeps every name by which a source may be meant. */
export function setNames(db: Db, pk: number, source: Named): void {
  run(db, sql`DELETE FROM source_names WHERE source = ${pk}`)
  for (const [folded, role] of namesOf(db, pk, source))
    run(db, sql`INSERT INTO source_names (folded, source, role) VALUES (${folded}, ${pk}, ${role})`)
}

/** Adds names found in a text to a source, and what the text says of it where nothing was known; not what a person took away. */
export function addAliases(db: Db, pk: number, found: string[], description: string | null, now: number): void {
  const source = loadSource(db, pk)
  const known = new Set([source.name, ...source.aliases])
  const fresh = withoutDismissed(db, source.id, found, description)
  const aliases = [...source.aliases, ...fresh.aliases.filter((alias) => !known.has(alias))].slice(
    0,
    Math.max(mostAliases, source.aliases.length),
  )
  const described = source.description ?? fresh.description
  if (aliases.length === source.aliases.length && described === source.description) return
  run(
    db,
    sql`UPDATE sources SET aliases = ${aliases.join('\n')}, description = ${described}, version = version + 1,
    updated_at = ${editedAt(now)} WHERE pk = ${pk}`,
  )
  setNames(db, pk, { ...source, aliases })
  logChange(db, 'updated', source.id, now, changedFields(source, { ...source, aliases, description: described }))
}
