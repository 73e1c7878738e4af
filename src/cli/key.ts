import { keyIdOf, makeKey } from '../domain/key.ts'
import { StartError } from '../domain/start-error.ts'
import type { Keys } from '../domain/store.ts'
import type { AccessKey, Scope } from '../schema/key.ts'
import { openData, openExisting } from './open-data.ts'
import { loadConfig } from './settings.ts'

/** Makes a key; the key alone goes to stdout, so that it can be piped, and what it is to stderr. */
export async function createKey(name: string, scopes: readonly Scope[]): Promise<void> {
  const { token, record } = makeKey(name, [...new Set(scopes)], new Date())
  await withKeys(openData, (keys) => keys.add(record))
  process.stdout.write(`${token}\n`)
  process.stderr.write(
    `made key ${record.id} "${name}" with scope ${record.scopes.join(', ')}; it is not shown again\n`,
  )
}

/** Lists keys, revoked ones too, as a table or as JSON; never their secrets. */
export async function listKeys(json: boolean): Promise<void> {
  const keys = await withKeys(openExisting, (held) => held.list())
  const shown = keys.map(({ hash: _, ...key }) => key)
  process.stdout.write(json ? `${JSON.stringify(shown, null, 2)}\n` : shown.map(line).join(''))
  if (!json && keys.length === 0) process.stderr.write('There is no key. The command "key create" makes one.\n')
}

/** Revokes a key by its id or by the key itself; a running server stops taking it within a second. Throws StartError where there is none. */
export async function revokeKey(given: string): Promise<void> {
  const id = keyIdOf(given) ?? given
  const revoked = await withKeys(openExisting, (keys) => keys.revoke(id))
  if (!revoked) throw new StartError(`there is no key ${id}. The command "key list" shows what there is.`)
  process.stdout.write(`revoked key ${id}\n`)
}

async function withKeys<Result>(open: typeof openData, act: (keys: Keys) => Promise<Result>): Promise<Result> {
  const store = await open(loadConfig())
  try {
    return await act(store.keys)
  } finally {
    await store.close()
  }
}

function line({ id, name, scopes, createdAt, revokedAt }: Omit<AccessKey, 'hash'>): string {
  const state = revokedAt ? `revoked ${revokedAt}` : 'good'
  return `${id}  ${scopes.join(',').padEnd(10)}  ${createdAt}  ${state.padEnd(8)}  ${name}\n`
}
