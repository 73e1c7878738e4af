import { readdirSync } from 'node:fs'
import { get as httpGet, type IncomingMessage } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Client, openClient } from './client.ts'
import { importInto, ndjson } from './transfer.ts'

let client: Client
beforeEach(async () => {
  client = await openClient()
})
afterEach(() => client.close())

/** The head of a reply of which nothing is read yet. */
const begin = (): Promise<IncomingMessage> => {
  const { port } = client.app.server.address() as { port: number }
  return new Promise((resolve, reject) => {
    httpGet({ port, path: '/v1/export', agent: false }, resolve).on('error', reject)
  })
}

test('two exports at a time; a client that goes makes room, and no export keeps a file or the writer waiting', async () => {
  const body = 'The harbour is shut, and nobody knows until when. '.repeat(2000)
  // more than sockets hold
  const stories = Array.from({ length: 200 }, (_, n) => ({ title: `Story ${n}`, body: `${n} ${body}` }))
  await importInto(client, ndjson(stories))
  const [one, two] = [await begin(), await begin()]
  expect([one.statusCode, two.statusCode]).toEqual([200, 200])
  const third = await client.get('/v1/export')
  expect([third.status, third.body.type, third.headers['retry-after']]).toEqual([503, '/problems/overloaded', '1'])
  expect((await client.send('POST', '/v1/articles', { title: 'Meanwhile', body: 'Words.' })).status).toBe(201)
  one.destroy()
  await expect.poll(async () => (await client.get('/v1/export')).status, { timeout: 10_000 }).toBe(200)
  let lines = 0
  for await (const chunk of two) lines += chunk.toString().split('\n').length - 1
  expect(lines).toBe(stories.length)
  expect(readdirSync(client.dataDir).filter((name) => name.includes('export'))).toEqual([])
})
