import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { keyIdOf, keyMatches, keyRecord, makeKey } from '../domain/key.ts'
import { StartError } from '../domain/start-error.ts'
import type { Keys } from '../domain/store.ts'
import { givenBy } from './settings.ts'
import { writeSecret } from './write-secret.ts'

/** Who can write, as the first lines say it. `made`: just now, and `token` is to be shown this once; `by`: the variable that gave it. */
export type AdminKey =
  | { kind: 'made'; token: string; path: string }
  | { kind: 'kept'; path: string; since: string }
  | { kind: 'given'; by: string }
  | { kind: 'elsewhere' }

/** Name of the record that stands for ADMIN_KEY. */
const given = 'ADMIN_KEY'

/** Sees to it that somebody can write: takes ADMIN_KEY, or makes a key and its file if the database has never had one. */
export async function ensureAdminKey(
  keys: Keys,
  config: Pick<Config, 'DATA_DIR' | 'ADMIN_KEY'>,
  now: Date,
): Promise<AdminKey> {
  if (config.ADMIN_KEY) return takeGiven(keys, config.ADMIN_KEY, now)
  const path = join(config.DATA_DIR, 'admin.key')
  if ((await keys.list()).length > 0) return findKept(keys, path)
  const { token, record } = makeKey('first admin key', ['admin'], now)
  writeSecret(path, `${token}\n`)
  await keys.add(record)
  return { kind: 'made', token, path }
}

/** An earlier ADMIN_KEY stops working once another is given. */
async function takeGiven(keys: Keys, token: string, now: Date): Promise<AdminKey> {
  const by = givenBy('ADMIN_KEY')
  const named = by === 'ADMIN_KEY' ? by : `the content of ${by}`
  const record = keyRecord(token, given, ['admin'], now)
  const same = await keys.find(record.id)
  if (same?.revokedAt)
    throw new StartError(`${named} is a key that was revoked. The command "key create --scope admin" makes another.`)
  if (same && !same.scopes.includes('admin')) throw new StartError(`${named} is a key without the scope admin.`)
  if (same && !keyMatches(token, same))
    throw new StartError(`${named} has the id of another key. Use a key as the command "key create" prints it.`)
  for (const old of await keys.list()) {
    if (old.name === given && old.id !== record.id && !old.revokedAt) await keys.revoke(old.id)
  }
  if (!same) await keys.add(record)
  return { kind: 'given', by }
}

async function findKept(keys: Keys, path: string): Promise<AdminKey> {
  const token = existsSync(path) ? readFileSync(path, 'utf8').trim() : ''
  const record = await keys.find(keyIdOf(token) ?? '')
  return record && keyMatches(token, record) ? { kind: 'kept', path, since: record.createdAt } : { kind: 'elsewhere' }
}
