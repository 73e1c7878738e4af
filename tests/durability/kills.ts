import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chanceOf } from '../../bench/corpus/chance.ts'
import { openClients } from './clients.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { type Server, startServer } from './server.ts'
import { readSnapshot } from './snapshot.ts'

export type KillOptions = { folder: string; kills: number; clients: number; seed: number; tell(text: string): void }
export type KillReport = {
  kills: number
  /** Kills of a server that had not yet come so far as to listen */
  whileStarting: number
  acknowledged: number
  retried: number
  replayed: number
  changes: number
  faults: string[]
}

/** ms from the first answer of a server to its death, at most */
const longestLife = 500

/** What the server left when it died, copied as it is, to be looked at beside the next server. */
function copyRemains(dataDir: string, copy: string): void {
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy)
  for (const name of ['whosaid.db', 'whosaid.db-wal'])
    if (existsSync(join(dataDir, name))) copyFileSync(join(dataDir, name), join(copy, name))
}

/** Waits until a write is acknowledged that was not before. */
async function nextAnswer({ acknowledged }: Ledger): Promise<void> {
  const before = acknowledged()
  while (acknowledged() === before) await sleep(2)
}

/** Numbers of all changes, as a client of the feed sees them. */
async function readFeed(url: string): Promise<number[]> {
  const seen: number[] = []
  for (;;) {
    const reply = await fetch(`${url}/v1/changes?after=${seen.at(-1) ?? 0}&limit=1000`)
    const { data } = (await reply.json()) as { data: { seq: number }[] }
    if (!Array.isArray(data)) throw new Error(`the feed answered ${reply.status}`)
    if (data.length === 0) return seen
    seen.push(...data.map(({ seq }) => seq))
  }
}

/** Kills a server again and again while clients write, and holds what is there after each death against what was acknowledged. */
export async function killAgainAndAgain({
  folder,
  kills,
  clients: count,
  seed,
  tell,
}: KillOptions): Promise<KillReport> {
  const dataDir = join(folder, 'data')
  const remains = join(folder, 'remains')
  mkdirSync(dataDir)
  const chance = chanceOf(seed, 'kills')
  const ledger = openLedger()
  const faults: string[] = []
  let whileStarting = 0
  let server: Server = startServer(dataDir)
  const at = await server.ready
  const port = Number(new URL(at.url).port)
  const clients = openClients(count, seed, at, ledger)
  for (let kill = 1; kill <= kills; kill++) {
    if (chance.next() < 0.15) whileStarting += 1
    else await nextAnswer(ledger)
    await sleep(chance.next() * longestLife)
    await server.kill()
    const died = Date.now()
    copyRemains(dataDir, remains)
    server = startServer(dataDir, { port })
    const snapshot = await readSnapshot(remains)
    const wrong = [...snapshot.faults, ...ledger.losses(snapshot, died)]
    faults.push(...wrong.map((what) => `kill ${kill}: ${what}`))
    tell(`kill ${kill} of ${kills}: ${ledger.acknowledged()} writes acknowledged, ${faults.length} faults`)
  }
  await server.ready
  await clients.stop()
  const seen = await readFeed(at.url)
  if (seen.some((seq, i) => seq !== i + 1)) faults.push('the feed has a gap')
  await server.kill('SIGTERM')
  const last = await readSnapshot(dataDir)
  faults.push(...clients.faults(), ...last.faults, ...ledger.losses(last, Number.POSITIVE_INFINITY))
  const [retried, replayed] = [clients.retried(), clients.replayed()]
  return { kills, whileStarting, acknowledged: ledger.acknowledged(), retried, replayed, changes: seen.length, faults }
}
