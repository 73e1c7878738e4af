import type { Store } from '../domain/store.ts'
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
