import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Client, openClient } from './client.ts'
import { fillCorpus } from './corpus.ts'
import { exportOf, importInto, recordsOf } from './transfer.ts'

let [from, to]: Client[] = []
beforeEach(async () => {
  ;[from, to] = [await openClient(), await openClient()]
})
afterEach(async () => {
  await from?.close()
  await to?.close()
})

const clients = () => [from as Client, to as Client] as const
const made = async (client: Client, path: string, body: object | string, headers = {}) => {
  const reply = await client.send('POST', path, body, headers)
  expect(reply.status, reply.text).toBeLessThan(300)
  return reply.body
}

/** The corpus, and what an export might forget: merges, candidates, cycles, dismissed proposals, edits, odd letters. */
async function fill(client: Client): Promise<Record<string, string | undefined>> {
  const { id } = await fillCorpus(client)
  await made(client, '/v1/sources', { name: 'Ann Smith', type: 'person', description: 'line\u2028separator “and” 💬' })
  await made(client, '/v1/sources', { name: 'Bo Smith', type: 'person' })
  const text = { 'content-type': 'text/plain' }
  const story = await made(
    client,
    '/v1/articles',
    'Two of a name\n\n“We will open in May,” said Smith. “It is late, and nobody asked,” said Cleo Wade.',
    text,
  )
  expect(story.quoteCount).toBe(2)
  const quotes = (await client.get(`/v1/articles/${story.id}/quotes?include=candidates`)).body.data
  expect(quotes.flatMap(({ candidates }: { candidates: object[] }) => candidates)).toHaveLength(2)
  await client.send('DELETE', `/v1/quotes/${quotes[1].id}`)
  // a name that a person took away from a source, and its description
  const named = await made(client, '/v1/sources', {
    name: 'Ida Berg',
    aliases: ['I. Berg', 'Ída B.'],
    description: 'D',
  })
  await client.send('PATCH', `/v1/sources/${named.id}`, { aliases: ['I. Berg'], description: null })
  // an organisation that speaks for its own member, and one that was made after its member
  await client.send('PATCH', `/v1/sources/${id.port}`, { organizationId: id.olsen })
  const late = await made(client, '/v1/sources', {
    name: 'Late Organisation',
    type: 'organization',
    organizationId: id.port,
  })
  await client.send('PATCH', `/v1/sources/${id.silent}`, { organizationId: late.id })
  const [one, two] = [
    await made(client, '/v1/sources', { name: 'A. Ruiz' }),
    await made(client, '/v1/sources', { name: 'A Ruiz' }),
  ]
  await made(client, `/v1/sources/${one.id}/merge`, { into: two.id })
  await made(client, `/v1/sources/${two.id}/merge`, { into: id.ruiz })
  // as long as NFC can make it, and as many marks
  await made(client, '/v1/articles', {
    title: '\ufb2c'.repeat(500),
    body: `a${'\u0344'.repeat(30)} \u0001 \\ "`,
    tags: ['\ufb2c'.repeat(100)],
  })
  await client.send('PATCH', `/v1/articles/${id.harbour}`, { title: 'Harbour shut', publishedAt: '2026-03-05' })
  const gone = await made(client, '/v1/sources', { name: 'Gone' })
  await client.send('DELETE', `/v1/sources/${gone.id}`)
  return { ...id, gone: gone.id, deleted: quotes[1].id, one: one.id, two: two.id, story: story.id, named: named.id }
}

test('export, import into an empty database, export: the same bytes', async () => {
  const [from, to] = clients()
  const id = await fill(from)
  const text = await exportOf(from)
  const resources = recordsOf(text).map(({ resource }) => resource)
  expect(new Set(resources)).toEqual(new Set(['source', 'merge', 'article', 'quote', 'tombstone']))
  const { told, sum } = await importInto(to, text)
  expect(told.filter(({ problem }) => problem)).toEqual([])
  expect(sum).toMatchObject({
    summary: { lines: resources.length, created: resources.length, failed: 0 },
    problem: null,
  })
  expect(told.map(({ line }) => line).toSorted((a, b) => a - b)).toEqual(resources.map((_, i) => i + 1))
  expect(await exportOf(to)).toBe(text)
  for (const path of [
    `/v1/articles/${id.harbour}?include=quotes,sources`,
    `/v1/sources/${id.ruiz}`,
    '/v1/quotes?include=candidates,context,source&limit=100',
  ])
    expect((await to.get(path)).body, path).toEqual((await from.get(path)).body)
  for (const path of [`/v1/sources/${id.gone}`, `/v1/quotes/${id.deleted}`])
    expect((await to.get(path)).status).toBe(410)
  for (const old of [id.one, id.two])
    expect((await to.get(`/v1/sources/${old}`)).headers.location).toBe(`/v1/sources/${id.ruiz}`)
})

test('it goes on from there: edits, merges, proposals and the feed of a database that was imported', async () => {
  const [from, to] = clients()
  const id = await fill(from)
  await importInto(to, await exportOf(from))
  const feed = (await to.get('/v1/changes?limit=1000')).body.data
  expect(feed.map(({ seq }: { seq: number }) => seq)).toEqual(feed.map((_: object, i: number) => i + 1))
  expect(feed.filter(({ type }: { type: string }) => type === 'merged')).toHaveLength(2)
  const quotes = (await to.get('/v1/quotes?anchor=orphaned')).body
  expect(quotes.data).toHaveLength(1)
  const { body: edited } = await to.send('PATCH', `/v1/articles/${id.tax}`, {
    body: 'The vote was late. Nobody would say why, for a week.',
  })
  expect(edited.reanchoring).toEqual({ kept: 0, moved: 1, orphaned: 0 })
  expect((await to.send('POST', `/v1/articles/${id.story}/extract`)).body).toMatchObject({ proposed: [], dismissed: 1 })
  const record = recordsOf(await exportOf(to)).find((one) => one.id === id.named)
  const dismissed = ['aliases ida b', 'description ']
  expect(record.dismissed.map((one: Record<string, string>) => `${one.property} ${one.value}`)).toEqual(dismissed)
  const undone = await to.send('POST', `/v1/sources/${id.ruiz}/unmerge`, { source: id.two })
  expect([undone.status, undone.body.detail]).toEqual([409, expect.stringMatching(/import/)])
  await made(to, `/v1/sources/${id.olsen}/merge`, { into: id.ruiz })
  expect((await to.send('DELETE', `/v1/sources/${id.ruiz}?quotes=detach`)).status).toBe(204)
  const third = await openClient()
  const text = await exportOf(to)
  const { sum } = await importInto(third, text)
  expect(sum.summary.failed).toBe(0)
  expect(await exportOf(third)).toBe(text)
  await third.close()
})

test('an export of some resources, HEAD, and the sequence that it names', async () => {
  const [from] = clients()
  await fill(from)
  const all = recordsOf(await exportOf(from))
  const of = (...names: string[]) =>
    all.filter(({ resource, id }) => names.includes(resource) || names.includes(`${resource} ${id.slice(0, 3)}`))
  expect(recordsOf(await exportOf(from, '?resource=article'))).toEqual(of('article'))
  expect(recordsOf(await exportOf(from, '?resource=quote,source'))).toEqual(
    of('source', 'merge', 'quote', 'tombstone src', 'tombstone quo'),
  )
  const { latest } = (await from.get('/v1/changes')).body
  const { headers } = await from.get('/v1/export')
  expect(headers).toMatchObject({
    'change-sequence': String(latest),
    'content-type': 'application/x-ndjson',
    'content-disposition': 'attachment; filename="whosaid.ndjson"',
  })
  expect((await from.send('HEAD', '/v1/export')).headers['change-sequence']).toBe(String(latest))
  expect((await from.get('/v1/export?resource=publisher')).status).toBe(400)
})

test('an export while others write is one state: that of the change it names', async () => {
  const [from, to] = clients()
  let over = false
  let writes = 0
  const writing = Promise.all(
    [1, 2].map(async (lane) => {
      for (let n = 0; !over; n++) {
        const { body } = await from.send('POST', '/v1/articles?extract=true', {
          title: `Story ${lane} ${n}`,
          body: `The harbour is shut. “We will open in May,” said Ana Ruiz ${n}. “Nobody asked us for a word,” said Bo Vik.`,
        })
        if (n % 3 === 0) await from.send('DELETE', `/v1/articles/${body.id}`)
        else await from.send('PATCH', `/v1/articles/${body.id}`, { section: 'Local' })
        writes += 1
      }
    }),
  )
  for (let round = 0; round < 3; round++) {
    const before = writes
    await expect.poll(() => writes, { timeout: 20_000, interval: 10 }).toBeGreaterThan(before + 10)
    const { text, headers } = await from.get('/v1/export')
    const seq = Number(headers['change-sequence'])
    const versions = new Map<string, number>()
    const gone = new Set<string>()
    for (let after = 0; after < seq; ) {
      const { data } = (await from.get(`/v1/changes?after=${after}&limit=1000`)).body
      for (const { seq: at, id, type } of data) {
        if (at > seq) break
        if (type === 'deleted') versions.delete(id)
        if (type === 'deleted') gone.add(id)
        else versions.set(id, (versions.get(id) ?? 0) + 1)
      }
      after = data.at(-1).seq
    }
    const records = recordsOf(text)
    const isGone = ({ resource }: { resource: string }) => resource === 'tombstone'
    expect(Object.fromEntries(records.filter((one) => !isGone(one)).map(({ id, version }) => [id, version]))).toEqual(
      Object.fromEntries(versions),
    )
    expect(new Set(records.filter(isGone).map(({ id }) => id))).toEqual(gone)
    if (round === 2) {
      expect((await importInto(to, text)).sum.summary.failed).toBe(0)
      expect(await exportOf(to)).toBe(text)
    }
  }
  over = true
  await writing
})
