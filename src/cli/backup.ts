import { resolve } from 'node:path'
import { backupStore, restoreStore } from '../store/open.ts'
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
  const { bytes, seq, schema, aside } = await restoreStore(loadConfig().DATA_DIR, resolve(file), new Date())
  process.stdout.write(`restored ${file}: ${size(bytes)}, schema ${schema}, up to change ${seq}\n`)
  if (aside) process.stderr.write(`The database that was there is ${aside}. Remove it when all is well.\n`)
}
