import type { Config } from '../config.ts'
import { migrateStore, openStore } from '../store/open.ts'

type OpenedStore = Awaited<ReturnType<typeof openStore>>
/** What was found at the opening: the file, whether it was made now, its schema. */
export type Opening = OpenedStore['opened']

/** What this process writes is for its own user only: the database holds hashes of keys, the folder a key. */
const ownerOnly = 0o077

/** The store in DATA_DIR, which is made if it is missing. `serve` takes the lock that one server per file holds. Throws StartError. */
export async function openData(config: Config, door: 'serve' | 'command'): Promise<OpenedStore> {
  process.umask(ownerOnly)
  const serving = door === 'serve'
  return openStore({ dataDir: config.DATA_DIR, readers: serving ? config.READERS : 1, lock: serving })
}

/** Brings the store in DATA_DIR to the schema of this program; resolves to the schemas before and after. Throws StartError. */
export async function migrateData({ DATA_DIR }: Config): Promise<{ from: number; to: number }> {
  process.umask(ownerOnly)
  return migrateStore(DATA_DIR)
}
