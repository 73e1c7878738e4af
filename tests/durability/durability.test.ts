import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { killAgainAndAgain } from './kills.ts'
import { canTrace, cutPower } from './power-cuts.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whosaid-durability-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const tell = () => {}

test('after each of three kills what was acknowledged is there once, and nothing is half there (npm run durability: 50)', {
  timeout: 120_000,
}, async () => {
  const report = await killAgainAndAgain({ folder, kills: 3, clients: 4, seed: 1, tell })
  expect(report.faults).toEqual([])
  expect(report.acknowledged).toBeGreaterThan(3)
})

test.skipIf(!canTrace())(
  'a power cut takes nothing that was acknowledged, unless commits are not synced (needs strace)',
  {
    timeout: 120_000,
  },
  async () => {
    const options = { folder, writes: 60, clients: 4, seed: 1, tell }
    const full = await cutPower({ ...options, sync: 'full', images: 40 })
    expect(full).toMatchObject({ lossy: 0, broken: 0, examples: [] })
    const normal = await cutPower({ ...options, sync: 'normal', images: 20 })
    expect(normal.lossy).toBeGreaterThan(0)
    expect(normal.synced).toBeLessThan(full.synced)
  },
)
