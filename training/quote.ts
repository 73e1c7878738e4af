import { readFileSync } from 'node:fs'
import { attributeQuotes, type PlacedQuote } from '../src/ingest/quotes/attribute-quotes.ts'
import { describeSpan } from '../src/ingest/quotes/describe-span.ts'
import type { Judgement } from '../src/ingest/quotes/guess-kind.ts'
import { answers, candidatesOf } from '../src/ingest/quotes/judge-quotes.ts'
import { readScene } from '../src/ingest/quotes/read-scene.ts'
import type { Weights } from '../src/ingest/rank.ts'
import { type Choice, fit as fitWeights } from './fit.ts'
import type { AnnotatedQuote, Place, Story } from './read-corpus.ts'
import { overlap } from './score.ts'

/** The annotated quote whose words in marks a span is, or null. */
export function annotationOf(story: Story, span: PlacedQuote): AnnotatedQuote | null {
  const fits = (place: Place) => overlap(place, span.inner) >= 0.5
  return (
    story.quotes.find(({ kind, segments, marked }) =>
      kind === 'direct' ? segments.some(fits) : kind === 'mixed' && marked.some(fits),
    ) ?? null
  )
}

/** A span inside annotated speech, as in a transcript, teaches nothing. */
const isInside = (story: Story, span: PlacedQuote) =>
  story.quotes.some(
    ({ kind, segments }) =>
      kind === 'direct' && segments.some(({ start, end }) => start < span.inner.start && end > span.inner.end),
  )

function choicesOf(story: Story): Choice[] {
  const scene = readScene(story.text)
  const attributions = attributeQuotes(scene)
  let previous: Judgement = null
  return scene.quotes.flatMap((quote, index) => {
    const annotation = annotationOf(story, quote)
    if (quote.to === 0 || (!annotation && isInside(story, quote))) return []
    const features = describeSpan(scene, quote, attributions[index] ?? null, previous)
    previous = (annotation?.kind ?? null) as Judgement
    return [{ candidates: candidatesOf(features), right: answers.indexOf(previous) }]
  })
}

/**
 * Sentences written to train this model alone, one a line: those whose marked words are all parts of reported speech, and those
 * whose marked words are all titles, names, terms or words as words.
 */
function choicesOfDrills(kind: 'mixed' | null): Choice[] {
  const file = new URL(`./marks/${kind ?? 'none'}.txt`, import.meta.url)
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  return lines.flatMap((line) => {
    const scene = readScene(line)
    const attributions = attributeQuotes(scene)
    return scene.quotes.map((quote, index) => ({
      candidates: candidatesOf(describeSpan(scene, quote, attributions[index] ?? null, index > 0 ? kind : null)),
      right: answers.indexOf(kind),
    }))
  })
}

/** Weights of the model that tells direct speech, parts of reported speech and other words in quote marks apart. */
export function train(stories: Story[]): Weights {
  const choices = [...stories.flatMap(choicesOf), ...choicesOfDrills('mixed'), ...choicesOfDrills(null)]
  return fitWeights(choices, { l2: 0.001, epochs: 150 })
}
