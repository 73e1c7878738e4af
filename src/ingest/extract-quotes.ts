import type { ExtractedQuote, ExtractedSource, Extraction } from '../domain/extraction.ts'
import { type Attribution, attributeQuotes, type PlacedQuote, type Scene, setScene } from './attribute-quotes.ts'
import { collectNames } from './collect-names.ts'
import { describeEntity } from './describe-entity.ts'
import { findCues } from './find-cues.ts'
import { findQuoteMarks } from './find-quote-marks.ts'
import { joinSegments } from './join-segments.ts'
import { type Judgement, judgeQuote } from './judge-quotes.ts'
import { type Entity, linkEntities } from './link-entities.ts'
import { rateConfidence } from './rate-confidence.ts'
import { type Memory, type Resolved, resolveSpeaker } from './resolve-speaker.ts'
import { splitParagraphs } from './split-paragraphs.ts'
import { splitSentences } from './split-sentences.ts'
import { tokenize } from './tokenize.ts'

/** Reads a text up to the point where every quote has its attribution. */
function readScene(text: string): Scene {
  const paragraphs = splitParagraphs(text)
  const quotes = findQuoteMarks(text, paragraphs)
  const tokens = tokenize(text, paragraphs, quotes)
  splitSentences(tokens, text, quotes)
  return setScene(text, tokens, quotes, findCues(tokens, text))
}

/** Numbers the entities that speak, in the order in which they first do. */
class SourceList {
  readonly sources: ExtractedSource[] = []
  private readonly places = new Map<Entity, number>()
  private readonly scene: Scene

  constructor(scene: Scene) {
    this.scene = scene
  }

  placeOf(entity: Entity): number {
    const known = this.places.get(entity)
    if (known !== undefined) return known
    const { name, type } = entity
    const aliases = [...entity.forms].filter((form) => form !== name)
    const description = describeEntity(entity, this.scene.tokens, this.scene.text)
    this.places.set(entity, this.sources.length)
    return this.sources.push({ name, type, aliases, description }) - 1
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
  const resolved = attribution ? resolveSpeaker(memory, attribution.speaker) : null
  if (resolved) memory.lastSpeaker = { entity: resolved.entity, paragraph: quote.lastParagraph }
  return resolved
}

/**
 * Every quote in quote marks with whoever says it, and the sources that speak. Offsets are into `body` as given, each
 * segment stands in it word for word. Never throws, linear in the length of the text (1 MB in a few seconds).
 */
export function extractQuotes(body: string): Extraction {
  const scene = readScene(body)
  const names = collectNames(scene.tokens, body)
  const memory: Memory = { table: linkEntities(names), names, tokens: scene.tokens, lastSpeaker: null }
  const list = new SourceList(scene)
  const attributions = attributeQuotes(scene)
  const quotes: ExtractedQuote[] = []
  let previous: { quote: PlacedQuote; place: number } | null = null
  scene.quotes.forEach((quote, index) => {
    if (quote.to === 0) return
    const attribution = attributions[index] ?? null
    const kind = judgeQuote(scene, quote, attribution)
    if (!kind) return
    const before = previous && quotes[previous.place]
    if (previous && before && joinSegments(scene, before, previous.quote, quote, attribution)) {
      previous = { quote, place: previous.place }
      return
    }
    const resolved = resolve(memory, attribution, quote)
    const source = resolved ? list.placeOf(resolved.entity) : null
    const confidence = rateConfidence(quote, attribution, resolved)
    previous = { quote, place: quotes.push({ ...quoteOf(scene, quote, kind, attribution), source, confidence }) - 1 }
  })
  return { quotes, sources: list.sources }
}
