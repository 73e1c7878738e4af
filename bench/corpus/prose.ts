import type { ExtractedQuote, ExtractedSource, Extraction, Span } from '../../src/domain/extraction.ts'
import type { Chance } from './chance.ts'
import { capital, type World } from './world.ts'

/** A text while it is written, with the quotes in it. */
type Draft = {
  world: World
  chance: Chance
  topic: readonly string[]
  body: string
  extraction: Extraction
  places: Map<string, number>
}

const cues = ['said', 'said', 'said', 'told reporters', 'added', 'argued', 'warned']
/** How many of the words come from what the article is about: words of a text come again in it. */
const aboutTopic = 0.16

/** The words that an article is about: they come in its title and again and again in its body. */
export function drawTopic(world: World, chance: Chance): string[] {
  return Array.from({ length: 14 }, () => world.vocabulary[300 + world.topic(chance)] as string)
}

const word = ({ world, chance, topic }: Pick<Draft, 'world' | 'chance' | 'topic'>): string =>
  chance.next() < aboutTopic ? chance.pick(topic) : (world.vocabulary[world.word(chance)] as string)

/** Words with a capital and some commas, without an end. */
function sentence(draft: Draft, words: number): string {
  let text = capital(word(draft))
  for (let i = 1; i < words; i++) text += `${draft.chance.next() < 0.06 ? ',' : ''} ${word(draft)}`
  return text
}

/** Adds a text and says where it stands. */
function write(draft: Draft, text: string): Span & { text: string } {
  const start = draft.body.length
  draft.body += text
  return { start, end: draft.body.length, text }
}

/** The number of a source in this article, and how it is called there now. */
function drawSource(draft: Draft): { source: number; label: string } {
  const { world, chance, extraction, places } = draft
  const { name, short, type } = world.speakers[world.speaker(chance)] as World['speakers'][number]
  const known = places.get(name)
  if (known !== undefined) return { source: known, label: short }
  const source: ExtractedSource = { name, type, aliases: [], description: null, organization: null }
  places.set(name, extraction.sources.push(source) - 1)
  return { source: extraction.sources.length - 1, label: name }
}

/** “Words,” said Name. Or in two parts: “Words,” said Name, “and more.” */
function writeQuote(draft: Draft): void {
  const { chance } = draft
  const { source, label } = drawSource(draft)
  write(draft, '“')
  const first = write(draft, `${sentence(draft, chance.between(6, 18))},`)
  write(draft, '” ')
  const cue = write(draft, chance.pick(cues))
  write(draft, ' ')
  const speaker = write(draft, label)
  const segments = [first]
  if (chance.next() < 0.3) {
    write(draft, ', “')
    segments.push(write(draft, `${word(draft)} ${sentence(draft, chance.between(4, 12)).toLowerCase()}.`))
    write(draft, '”')
  } else write(draft, '.')
  const quote: ExtractedQuote = {
    kind: 'direct',
    text: segments.map(({ text }) => text).join(' '),
    segments: segments.map(({ start, end }) => ({ start, end })),
    cue,
    speaker,
    source,
    confidence: chance.between(500, 990) / 1000,
  }
  draft.extraction.quotes.push(quote)
}

function writePlain(draft: Draft): number {
  let words = 0
  for (let left = draft.chance.between(1, 3); left > 0; left--) {
    const length = draft.chance.between(9, 27)
    words += length
    write(draft, `${sentence(draft, length)}.${left > 1 ? ' ' : ''}`)
  }
  return words
}

/** A body of about so many words in paragraphs, three in ten of them quotes, with every quote and whoever says it. */
export function writeBody(
  world: World,
  chance: Chance,
  topic: readonly string[],
  words: number,
): { body: string; extraction: Extraction } {
  const draft: Draft = { world, chance, topic, body: '', extraction: { quotes: [], sources: [] }, places: new Map() }
  for (let written = 0; written < words; ) {
    if (written > 0) write(draft, '\n\n')
    if (written > 0 && chance.next() < 0.3) {
      writeQuote(draft)
      written += 18
    } else written += writePlain(draft)
  }
  return { body: draft.body, extraction: draft.extraction }
}

/** A headline: what the article is about, with some common words between. */
export function writeTitle(world: World, chance: Chance, topic: readonly string[]): string {
  const words = Array.from({ length: chance.between(4, 9) }, (_, i) =>
    chance.next() < 0.6 ? (topic[i % topic.length] as string) : (world.vocabulary[world.word(chance)] as string),
  )
  return capital(words.join(' '))
}
