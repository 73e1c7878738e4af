import { chanceOf } from '../corpus/chance.ts'
import type { OpenCorpus } from '../corpus/open.ts'
import { functionWords } from '../corpus/words.ts'

/** A search in the syntax of whosaid and as the plain database is asked for the same; `publisher` is a filter beside it. */
export type SearchQuery = { q: string; match: string; publisher?: string }

const words = (list: readonly string[]): SearchQuery => ({
  q: list.join(' '),
  match: list.map((word) => `"${word}"`).join(' AND '),
})
const anyOf = (list: readonly string[]): SearchQuery => ({
  q: list.join(' OR '),
  match: list.map((word) => `"${word}"`).join(' OR '),
})
const prefix = (letters: string): SearchQuery => ({ q: `${letters}*`, match: `"${letters}" *` })
const phrase = (text: string): SearchQuery => ({ q: `"${text}"`, match: `"${text}"` })

/** One to three words of titles drawn by chance: what readers ask for. */
export function drawnQueries({ corpus }: OpenCorpus, count: number): SearchQuery[] {
  const chance = chanceOf(corpus.seed, 'queries')
  return Array.from({ length: count }, () => {
    const title = corpus
      .at(chance.between(0, corpus.size - 1))
      .article.title.toLowerCase()
      .split(' ')
    const from = chance.between(0, title.length - 1)
    return words(title.slice(from, from + chance.between(1, 3)))
  })
}

/** What costs most: all that the syntax can ask of the most common words, and a rare filter beside one. */
export function worstQueries({ corpus }: OpenCorpus): SearchQuery[] {
  const { world } = corpus
  const rarest = world.publishers.at(-1) as string
  const common = world.vocabulary.slice(200, 210)
  return [
    words(['the']),
    words(['said']),
    words(common.slice(0, 1)),
    words(['the', 'of', 'and']),
    words(functionWords.slice(0, 16)),
    anyOf(['the', 'of', 'to']),
    anyOf(common),
    ...['t', 's', 'p', 'th', 'st', 'ba', 'the', 'sta', 'com'].map(prefix),
    { q: 'the* OR s*', match: '"the" * OR "s" *' },
    phrase('of the'),
    phrase('the the of'),
    phrase('said the'),
    { q: 'the -said', match: '"the" NOT "said"' },
    { q: 'title:the', match: '{title} : ("the")' },
    { q: '(the OR of) "to the" -years', match: '(("the" OR "of") AND "to the") NOT "years"' },
    { ...words(['the']), publisher: rarest },
    { ...prefix('s'), publisher: rarest },
  ]
}
