import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { openProgress } from '../src/cli/progress.ts'
import { StartError } from '../src/domain/start-error.ts'
import type { Bench, Line, Row } from './bench.ts'
import { openCorpus } from './corpus/open.ts'
import { measureExtraction } from './lines/extraction.ts'
import { measureHttp } from './lines/http.ts'
import { measureMemory } from './lines/memory.ts'
import { measurePoints } from './lines/points.ts'
import { measureSearch } from './lines/search.ts'
import { measureSize } from './lines/size.ts'
import { measureStart } from './lines/start.ts'
import { measureWrites } from './lines/writes.ts'
import { describeMachine } from './machine.ts'
import { help, type Options, readOptions } from './options.ts'
import { type Measured, markdownOf, type Report } from './report.ts'

const lines: Record<string, Line> = {
  http: measureHttp,
  search: measureSearch,
  points: measurePoints,
  writes: measureWrites,
  extraction: measureExtraction,
  start: measureStart,
  memory: measureMemory,
  size: measureSize,
}
const progress = openProgress()

async function measure(options: Options, articles: number): Promise<Measured> {
  const tell = (text: string) => progress.show(`bench ${articles.toLocaleString('en')}: ${text}`)
  const dir = resolve(options.dir)
  const corpus = await openCorpus({ dir, seed: options.seed, size: articles }, tell)
  const began = performance.now()
  const rows: Row[] = []
  for (const [name, line] of Object.entries(lines)) {
    if (options.only && !options.only.includes(name)) continue
    tell(name)
    const bench: Bench = { corpus, quick: options.quick, scratch: mkdtempSync(join(dir, 'scratch-')), tell }
    try {
      rows.push(...(await line(bench)))
    } finally {
      rmSync(bench.scratch, { recursive: true, force: true })
    }
  }
  return { articles, seconds: Math.round((performance.now() - began) / 1000), rows }
}

async function run(options: Options): Promise<void> {
  const machine = describeMachine()
  const scales: Measured[] = []
  for (const articles of options.scales) scales.push(await measure(options, articles))
  progress.end()
  const { seed, quick } = options
  const report: Report = { machine, at: new Date().toISOString(), seed, quick, scales }
  const out = resolve(options.out ?? join(options.dir, 'result.json'))
  mkdirSync(dirname(out), { recursive: true })
  writeFileSync(out, `${JSON.stringify(report, null, 2)}\n`)
  process.stdout.write(`${markdownOf(report)}\n`)
  process.stderr.write(`bench: written to ${out}\n`)
}

try {
  const options = readOptions(process.argv.slice(2), Object.keys(lines))
  if (options.help) process.stdout.write(help(Object.keys(lines)))
  else await run(options)
} catch (error) {
  progress.end()
  if (error instanceof StartError) process.stderr.write(`bench: ${error.message}\n`)
  else console.error(error)
  process.exitCode = error instanceof StartError ? 2 : 1
}
