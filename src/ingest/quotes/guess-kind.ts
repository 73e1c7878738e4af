import type { Attribution, PlacedQuote, Scene } from './attribute-quotes.ts'

/** "direct" stands for a sentence of its own, "mixed" for a part of one, null for no speech at all. */
export type Judgement = 'direct' | 'mixed' | null

const namingWords = new Set(
  'titled entitled dubbed nicknamed named known so-called codenamed labelled labeled branded word term phrase words'.split(
    ' ',
  ),
)
const smallWords = new Set('a an the of in on and or to for at by with from'.split(' '))
const shortest = 5

function wordsOf(scene: Scene, quote: PlacedQuote) {
  return scene.tokens.slice(quote.from, Math.min(quote.to, quote.from + 40)).filter((token) => token.isWord)
}

/** Titles of works have a capital on every word that counts. */
function isTitleCase(scene: Scene, quote: PlacedQuote): boolean {
  const words = wordsOf(scene, quote)
  return (
    words.length > 0 &&
    words.length <= 12 &&
    words.every((word) => word.capital || smallWords.has(word.lower) || /^\d/.test(word.text))
  )
}

/** "a film titled", "the so-called": what follows is a name or a term. */
function isNamed(scene: Scene, quote: PlacedQuote): boolean {
  for (let at = quote.from - 1; at >= quote.from - 3 && at >= 0; at--) {
    const lower = scene.tokens[at]?.lower ?? ''
    if (namingWords.has(lower)) return true
    if (lower !== 'as' && lower !== ',' && lower !== 'the') return false
  }
  return false
}

/** Whether a quote makes a sentence: it has an attribution at its edge, or its own final mark and a capital. */
function isSentence(scene: Scene, quote: PlacedQuote, attribution: Attribution | null): boolean {
  const inner = scene.text
    .slice(quote.inner.start, Math.min(quote.inner.end, quote.inner.start + 60))
    .replace(/^[^\p{L}\p{N}]+/u, '')
  const startsHigh = /^[\p{Lu}\p{N}]/u.test(inner)
  const last = scene.text[quote.inner.end - 1] ?? ''
  const ended = /[.?!,…—–-]/.test(last) || /[,.]/.test(scene.text[quote.outer.end] ?? '')
  if (attribution?.attachment === 'after' || attribution?.attachment === 'before')
    return startsHigh || wordsOf(scene, quote).length > 12
  return startsHigh && ended
}

/**
 * A first guess by simple rules, of which the model makes a feature: no speech are words with a capital on every one,
 * after a naming word, or few without a reporting verb in the sentence.
 */
export function guessKind(scene: Scene, quote: PlacedQuote, attribution: Attribution | null): Judgement {
  const words = wordsOf(scene, quote)
  const attachment = attribution?.attachment ?? null
  const atEdge = attachment === 'after' || attachment === 'before'
  if (words.length === 0 || isNamed(scene, quote)) return null
  const sentence = isSentence(scene, quote, attribution)
  if (
    isTitleCase(scene, quote) &&
    words.length > 1 &&
    !(atEdge && (words.length < 3 ? /[.?!,]/ : /[.?!]/).test(scene.text[quote.inner.end - 1] ?? ''))
  )
    return null
  if (sentence && (atEdge || words.length > 1)) return 'direct'
  if (words.length < 2 && !atEdge) return null
  const inSentence = atEdge || attachment === 'embedded' || attachment === 'distant'
  if (inSentence) return 'mixed'
  return words.length >= shortest ? 'mixed' : null
}
