import { type Chance, chanceOf } from './chance.ts'
import { inventWord, makeVocabulary } from './words.ts'
import { type Ranks, zipf } from './zipf.ts'

/** Who can be quoted. `short`: how a text calls them the second time. */
export type Speaker = { name: string; short: string; type: 'person' | 'organization' }

/** All that the articles of one corpus have in common. */
export type World = {
  vocabulary: readonly string[]
  word: Ranks
  /** Ranks of the words that an article may be about */
  topic: Ranks
  speakers: readonly Speaker[]
  speaker: Ranks
  publishers: readonly string[]
  publisher: Ranks
  tags: readonly string[]
  tag: Ranks
  authors: readonly string[]
  author: Ranks
  section: Ranks
}

export const sections = [
  'Politics',
  'World',
  'Business',
  'Local',
  'Sport',
  'Culture',
  'Science',
  'Health',
  'Opinion',
  'Technology',
  'Travel',
  'Obituaries',
] as const
const vocabularySize = 50_000
const publisherCount = 40
const tagCount = 600
const authorCount = 1_500
const papers = ['Herald', 'Post', 'Courier', 'Gazette', 'Tribune', 'Mercury', 'Observer', 'Chronicle']
const bodies = ['Institute', 'Ministry', 'Association', 'Council', 'Union', 'Bank', 'Agency', 'Foundation']

/** The first letter in upper case. */
export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

function distinct(count: number, make: () => string): string[] {
  const made = new Set<string>()
  while (made.size < count) made.add(make())
  return [...made]
}

function makeSpeakers(chance: Chance, count: number): Speaker[] {
  const firstNames = distinct(400, () => capital(inventWord(chance, chance.between(1, 2))))
  const lastNames = distinct(Math.max(500, Math.ceil(count / 2)), () => capital(inventWord(chance, 2)))
  const names = distinct(count, () =>
    chance.next() < 0.8
      ? `${chance.pick(firstNames)} ${chance.pick(lastNames)}`
      : `${chance.pick(lastNames)} ${chance.pick(bodies)}`,
  )
  return names.map((name) => {
    const last = name.slice(name.indexOf(' ') + 1)
    return bodies.includes(last) ? { name, short: name, type: 'organization' } : { name, short: last, type: 'person' }
  })
}

/** The world of a corpus. The more articles, the more people speak in them: by the law of Heaps, with the square root. */
export function makeWorld(seed: number, articles: number): World {
  const chance = chanceOf(seed, 'world')
  const vocabulary = makeVocabulary(seed, vocabularySize)
  const speakers = makeSpeakers(chance, Math.max(100, Math.round(40 * Math.sqrt(articles))))
  return {
    vocabulary,
    word: zipf(vocabularySize, 1.02, 1.7),
    topic: zipf(vocabularySize - 300, 0.7, 200),
    speakers,
    speaker: zipf(speakers.length, 0.9, 5),
    publishers: distinct(publisherCount, () => `${capital(inventWord(chance, 2))} ${chance.pick(papers)}`),
    publisher: zipf(publisherCount, 1.1, 1),
    tags: distinct(tagCount, () => inventWord(chance, 2)),
    tag: zipf(tagCount, 0.9, 3),
    authors: distinct(authorCount, () => `${capital(inventWord(chance, 1))} ${capital(inventWord(chance, 2))}`),
    author: zipf(authorCount, 0.8, 5),
    section: zipf(sections.length, 0.8, 1),
  }
}
