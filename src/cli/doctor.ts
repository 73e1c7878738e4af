import { existsSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { examineStore, type Finding } from '../store/open.ts'
import { openProgress } from './progress.ts'
import { readSettings } from './settings.ts'

/** Less room than this on the disk of the data is a warning: a WAL may grow to 64 MiB, and a backup is as large as the database. */
const leastFree = 2 ** 30

/** Checks the set-up and, with `deep`, all that the database holds; exit code 1 if anything is wrong. */
export async function doctor(deep: boolean): Promise<void> {
  const { settings, warnings } = readSettings(process.env, process.cwd())
  const dataDir = String(settings.find(({ name }) => name === 'DATA_DIR')?.value)
  const progress = openProgress()
  const findings = [
    ...checkSettings(
      settings.flatMap(({ problem }) => problem ?? []),
      warnings,
    ),
    ...checkFolder(dataDir),
    ...(await examineStore(dataDir, deep, (check, done, of) => progress.show(`whosaid: ${check} ${done}/${of}`))),
  ]
  progress.end()
  for (const { check, problem } of findings)
    process.stdout.write(problem ? `PROBLEM  ${check}: ${problem}\n` : `ok       ${check}\n`)
  if (!deep) process.stderr.write('The contents were not looked at: --deep does that.\n')
  if (findings.some(({ problem }) => problem)) process.exitCode = 1
}

function checkSettings(problems: string[], warnings: string[]): Finding[] {
  const all = [...problems, ...warnings]
  return [{ check: `settings (Node ${process.versions.node})`, problem: all.length > 0 ? all.join('; ') : null }]
}

function checkFolder(dataDir: string): Finding[] {
  if (!existsSync(dataDir)) return []
  const { bavail, bsize } = statfsSync(dataDir)
  const free = bavail * bsize
  const room =
    free < leastFree ? `only ${Math.floor(free / 2 ** 20)} MB are free on the disk of ${dataDir}. Make room.` : null
  const open = [dataDir, join(dataDir, 'whosaid.db'), join(dataDir, 'admin.key')].filter(
    (path) => process.platform !== 'win32' && existsSync(path) && (statSync(path).mode & 0o077) !== 0,
  )
  const modes = open.length > 0 ? `${open.join(', ')} can be read by other users. chmod go= ${open.join(' ')}` : null
  return [
    { check: 'room on the disk', problem: room },
    { check: 'file modes', problem: modes },
  ]
}
