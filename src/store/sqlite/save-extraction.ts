import { contextOf, isVerbatim } from '../../domain/anchor.ts'
import type { DescribedArticle } from '../../domain/describe-article.ts'
import { distinctLines, line } from '../../domain/describe-article.ts'
import type { ExtractedQuote, ExtractedSource, Extraction } from '../../domain/extraction.ts'
import { linkSource, type NamedSource, type SourceLink } from '../../domain/link-source.ts'
import { longestQuote } from '../../domain/place-quote.ts'
import { foldName } from '../../domain/text.ts'
import type { Db } from './connect.ts'
import { writeSegments } from './quote-rows.ts'
import { insertQuote } from './quotes.ts'
import { addAliases } from './source-names.ts'
import { insertSource } from './sources.ts'
import { all, run, sql } from './sql.ts'

/** What proposals need to know of their article. */
type Kept = Pick<DescribedArticle, 'body' | 'publishedSecond'>

/**
 * Keeps what was found in an article: its sources, linked to known ones where their names agree, and its quotes as proposals.
 * Returns their positions.
 */
export function saveExtraction(db: Db, article: number, kept: Kept, extraction: Extraction, now: number): number[] {
  const used = new Set(extraction.quotes.map(({ source }) => source))
  const links = extraction.sources.map((source, i) => (used.has(i) ? settleSource(db, source, now) : null))
  const places = new Set<string>()
  const positions: number[] = []
  for (const quote of extraction.quotes) {
    const place = writeSegments(quote.segments)
    const sound = isVerbatim(kept.body, quote.text, quote.segments) && quote.text.length <= longestQuote
    if (!sound || places.has(place)) continue
    places.add(place)
    const link = quote.source === null ? null : (links[quote.source] ?? null)
    positions.push(saveQuote(db, article, kept, quote, link, now))
  }
  return positions
}

type Settled = Exclude<SourceLink, { create: true }>

function settleSource(db: Db, source: ExtractedSource, now: number): Settled {
  const known = all<NamedSource>(
    db,
    sql`SELECT s.pk, s.type, n.role FROM source_names n JOIN sources s ON s.pk = n.source WHERE n.folded = ${foldName(source.name)} ORDER BY s.pk`,
  )
  // a name of signs only is like every other such name
  const found = linkSource(source, foldName(source.name) === '' ? [] : known)
  if ('candidates' in found) return found
  const aliases = distinctLines(source.aliases)
  if ('link' in found) {
    addAliases(db, found.link, aliases, source.description, now)
    return found
  }
  const { name, type, description } = source
  return { link: insertSource(db, null, { name: line(name), type, aliases, description }, now) }
}

function saveQuote(
  db: Db,
  article: number,
  kept: Kept,
  quote: ExtractedQuote,
  link: Settled | null,
  now: number,
): number {
  const source = link !== null && 'link' in link ? link.link : null
  const candidates = link !== null && 'candidates' in link ? link.candidates : []
  const position = insertQuote(db, null, {
    article,
    second: kept.publishedSecond,
    placed: { text: quote.text, segments: quote.segments, ...contextOf(kept.body, quote.segments) },
    source,
    kind: quote.kind,
    speakerLabel: quote.speaker?.text ?? null,
    cue: quote.cue?.text ?? null,
    attribution: {
      status: link === null ? 'unattributed' : 'proposed',
      method: 'extracted',
      confidence: quote.confidence,
    },
    now,
  })
  for (const { pk, confidence } of candidates) {
    run(db, sql`INSERT INTO candidates (quote, source, confidence) VALUES (${position}, ${pk}, ${confidence})`)
  }
  return position
}
