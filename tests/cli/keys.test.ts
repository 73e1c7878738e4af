import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { newFolder, startServer, whosaid } from './process.ts'

test('key create prints the key alone, list shows it without secret, revoke ends it', async () => {
  const env = { DATA_DIR: newFolder() }
  const made = await whosaid(['key', 'create', '--name', 'newsroom', '--scope', 'read', '--scope', 'write'], { env })
  expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^who_[0-9a-f]{12}_[\w-]{43}\n$/) })
  const [, id = '', secret = ''] = made.stdout.trim().split(/(?<=^who|^who_[^_]{12})_/)
  const listed = await whosaid(['key', 'list'], { env })
  expect(listed.stdout).toMatch(new RegExp(`^${id}  read,write  \\S+  good +newsroom\n$`))
  const json = await whosaid(['key', 'list', '--json'], { env })
  expect(JSON.parse(json.stdout)).toMatchObject([{ id, name: 'newsroom', scopes: ['read', 'write'], revokedAt: null }])
  expect(`${listed.stdout}${json.stdout}`).not.toContain(secret)
  expect(JSON.parse(json.stdout)[0]).not.toHaveProperty('hash')

  expect(await whosaid(['key', 'revoke', id], { env })).toEqual({ code: 0, stdout: `revoked key ${id}\n`, stderr: '' })
  expect((await whosaid(['key', 'list'], { env })).stdout).toContain('revoked 20')
  expect(await whosaid(['key', 'revoke', '0123456789ab'], { env })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'whosaid: there is no key 0123456789ab. The command "key list" shows what there is.\n',
  })
})

test('keys made beside a running server count at once, revoked ones no more after a second', async () => {
  const folder = newFolder()
  const env = { DATA_DIR: folder }
  const server = await startServer(folder, { SEED: 'off' })
  const write = async (key: string) => {
    const body = JSON.stringify({ name: `Somebody ${Math.random()}` })
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    return (await fetch(`${server.url}/v1/sources`, { method: 'POST', headers, body })).status
  }
  const reader = (await whosaid(['key', 'create', '--scope', 'read'], { env })).stdout.trim()
  const writer = (await whosaid(['key', 'create'], { env })).stdout.trim()
  expect([await write(reader), await write(writer)]).toEqual([403, 201])
  await whosaid(['key', 'revoke', writer], { env })
  await sleep(1_000)
  expect(await write(writer)).toBe(401)
})
