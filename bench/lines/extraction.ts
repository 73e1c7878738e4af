import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { readCorpus } from '../../training/read-corpus.ts'
import type { Bench, Row } from '../bench.ts'
import { interleave } from '../measure/interleave.ts'
import { startLineProcess } from '../measure/line-process.ts'
import { cpuOfMain } from '../measure/process.ts'
import { median } from '../measure/statistics.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const characters = 5_000

/** Articles of 5 kB: the annotated stories one after the other, since made-up words are not what a tagger is made for. */
function stories(count: number): string[] {
  const texts = readCorpus().map(({ text }) => text)
  return Array.from({ length: count }, (_, id) => {
    let text = ''
    for (let at = id; text.length < characters; at++) text += `${text === '' ? '' : '\n\n'}${texts[at % texts.length]}`
    return JSON.stringify({ id, text: text.slice(0, characters) })
  })
}

/** What the first extraction of a process waits for, ms. */
function modelLoad(): number {
  const runs = Array.from({ length: 3 }, () => {
    const out = execFileSync(process.execPath, ['bench/subjects/first-extraction.ts'], { cwd: root, encoding: 'utf8' })
    const { first, later } = JSON.parse(out) as { first: number; later: number }
    return first - later
  })
  return median(runs)
}

/** Quotes found by `whosaid extract`, one thread: articles of 5 kB a second of its CPU, beside a pattern; its memory; the time its model takes to load. */
export async function measureExtraction({ quick, tell }: Bench): Promise<Row[]> {
  const lines = stories(quick ? 60 : 300)
  const whosaid = startLineProcess(['bin/whosaid.js', 'extract'])
  const pattern = startLineProcess(['bench/subjects/extract-by-pattern.ts'])
  try {
    tell('extraction')
    const cpu = await interleave(
      quick ? 3 : 7,
      {
        whosaid: () => whosaid.cpuFor(lines, cpuOfMain),
        pattern: () => pattern.cpuFor(lines, cpuOfMain),
        all: () => whosaid.cpuFor(lines),
        patternAll: () => pattern.cpuFor(lines),
      },
      3,
    )
    const rate = (used: number) => (lines.length / used) * 1_000_000
    return [
      {
        what: 'quotes found in articles of 5 kB, a second of the one thread',
        value: rate(cpu.whosaid),
        unit: '/s',
        baseline: { name: 'a regular expression', value: rate(cpu.pattern) },
        goal: { of: 'value', atLeast: 150 },
      },
      {
        what: 'the same, a second of CPU of the whole process',
        value: rate(cpu.all),
        unit: '/s',
        baseline: { name: 'a regular expression', value: rate(cpu.patternAll) },
        goal: null,
      },
      {
        what: 'memory of whosaid extract at most',
        value: whosaid.peakMemory(),
        unit: 'MB',
        baseline: { name: 'a regular expression', value: pattern.peakMemory() },
        goal: { of: 'value', atMost: 350 },
      },
      {
        what: 'loading the model',
        value: modelLoad(),
        unit: 'ms',
        baseline: null,
        goal: { of: 'value', atMost: 1_000 },
      },
    ]
  } finally {
    await Promise.all([whosaid.stop(), pattern.stop()])
  }
}
