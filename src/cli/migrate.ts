import { migrateData } from './open-data.ts'
import { loadConfig } from './settings.ts'

/** Brings the database to the schema of this program, and makes it where there is none. */
export async function migrate(): Promise<void> {
  const { from, to } = await migrateData(loadConfig())
  process.stdout.write(from === to ? `schema ${to}, nothing to do\n` : `schema ${to}, was ${from}\n`)
}
