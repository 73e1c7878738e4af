import { auxiliaries, determiners, isFunctionWord, prepositions, pronouns } from '../text/function-words.ts'
import { reportingLemma } from '../text/reporting-verbs.ts'
import { isRole } from '../text/role-nouns.ts'
import type { Token } from '../text/tokenize.ts'
import type { PlacedQuote, Scene } from './set-scene.ts'

const namingWords = new Set(
  'titled entitled dubbed nicknamed named known so-called codenamed labelled labeled branded word words term terms phrase song film book novel album show play series exhibition single called'.split(
    ' ',
  ),
)
const speechNouns = new Set(
  'statement remark remarks comment comments claim claims allegation warning message letter email tweet post slogan chant cry shouts chants phrase words reply answer question'.split(
    ' ',
  ),
)
const smallWords = new Set('a an the of in on and or to for at by with from'.split(' '))
/** As many tokens of a quote are looked at. */
export const longestRead = 40

/** What kind of word or mark stands beside a quote: itself where it is small, else its class. */
export function classOf(scene: Scene, at: number, sentence: number | undefined): string {
  const token = scene.tokens[at]
  if (!token || token.sentence !== sentence) return 'edge'
  if (token.quote >= 0) return 'quote'
  if (!token.isWord) return token.text
  if (namingWords.has(token.lower)) return 'naming'
  if (speechNouns.has(token.lower)) return 'speech-noun'
  const lemma = reportingLemma(token.lower)
  if (lemma) return 'verb'
  if (pronouns.has(token.lower) || determiners.has(token.lower) || prepositions.has(token.lower)) return token.lower
  if (auxiliaries.has(token.lower) || (isFunctionWord(token.lower) && !token.capital)) return token.lower
  if (token.possessive) return 'possessive'
  if (token.capital) return 'Name'
  return isRole(token.lower) ? 'role' : /ing$/.test(token.lower) ? 'ing' : /ed$/.test(token.lower) ? 'ed' : 'word'
}

/** Titles of works have a capital on every word that counts. */
export const isTitleCase = (words: Token[]) =>
  words.length <= 12 && words.every((word) => word.capital || smallWords.has(word.lower) || /^\d/.test(word.text))

/** Whether a quote has its paragraph to itself. */
export const isAlone = (tokens: Token[], quote: PlacedQuote) =>
  tokens[quote.from - 1]?.paragraph !== quote.paragraph && tokens[quote.to]?.paragraph !== quote.lastParagraph

const callingVerbs = new Set(
  'call describe brand dub label characterize characterise hail deride mock denounce'.split(' '),
)
const longestCalled = 6

/** `called the winner "Miss Piggy"`: a verb of calling and whom or what it calls so stand before the quote. */
export function isCalled({ tokens }: Scene, quote: PlacedQuote): boolean {
  const sentence = tokens[quote.from]?.sentence
  for (let at = quote.from - 2; at >= quote.from - 1 - longestCalled; at--) {
    const token = tokens[at]
    if (!token || token.sentence !== sentence || token.quote >= 0) return false
    if (callingVerbs.has(reportingLemma(token.lower) ?? '')) return !prepositions.has(tokens[at + 1]?.lower ?? '')
  }
  return false
}
