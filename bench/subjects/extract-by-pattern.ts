import { createInterface } from 'node:readline'

/** What anybody would write first: NDJSON {id, text} in, for each all that stands in quotation marks and a name beside "said". */
const quoted = /[“"]([^”"]{2,})[”"]/g
const said = /(?:said|told|added) ([A-Z]\w+(?: [A-Z]\w+)*)|([A-Z]\w+(?: [A-Z]\w+)*) (?:said|told|added)/g

for await (const line of createInterface({ input: process.stdin })) {
  const { id, text } = JSON.parse(line) as { id: number; text: string }
  const quotes = [...text.matchAll(quoted)].map(({ 1: words, index }) => ({ text: words, start: index }))
  const speakers = [...text.matchAll(said)].map(([, after, before]) => after ?? before)
  process.stdout.write(`${JSON.stringify({ id, quotes, speakers })}\n`)
}
