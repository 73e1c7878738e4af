import { formatMillisecond } from '../../domain/time.ts'
import type {
  ArticleRecord,
  ExportRecord,
  ExportResource,
  MergeRecord,
  QuoteRecord,
  SourceRecord,
  TombstoneRecord,
} from '../../schema/import.ts'
import { loadArticle } from './article-rows.ts'
import { writtenForm } from './articles.ts'
import type { Db } from './connect.ts'
import { dismissedOf } from './dismissed-names.ts'
import { readSegments } from './quote-rows.ts'
import { loadSources } from './source-rows.ts'
import { writtenForm as writtenSource } from './sources.ts'
import { all, column, limitTo, type Sql, sql } from './sql.ts'

const prefixes = { source: 'src', article: 'art', quote: 'quo' } as const
/** Rows read at a time */
const page = 200

/** All that there is, as records in the order of their ids, what is referred to first: organisations, sources, merges, articles, quotes; then what was deleted. */
export function* exportRecords(db: Db, resources: readonly ExportResource[]): Generator<ExportRecord> {
  if (resources.includes('source')) {
    yield* sources(db, sql`organization IS NULL`)
    yield* sources(db, sql`organization IS NOT NULL`)
    yield* merges(db)
  }
  if (resources.includes('article')) yield* articles(db)
  if (resources.includes('quote')) yield* quotes(db)
  yield* tombstones(db, resources)
}

/** Rows in ranges of their ids: none of them is open while its reader takes its time. */
function* ranges<Row extends { id: string }>(db: Db, rowsAfter: (id: string) => Sql): Generator<Row[]> {
  for (let last = ''; ; ) {
    const rows = all<Row>(db, sql`${rowsAfter(last)} ${limitTo(page)}`)
    if (rows.length > 0) yield rows
    if (rows.length < page) return
    last = rows.at(-1)?.id ?? last
  }
}

function* sources(db: Db, only: Sql): Generator<SourceRecord> {
  type Key = { pk: number; id: string }
  const after = (id: string) => sql`SELECT pk, id FROM sources WHERE id > ${id} AND ${only} ORDER BY id`
  for (const keys of ranges<Key>(db, after)) {
    const found = loadSources(
      db,
      keys.map(({ pk }) => pk),
    )
    for (const source of found) {
      const { id, version, createdAt, updatedAt } = source
      const written = writtenSource(source) as Omit<
        SourceRecord,
        'resource' | 'id' | 'dismissed' | 'version' | 'createdAt' | 'updatedAt'
      >
      yield { resource: 'source', id, ...written, dismissed: dismissedOf(db, id), version, createdAt, updatedAt }
    }
  }
}

type MergeRow = Omit<MergeRecord, 'resource' | 'mergedAt'> & { at: number }

function* merges(db: Db): Generator<MergeRecord> {
  const after = (
    id: string,
  ) => sql`SELECT m.id, m.slug, s.id AS "into", m.was ->> 'version' AS version, m.merged_at AS at
    FROM merged_sources m JOIN sources s ON s.pk = m.survivor WHERE m.id > ${id} ORDER BY m.id`
  for (const rows of ranges<MergeRow>(db, after))
    for (const { at, ...row } of rows) yield { resource: 'merge', ...row, mergedAt: formatMillisecond(at) }
}

type TombstoneRow = Omit<TombstoneRecord, 'resource' | 'deletedAt'> & { at: number }

function* tombstones(db: Db, resources: readonly ExportResource[]): Generator<TombstoneRecord> {
  const kinds = resources.map((resource) => prefixes[resource])
  const after = (id: string) => sql`SELECT id, version, deleted_at AS at FROM tombstones
    WHERE id > ${id} AND substr(id, 1, 3) IN (${kinds}) ORDER BY id`
  for (const rows of ranges<TombstoneRow>(db, after))
    for (const { at, ...row } of rows) yield { resource: 'tombstone', ...row, deletedAt: formatMillisecond(at) }
}

function* articles(db: Db): Generator<ArticleRecord> {
  const after = (id: string) => sql`SELECT position, id FROM articles WHERE id > ${id} ORDER BY id`
  for (const keys of ranges<{ position: number; id: string }>(db, after))
    for (const { position } of keys) yield articleRecord(db, position)
}

function articleRecord(db: Db, position: number): ArticleRecord {
  const article = loadArticle(db, position)
  const { id, version, createdAt, updatedAt } = article
  const dismissed = column<string>(
    db,
    sql`SELECT text_key FROM dismissed_quotes WHERE article = ${position} ORDER BY text_key`,
  )
  const written = writtenForm(article) as Omit<
    ArticleRecord,
    'resource' | 'id' | 'dismissed' | 'version' | 'createdAt' | 'updatedAt'
  >
  return {
    resource: 'article',
    id,
    ...written,
    dismissed,
    version,
    createdAt,
    updatedAt,
  }
}

type QuoteRow = Pick<QuoteRecord, 'id' | 'kind' | 'text' | 'anchor' | 'cue' | 'version'> &
  QuoteRecord['attribution'] & {
    articleId: string
    sourceId: string | null
    segments: string
    before: string
    after: string
    speakerLabel: string | null
    createdAt: number
    updatedAt: number
    candidates: string
  }

function* quotes(db: Db): Generator<QuoteRecord> {
  const after = (
    id: string,
  ) => sql`SELECT q.id, a.id AS articleId, s.id AS sourceId, q.kind, q.text, q.anchor, q.segments, q.before, q.after,
      q.speaker_label AS speakerLabel, q.cue, q.status, q.method, q.confidence, q.version, q.created_at AS createdAt,
      q.updated_at AS updatedAt, (SELECT json_group_array(json_object('sourceId', o.id, 'confidence', c.confidence) ORDER BY o.id)
        FROM candidates c JOIN sources o ON o.pk = c.source WHERE c.quote = q.position) AS candidates
    FROM quotes q JOIN articles a ON a.position = q.article LEFT JOIN sources s ON s.pk = q.source
    WHERE q.id > ${id} ORDER BY q.id`
  for (const rows of ranges<QuoteRow>(db, after)) for (const row of rows) yield quoteRecord(row)
}

function quoteRecord(row: QuoteRow): QuoteRecord {
  const { id, articleId, kind, text, anchor, sourceId, speakerLabel, cue, status, method, confidence, version } = row
  return {
    resource: 'quote',
    id,
    articleId,
    kind,
    text,
    anchor,
    segments: readSegments(row.segments),
    context: anchor === 'orphaned' ? { before: row.before, after: row.after } : null,
    sourceId,
    speakerLabel,
    cue,
    attribution: { status, method, confidence },
    candidates: JSON.parse(row.candidates) as QuoteRecord['candidates'],
    version,
    createdAt: formatMillisecond(row.createdAt),
    updatedAt: formatMillisecond(row.updatedAt),
  }
}
