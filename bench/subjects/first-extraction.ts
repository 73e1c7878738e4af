import { extractQuotes } from '../../src/ingest/extract-quotes.ts'

/** Prints how many ms the first extraction takes and a later one of the same text: the difference is the model. */
const text = 'The mayor, Ana Ruiz, said on Monday that the bridge would be closed until the end of the year.'
const time = (): number => {
  const began = performance.now()
  extractQuotes(text)
  return performance.now() - began
}
const [first, second, third] = [time(), time(), time()]
process.stdout.write(`${JSON.stringify({ first, later: Math.min(second, third) })}\n`)
