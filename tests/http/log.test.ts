import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { redactedPaths } from '../../src/http/logging.ts'
import { startApp, type TestApp } from './harness.ts'
import { raw } from './raw.ts'

const lines: string[] = []
const sink = new Writable({
  write(chunk, _, done) {
    lines.push(...String(chunk).trim().split('\n'))
    done()
  },
})

let door: TestApp
beforeAll(async () => {
  const logger = pino({ level: 'trace', redact: { paths: redactedPaths, censor: '[key]' } }, sink)
  door = await startApp({}, { logger })
})
afterAll(() => door.close())

const logged = async (id: string) => {
  await expect.poll(() => lines.some((line) => line.includes(id))).toBe(true)
  return lines.filter((line) => line.includes(id)).map((line) => JSON.parse(line))
}

test('each request is one line with its id, method, URL, status and time', async () => {
  await door.request.get('/v1/articles?limit=1').set('x-request-id', 'log-line-1')
  const found = await logged('log-line-1')
  expect(found).toHaveLength(1)
  expect(found[0]).toMatchObject({
    requestId: 'log-line-1',
    method: 'GET',
    url: '/v1/articles?limit=1',
    status: 200,
    msg: 'request',
  })
  expect(found[0].ms).toBeGreaterThan(0)
})

test('failures are logged under the id of their reply', async () => {
  await door.request.get('/nope').set('x-request-id', 'log-line-2')
  expect(await logged('log-line-2')).toMatchObject([{ status: 404 }])
  const broken = await raw(door.port, 'HELLO\r\n\r\n')
  expect(await logged(String(broken.headers['x-request-id']))).toMatchObject([{ status: 400 }])
})

test('no key ever stands in the log', async () => {
  const keys = [door.key, door.readKey, `who_0123456789ab_${'z'.repeat(43)}`]
  for (const key of keys) {
    await door.request.get('/v1/articles').set('authorization', `Bearer ${key}`)
    await door.request.get(`/v1/articles?key=${key}`).set('x-request-id', `secret-${key.slice(-8).replace(/-/g, '_')}`)
    await door.request.post('/v1/articles').set('authorization', `Bearer ${key}`).send({})
  }
  door.app.log.info({ req: { headers: { authorization: keys[0] } }, headers: { authorization: keys[1] } }, 'by mistake')
  await expect.poll(() => lines.some((line) => line.includes('by mistake'))).toBe(true)
  const all = lines.join('\n')
  // a secret may have _ in it
  for (const key of keys) expect(all).not.toContain(key.slice('who_0123456789ab_'.length))
  expect(all).toContain('who_…')
})
