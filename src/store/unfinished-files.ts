import { rmSync } from 'node:fs'

/** What this thread writes and nobody but this process will read. */
const paths = new Set<string>()
/** What SQLite, or the writer of an import, makes beside such a file. */
const beside = ['', '-journal', '-results']

/** Notes a file that is to go with this process, and returns its path. */
export function unfinished(path: string): string {
  paths.add(path)
  return path
}

/** Removes such a file and what belongs to it, if they are there. */
export function removeUnfinished(path: string): void {
  for (const suffix of beside) rmSync(path + suffix, { force: true })
  paths.delete(path)
}

/** Removes all that is left of them. */
export function removeAllUnfinished(): void {
  for (const path of paths) removeUnfinished(path)
}
