import { formatMillisecond } from '../../domain/time.ts'
import type { Source } from '../../schema/source.ts'
import { publishedAt } from './article-rows.ts'
import type { Db } from './connect.ts'
import { dated } from './position.ts'
import { all, sql } from './sql.ts'

type SourceRow = {
  pk: number
  id: string
  slug: string
  name: string
  type: 'person' | 'organization' | 'unknown'
  aliases: string
  description: string | null
  organization_id: string | null
  quote_count: number
  article_count: number
  first: number | null
  last: number | null
  version: number
  created_at: number
  updated_at: number
}

/** Aliases as they are kept, one a line, as a list. */
const readAliases = (lines: string): string[] => (lines === '' ? [] : lines.split('\n'))

const identifiersOf = (db: Db, pks: number[]) =>
  Map.groupBy(
    all<{ source: number; scheme: string; value: string }>(
      db,
      sql`SELECT source, scheme, value FROM source_identifiers
          WHERE source IN (SELECT value FROM json_each(${JSON.stringify(pks)})) ORDER BY source, ordinal`,
    ),
    (row) => row.source,
  )

const toSource = (row: SourceRow, identifiers: { scheme: string; value: string }[]): Source => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  type: row.type,
  aliases: readAliases(row.aliases),
  description: row.description,
  organizationId: row.organization_id,
  identifiers: identifiers.map(({ scheme, value }) => ({ scheme, value })),
  quoteCount: row.quote_count,
  articleCount: row.article_count,
  firstQuotedAt: row.first === null ? null : publishedAt(row.first),
  lastQuotedAt: row.last === null ? null : publishedAt(row.last),
  version: row.version,
  createdAt: formatMillisecond(row.created_at),
  updatedAt: formatMillisecond(row.updated_at),
})

/** The sources with these keys, in this order. */
export function loadSources(db: Db, pks: number[]): Source[] {
  const rows = all<SourceRow>(
    db,
    sql`SELECT s.pk, s.id, s.slug, s.name, s.type, s.aliases, s.description, o.id AS organization_id, s.quote_count,
        s.article_count, s.version, s.created_at, s.updated_at,
        (SELECT min(article) FROM article_sources WHERE source = s.pk AND article >= ${dated}) AS first,
        (SELECT max(article) FROM article_sources WHERE source = s.pk AND article >= ${dated}) AS last
        FROM sources s LEFT JOIN sources o ON o.pk = s.organization
        WHERE s.pk IN (SELECT value FROM json_each(${JSON.stringify(pks)}))`,
  )
  const identifiers = identifiersOf(db, pks)
  const byKey = new Map(rows.map((row) => [row.pk, row]))
  return pks.flatMap((pk) => {
    const row = byKey.get(pk)
    return row ? [toSource(row, identifiers.get(pk) ?? [])] : []
  })
}

/** One source; the key must be that of a source. */
export function loadSource(db: Db, pk: number): Source {
  const [source] = loadSources(db, [pk])
  if (!source) throw new Error('no source with this key')
  return source
}
