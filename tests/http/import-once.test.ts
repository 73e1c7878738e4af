import { randomUUID } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { type Client, openClient } from './client.ts'
import { linesOf } from './expect-valid.ts'
import { exportOf, ndjson, type Sum, type Told } from './transfer.ts'

let client: Client
let key: string
beforeEach(async () => {
  client = await openClient()
  key = randomUUID()
})
afterEach(() => client.close())

/** No externalId and no url: nothing but the key can tell that a line was there before. */
const stories = (count: number, from = 1) =>
  Array.from({ length: count }, (_, i) => ({
    title: `Story ${from + i}`,
    body: `It is shut, said number ${from + i}.`,
  }))
const mixed = () => [...stories(150), { title: 'No body' }, ...stories(120, 200)]
const type = 'application/x-ndjson'
const post = (text: string | Buffer, query = '', more = key) =>
  client.send('POST', `/v1/import${query}`, text, { 'content-type': type, 'idempotency-key': more })
const latest = async (): Promise<number> => (await client.get('/v1/changes')).body.latest
const read = (reply: Awaited<ReturnType<typeof post>>) => {
  const lines = linesOf(reply)
  return { told: lines.slice(0, -1) as Told[], sum: lines.at(-1) as Sum }
}

/** Sends a part of an import with the key, reads until so many lines came back, and goes. */
async function breakOff(part: string, answers: number, query = ''): Promise<Told[]> {
  const { port } = client.app.server.address() as { port: number }
  const request = httpRequest({
    port,
    method: 'POST',
    path: `/v1/import${query}`,
    headers: { authorization: `Bearer ${client.key}`, 'content-type': type, 'idempotency-key': key },
  })
  let text = ''
  request.on('error', () => {})
  await new Promise<void>((resolve) => {
    request.on('response', (reply) => {
      reply.on('error', () => {})
      reply.on('data', (chunk) => {
        text += chunk
        if (text.split('\n').length > answers) resolve()
      })
    })
    request.write(part)
  })
  request.destroy()
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
}

/** Asks again while the import that was broken off has not ended. */
async function again(text: string, query = '') {
  await expect.poll(async () => (await post('', '', 'another')).status).toBe(200)
  for (;;) {
    const reply = await post(text, query)
    if (reply.status !== 409) return reply
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test.each(['', '?atomic=true', '?report=problems'])(
  'an import%s writes once, and gives the same reply again',
  async (query) => {
    const records = query.includes('atomic') ? stories(270) : mixed()
    const first = await post(ndjson(records), query)
    const after = await latest()
    const second = await post(ndjson(records), query)
    expect([first.status, first.headers['idempotency-replayed']]).toEqual([200, undefined])
    expect([second.status, second.headers['idempotency-replayed']]).toEqual([200, 'true'])
    expect(second.text).toBe(first.text)
    expect(read(second).sum.summary).toMatchObject({ lines: records.length, created: 270 })
    expect([await latest(), after]).toEqual([270, 270])
    expect((await post(ndjson(records), query, randomUUID())).headers['idempotency-replayed']).toBeUndefined()
    expect(await latest()).toBe(540)
  },
)

test('one that broke off goes on where it was: each line once, with the id that was told', async () => {
  const text = ndjson(mixed())
  const told = await breakOff(text.slice(0, Math.floor(text.length * 0.8)), 150)
  expect(told.length).toBeGreaterThanOrEqual(150)
  const before = await latest()
  const reply = await again(text)
  expect(reply.headers['idempotency-replayed']).toBe('true')
  const { told: all, sum } = read(reply)
  expect(all.slice(0, told.length)).toEqual(told)
  expect(all.map(({ line }) => line)).toEqual(Array.from({ length: 271 }, (_, i) => i + 1))
  expect(new Set(all.map(({ id }) => id)).size).toBe(271)
  expect(sum.summary).toEqual({ lines: 271, created: 270, updated: 0, skipped: 0, failed: 1, dryRun: false })
  expect(before).toBeLessThan(270)
  expect(await latest()).toBe(270)
  expect((await post(text)).text).toBe(reply.text)
})

test('what names other records still does after a break: other ids, and organisations that come later', async () => {
  const stamp = { version: 1, createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' }
  const source = (name: string, more = {}) => ({
    ...{ resource: 'source', id: newId('src'), slug: name.toLowerCase(), name, type: 'person', aliases: [] },
    ...{ description: null, organizationId: null, identifiers: [], dismissed: [], ...stamp, ...more },
  })
  const { body: here } = await client.send('POST', '/v1/sources', { name: 'Ana', slug: 'ana' })
  const [ana, port] = [source('Ana'), source('Port', { type: 'organization' })]
  const bo = source('Bo', { organizationId: port.id })
  const { body: article } = await client.send('POST', '/v1/articles', { title: 'T', body: 'It is shut.' })
  const quote = {
    ...{ resource: 'quote', id: newId('quo'), articleId: article.id, kind: 'direct', text: 'shut', anchor: 'exact' },
    ...{ segments: [{ start: 6, end: 10 }], context: null, sourceId: ana.id, speakerLabel: null, cue: null },
    ...{ attribution: { status: 'confirmed', method: 'manual', confidence: null }, candidates: [], ...stamp },
  }
  const lines = [ana, bo, ...stories(98), quote, ...stories(99, 200), port]
  const text = ndjson(lines)
  await breakOff(ndjson(lines.slice(0, 150)), 99, '?onConflict=skip')
  const { told, sum } = read(await again(text, '?onConflict=skip'))
  expect(sum.summary).toMatchObject({ lines: 201, created: 200, skipped: 1, failed: 0 })
  expect(told.filter(({ problem }) => problem)).toEqual([])
  expect((await client.get(`/v1/quotes/${quote.id}`)).body.sourceId).toBe(here.id)
  expect((await client.get('/v1/sources/bo')).body.organizationId).toBe(port.id)
  await client.send('PATCH', '/v1/sources/bo', { organizationId: null })
  const state = await exportOf(client)
  expect((await again(text, '?onConflict=skip')).status).toBe(200)
  expect(await exportOf(client)).toBe(state)
})

test('another body is refused at its first step, or in the last line where it differs later, and writes nothing', async () => {
  await post(ndjson(stories(250)))
  const swapped = [...stories(250).slice(0, 4).toReversed(), ...stories(246, 5)]
  const others = {
    swapped: [ndjson(swapped), ''],
    url: [ndjson(stories(250)), '?onConflict=skip'],
    less: [ndjson(stories(20)), ''],
    'an atomic one': [ndjson(stories(250)), '?atomic=true'],
  } as const
  for (const [name, [text, query]] of Object.entries(others)) {
    const { status, body } = await post(text, query)
    expect([name, status, body.type]).toEqual([name, 422, '/problems/idempotency-mismatch'])
  }
  for (const text of [ndjson(stories(251)), ndjson(stories(249)), ndjson(stories(200)), ndjson(stories(600))]) {
    const { told, sum } = read(await post(text))
    expect([told.length, sum.problem?.type]).toEqual([200, '/problems/idempotency-mismatch'])
  }
  expect((await client.send('POST', '/v1/sources', { name: 'A' }, { 'idempotency-key': key })).status).toBe(422)
  expect(await latest()).toBe(250)
  await client.send('POST', '/v1/sources', { name: 'A' }, { 'idempotency-key': 'of-a-source' })
  expect((await post(ndjson(stories(1)), '', 'of-a-source')).status).toBe(422)
  expect(await latest()).toBe(251)
})

test('an import of whole steps is over: one more line is another import', async () => {
  await post(ndjson(stories(200)))
  const { told, sum } = read(await post(ndjson(stories(201))))
  expect([told.length, sum.problem?.type, await latest()]).toEqual([200, '/problems/idempotency-mismatch', 200])
})

test('a second one while the first still runs is 409, and what failed as a whole may be sent again', async () => {
  const broken = await post(ndjson([...stories(3), { title: 'No body' }]), '?atomic=true')
  expect([broken.status, await latest()]).toEqual([400, 0])
  const { port } = client.app.server.address() as { port: number }
  const headers = { authorization: `Bearer ${client.key}`, 'content-type': type, 'idempotency-key': key }
  const first = httpRequest({ port, method: 'POST', path: '/v1/import', headers })
  const replied = new Promise<void>((resolve) => {
    first.on('response', (reply) => reply.resume().on('end', resolve))
  })
  first.write(ndjson(stories(120)))
  await expect.poll(latest).toBe(100)
  const { status, body } = await post(ndjson(stories(120)))
  expect([status, body.type]).toEqual([409, '/problems/conflict'])
  expect(body.errors).toMatchObject([{ in: 'header', parameter: 'Idempotency-Key', code: 'running' }])
  first.end()
  await replied
  expect((await post(ndjson(stories(120)))).headers['idempotency-replayed']).toBe('true')
  expect(await latest()).toBe(120)
})

test('a dry run keeps no key, and a key that is none is 400', async () => {
  const text = ndjson(stories(5))
  expect(read(await post(text, '?dryRun=true')).sum.summary).toMatchObject({ created: 5, dryRun: true })
  expect(read(await post(text)).sum.summary).toMatchObject({ created: 5, dryRun: false })
  for (const none of ['', 'a b', 'x'.repeat(256)]) expect((await post(text, '', none)).status).toBe(400)
  expect(await latest()).toBe(5)
})

test('after 24 hours its steps are forgotten, and go with the writes that have a key', async () => {
  const text = ndjson(stories(250))
  await post(text)
  await post(ndjson(stories(3)), '?atomic=true', 'atomic')
  const db = new Database(`${client.dataDir}/whosaid.db`)
  try {
    // three steps, an atomic import and what became of its lines
    const count = () => db.prepare('SELECT count(*) FROM idempotency_keys').pluck().get()
    expect(count()).toBe(5)
    db.exec('UPDATE idempotency_keys SET at = at - 86400001')
    expect((await post(text)).headers['idempotency-replayed']).toBeUndefined()
    expect([count(), await latest()]).toEqual([3, 503])
  } finally {
    db.close()
  }
})
