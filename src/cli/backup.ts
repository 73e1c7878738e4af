import { resolve } from 'node:path'
import { backupStore, restoreStore } from '../store/open.ts'
import { openProgress } from './progress.ts'
import { loadConfig } from './settings.ts'

const size = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`

/** Copies the database into a new file, also while the server runs. */
export async function backup(file: string): Promise<void> {
  process.umask(0o077)
  const { bytes, seq, schema } = await backupStore(loadConfig().DATA_DIR, resolve(file))
  process.stdout.write(`wrote ${file}: ${size(bytes)}, schema ${schema}, up to change ${seq}\n`)
}

/** Puts a backup in the place of the database; the one that was there is kept. */
export async function restore(file: string): Promise<void> {
  process.umask(0o077)
  const { DATA_DIR } = loadConfig()
  const progress = openProgress()
  const { bytes, seq, schema, aside } = await restoreStore(DATA_DIR, resolve(file), new Date(), (check, done, of) =>
    progress.show(`whosaid: ${check} ${done}/${of}`),
  ).finally(progress.end)
  process.stdout.write(`restored ${file}: ${size(bytes)}, schema ${schema}, up to change ${seq}\n`)
  if (aside) process.stderr.write(`The database that was there is ${aside}. Remove it when all is well.\n`)
}
