import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { migrateStore, openStore } from '../store/open.ts'

type OpenedStore = Awaited<ReturnType<typeof openStore>>
/** What was found at the opening: the file, whether it was made now, its schema. */
export type Opening = OpenedStore['opened']

/** What this process writes is for its own user only: the database holds hashes of keys, the folder a key. */
const ownerOnly = 0o077

/** The store in DATA_DIR, which is made if it is missing. Throws StartError. */
export async function openData({ DATA_DIR }: Config): Promise<OpenedStore> {
  process.umask(ownerOnly)
  return openStore({ dataDir: DATA_DIR, readers: 1, lock: false })
}

/** The same for what needs a database that is there: in a folder that was mistyped none is made. Throws StartError. */
export async function openExisting({ DATA_DIR }: Config): Promise<OpenedStore> {
  process.umask(ownerOnly)
  return openStore({ dataDir: DATA_DIR, readers: 1, lock: false, existing: true })
}

/** The same for the server, which holds the lock that one server per file has, and says in its log why a write could not be done. Throws StartError. */
export async function openServed({ DATA_DIR, READERS }: Config, logger: Logger): Promise<OpenedStore> {
  process.umask(ownerOnly)
  const onTrouble = (reason: string) => logger.warn({ reason }, 'the database could not do what was asked of it')
  return openStore({ dataDir: DATA_DIR, readers: READERS, lock: true, onTrouble })
}

/** Brings the store in DATA_DIR to the schema of this program; resolves to the schemas before and after. Throws StartError. */
export async function migrateData({ DATA_DIR }: Config): Promise<{ from: number; to: number }> {
  process.umask(ownerOnly)
  return migrateStore(DATA_DIR)
}
