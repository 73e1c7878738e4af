import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openProgress } from '../../src/cli/progress.ts'
import { killAgainAndAgain } from './kills.ts'
import { canTrace, cutPower } from './power-cuts.ts'

const help = `npm run durability -- [options]

Writes through HTTP from several clients, kills the server at random moments and proves after each death that every acknowledged
write is there, no other is half there, nothing was written twice, the search index agrees with the tables and the change feed has
no gap. Then cuts the power: what the server wrote and synced is replayed up to a random moment, with what was not synced kept,
dropped or torn. The control, a server with synchronous=NORMAL, must lose something. Needs Linux, and strace for the power cuts.
Exit code 0: nothing was lost; 1: something was, or the control lost nothing; 2: wrong usage.

  --kills N     SIGKILLs (default 50)
  --clients N   that write at the same time (default 8)
  --images N    power cuts, and half as many of the control (default 500; 0: none)
  --writes N    acknowledged writes before the power is cut (default 300)
  --seed N      another course of events (default 1)
  --dir DIR     where the data folders are made (default: the temporary folder; they go afterwards)
`
const progress = openProgress()
const say = (line: string) => {
  progress.end()
  process.stdout.write(`${line}\n`)
}

function readOptions() {
  const text = { type: 'string' } as const
  const numbers = { kills: text, clients: text, images: text, writes: text, seed: text }
  const { values } = parseArgs({ options: { ...numbers, dir: text, help: { type: 'boolean', default: false } } })
  const number = (name: keyof typeof numbers, otherwise: number, least: number) => {
    const value = Number(values[name] ?? otherwise)
    if (!Number.isSafeInteger(value) || value < least) throw new TypeError(`--${name}: a whole number from ${least}`)
    return value
  }
  return {
    kills: number('kills', 50, 0),
    clients: number('clients', 8, 1),
    images: number('images', 500, 0),
    writes: number('writes', 300, 1),
    seed: number('seed', 1, 0),
    dir: values.dir ?? tmpdir(),
    help: values.help,
  }
}

type Options = ReturnType<typeof readOptions> & { folder: string; tell(text: string): void }

async function kill(options: Options): Promise<boolean> {
  const { faults, ...counts } = await killAgainAndAgain(options)
  say(
    `${counts.kills} kills, ${counts.whileStarting} of them while starting: ${counts.acknowledged} writes acknowledged, ${counts.changes} changes, ${counts.retried} POSTs sent again, of which ${counts.replayed} had been done; ${faults.length} faults`,
  )
  for (const fault of faults.slice(0, 20)) say(`  ${fault}`)
  return faults.length === 0
}

async function cut(options: Options): Promise<boolean> {
  if (!canTrace()) {
    say('power cuts: not done, because strace is not here or may not trace. Install it, or ask for --images 0.')
    return false
  }
  const full = await cutPower({ ...options, sync: 'full' })
  const normal = await cutPower({ ...options, sync: 'normal', images: Math.ceil(options.images / 2) })
  for (const { sync, images, lossy, broken, written, synced, acknowledged, examples } of [full, normal]) {
    say(
      `${images} power cuts, synchronous=${sync}: ${lossy} images lost an acknowledged write, ${broken} are broken (${acknowledged} writes acknowledged, ${written} to the files, ${synced} syncs)`,
    )
    for (const example of examples.slice(0, sync === 'full' ? 20 : 1)) say(`  ${example}`)
  }
  if (normal.lossy === 0) say('The control lost nothing: this proves nothing.')
  return full.lossy + full.broken + full.examples.length === 0 && normal.lossy > 0
}

async function run(options: ReturnType<typeof readOptions>): Promise<boolean> {
  const folder = mkdtempSync(join(options.dir, 'whosaid-durability-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const all = { ...options, folder, tell: progress.show }
  const survived = options.kills === 0 || (await kill(all))
  return (options.images === 0 || (await cut(all))) && survived
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
try {
  const options = readOptions()
  if (options.help) process.stdout.write(help)
  else process.exitCode = (await run(options)) ? 0 : 1
} catch (error) {
  progress.end()
  const usage = error instanceof TypeError
  process.stderr.write(`durability: ${usage ? error.message : error instanceof Error ? error.stack : error}\n`)
  process.exitCode = usage ? 2 : 1
}
