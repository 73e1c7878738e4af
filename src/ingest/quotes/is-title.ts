import type { Token } from '../text/tokenize.ts'
import { classOf, isAlone, isCalled, isTitleCase, longestRead } from './read-context.ts'
import type { PlacedQuote, Scene } from './set-scene.ts'

/** `on CBS's "Face the Nation,"`, `in his book, "…"`, or a subheading: capitals on every word, where no speech starts. */
export function isTitleInPlace(scene: Scene, quote: PlacedQuote): boolean {
  const { tokens } = scene
  const words = tokens.slice(quote.from, Math.min(quote.to, quote.from + longestRead)).filter((t) => t.isWord)
  const sentence = tokens[quote.from]?.sentence
  const [earlier, before] = [classOf(scene, quote.from - 2, sentence), classOf(scene, quote.from - 1, sentence)]
  if (isNickname(scene, quote, words, before)) return true
  if (words.length < 2 || !isTitleCase(words) || isCalled(scene, quote)) return false
  if (isAlone(tokens, quote)) return words.length > 2
  return beforeTitles.test(before) || (before === ',' && earlier === 'naming')
}

const beforeTitles =
  /^(?:possessive|Name|word|naming|the|a|an|this|that|its|his|her|their|in|on|at|of|for|from|by|with|to)$/

/** `Marcia "Cia" Price` */
function isNickname(scene: Scene, quote: PlacedQuote, words: Token[], before: string): boolean {
  const after = classOf(scene, quote.to, scene.tokens[quote.from]?.sentence)
  return words.length < 3 && before === 'Name' && after === 'Name' && isTitleCase(words)
}
