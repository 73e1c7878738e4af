// Writes articles with a quote and a source each for as long as it lives, and prints the id of each that was acknowledged.
import { openStore } from '../../../src/store/open.ts'
import { articleWith, extractionOf, words } from '../harness.ts'

const store = await openStore({ dataDir: process.argv[2] ?? '', readers: 1, lock: true })
const { body } = articleWith()

async function write(n: number): Promise<void> {
  for (let i = 0; ; i++) {
    const name = `Somebody ${String.fromCharCode(97 + n)} Number${i % 20}`
    const { id } = await store.articles.create(articleWith(), extractionOf(body, { [words]: name }))
    process.stdout.write(`${id}\n`)
  }
}
await Promise.all(Array.from({ length: 16 }, (_, n) => write(n)))
