import type { ExtractedQuote, ExtractedSource, Extraction } from '../domain/extraction.ts'
import { addIndirect } from './indirect/extract-indirect.ts'
import { findSources } from './indirect/find-sources.ts'
import { borrowNames } from './names/borrow-names.ts'
import { describeEntity } from './names/describe-entity.ts'
import { rememberSpeaker } from './names/find-antecedents.ts'
import type { Entity, EntityTable } from './names/link-entities.ts'
import { openMemory } from './names/open-memory.ts'
import { type Memory, type Resolved, resolveSpeaker } from './names/resolve-speaker.ts'
import { type Attribution, attributeQuotes, type PlacedQuote, type Scene } from './quotes/attribute-quotes.ts'
import { followCues } from './quotes/follow-cues.ts'
import type { Judgement } from './quotes/guess-kind.ts'
import { joinSegments } from './quotes/join-segments.ts'
import { judgeQuote } from './quotes/judge-quotes.ts'
import { rateConfidence, signsOf } from './quotes/rate-confidence.ts'
import { readScene } from './quotes/read-scene.ts'
import type { Features } from './rank.ts'

/** Numbers the entities that speak, in the order in which they first do. */
class SourceList {
  private readonly sources: ExtractedSource[] = []
  private readonly places = new Map<Entity, number>()
  private readonly scene: Scene
  private readonly table: EntityTable

  constructor(scene: Scene, table: EntityTable) {
    this.scene = scene
    this.table = table
  }

  /** All of them; what somebody speaks for is an organisation, whatever its name looks like. */
  list(): ExtractedSource[] {
    const bodies = new Set(this.sources.map(({ organization }) => organization))
    return this.sources.map((source) =>
      source.type === 'unknown' && bodies.has(source.name) ? { ...source, type: 'organization' } : source,
    )
  }

  placeOf(entity: Entity): number {
    const known = this.places.get(entity)
    if (known !== undefined) return known
    this.places.set(entity, this.sources.length)
    return this.sources.push(describeEntity(entity, this.table, this.scene.tokens, this.scene.text)) - 1
  }
}

function quoteOf(scene: Scene, quote: PlacedQuote, kind: Exclude<Judgement, null>, attribution: Attribution | null) {
  const { start, end } = quote.inner
  const cue = attribution?.cue ?? null
  const speaker = attribution?.speaker ?? null
  return {
    kind,
    text: scene.text.slice(start, end),
    segments: [{ start, end }],
    cue: cue && { start: cue.start, end: cue.end, text: cue.text },
    speaker: speaker && { start: speaker.start, end: speaker.end, text: speaker.text },
  }
}

function resolve(memory: Memory, attribution: Attribution | null, quote: PlacedQuote): Resolved | null {
  if (attribution) followCues(memory, attribution.speaker.from)
  const resolved = attribution ? resolveSpeaker(memory, attribution.speaker) : null
  if (attribution) rememberSpeaker(memory, attribution.speaker, resolved?.entity ?? null, quote.lastParagraph)
  return resolved
}

/**
 * Every quote (in marks, as a turn of a transcript, or reported) with whoever says it, and the sources that speak. Offsets are into `body` as given, each
 * segment stands in it word for word. Never throws, linear in the length of the text (1 MB of news in about a second). `observe`
 * is told what each confidence is made of.
 */
export function extractQuotes(body: string, observe?: (quote: ExtractedQuote, signs: Features) => void): Extraction {
  const scene = readScene(body)
  const memory = openMemory(scene.tokens, body, scene.cues)
  borrowNames(memory.table, scene.tokens, body)
  const list = new SourceList(scene, memory.table)
  const attributions = attributeQuotes(scene)
  const quotes: ExtractedQuote[] = []
  let judged: Judgement = null
  let previous: { quote: PlacedQuote; place: number } | null = null
  scene.quotes.forEach((quote, index) => {
    if (quote.to === 0) return
    const attribution = attributions[index] ?? null
    const { kind, chance } = judgeQuote(scene, quote, attribution, judged)
    judged = kind
    if (!kind) return
    const before = previous && quotes[previous.place]
    if (previous && before && joinSegments(scene, before, previous.quote, quote, attribution)) {
      previous = { quote, place: previous.place }
      return
    }
    const resolved = resolve(memory, attribution, quote)
    const source = resolved ? list.placeOf(resolved.entity) : null
    const signs = signsOf(quote, chance, attribution, resolved)
    const extracted = { ...quoteOf(scene, quote, kind, attribution), source, confidence: rateConfidence(signs) }
    previous = { quote, place: quotes.push(extracted) - 1 }
    observe?.(extracted, signs)
  })
  const all = addIndirect(
    scene,
    quotes,
    findSources(memory, (entity) => list.placeOf(entity)),
  )
  return { quotes: all, sources: list.list() }
}
