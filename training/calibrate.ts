import { extractQuotes } from '../src/ingest/extract-quotes.ts'
import type { Weights } from '../src/ingest/rank.ts'
import { type Choice, fit as fitWeights } from './fit.ts'
import { type GoldDocument, goldOf } from './gold.ts'
import { readCorpus, type Story } from './read-corpus.ts'
import { type Found, foundIn, type Pair, score } from './score.ts'
import { isHeldOut } from './split.ts'
import { saveWeights } from './train.ts'

/** Whether words, speaker and, where the gold has names, source are right. */
const isRight = (pair: Pair, hasNames: boolean) =>
  (!pair.unit.quote.speaker || pair.speaker) && (pair.name || !hasNames)

function choicesOf(story: Story): Choice[] {
  const signs = new Map<number, readonly string[]>()
  const extraction = extractQuotes(story.text, (quote, each) => signs.set(quote.segments[0]?.start ?? -1, each))
  const { pairs } = score([goldOf(story)], () => foundIn(extraction), 'quoted')
  const right = new Set(pairs.filter((pair) => isRight(pair, true)).map(({ found }) => found.start))
  return [...signs].map(([start, each]) => ({ candidates: [[], each], right: right.has(start) ? 1 : 0 }))
}

/** Weights of the confidence, from stories on which no other model was trained. Uses the other models as they are. */
export function train(stories: Story[]): Weights {
  return fitWeights(stories.flatMap(choicesOf), { l2: 0.003, epochs: 600, rate: 0.5 })
}

/** How many of the quotes in marks are right, by confidence: words and speaker, and the source where the gold has names. */
export function confidenceTable(documents: readonly GoldDocument[], extract: (text: string) => Found[]) {
  const { pairs, invented } = score(documents, extract, 'quoted')
  const hasNames = pairs.some(({ unit }) => unit.quote.reference !== undefined)
  const all = [
    ...pairs.map((pair) => ({ confidence: pair.found.confidence, right: isRight(pair, hasNames) })),
    ...invented.map(({ found }) => ({ confidence: found.confidence, right: false })),
  ]
  return [0.95, 0.9, 0.8, 0.7, 0.5, 0].map((from, at, edges) => {
    const bin = all.filter(({ confidence }) => confidence >= from && confidence < (edges[at - 1] ?? 2))
    const mean = bin.reduce((sum, { confidence }) => sum + confidence, 0) / (bin.length || 1)
    const right = bin.filter((each) => each.right).length / (bin.length || 1)
    return { from, quotes: bin.length, confidence: Math.round(mean * 100) / 100, right: Math.round(right * 100) / 100 }
  })
}

if (import.meta.main) saveWeights('confidence', train(readCorpus().filter(isHeldOut)))
