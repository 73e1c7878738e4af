import { randomBytes } from 'node:crypto'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** What this thread writes and nobody but this process will read. */
const paths = new Set<string>()
/** What SQLite, or the writer of an import, makes beside such a file. */
const beside = ['', '-journal', '-results']

/** ms without a write after which nobody writes to a partial file any more, on whatever machine that was */
const abandoned = 3_600_000
const partial = /\.partial-[0-9a-f]{12}(?:-journal)?$/
const kinds = ['export', 'import', 'restore'] as const

/** A path that nothing has and that is to go with this process. */
function unfinished(start: string): string {
  const path = `${start}-${randomBytes(6).toString('hex')}`
  paths.add(path)
  return path
}

/** A name beside `target` for what is not whole yet; removes what an earlier one left there that was killed. */
export function newPartial(target: string): string {
  const folder = dirname(target)
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const since = partial.test(name) ? statSync(path, { throwIfNoEntry: false })?.mtimeMs : undefined
    if (since !== undefined && Date.now() - since > abandoned) rmSync(path, { force: true })
  }
  return unfinished(`${target}.partial`)
}

/** A name beside the database, with the process that it belongs to. */
export const newFileBeside = (database: string, kind: (typeof kinds)[number]): string =>
  unfinished(`${database}.${kind}-${process.pid}`)

/** Removes such a file and what belongs to it, if they are there. */
export function removeUnfinished(path: string): void {
  for (const suffix of beside) rmSync(path + suffix, { force: true })
  paths.delete(path)
}

/** Removes all that is left of them. */
export function removeAllUnfinished(): void {
  for (const path of paths) removeUnfinished(path)
}

/** Removes what a process left beside the database that did not end by itself. Called at the start, when this process has none yet. */
export function removeLeftovers(database: string): void {
  const pattern = new RegExp(`^\\.(?:${kinds.join('|')})-(\\d+)-`)
  const name = basename(database)
  for (const file of readdirSync(dirname(database))) {
    const owner = file.startsWith(name) ? pattern.exec(file.slice(name.length))?.[1] : undefined
    if (owner && !isAlive(Number(owner))) rmSync(join(dirname(database), file), { force: true })
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
