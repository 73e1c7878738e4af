import { randomBytes } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { unfinished } from '../unfinished-files.ts'

const kinds = ['export', 'import', 'restore'] as const

/** A name beside the database that nothing has, with the process that it belongs to. */
export const newFileBeside = (path: string, kind: (typeof kinds)[number]): string =>
  unfinished(`${path}.${kind}-${process.pid}-${randomBytes(6).toString('hex')}`)

/** Removes what a process left that did not end by itself. Called at the start, when this process has none yet. */
export function removeLeftovers(path: string): void {
  const pattern = new RegExp(`^\\.(?:${kinds.join('|')})-(\\d+)-`)
  const name = basename(path)
  for (const file of readdirSync(dirname(path))) {
    const owner = file.startsWith(name) ? pattern.exec(file.slice(name.length))?.[1] : undefined
    if (owner && !isAlive(Number(owner))) rmSync(join(dirname(path), file), { force: true })
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
