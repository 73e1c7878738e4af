import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { killAgainAndAgain } from './kills.ts'
import { openLedger } from './ledger.ts'
import { canTrace, cutPower } from './power-cuts.ts'
import { readSnapshot } from './snapshot.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whosaid-durability-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const tell = () => {}

test('after each of three kills what was acknowledged is there once, and nothing is half there (npm run durability: 50)', {
  timeout: 240_000,
}, async () => {
  const report = await killAgainAndAgain({ folder, kills: 3, clients: 4, seed: 1, tell })
  expect(report.faults).toEqual([])
  expect(report.acknowledged).toBeGreaterThan(3)
})

test.skipIf(!canTrace())(
  'a power cut takes nothing that was acknowledged, unless commits are not synced (needs strace)',
  {
    timeout: 240_000,
  },
  async () => {
    const options = { folder, writes: 40, clients: 4, seed: 1, tell }
    const full = await cutPower({ ...options, sync: 'full', images: 20 })
    expect(full).toMatchObject({ lossy: 0, broken: 0, examples: [] })
    const normal = await cutPower({ ...options, sync: 'normal', images: 10 })
    expect(normal.lossy).toBeGreaterThan(0)
    expect(normal.synced).toBeLessThan(full.synced)
  },
)

test('a half of a write, a write done twice and a lost one are found', async () => {
  const store = await openStore({ dataDir: folder, readers: 1, lock: true })
  const ledger = openLedger()
  await store.articles.create({ title: 'Job 1 story', body: 'No quote was found here.' }, null)
  await store.sources.create({ name: 'Job 2' })
  const { id } = await store.sources.create({ name: 'Job 2' })
  ledger.made(id, 'Job 2')
  const acknowledge = ledger.asked(id, 'deleted')
  await store.close()
  const snapshot = await readSnapshot(folder)
  expect(snapshot.faults).toEqual([expect.stringMatching(/^art_.* is half there/), 'Job 2 was written twice'])
  const later = Number.POSITIVE_INFINITY
  expect(ledger.losses(snapshot, later)).toEqual([])
  acknowledge()
  expect(ledger.losses(snapshot, later)).toEqual([`${id} should be deleted and is Job 2`])
  expect(ledger.losses(snapshot, 0)).toEqual([])
})
