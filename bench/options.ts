import { parseArgs } from 'node:util'
import { StartError } from '../src/domain/start-error.ts'

/** What a run is asked for. */
export type Options = {
  scales: number[]
  quick: boolean
  only: string[] | null
  seed: number
  dir: string
  out: string | null
  peers: string | null
  postgres: string | null
  help: boolean
}

/** What `--help` prints. */
export const help = (lines: readonly string[]): string => `npm run bench -- [options]

Measures whosaid beside baselines that run in the same minutes, prints the ratios as a Markdown table and writes them as JSON.
Exit code 0: all was measured; 1: a line could not be; 2: wrong usage. Needs Linux.

  --scale SIZES   articles in the corpus: a number, 10k, 100k, 1m; several with commas make a column each (default 100k)
  --quick         10,000 articles and few rounds: under two minutes
  --only LINES    some of ${lines.join(', ')}
  --seed N        another corpus (default 1)
  --dir DIR       where the corpora are made and kept for the next run (default data/bench)
  --out FILE      where the JSON goes (default DIR/result.json)
  --peers DIR     other ways to serve the same articles, that are installed there, too (docs/performance.md, "Peers")
  --postgres URL  a PostgreSQL in which a schema whosaid_bench is made and dropped, for --peers
`

/** How many "100k" or "1m" are. */
function readScale(text: string): number {
  const [, digits, unit = ''] = /^(\d+)([km]?)$/i.exec(text.trim()) ?? []
  const scale = Number(digits) * ({ k: 1_000, m: 1_000_000 }[unit.toLowerCase()] ?? 1)
  if (!(scale >= 100 && scale <= 10_000_000)) throw new StartError(`--scale: ${text} is not from 100 to 10m, like 100k`)
  return scale
}

function readOnly(text: string, lines: readonly string[]): string[] {
  const only = text.split(',').map((name) => name.trim())
  const unknown = only.filter((name) => !lines.includes(name))
  if (unknown.length > 0) throw new StartError(`--only: no line ${unknown.join(', ')}; there are ${lines.join(', ')}`)
  return only
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  const options = {
    scale: text,
    quick: flag,
    only: text,
    seed: text,
    dir: text,
    out: text,
    peers: text,
    postgres: text,
    help: flag,
  }
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error))
  }
}

/** Reads the arguments. StartError that says what is wrong with them. */
export function readOptions(args: readonly string[], lines: readonly string[]): Options {
  const given = parse(args)
  const seed = Number(given.seed ?? 1)
  if (!Number.isSafeInteger(seed)) throw new StartError(`--seed: ${given.seed} is not a whole number`)
  const only = given.only === undefined ? null : readOnly(given.only, lines)
  if (only?.includes('peers') && given.peers === undefined) throw new StartError('--only: peers needs --peers DIR')
  return {
    scales: (given.scale ?? (given.quick ? '10k' : '100k')).split(',').map(readScale),
    quick: given.quick,
    only,
    seed,
    dir: given.dir ?? 'data/bench',
    out: given.out ?? null,
    peers: given.peers ?? null,
    postgres: given.postgres ?? null,
    help: given.help,
  }
}
