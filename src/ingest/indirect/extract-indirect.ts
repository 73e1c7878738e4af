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
/** Mixed quotes that hold this share of the clause around them say it all; the clause would be the same thing twice. */
const sameThing = 0.5
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

/** The outermost and likeliest reports; those that share a word with one taken before are left out. */
function withoutOverlap(reports: Reported[], length: number): Reported[] {
  const taken = new Uint8Array(length)
  const likely = reports.toSorted(compareReports)
  return likely.filter(({ spans }) => {
    if (spans.some(({ from, to }) => taken.subarray(from, to).includes(1))) return false
    for (const { from, to } of spans) taken.fill(1, from, to)
    return true
  })
}

/** Whether most tokens of a clause stand in one part in marks. `inMixed` says of each token whether it stands in one. */
function saysTheSame(spans: Words[], inMixed: Uint8Array): boolean {
  let [longest, length] = [0, 0]
  for (const { from, to } of spans) {
    length += to - from
    for (let at = from, run = 0; at < to; at++) {
      run = inMixed[at] === 1 ? run + 1 : 0
      longest = Math.max(longest, run)
    }
  }
  return longest >= sameThing * length
}

function quoteOf(scene: Scene, report: Reported, findSource: FindSource): ExtractedQuote {
  const { tokens, text } = scene
  const { frame, speaker, spans } = report
  const segments = spans.map((words) => placeOf(tokens, words))
  const [start, end] = [tokens[frame.at]?.start ?? 0, tokens[frame.last]?.end ?? 0]
  const found = findSource(speaker)
  return {
    kind: 'indirect',
    text: segments.map((segment) => text.slice(segment.start, segment.end)).join(' '),
    segments,
    cue: { start, end, text: text.slice(start, end) },
    speaker: { start: speaker.start, end: speaker.end, text: speaker.text },
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
  const { text, tokens } = scene
  const spansOf = (kind: ExtractedQuote['kind']) =>
    quotes.filter((quote) => quote.kind === kind).flatMap(({ segments }) => segments)
  model ??= readModel(weights as Weights)
  const known = model
  const reports = readFrames(text, tokens, spansOf('direct')).flatMap(
    (frame) => chooseIndirect(known, frame, leastChance) ?? [],
  )
  const inMixed = markSpans(tokens, spansOf('mixed'))
  const found = withoutOverlap(reports, tokens.length)
    .filter(({ spans }) => !saysTheSame(spans, inMixed))
    .sort((a, b) => a.frame.at - b.frame.at)
    .map((report) => quoteOf(scene, report, findSource))
  const startOf = ({ segments }: ExtractedQuote) => segments[0]?.start ?? 0
  return [...quotes, ...found].sort((a, b) => startOf(a) - startOf(b))
}
