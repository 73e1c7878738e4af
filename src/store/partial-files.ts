import { randomBytes } from 'node:crypto'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { unfinished } from './unfinished-files.ts'

/** ms without a write after which nobody writes to a file any more, on whatever machine that was */
const abandoned = 3_600_000
const pattern = /\.partial-[0-9a-f]{12}(?:-journal)?$/

/** A name beside `target` for what is not whole yet; removes what an earlier one left there that was killed. */
export function newPartial(target: string): string {
  const folder = dirname(target)
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const since = pattern.test(name) ? statSync(path, { throwIfNoEntry: false })?.mtimeMs : undefined
    if (since !== undefined && Date.now() - since > abandoned) rmSync(path, { force: true })
  }
  return unfinished(`${target}.partial-${randomBytes(6).toString('hex')}`)
}
