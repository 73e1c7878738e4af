import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { newFolder, root, type Server, startServer, whosaid } from './process.ts'

const article = (title: string) => JSON.stringify({ title, body: `The words of ${title}.` })
const headers = (key: string) => ({ authorization: `Bearer ${key}`, 'content-type': 'application/json' })

/** A POST whose body ends only when `finish` is called. */
function slowPost({ url, key }: Server): {
  finish(): void
  reply: Promise<{ status: number; connection: string | undefined }>
} {
  const body = article('Slow')
  const post = request(`${url}/v1/articles`, {
    method: 'POST',
    headers: { ...headers(key), 'content-length': body.length },
  })
  const reply = new Promise<{ status: number; connection: string | undefined }>((resolve, reject) => {
    post.on('response', (response) => {
      response.resume()
      resolve({ status: response.statusCode ?? 0, connection: response.headers.connection })
    })
    post.on('error', reject)
  })
  post.write(body.slice(0, 10))
  return { finish: () => post.end(body.slice(10)), reply }
}

test('SIGTERM: not ready any more, what runs is answered and kept, exit code 0', async () => {
  const folder = newFolder()
  const server = await startServer(folder, { SEED: 'off', DRAIN_MS: '600' })
  const slow = slowPost(server)
  await sleep(200)
  const ended = server.stop('SIGTERM')
  await sleep(200)
  const ready = await fetch(`${server.url}/readyz`)
  expect([ready.status, ready.headers.get('connection')]).toEqual([503, 'close'])
  expect((await fetch(`${server.url}/v1/articles`)).status).toBe(200)
  await sleep(600)
  await expect(fetch(`${server.url}/readyz`)).rejects.toThrow('fetch failed')
  slow.finish()
  expect(await slow.reply).toEqual({ status: 201, connection: 'close' })
  expect(await ended).toBe(0)
  expect(server.log().at(-1)?.msg).toBe('stopped')

  const again = await startServer(folder)
  const kept = (await (await fetch(`${again.url}/v1/articles`)).json()) as { data: { title: string }[] }
  expect(kept.data.map(({ title }) => title)).toEqual(['Slow'])
})

test('SIGTERM while it starts: what it makes at its first start is whole, it never listens, exit code 0', async () => {
  const folder = newFolder()
  const child = spawn(process.execPath, [join(root, 'bin/whosaid.js'), 'serve'], {
    env: { PATH: process.env.PATH, DATA_DIR: folder, PORT: '0', DRAIN_MS: '60000' },
  })
  const ended = once(child, 'exit')
  let log = ''
  child.stdout.on('data', (text) => {
    log += text
  })
  while (child.exitCode === null && !existsSync(join(folder, 'whosaid.lock'))) await sleep(1)
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  expect(log).toMatch(/"stopped"/)
  expect(log).not.toMatch(/listening/)
  expect(readdirSync(folder).toSorted()).toEqual(['admin.key', 'whosaid.db', 'whosaid.lock'])
  const doctor = await whosaid(['doctor', '--deep'], { env: { DATA_DIR: folder } })
  expect(doctor.code).toBe(0)
  expect((await whosaid(['seed'], { env: { DATA_DIR: folder } })).stdout).toMatch(/^loaded 0 articles/)
})

test('a request that does not end is cut off after SHUTDOWN_MS', async () => {
  const server = await startServer(newFolder(), { SEED: 'off', DRAIN_MS: '0', SHUTDOWN_MS: '300' })
  const slow = slowPost(server)
  await sleep(200)
  const [code, reply] = await Promise.all([server.stop('SIGINT'), slow.reply.catch((error: Error) => error.message)])
  expect([code, reply]).toEqual([0, 'socket hang up'])
})

test('a second signal stops at once, with exit code 1; the same Ctrl-C passed on by npm does not count', async () => {
  const server = await startServer(newFolder(), { SEED: 'off', DRAIN_MS: '60000' })
  const ended = server.stop('SIGINT')
  server.child.kill('SIGINT')
  await sleep(1_300)
  expect(server.child.exitCode).toBe(null)
  server.child.kill('SIGINT')
  expect(await ended).toBe(1)
})

test('kill -9 in the middle of writing loses nothing that was acknowledged', async () => {
  const folder = newFolder()
  let server = await startServer(folder, { SEED: 'off', RATE_LIMIT_KEY: '0' })
  const acknowledged: string[] = []
  for (let round = 0; round < 3; round++) {
    const { url, key } = server
    const write = async (writer: number) => {
      for (let i = 0; ; i++) {
        const body = article(`${round}-${writer}-${i}`)
        const reply = await fetch(`${url}/v1/articles`, { method: 'POST', headers: headers(key), body })
        acknowledged.push(((await reply.json()) as { id: string }).id)
      }
    }
    const writers = [0, 1, 2, 3].map((writer) => write(writer).catch(() => 'cut off'))
    await sleep(400 + round * 150)
    await server.stop('SIGKILL')
    await Promise.all(writers)
    server = await startServer(folder, { RATE_LIMIT_KEY: '0' })
  }
  expect(acknowledged.length).toBeGreaterThan(20)
  const statuses = await Promise.all(
    acknowledged.map(
      async (id) => (await fetch(`${server.url}/v1/articles/${id}`, { headers: headers(server.key) })).status,
    ),
  )
  expect(statuses.filter((status) => status !== 200)).toEqual([])
})
