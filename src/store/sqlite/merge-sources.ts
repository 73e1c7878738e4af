import { AppError } from '../../domain/app-error.ts'
import { distinctLines } from '../../domain/describe-article.ts'
import type { Precondition } from '../../domain/store.ts'
import type { MergeReport } from '../../schema/merge.ts'
import type { Source, SourceCreate } from '../../schema/source.ts'
import { logCandidates, logMerge, logUpdates } from './changes.ts'
import type { Db } from './connect.ts'
import { speakerSql } from './new-quotes.ts'
import { speaksFor } from './organizations.ts'
import { checkPrecondition, editedAt, type Found, find, mergedInto, referred, resolve } from './resolve.ts'
import { mostAliases } from './source-names.ts'
import { loadSource } from './source-rows.ts'
import { setSource, writtenForm } from './sources.ts'
import { all, first, run, sql } from './sql.ts'

/** As many as a client may give. */
const mostIdentifiers = 20

const nothing = { quotes: 0, articles: 0, candidates: 0, members: 0 }

/** The organisation that the survivor speaks for: its own, else that of the other, unless that now speaks for the survivor. */
function organizationAfter(db: Db, pk: number, into: Source, from: Source): string | null {
  const id = (into.organizationId === from.id ? null : into.organizationId) ?? from.organizationId
  const organization = id === null ? null : find(db, 'source', id)
  return organization && !speaksFor(db, organization.key, pk) ? organization.id : null
}

/** What the survivor is afterwards: its own words first, and what it lacks from the other. */
function inherit(into: Source, from: Source, organizationId: string | null): SourceCreate {
  const names = distinctLines([...into.aliases, from.name, ...from.aliases]).filter((name) => name !== into.name)
  const known = new Set(into.identifiers.map(({ scheme, value }) => `${scheme}:${value}`))
  const others = from.identifiers.filter(({ scheme, value }) => !known.has(`${scheme}:${value}`))
  return {
    ...writtenForm(into),
    type: typeAfter(into, from),
    // the name of the one that went, first of the new ones, has a place always
    aliases: names.slice(0, Math.max(mostAliases, into.aliases.length + 1)),
    description: into.description ?? from.description,
    organizationId,
    identifiers: [...into.identifiers, ...others].slice(0, Math.max(mostIdentifiers, into.identifiers.length)),
  }
}

type Member = { id: string; version: number }

/** Remembers what is about to move, with the versions that it will have. */
function remember(
  db: Db,
  from: Found,
  into: Found,
  was: Source,
  intoWas: Source,
  members: Member[],
  now: number,
): void {
  const kept = JSON.stringify(members.map(({ id, version }) => ({ id, version: version + 1 })))
  run(
    db,
    sql`INSERT INTO merged_sources (id, slug, survivor, into_id, into_version, was, into_was, members, merged_at)
      VALUES (${from.id}, ${was.slug}, ${into.key}, ${into.id}, ${into.version + 1}, ${JSON.stringify(was)},
        ${JSON.stringify(writtenForm(intoWas))}, ${kept}, ${now})`,
  )
  run(
    db,
    sql`INSERT INTO merged_quotes (source, quote, version) SELECT ${from.id}, position, version + 1 FROM quotes WHERE source = ${from.key}`,
  )
  run(
    db,
    sql`INSERT INTO merged_candidates (source, quote, confidence, shared)
      SELECT ${from.id}, quote, confidence, EXISTS (SELECT 1 FROM candidates other WHERE other.quote = c.quote AND other.source = ${into.key})
      FROM candidates c WHERE source = ${from.key}`,
  )
}

function moveQuotes(db: Db, from: Found, into: Found, name: string, now: number): void {
  logUpdates(db, 'quote', sql`SELECT id FROM quotes WHERE source = ${from.key}`, now, ['sourceId'])
  run(
    db,
    sql`UPDATE quotes SET source = ${into.key}, speaker = ${speakerSql(name)},
      version = version + 1, updated_at = ${editedAt(now)} WHERE source = ${from.key}`,
  )
  logCandidates(db, sql`SELECT quote FROM candidates WHERE source = ${from.key}`, now)
  run(db, sql`UPDATE OR IGNORE candidates SET source = ${into.key} WHERE source = ${from.key}`)
  run(db, sql`DELETE FROM candidates WHERE source = ${from.key}`)
}

function moveMembers(db: Db, from: Found, into: Found, now: number): void {
  const theirs = sql`organization = ${from.key} AND pk <> ${into.key}`
  logUpdates(db, 'source', sql`SELECT id FROM sources WHERE ${theirs}`, now, ['organizationId'])
  run(
    db,
    sql`UPDATE sources SET organization = ${into.key}, version = version + 1, updated_at = ${editedAt(now)} WHERE ${theirs}`,
  )
}

/** AppError conflict if somebody would speak for a person then. */
function checkKind(db: Db, from: Found, into: Found, type: Source['type']): void {
  if (type !== 'person') return
  const member = first<{ id: string }>(
    db,
    sql`SELECT id FROM sources WHERE organization IN (${from.key}, ${into.key}) AND pk <> ${into.key} LIMIT 1`,
  )
  if (!member) return
  const detail = `${into.id} would be a person, and ${member.id} speaks for it: change its organizationId, or the type of ${into.id}, first.`
  throw new AppError('conflict', detail, [{ in: 'body', pointer: '/into', code: 'has_members', detail }])
}

const typeAfter = (into: Source, from: Source) => (into.type === 'unknown' ? from.type : into.type)

function merge(db: Db, from: Found, into: Found): Omit<MergeReport, 'dryRun'> {
  const now = Date.now()
  const [was, intoWas] = [loadSource(db, from.key), loadSource(db, into.key)]
  const members = all<Member>(
    db,
    sql`SELECT id, version FROM sources WHERE organization = ${from.key} AND pk <> ${into.key}`,
  )
  const candidates = first<{ n: number }>(db, sql`SELECT count(*) AS n FROM candidates WHERE source = ${from.key}`)
  checkKind(db, from, into, typeAfter(intoWas, was))
  remember(db, from, into, was, intoWas, members, now)
  run(db, sql`UPDATE merged_sources SET survivor = ${into.key} WHERE survivor = ${from.key}`)
  moveQuotes(db, from, into, intoWas.name, now)
  moveMembers(db, from, into, now)
  const inherited = inherit(intoWas, was, organizationAfter(db, into.key, intoWas, was))
  const source = setSource(db, into.key, intoWas, inherited, now)
  run(db, sql`DELETE FROM sources WHERE pk = ${from.key}`)
  logMerge(db, from.id, into.id, now)
  return {
    source,
    moved: {
      quotes: was.quoteCount,
      articles: was.articleCount,
      candidates: candidates?.n ?? 0,
      members: members.length,
    },
    aliases: (inherited.aliases ?? []).filter((alias) => !intoWas.aliases.includes(alias)),
  }
}

/** Makes one source of two; `ref` goes, its id leads to the other from then on. Merging again changes nothing. */
export function mergeSource(db: Db, ref: string, into: string, dryRun: boolean, on: Precondition): MergeReport {
  const survivor = referred(db, 'source', into, '/into')
  const done = find(db, 'source', ref) ? null : mergedInto(db, ref)
  if (done?.id === survivor.id) return { dryRun, source: loadSource(db, survivor.key), moved: nothing, aliases: [] }
  if (done) {
    const detail = `${ref} was merged into ${done.id} already. Unmerge it first, or merge that one.`
    const issue = { in: 'path', parameter: 'source', code: 'merged', detail, suggestion: done.id } as const
    throw new AppError('conflict', detail, [issue])
  }
  const from = resolve(db, 'source', ref)
  checkPrecondition(on, from.version)
  if (from.key === survivor.key) {
    const detail = `${into} is ${from.id} itself: name another source, or one that was not merged into it.`
    throw new AppError('invalid-body', detail, [{ in: 'body', pointer: '/into', code: 'self', detail }])
  }
  if (!dryRun) return { dryRun, ...merge(db, from, survivor) }
  db.exec('SAVEPOINT dry_run')
  try {
    return { dryRun, ...merge(db, from, survivor) }
  } finally {
    db.exec('ROLLBACK TO dry_run; RELEASE dry_run')
  }
}
