import { AppError } from '../../domain/app-error.ts'
import { changedFields } from '../../domain/changed-fields.ts'
import { distinctLines, line } from '../../domain/describe-article.ts'
import { newId } from '../../domain/ids.ts'
import { applyMergePatch } from '../../domain/merge-patch.ts'
import type { Precondition } from '../../domain/store.ts'
import { slugify } from '../../domain/text.ts'
import type { Source, SourceCreate, SourcePatch } from '../../schema/source.ts'
import { logCandidates, logChange, logUpdates } from './changes.ts'
import type { Db } from './connect.ts'
import { forgetDismissed, noteDismissed } from './dismissed-names.ts'
import { speakerSql } from './new-quotes.ts'
import { checkMembers, organizationOf } from './organizations.ts'
import {
  beginId,
  bury,
  checkMerged,
  checkPrecondition,
  conflict,
  editedAt,
  find,
  refer,
  resolve,
  type Stamp,
} from './resolve.ts'
import { sortName } from './sort-name.ts'
import { setNames } from './source-names.ts'
import { loadSource } from './source-rows.ts'
import { first, run, sql } from './sql.ts'

/** One source by id or slug. */
export const getSource = (db: Db, ref: string): Source => loadSource(db, resolve(db, 'source', ref).key)

/** Slugs whose path is something else. */
const reserved = new Set(['duplicates'])

/** A slug nobody has: the one asked for, else one made from the name. */
function freeSlug(db: Db, name: string): string {
  const wanted = slugify(name)
  const taken = (slug: string) =>
    reserved.has(slug) || first(db, sql`SELECT 1 FROM sources WHERE slug = ${slug}`) !== undefined
  if (!taken(wanted)) return wanted
  // names in other scripts are all "source": halving finds a free number among many thousands in a few steps
  let [low, high] = [1, 2]
  while (taken(`${wanted}-${high}`)) [low, high] = [high, high * 2]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (taken(`${wanted}-${middle}`)) low = middle
    else high = middle
  }
  return `${wanted}-${high}`
}

function checkSlug(db: Db, slug: string, own: string | null): void {
  const holder = find(db, 'source', slug)
  if (holder && holder.id === own) return
  if (reserved.has(slug)) throw conflict('slug', slug, `GET /v1/sources/${slug}`)
  if (holder) throw conflict('slug', slug, holder.id)
}

/** What is kept of what a client sent, beside the slug. */
function describe(input: SourceCreate) {
  const name = line(input.name)
  const identifiers = (input.identifiers ?? []).map(({ scheme, value }) => ({ scheme, value: line(value) }))
  return {
    name,
    type: input.type ?? 'unknown',
    aliases: distinctLines(input.aliases).filter((alias) => alias !== name),
    description: input.description ?? null,
    organizationId: input.organizationId ?? null,
    identifiers: identifiers.filter(
      ({ scheme, value }, i) =>
        identifiers.findIndex((other) => other.scheme === scheme && other.value === value) === i,
    ),
  }
}

function setIdentifiers(db: Db, pk: number, identifiers: Source['identifiers']): void {
  run(db, sql`DELETE FROM source_identifiers WHERE source = ${pk}`)
  identifiers.forEach(({ scheme, value }, ordinal) => {
    run(
      db,
      sql`INSERT INTO source_identifiers (scheme, value, source, ordinal) VALUES (${scheme}, ${value}, ${pk}, ${ordinal})`,
    )
  })
}

/** Keeps a new source, with this id or a new one, and returns its key; `kept`: with the version and times that it had elsewhere. */
export function insertSource(
  db: Db,
  givenId: string | null,
  input: SourceCreate,
  now: number,
  kept: Stamp | null = null,
): number {
  const id = givenId ?? newId('src')
  if (input.slug !== undefined) checkSlug(db, input.slug, null)
  const { name, type, aliases, description, organizationId, identifiers } = describe(input)
  const organization = organizationId === null ? null : organizationOf(db, organizationId, null)
  const { version, createdAt, updatedAt } = beginId(db, id, now, kept)
  const { lastInsertRowid } = run(
    db,
    sql`INSERT INTO sources (id, slug, name, folded, type, aliases, description, organization, version, created_at, updated_at)
    VALUES (${id}, ${input.slug ?? freeSlug(db, name)}, ${name}, ${sortName(name)}, ${type}, ${aliases.join('\n')},
      ${description}, ${organization}, ${version}, ${createdAt}, ${updatedAt})`,
  )
  const pk = Number(lastInsertRowid)
  setNames(db, pk, { name, type, aliases })
  setIdentifiers(db, pk, identifiers)
  return pk
}

/** Makes a source again as it was, with the id that it had, and returns its key; another slug if its own is taken. */
export function restoreSource(db: Db, was: Source, now: number): number {
  const { slug, ...written } = writtenForm(was)
  const free = slug !== undefined && find(db, 'source', slug) === null
  const [createdAt, before] = [Date.parse(was.createdAt), Date.parse(was.updatedAt)]
  const kept = { version: was.version + 1, createdAt, updatedAt: Math.max(createdAt, before, now) }
  return insertSource(db, was.id, free ? { ...written, slug } : written, now, kept)
}

/** Keeps a new source of a client. */
export const createSource = (db: Db, input: SourceCreate): Source =>
  loadSource(db, insertSource(db, null, input, Date.now()))

/** What a client would send to make this source anew. */
export const writtenForm = ({
  slug,
  name,
  type,
  aliases,
  description,
  organizationId,
  identifiers,
}: Source): SourceCreate => ({
  slug,
  name,
  type,
  aliases,
  description,
  organizationId,
  identifiers,
})

function edit(db: Db, pk: number, before: Source, input: SourceCreate): Source {
  const described = describe(input)
  const slug = input.slug ?? before.slug
  if (JSON.stringify({ slug, ...described }) === JSON.stringify(writtenForm(before))) return before
  checkSlug(db, slug, before.id)
  noteDismissed(db, before.id, before, described)
  return setSource(db, pk, before, { slug, ...described }, Date.now())
}

/** Writes all that a client can write of a source, and tells it. */
export function setSource(db: Db, pk: number, before: Source, input: SourceCreate, now: number): Source {
  const slug = input.slug ?? before.slug
  const { name, type, aliases, description, organizationId, identifiers } = describe(input)
  const stays = organizationId !== null && organizationId === before.organizationId
  const organization =
    organizationId === null
      ? null
      : stays
        ? refer(db, 'source', organizationId, '/organizationId')
        : organizationOf(db, organizationId, pk)
  if (type !== before.type) checkMembers(db, pk, type)
  run(
    db,
    sql`UPDATE sources SET slug = ${slug}, name = ${name}, folded = ${sortName(name)}, type = ${type}, aliases = ${aliases.join('\n')},
    description = ${description}, organization = ${organization}, version = version + 1, updated_at = ${editedAt(now)}
    WHERE pk = ${pk}`,
  )
  setNames(db, pk, { name, type, aliases })
  setIdentifiers(db, pk, identifiers)
  if (name !== before.name) {
    run(db, sql`UPDATE quotes SET speaker = ${speakerSql(name)} WHERE source = ${pk}`)
  }
  const after = loadSource(db, pk)
  logChange(db, 'updated', before.id, now, changedFields(before, after))
  return after
}

/** Replaces a source, or makes it where `ref` is an id. */
export function replaceSource(
  db: Db,
  ref: string,
  input: SourceCreate,
  on: Precondition,
): { created: boolean; source: Source } {
  const found = ref.startsWith('src_') ? find(db, 'source', ref) : resolve(db, 'source', ref)
  if (!found) checkMerged(db, ref)
  checkPrecondition(on, found?.version ?? null)
  if (found) return { created: false, source: edit(db, found.key, loadSource(db, found.key), input) }
  return { created: true, source: loadSource(db, insertSource(db, ref, input, Date.now())) }
}

/** Applies a merge patch to a source. */
export function updateSource(db: Db, ref: string, patch: SourcePatch, on: Precondition): Source {
  const found = resolve(db, 'source', ref)
  checkPrecondition(on, found.version)
  const before = loadSource(db, found.key)
  return edit(db, found.key, before, applyMergePatch(writtenForm(before), patch) as SourceCreate)
}

/** Deletes a source; `detach` leaves its quotes unattributed. AppError source-has-quotes without it. */
export function deleteSource(db: Db, ref: string, detach: boolean, on: Precondition): void {
  const found = resolve(db, 'source', ref)
  checkPrecondition(on, found.version)
  const { quoteCount, name } = loadSource(db, found.key)
  if (quoteCount > 0 && !detach) {
    const detail = `${name} has ${quoteCount} quotes. Delete with ?quotes=detach to leave them unattributed.`
    const issue = { in: 'query', parameter: 'quotes', code: 'required', detail } as const
    throw new AppError('source-has-quotes', detail, [{ ...issue, allowed: ['detach'] }])
  }
  const now = Date.now()
  logUpdates(db, 'source', sql`SELECT id FROM sources WHERE organization = ${found.key}`, now, ['organizationId'])
  logUpdates(db, 'quote', sql`SELECT id FROM quotes WHERE source = ${found.key}`, now, ['attribution', 'sourceId'])
  run(
    db,
    sql`UPDATE sources SET organization = NULL, version = version + 1, updated_at = ${editedAt(now)} WHERE organization = ${found.key}`,
  )
  run(
    db,
    sql`UPDATE quotes SET source = NULL, status = 'unattributed', speaker = ${speakerSql('')},
    version = version + 1, updated_at = ${editedAt(now)} WHERE source = ${found.key}`,
  )
  logCandidates(db, sql`SELECT quote FROM candidates WHERE source = ${found.key}`, now)
  // the ids that lead here lead nowhere now
  run(
    db,
    sql`INSERT INTO tombstones (id, version, deleted_at) SELECT id, was ->> 'version', ${now} FROM merged_sources WHERE survivor = ${found.key}`,
  )
  run(db, sql`DELETE FROM merged_sources WHERE survivor = ${found.key}`)
  run(db, sql`DELETE FROM sources WHERE pk = ${found.key}`)
  forgetDismissed(db, found.id)
  bury(db, found, now)
}
