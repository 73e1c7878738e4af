import { contextOf, isVerbatim } from '../../domain/anchor.ts'
import type { DescribedArticle } from '../../domain/describe-article.ts'
import { distinctLines, line } from '../../domain/describe-article.ts'
import type { ExtractedQuote, ExtractedSource, Extraction } from '../../domain/extraction.ts'
import { newId } from '../../domain/ids.ts'
import { linkSource, type NamedSource, type SourceLink } from '../../domain/link-source.ts'
import { longestQuote } from '../../domain/place-quote.ts'
import { foldName } from '../../domain/text.ts'
import type { Db } from './connect.ts'
import { withQuotesTogether, writeWaitingQuotes } from './new-quote-rows.ts'
import { insertQuote } from './new-quotes.ts'
import { joinOrganization } from './organizations.ts'
import { writeSegments } from './quote-rows.ts'
import { addAliases } from './source-names.ts'
import { insertSource } from './sources.ts'
import { all, run, sql } from './sql.ts'

/** What proposals need to know of their article. */
type Kept = Pick<DescribedArticle, 'body' | 'publishedSecond'>

/**
 * Keeps what was found in an article: its sources, linked to known ones where their names agree, and its quotes as proposals.
 * Returns their ids: a position is good only until the next quote is placed.
 */
export function saveExtraction(db: Db, article: number, kept: Kept, extraction: Extraction, now: number): string[] {
  const links = settleSources(db, extraction, now)
  const places = new Set<string>()
  const ids: string[] = []
  withQuotesTogether(db, () => {
    for (const quote of extraction.quotes) {
      const place = writeSegments(quote.segments)
      const sound = isVerbatim(kept.body, quote.text, quote.segments) && quote.text.length <= longestQuote
      if (!sound || places.has(place)) continue
      places.add(place)
      const link = quote.source === null ? null : (links.get(quote.source) ?? null)
      ids.push(saveQuote(db, article, kept, quote, link, now))
    }
  })
  return ids
}

type Settled = Exclude<SourceLink, { create: true }>

/** Each source that is quoted, by its place, linked, made or left to a person to choose; the organisations they speak for too. */
function settleSources(db: Db, { sources, quotes }: Extraction, now: number): Map<number, Settled> {
  const settled = new Map<number, Settled>()
  const bodies = new Map(sources.map(({ name, type }, place) => [type === 'organization' ? name : '', place]))
  const settle = (place: number): Settled => {
    const known = settled.get(place)
    const source = sources[place]
    if (known || !source) return known ?? { candidates: [] }
    const link = settleSource(db, source, () => settleOrganization(source), now)
    settled.set(place, link)
    return link
  }
  const settleOrganization = ({ organization, name }: ExtractedSource): number | null => {
    if (organization === null || organization === name) return null
    const place = bodies.get(organization)
    const body: ExtractedSource = {
      name: organization,
      type: 'organization',
      aliases: [],
      description: null,
      organization: null,
    }
    const link = place !== undefined ? settle(place) : settleSource(db, body, () => null, now)
    return 'link' in link ? link.link : null
  }
  for (const { source } of quotes) if (source !== null) settle(source)
  return settled
}

function settleSource(db: Db, source: ExtractedSource, organizationOf: () => number | null, now: number): Settled {
  const known = all<NamedSource>(
    db,
    sql`SELECT s.pk, s.type, n.role FROM source_names n JOIN sources s ON s.pk = n.source WHERE n.folded = ${foldName(source.name)} ORDER BY s.pk`,
  )
  // a name of signs only is like every other such name
  const found = linkSource(source, foldName(source.name) === '' ? [] : known)
  if ('candidates' in found) return found
  const aliases = distinctLines(source.aliases)
  const { name, type, description } = source
  const { link } =
    'link' in found ? found : { link: insertSource(db, null, { name: line(name), type, aliases, description }, now) }
  if ('link' in found) addAliases(db, link, aliases, description, now)
  const organization = source.type === 'person' ? organizationOf() : null
  if (organization !== null) joinOrganization(db, link, organization, 'create' in found, now)
  return { link }
}

function saveQuote(
  db: Db,
  article: number,
  kept: Kept,
  quote: ExtractedQuote,
  link: Settled | null,
  now: number,
): string {
  const id = newId('quo')
  const source = link !== null && 'link' in link ? link.link : null
  const candidates = link !== null && 'candidates' in link ? link.candidates : []
  const position = insertQuote(db, id, {
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
  if (candidates.length > 0) writeWaitingQuotes(db)
  for (const { pk, confidence } of candidates) {
    run(db, sql`INSERT INTO candidates (quote, source, confidence) VALUES (${position}, ${pk}, ${confidence})`)
  }
  return id
}
