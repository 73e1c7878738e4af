import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { openProgress } from '../src/cli/progress.ts'
import { StartError } from '../src/domain/start-error.ts'
import type { Bench, Line, Row } from './bench.ts'
import { openCorpus } from './corpus/open.ts'
import { measureExtraction } from './lines/extraction.ts'
import { measureHttp } from './lines/http.ts'
import { measureMemory } from './lines/memory.ts'
import { measurePeers } from './lines/peers.ts'
import { measurePoints } from './lines/points.ts'
import { measureSearch } from './lines/search.ts'
import { measureSize } from './lines/size.ts'
import { measureStart } from './lines/start.ts'
import { measureSuggest } from './lines/suggest.ts'
import { measureTimeline } from './lines/timeline.ts'
import { measureVerify } from './lines/verify.ts'
import { measureWrites } from './lines/writes.ts'
import { describeMachine } from './machine.ts'
import { readThrough } from './measure/read-through.ts'
import { help, type Options, readOptions } from './options.ts'
import { type Measured, markdownOf, type Report } from './report.ts'

const lines: Record<string, Line> = {
  http: measureHttp,
  search: measureSearch,
  suggest: measureSuggest,
  timeline: measureTimeline,
  verify: measureVerify,
  points: measurePoints,
  writes: measureWrites,
  extraction: measureExtraction,
  start: measureStart,
  memory: measureMemory,
  size: measureSize,
}
const names = [...Object.keys(lines), 'peers']
const progress = openProgress()

/** Runs one line with a folder of its own, which goes with it. */
async function runLine(line: Line, bench: Omit<Bench, 'scratch'>, dir: string): Promise<Row[]> {
  const scratch = mkdtempSync(join(dir, 'scratch-'))
  const clear = () => rmSync(scratch, { recursive: true, force: true })
  process.once('exit', clear)
  try {
    return await line({ ...bench, scratch })
  } finally {
    clear()
    process.off('exit', clear)
  }
}

async function measure(options: Options, articles: number): Promise<Measured> {
  const tell = (text: string) => progress.show(`bench ${articles.toLocaleString('en')}: ${text}`)
  const dir = resolve(options.dir)
  const corpus = await openCorpus({ dir, seed: options.seed, size: articles }, tell)
  const measured: Measured = { articles, rows: [], failed: [] }
  const { peers: folder, postgres } = options
  const asked = folder === null ? lines : { ...lines, peers: measurePeers({ folder, postgres }) }
  for (const [name, line] of Object.entries(asked)) {
    if (options.only && !options.only.includes(name)) continue
    tell(name)
    readThrough([corpus.whosaid, corpus.plain])
    try {
      measured.rows.push(...(await runLine(line, { corpus, quick: options.quick, tell }, dir)))
    } catch (error) {
      measured.failed.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return measured
}

/** Measures every scale and writes what there is after each; false where a line has failed. */
async function run(options: Options): Promise<boolean> {
  const { seed, quick } = options
  const report: Report = { machine: describeMachine(), at: new Date().toISOString(), seed, quick, scales: [] }
  const out = resolve(options.out ?? join(options.dir, 'result.json'))
  mkdirSync(dirname(out), { recursive: true })
  for (const articles of options.scales) {
    report.scales.push(await measure(options, articles))
    writeFileSync(out, `${JSON.stringify(report, null, 2)}\n`)
  }
  progress.end()
  process.stdout.write(`${markdownOf(report)}\n`)
  process.stderr.write(`bench: written to ${out}\n`)
  const failed = report.scales.flatMap(({ articles, failed }) => failed.map((what) => `${articles} articles, ${what}`))
  for (const what of failed) process.stderr.write(`bench: failed: ${what}\n`)
  return failed.length === 0
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
try {
  const options = readOptions(process.argv.slice(2), names)
  if (options.help) process.stdout.write(help(names))
  else if (process.platform !== 'linux')
    throw new StartError('needs Linux: CPU and memory of a process are read in /proc')
  else process.exitCode = (await run(options)) ? 0 : 1
} catch (error) {
  progress.end()
  if (error instanceof StartError) process.stderr.write(`bench: ${error.message}\n`)
  else console.error(error)
  process.exitCode = error instanceof StartError ? 2 : 1
}
