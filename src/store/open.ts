import type { Store } from '../domain/store.ts'
import { type Backup, backupFolder } from './sqlite/backup.ts'
import type { Examination, Finding } from './sqlite/examine.ts'
import { examineFolder } from './sqlite/examine-folder.ts'
import { optimizeFolder } from './sqlite/optimize.ts'
import { restoreFolder } from './sqlite/restore.ts'
import { migrateFolder, type Opened, openSqliteStore, type StoreOptions } from './sqlite/store.ts'

/** Opens the store of a data folder, brought to the newest schema. StartError, in one line, if it cannot be. */
export async function openStore(options: StoreOptions): Promise<Store & { opened: Opened }> {
  return openSqliteStore(options)
}

/** Brings the store of a data folder to the newest schema and says from which to which. */
export async function migrateStore(dataDir: string): Promise<{ from: number; to: number }> {
  const { from, schema } = migrateFolder(dataDir)
  return { from, to: schema }
}

export type { Finding }

/** Copies the store of a data folder into a new file, also while a server writes to it. StartError if it cannot. */
export async function backupStore(dataDir: string, file: string): Promise<Backup> {
  return backupFolder(dataDir, file)
}

/** Puts a backup in the place of the store of a data folder and says where the old one is. StartError, with nothing changed, if it cannot. */
export async function restoreStore(
  dataDir: string,
  file: string,
  now: Date,
  progress: Examination['progress'],
): Promise<Backup & { aside: string | null }> {
  return restoreFolder(dataDir, file, now, progress)
}

/** Looks for damage in the store of a data folder; `deep` reads all of it. */
export async function examineStore(
  dataDir: string,
  deep: boolean,
  progress: Examination['progress'],
): Promise<Finding[]> {
  return examineFolder(dataDir, deep, progress)
}

/** Makes the search indexes small and fast, or anew. StartError while a server runs. */
export async function optimizeStore(
  dataDir: string,
  rebuild: boolean,
  progress: (index: string) => void,
): Promise<void> {
  optimizeFolder(dataDir, rebuild, progress)
}
