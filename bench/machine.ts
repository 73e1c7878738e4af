import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os'
import Database from 'better-sqlite3'

/** What it was measured on. `load`: how many processes wanted to run when the run began. */
export type Machine = {
  cpu: string
  cores: number
  memoryGb: number
  system: string
  node: string
  sqlite: string
  commit: string | null
  load: number
}

function sqliteVersion(): string {
  const db = new Database(':memory:')
  const version = db.prepare('SELECT sqlite_version()').pluck().get() as string
  db.close()
  return version
}

function commitOf(): string | null {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8', stdio: 'pipe' }).trim()
  } catch {
    return null
  }
}

/** Describes this machine. */
export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    sqlite: sqliteVersion(),
    commit: commitOf(),
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  }
}
