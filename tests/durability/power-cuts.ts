import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { chanceOf } from '../../bench/corpus/chance.ts'
import { migrateStore } from '../../src/store/open.ts'
import { openClients } from './clients.ts'
import { openDisk } from './disk.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { startServer } from './server.ts'
import { readSnapshot } from './snapshot.ts'
import { type Deed, readTrace, strace } from './trace.ts'

export type CutOptions = {
  folder: string
  /** How the server syncs: `full` is the program as it is, `normal` the control. */
  sync: 'full' | 'normal'
  writes: number
  images: number
  clients: number
  seed: number
  tell(text: string): void
}
export type CutReport = {
  sync: CutOptions['sync']
  acknowledged: number
  /** Writes and syncs of the two files */
  written: number
  synced: number
  images: number
  /** Images that lack a write that was acknowledged before the cut */
  lossy: number
  /** Images that are damaged, or have half of a write */
  broken: number
  examples: string[]
}

/** Whether writes and syncs can be watched here. */
export const canTrace = (): boolean => spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0

type Recording = { before: Map<string, Buffer>; deeds: Deed[]; ledger: Ledger; faults: string[] }

/** Lets clients write to a server whose writes and syncs are watched, then kills it. */
async function record({ folder, sync, writes, clients, seed, tell }: CutOptions): Promise<Recording> {
  const dataDir = join(folder, `data-${sync}`)
  await migrateStore(dataDir)
  const file = join(dataDir, 'whosaid.db')
  const before = new Map([['whosaid.db', readFileSync(file)]])
  const log = join(folder, `trace-${sync}`)
  const control = ['--import', fileURLToPath(new URL('./normal.ts', import.meta.url))]
  const under = strace([file, `${file}-wal`], log)
  const server = startServer(dataDir, { under, node: sync === 'normal' ? control : [] })
  const ledger = openLedger()
  const writing = openClients(clients, seed, await server.ready, ledger)
  while (ledger.acknowledged() < writes) {
    tell(`power cuts, synchronous=${sync}: ${ledger.acknowledged()} of ${writes} writes`)
    await sleep(50)
  }
  await writing.stop()
  await server.kill()
  return { before, deeds: await readTrace(log), ledger, faults: writing.faults() }
}

function writeImage(folder: string, files: Map<string, Buffer>): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name))
  for (const [name, content] of files) writeFileSync(join(folder, name), content)
}

/** Cuts the power of a recorded server at random moments and holds what can be recovered against what was acknowledged by then. */
export async function cutPower(options: CutOptions): Promise<CutReport> {
  const { folder, sync, images, seed, tell } = options
  const { before, deeds, ledger, faults } = await record(options)
  const chance = chanceOf(seed, 'cuts', sync)
  const moments = Array.from({ length: images }, () => chance.between(0, deeds.length)).sort((a, b) => a - b)
  const image = join(folder, `image-${sync}`)
  mkdirSync(image)
  const disk = openDisk(before)
  const found = { lossy: 0, broken: 0, examples: faults }
  let done = 0
  for (const [n, moment] of moments.entries()) {
    for (; done < moment; done++) disk.do(deeds[done] as Deed)
    writeImage(image, disk.cut(chance))
    const snapshot = await readSnapshot(image)
    const losses = ledger.losses(snapshot, deeds[moment]?.at ?? Number.POSITIVE_INFINITY)
    if (losses.length > 0) found.lossy += 1
    if (snapshot.faults.length > 0) found.broken += 1
    found.examples.push(...[...snapshot.faults, ...losses].slice(0, 1).map((what) => `cut at ${moment}: ${what}`))
    tell(`power cuts, synchronous=${sync}: ${n + 1} of ${images}, ${found.lossy} lossy, ${found.broken} broken`)
  }
  const count = (kind: Deed['kind']) => deeds.filter((deed) => deed.kind === kind).length
  const counts = { written: count('write'), synced: count('sync'), acknowledged: ledger.acknowledged() }
  return { sync, images, ...counts, ...found }
}
