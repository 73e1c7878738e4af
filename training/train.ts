import { writeFileSync } from 'node:fs'
import type { Weights } from '../src/ingest/rank.ts'
import * as antecedent from './antecedent.ts'
import * as indirect from './indirect.ts'
import * as quote from './quote.ts'
import { readCorpus, type Story } from './read-corpus.ts'
import { isAboutNames, isHeldOut } from './split.ts'

/** Each model, by the name of its file, and how it is trained on the stories that are not held out. */
export const models: Record<string, (stories: Story[]) => Weights> = {
  quote: (stories) => quote.train(stories.filter((story) => !isAboutNames(story))),
  antecedent: antecedent.train,
  indirect: (stories) => indirect.train(stories.filter((story) => !isAboutNames(story))),
}

/** The file of a model's weights, one a line, so that a change can be read. */
export const formatWeights = (weights: Weights): string => `${JSON.stringify(weights, null, 2)}\n`

/** Writes the weights of a model into src/ingest/models and says how many there are. */
export function saveWeights(name: string, weights: Weights): void {
  writeFileSync(new URL(`../src/ingest/models/${name}.json`, import.meta.url), formatWeights(weights))
  console.log(`${name}: ${Object.keys(weights).length} weights`)
}

if (import.meta.main) {
  const stories = readCorpus().filter((story) => !isHeldOut(story))
  for (const [name, train] of Object.entries(models)) saveWeights(name, train(stories))
}
