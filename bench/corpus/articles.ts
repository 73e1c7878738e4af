import type { Extraction } from '../../src/domain/extraction.ts'
import type { ArticleCreate } from '../../src/schema/article.ts'
import { type Chance, chanceOf } from './chance.ts'
import { drawTopic, writeBody, writeTitle } from './prose.ts'
import { makeWorld, sections, type World } from './world.ts'

/** What a client would send, and what it would find in it. */
export type Generated = { article: ArticleCreate & { publishedAt: string }; extraction: Extraction }

/** Every article of a corpus by its number, in publish order; the same for the same seed and size. */
export type Corpus = { seed: number; size: number; world: World; at(index: number): Generated }

const begin = Date.UTC(2016, 0, 1)
const end = Date.UTC(2026, 0, 1)
/** Twice as many a year at the end of the ten years as in their middle */
const growth = 2
/** A body has this many words at least, four times as many at most, and 313 on average. */
const fewestWords = 136
const languages = ['de', 'fr', 'es', 'nl']

function publishedAt(chance: Chance, index: number, size: number): string {
  const share = ((index + chance.next()) / size) ** (1 / growth)
  return `${new Date(begin + share * (end - begin)).toISOString().slice(0, 19)}Z`
}

const some = <Item>(chance: Chance, low: number, high: number, draw: () => Item): Item[] => [
  ...new Set(Array.from({ length: chance.between(low, high) }, draw)),
]

function generate(world: World, seed: number, size: number, index: number): Generated {
  const chance = chanceOf(seed, 'article', index)
  const topic = drawTopic(world, chance)
  const publisher = world.publishers[world.publisher(chance)] as string
  const at = publishedAt(chance, index, size)
  const words = Math.round(fewestWords * 4 ** (chance.next() ** 1.02))
  const { body, extraction } = writeBody(world, chance, topic, words)
  const authors = some(chance, 0, 2, () => world.authors[world.author(chance)] as string)
  const article = {
    externalId: `bench-${seed}-${index}`,
    url: `https://${publisher.toLowerCase().replaceAll(' ', '-')}.example/${at.slice(0, 4)}/${index}`,
    title: writeTitle(world, chance, topic),
    subtitle: chance.next() < 0.5 ? writeTitle(world, chance, topic) : null,
    byline: authors.length > 0 ? `By ${authors.join(' and ')}` : null,
    authors,
    publisher,
    section: sections[world.section(chance)] as string,
    tags: some(chance, 1, 5, () => world.tags[world.tag(chance)] as string),
    language: chance.next() < 0.9 ? 'en' : chance.pick(languages),
    publishedAt: at,
    body,
  }
  return { article, extraction }
}

/** The corpus of a seed and a size. */
export function makeCorpus(seed: number, size: number): Corpus {
  const world = makeWorld(seed, size)
  return { seed, size, world, at: (index) => generate(world, seed, size, index) }
}
