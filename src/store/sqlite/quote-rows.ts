import { prefixOf, suffixOf } from '../../domain/anchor.ts'
import { deepLink } from '../../domain/deep-link.ts'
import type { Span } from '../../domain/extraction.ts'
import type { QuoteInclude } from '../../domain/store.ts'
import { formatMillisecond } from '../../domain/time.ts'
import type { Quote } from '../../schema/quote.ts'
import { publishedAt } from './article-rows.ts'
import type { Db } from './connect.ts'
import { loadSources } from './source-rows.ts'
import { all, sql } from './sql.ts'

type QuoteRow = {
  position: number
  id: string
  article: number
  source: number | null
  kind: 'direct' | 'mixed' | 'indirect'
  anchor: 'exact' | 'orphaned'
  segments: string
  text: string
  before: string
  after: string
  speaker_label: string | null
  cue: string | null
  status: 'confirmed' | 'proposed' | 'disputed' | 'unattributed'
  method: 'extracted' | 'manual' | 'imported'
  confidence: number | null
  word_count: number
  version: number
  created_at: number
  updated_at: number
  article_id: string
  source_id: string | null
  publisher: string | null
  section: string | null
  title: string
  url: string | null
  text_key: string
}

/** Segments as kept, [[start, end], …], as Spans. */
export const readSegments = (json: string): Span[] =>
  (JSON.parse(json) as [number, number][]).map(([start, end]) => ({ start, end }))
/** Segments as they are kept. */
export const writeSegments = (segments: readonly Span[]): string =>
  JSON.stringify(segments.map(({ start, end }) => [start, end]))

/** The words of the first segment: what a deep link can lead to. */
function firstWords(row: QuoteRow, segments: Span[]): string {
  const [head] = segments
  return head ? row.text.slice(0, head.end - head.start) : row.text
}

/** In how many articles the words of these quotes stand. Counted once a text: an article may say the same 1,000 times. */
function countOccurrences(db: Db, rows: readonly QuoteRow[]): Map<string, number> {
  const keys = [...new Set(rows.map((row) => row.text_key))]
  const counts = all<{ key: string; articles: number }>(
    db,
    sql`SELECT text_key AS key, count(DISTINCT article) AS articles FROM quotes
        WHERE text_key IN (SELECT value FROM json_each(${JSON.stringify(keys)})) GROUP BY text_key`,
  )
  return new Map(counts.map(({ key, articles }) => [key, articles]))
}

function toQuote(row: QuoteRow, occurrences: number): Quote {
  const segments = row.anchor === 'exact' ? readSegments(row.segments) : []
  return {
    id: row.id,
    articleId: row.article_id,
    kind: row.kind,
    text: row.text,
    segments,
    prefix: prefixOf(row.before),
    suffix: suffixOf(row.after),
    anchor: row.anchor,
    sourceId: row.source_id,
    speakerLabel: row.speaker_label,
    cue: row.cue,
    attribution: { status: row.status, method: row.method, confidence: row.confidence },
    wordCount: row.word_count,
    occurrenceCount: occurrences,
    publishedAt: publishedAt(row.article),
    publisher: row.publisher,
    deepLink: row.url !== null && row.anchor === 'exact' ? deepLink(row.url, firstWords(row, segments)) : null,
    version: row.version,
    createdAt: formatMillisecond(row.created_at),
    updatedAt: formatMillisecond(row.updated_at),
  }
}

const toArticle = (row: QuoteRow): NonNullable<Quote['article']> => ({
  id: row.article_id,
  title: row.title,
  url: row.url,
  publisher: row.publisher,
  section: row.section,
  publishedAt: publishedAt(row.article),
})

function loadCandidates(db: Db, positions: number[]): Map<number, NonNullable<Quote['candidates']>> {
  const rows = all<{ quote: number; sourceId: string; name: string; confidence: number }>(
    db,
    sql`SELECT c.quote, s.id AS sourceId, s.name, c.confidence FROM candidates c JOIN sources s ON s.pk = c.source
        WHERE c.quote IN (${positions}) ORDER BY c.confidence DESC, s.id`,
  )
  return Map.groupBy(rows, (row) => row.quote) as Map<number, NonNullable<Quote['candidates']>>
}

/** The quotes at these positions, in this order, with what is to be included. */
export function loadQuotes(db: Db, positions: number[], include: readonly QuoteInclude[]): Quote[] {
  const rows = all<QuoteRow>(
    db,
    // its text has no parts, so that it is made once
    sql`SELECT q.position, q.id, q.article, q.source, q.kind, q.anchor, q.segments, q.text, q.before, q.after,
          q.speaker_label, q.cue, q.status, q.method, q.confidence, q.word_count, q.version, q.created_at, q.updated_at,
          q.text_key, a.id AS article_id, src.id AS source_id, p.value AS publisher, s.value AS section, t.title, t.url
        FROM quotes q JOIN articles a ON a.position = q.article JOIN article_texts t ON t.position = q.article
        LEFT JOIN sources src ON src.pk = q.source LEFT JOIN labels p ON p.id = a.publisher LEFT JOIN labels s ON s.id = a.section
        WHERE q.position IN (SELECT value FROM json_each(${JSON.stringify(positions)}))`,
  )
  const pks = rows.flatMap(({ source }) => (source === null ? [] : [source]))
  const sources = include.includes('source') ? loadSources(db, pks) : []
  const byId = new Map(sources.map((source) => [source.id, source]))
  const candidates = include.includes('candidates') ? loadCandidates(db, positions) : new Map()
  const byPosition = new Map(rows.map((row) => [row.position, row]))
  const occurrences = countOccurrences(db, rows)
  return positions.flatMap((position): Quote[] => {
    const row = byPosition.get(position)
    if (!row) return []
    return [
      {
        ...toQuote(row, occurrences.get(row.text_key) ?? 0),
        ...(include.includes('article') ? { article: toArticle(row) } : {}),
        ...(include.includes('source') ? { source: byId.get(row.source_id ?? '') ?? null } : {}),
        ...(include.includes('context') ? { context: { before: row.before, after: row.after } } : {}),
        ...(include.includes('candidates')
          ? { candidates: (candidates.get(position) ?? []).map(({ quote: _, ...one }: { quote: number }) => one) }
          : {}),
      },
    ]
  })
}
