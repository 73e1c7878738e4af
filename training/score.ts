import type { Extraction, Span, TextSpan } from '../src/domain/extraction.ts'
import type { GoldDocument, GoldQuote } from './gold.ts'
import { sameName } from './same-name.ts'

export type Task = 'direct' | 'quoted' | 'indirect' | 'all'
export const tasks: Task[] = ['direct', 'quoted', 'indirect', 'all']

/** A found segment with what was said of its speaker. */
export type Found = Span & { kind: string; speaker: TextSpan | null; name: string | null; confidence: number }
type Unit = Span & { quote: GoldQuote }
export type Pair = { document: GoldDocument; unit: Unit; found: Found; exact: boolean; speaker: boolean; name: boolean }
export type Score = {
  gold: number
  found: number
  pairs: Pair[]
  missed: { document: GoldDocument; unit: Unit }[]
  invented: { document: GoldDocument; found: Found }[]
}

const edge = /[\s"'“”‘’`.,;:!?\-—–()[\]…]/

/** A place without the marks and spaces at its ends. */
function bare(text: string, { start, end }: Span): Span {
  let [from, to] = [start, end]
  while (from < to && edge.test(text[from] ?? '')) from++
  while (to > from && edge.test(text[to - 1] ?? '')) to--
  return { start: from, end: to }
}

const shared = (a: Span, b: Span) => Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start))
/** Share of two places that both cover, 0..1. */
export function overlap(a: Span, b: Span): number {
  const both = shared(a, b)
  return both && both / (a.end - a.start + b.end - b.start - both)
}

/** Every segment of an extraction as one unit. */
export const foundIn = ({ quotes, sources }: Extraction): Found[] =>
  quotes.flatMap(({ segments, kind, speaker, source, confidence }) =>
    segments.map((segment) => ({
      ...segment,
      kind,
      speaker,
      name: source === null ? null : (sources[source]?.name ?? null),
      confidence,
    })),
  )

function unitsOf({ quotes, other = [] }: GoldDocument, task: Task): { units: Unit[]; ignored: Span[] } {
  const ignored: Span[] = other.map(([start, end]) => ({ start, end }))
  const units: Unit[] = []
  for (const quote of quotes) {
    if (task === 'quoted' && quote.kind === 'mixed') {
      for (const [start, end] of quote.quoted ?? []) units.push({ start, end, quote })
    } else if (task === 'all' || (quote.kind === 'direct') === (task === 'direct' || task === 'quoted')) {
      units.push({ start: quote.start, end: quote.end, quote })
    } else if (task !== 'quoted') ignored.push(quote)
  }
  return { units, ignored }
}

const belongs = (kind: string, task: Task) =>
  task === 'all' || (task === 'indirect' ? kind !== 'direct' : kind !== 'indirect')

function pairUp(document: GoldDocument, units: Unit[], found: Found[]): Pair[] {
  const { text } = document
  const likely = units.flatMap((unit) =>
    found.flatMap((each) => {
      const share = overlap(bare(text, unit), bare(text, each))
      return share >= 0.5 ? [{ unit, found: each, share }] : []
    }),
  )
  const taken = new Set<Unit | Found>()
  return likely
    .sort((a, b) => b.share - a.share)
    .flatMap(({ unit, found: each, share }) => {
      if (taken.has(unit) || taken.has(each)) return []
      taken.add(unit).add(each)
      return [{ document, unit, found: each, exact: share === 1, ...judgeSpeaker(unit.quote, each) }]
    })
}

const pronoun = /^(?:he|she|they|it|i|we|who|him|her|his|their|them|you|that|which)$/i

function judgeSpeaker({ speaker, reference }: GoldQuote, found: Found): { speaker: boolean; name: boolean } {
  const printed = found.speaker?.text ?? found.name
  const named = [printed, found.name].some((name) => name && speaker && sameName(speaker.text, name))
  const name = found.name ?? printed
  return {
    speaker:
      !!speaker && ((!!found.speaker && shared(speaker, found.speaker) > 0) || (!pronoun.test(speaker.text) && named)),
    name: reference === undefined ? found.name === null : !!name && sameName(name, reference),
  }
}

/** Compares what was found in documents with the gold: places match where they share half of what they cover together. */
export function score(documents: readonly GoldDocument[], extract: (text: string) => Found[], task: Task): Score {
  const total: Score = { gold: 0, found: 0, pairs: [], missed: [], invented: [] }
  for (const document of documents) {
    const { units, ignored } = unitsOf(document, task)
    const found = extract(document.text).filter(({ kind }) => belongs(kind, task))
    const pairs = pairUp(document, units, found)
    const matched = new Set<Unit | Found>(pairs.flatMap((pair) => [pair.unit, pair.found]))
    const counted = found.filter(
      (each) => matched.has(each) || !ignored.some((place) => shared(place, each) >= 0.5 * (each.end - each.start)),
    )
    total.gold += units.length
    total.found += counted.length
    total.pairs.push(...pairs)
    total.missed.push(...units.filter((unit) => !matched.has(unit)).map((unit) => ({ document, unit })))
    total.invented.push(...counted.filter((each) => !matched.has(each)).map((each) => ({ document, found: each })))
  }
  return total
}
