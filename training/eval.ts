import { extractQuotes } from '../src/ingest/extract-quotes.ts'
import { confidenceTable } from './calibrate.ts'
import { goldOf, readGold } from './gold.ts'
import { readCorpus } from './read-corpus.ts'
import { type Found, foundIn, score, tasks } from './score.ts'
import { isHeldOut } from './split.ts'
import { summarize, worstErrors } from './summarize.ts'

const [file] = process.argv.slice(2)
const documents = file ? readGold(file) : readCorpus().filter(isHeldOut).map(goldOf)
const known = new Map<string, Found[]>()
const extract = (text: string): Found[] => {
  const found = known.get(text) ?? foundIn(extractQuotes(text))
  known.set(text, found)
  return found
}
const scores = tasks.map((task) => ({ task, score: score(documents, extract, task) }))
console.log(`${documents.length} documents of ${file ?? 'the held-out fifth of tests/ingest/corpus'}`)
console.table(Object.fromEntries(scores.map(({ task, score }) => [task, summarize(score)])))
for (const { task, score } of scores.filter(({ task }) => task === 'quoted' || task === 'indirect')) {
  console.log(`\nWorst errors, ${task}:`)
  for (const line of worstErrors(score).slice(0, 25)) console.log(`  ${line}`)
}
console.log('\nConfidence of quotes in marks:')
console.table(confidenceTable(documents, extract))
