import type { ExtractedQuote, Span } from '../../domain/extraction.ts'
import weights from '../models/indirect.json' with { type: 'json' }
import type { Mention } from '../names/find-mentions.ts'
import type { Resolved } from '../names/resolve-speaker.ts'
import type { Scene } from '../quotes/attribute-quotes.ts'
import type { Weights } from '../rank.ts'
import type { Token } from '../text/tokenize.ts'
import { chooseIndirect, type Model, type Reported, readModel } from './choose-indirect.ts'
import type { Words } from './find-indirect.ts'
import { rateIndirect } from './rate-indirect.ts'
import { markSpans, readFrames } from './read-frames.ts'

/** Who a speaker phrase means, and the place of that source in the list; null where nobody is known. */
export type FindSource = (speaker: Mention) => { resolved: Resolved; source: number } | null

/** Words less likely to be reported than this are left out: on the held-out stories F1 is best about here. */
const leastChance = 0.3
/** Reports within reports stay where they are surer than this. */
const surely = 0.75
/** Mixed quotes that hold this share of the letters of the clause around them say it all; the clause would be the same thing twice. */
const sameThing = 0.62
let model: Model | null = null

/** A span of words in the text, with the quote marks that belong to it. */
function placeOf(tokens: Token[], { from, to }: Words): Span {
  const [first, last] = [tokens[from] as Token, tokens[to - 1] as Token]
  const opener = tokens[from - 1]
  const opens = first.quote >= 0 && opener?.quote === first.quote && !opener.isWord
  let end = to
  if (last.quote >= 0) while (tokens[end]?.quote === last.quote && !tokens[end]?.isWord) end++
  const closes = end > to && tokens[end]?.quote !== last.quote
  return {
    start: opens ? opener.start : first.start,
    end: closes ? (tokens[end - 1]?.end ?? last.end) : last.end,
  }
}

/** Of reports within reports ("she said he promised to stay") the outer one is kept, if it is one more likely than not. */
function compareReports(a: Reported, b: Reported): number {
  const sure = (report: Reported) => Number(report.reports >= 0.5)
  const length = ({ spans }: Reported) => spans.reduce((sum, { from, to }) => sum + to - from, 0)
  if (sure(a) !== sure(b)) return sure(b) - sure(a)
  const longer = sure(a) ? length(b) - length(a) : 0
  return longer || b.reports * b.chance - a.reports * a.chance || a.frame.at - b.frame.at
}

/** The number of the report that has all words of a later one; 0 where these are still free, null where they are shared. */
function ownerOf(owners: Int32Array, { spans }: Reported): number | null {
  const found = new Set(spans.flatMap(({ from, to }) => [...owners.subarray(from, to)]))
  const [owner = 0] = found
  return found.size > 1 ? null : owner
}

/**
 * The outermost and likeliest reports. Those that share words with one taken before are left out, but for sure ones that stand
 * with their verb within its words: "she said [he promised to stay]".
 */
function withoutOverlap(reports: Reported[], length: number): Reported[] {
  const owners = new Int32Array(length)
  const kept: Reported[] = []
  for (const report of reports.toSorted(compareReports)) {
    const owner = ownerOf(owners, report)
    const isWithin = owners[report.frame.at] === owner && report.reports * report.chance >= surely
    if (owner === null || (owner > 0 && !isWithin)) continue
    kept.push(report)
    for (const { from, to } of report.spans) owners.fill(kept.length, from, to)
  }
  return kept
}

/** Whether most of a clause stands in one part in marks. `inMixed` says of each token whether it stands in one. */
function saysTheSame(tokens: Token[], spans: Words[], inMixed: Uint8Array): boolean {
  const lengthOf = (from: number, last: number) => (tokens[last]?.end ?? 0) - (tokens[from]?.start ?? 0)
  let [longest, length] = [0, 0]
  for (const { from, to } of spans) {
    length += lengthOf(from, to - 1)
    for (let at = from, start = from; at < to; at++) {
      if (inMixed[at] === 1) longest = Math.max(longest, lengthOf(start, at))
      else start = at + 1
    }
  }
  return longest >= sameThing * length
}

function quoteOf(scene: Scene, report: Reported, findSource: FindSource): ExtractedQuote {
  const { tokens, text } = scene
  const { frame, speaker, spans } = report
  const segments = spans.map((words) => placeOf(tokens, words))
  const [start, end] = [tokens[frame.at]?.start ?? 0, tokens[frame.last]?.end ?? 0]
  const found = speaker && findSource(speaker)
  return {
    kind: 'indirect',
    text: segments.map((segment) => text.slice(segment.start, segment.end)).join(' '),
    segments,
    cue: { start, end, text: text.slice(start, end) },
    speaker: speaker && { start: speaker.start, end: speaker.end, text: speaker.text },
    source: found?.source ?? null,
    confidence: rateIndirect(report, found?.resolved ?? null),
  }
}

/**
 * The quotes of a text with its indirect speech among them, in order of position: clauses that a reporting verb reports,
 * never a word of a direct quote. Where a mixed quote is a small part of its clause, the clause stands beside it as an
 * indirect quote; where it is most of it, the mixed quote stands alone. Linear.
 */
export function addIndirect(scene: Scene, quotes: ExtractedQuote[], findSource: FindSource): ExtractedQuote[] {
  const { tokens } = scene
  const spansOf = (kind: ExtractedQuote['kind']) =>
    quotes.filter((quote) => quote.kind === kind).flatMap(({ segments }) => segments)
  model ??= readModel(weights as Weights)
  const known = model
  const reports = readFrames(scene, spansOf('direct')).flatMap(
    (frame) => chooseIndirect(known, frame, leastChance) ?? [],
  )
  const inMixed = markSpans(tokens, spansOf('mixed'))
  const found = withoutOverlap(reports, tokens.length)
    .sort((a, b) => a.frame.at - b.frame.at)
    .map((report) => ({ report, quote: quoteOf(scene, report, findSource) }))
  const clauses = found.filter(({ report }) => !saysTheSame(tokens, report.spans, inMixed)).map(({ quote }) => quote)
  const attributed = attributeMixed(
    quotes,
    found.map(({ quote }) => quote),
  )
  return [...attributed, ...clauses].sort((a, b) => startOf(a) - startOf(b))
}

const startOf = ({ segments }: ExtractedQuote) => segments[0]?.start ?? 0

/** Of the reports that begin before some words this many of the latest are looked at. */
const nearest = 4

/** "The plan was described by Doe as “a gift”": words in marks without a cue are whoever reports the clause around them. */
function attributeMixed(quotes: ExtractedQuote[], reports: ExtractedQuote[]): ExtractedQuote[] {
  const inOrder = reports.toSorted((a, b) => startOf(a) - startOf(b))
  let begun = 0
  return quotes.map((quote) => {
    while (begun < inOrder.length && startOf(inOrder[begun] as ExtractedQuote) <= startOf(quote)) begun++
    if (quote.kind !== 'mixed' || quote.cue) return quote
    const report = inOrder.slice(Math.max(0, begun - nearest), begun).findLast((each) => holds(each, quote))
    return report ? { ...quote, cue: report.cue, speaker: report.speaker, source: report.source } : quote
  })
}

const holds = ({ segments }: ExtractedQuote, quote: ExtractedQuote) =>
  segments.some(({ start, end }) => quote.segments.every((part) => part.start >= start && part.end <= end))
