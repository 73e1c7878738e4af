import type { Features } from '../rank.ts'
import type { Token } from '../text/tokenize.ts'
import type { Attribution } from './attribution.ts'
import { reportOf } from './describe-report.ts'
import { guessKind, type Judgement } from './guess-kind.ts'
import { classOf, isAlone, isTitleCase, longestRead } from './read-context.ts'
import type { PlacedQuote, Scene } from './set-scene.ts'

const speaking = /^(?:i|we|you|my|our|your|me|us|i['’](?:m|ve|ll|d)|we['’](?:re|ve|ll|d)|you['’](?:re|ve|ll|d))$/
const finite = /^(?:is|are|was|were|has|have|had|will|would|can|could|should|must|do|does|did|['’]s|.*n['’]t)$/

const sizeOf = (words: number) =>
  words < 4 ? String(words) : words < 6 ? '4-5' : words < 10 ? '6-9' : words < 20 ? '10-19' : '20+'

function titleOf(words: Token[], end: string): string[] {
  const size = Math.min(words.length, 4)
  const strict = words.length > 1 && words.every((word) => word.capital || /^\d/.test(word.text))
  return [`title-case=${size}`, `title-case+end=${size}${end}`, ...(strict ? ['every-capital'] : [])]
}

function shapeOf(scene: Scene, quote: PlacedQuote, words: Token[]): string[] {
  const { text } = scene
  const { inner, outer } = quote
  const first = text.slice(inner.start, inner.start + 40).replace(/^[^\p{L}\p{N}]+/u, '')
  const last = text[inner.end - 1] ?? ''
  const size = sizeOf(words.length)
  const start = /^\p{Lu}/u.test(first) ? 'high' : /^\p{N}/u.test(first) ? 'digit' : 'low'
  const end = /[.?!,…—–-]/.test(last) ? last : 'none'
  const next = text[outer.end] ?? ''
  const marks = `${text.slice(outer.start, inner.start).trim().length > 1 ? 'wide' : ''}`
  return [
    `size=${size}`,
    `start=${start}`,
    `end=${end}`,
    `next=${/[.,;:?!)]/.test(next) ? next : 'none'}`,
    `start+end=${start}${end}`,
    `start+size=${start}${size}`,
    ...(isTitleCase(words) ? titleOf(words, end) : []),
    ...(words.some((word) => speaking.test(word.lower)) ? ['speaks', `speaks+${start}`] : []),
    ...(words.some((word) => finite.test(word.lower)) ? ['finite', `finite+${start}`] : []),
    ...(quote.closed ? [] : ['unclosed']),
    ...(/^['‘’`]/.test(text.slice(outer.start)) && marks === '' ? ['single'] : []),
    ...(quote.lastParagraph > quote.paragraph ? ['paragraphs'] : []),
  ]
}

function placeOf(scene: Scene, quote: PlacedQuote, words: Token[]): string[] {
  const { tokens } = scene
  const [first, last] = [tokens[quote.from], tokens[quote.to - 1]]
  const before = classOf(scene, quote.from - 1, first?.sentence)
  const earlier = classOf(scene, quote.from - 2, first?.sentence)
  const after = classOf(scene, quote.to, last?.sentence)
  const alone = isAlone(tokens, quote)
  return [
    `before=${before}`,
    `before2=${earlier},${before}`,
    `after=${after}`,
    `before+after=${before}|${after}`,
    ...(alone ? ['alone'] : []),
    ...(words.length > 1 && isTitleCase(words) ? [`title-after=${before}`, ...(alone ? ['title-alone'] : [])] : []),
    ...(scene.headlines[quote.paragraph] ? ['headline'] : []),
  ]
}

function attributionOf(scene: Scene, quote: PlacedQuote, attribution: Attribution | null, size: string): string[] {
  const { tokens, cuesBefore } = scene
  const how = attribution?.attachment ?? 'none'
  const cue = attribution?.cue
  if (!cue) return [`how=${how}`, `how+size=${how}${size}`]
  const gap = cue.at < quote.from ? quote.from - cue.at - 1 : cue.at - quote.to
  const near = gap <= 0 ? '0' : gap <= 2 ? '1-2' : gap <= 5 ? '3-5' : gap <= 10 ? '6-10' : '11+'
  const same = tokens[cue.at]?.sentence === tokens[quote.from]?.sentence
  return [
    `how=${how}`,
    `how+size=${how}${size}`,
    `cue=${cue.lemma}`,
    `cue+how=${cue.lemma}${how}`,
    `gap=${how}${near}`,
    `subject=${cue.subject.type}`,
    ...(cue.lemma === 'call' ? [`call+${cue.subject.type}`, `call+${tokens[cue.at]?.lower}`] : []),
    ...(same ? ['cue-in-sentence'] : []),
    ...((cuesBefore[quote.to] ?? 0) > (cuesBefore[quote.from] ?? 0) ? ['cue-inside'] : []),
  ]
}

/** Other quotes in the same sentence: lists of names, or pieces of one speech. */
function neighboursOf(scene: Scene, quote: PlacedQuote, previous: Judgement): string[] {
  const { tokens } = scene
  const sentence = tokens[quote.from]?.sentence
  const others: string[] = []
  for (let at = quote.from - 1; at >= 0 && at > quote.from - longestRead && tokens[at]?.sentence === sentence; at--) {
    if ((tokens[at]?.quote ?? -1) < 0) continue
    others.push('quote-before', `quote-before=${previous}`)
    break
  }
  for (let at = quote.to; at < quote.to + longestRead && tokens[at]?.sentence === sentence; at++) {
    if ((tokens[at]?.quote ?? -1) < 0) continue
    others.push('quote-after')
    break
  }
  return others
}

/**
 * What is true of words in quote marks and of what stands around them, as features for the model that judges
 * them; `previous` is its answer for the span before. */
export function describeSpan(
  scene: Scene,
  quote: PlacedQuote,
  attribution: Attribution | null,
  previous: Judgement,
): Features {
  const words = scene.tokens.slice(quote.from, Math.min(quote.to, quote.from + longestRead)).filter((t) => t.isWord)
  const size = sizeOf(words.length)
  return [
    'bias',
    `rule=${guessKind(scene, quote, attribution)}`,
    ...shapeOf(scene, quote, words),
    ...placeOf(scene, quote, words),
    ...attributionOf(scene, quote, attribution, size),
    ...reportOf(scene, quote, attribution, words),
    ...neighboursOf(scene, quote, previous),
  ]
}
