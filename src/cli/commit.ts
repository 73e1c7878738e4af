import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const isCommit = /^[0-9a-f]{40,64}$/

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}

/** Git commit of the clone in this folder, 40 or 64 hex digits; null where it is no clone, or cannot be read. It needs no git. */
export function commitOf(folder: string): string | null {
  const git = join(folder, '.git')
  const head = read(join(git, 'HEAD'))
  const ref = head.replace(/^ref: /, '')
  const packed = () =>
    read(join(git, 'packed-refs'))
      .split('\n')
      .find((line) => line.endsWith(` ${ref}`))
      ?.split(' ')[0]
  const commit = ref === head ? head : read(join(git, ref)) || packed() || ''
  return isCommit.test(commit) ? commit : null
}
