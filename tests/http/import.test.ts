import { request as httpRequest } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { type Client, openClient } from './client.ts'
import { fillCorpus } from './corpus.ts'
import { exportOf, importInto, ndjson, recordsOf } from './transfer.ts'

let client: Client
beforeEach(async () => {
  client = await openClient()
})
afterEach(() => client.close())

const story = (n: number) => ({
  title: `Story ${n}`,
  body: `The harbour is shut, said number ${n}.`,
  externalId: `s${n}`,
})
const stories = (count: number, from = 1) => Array.from({ length: count }, (_, i) => story(from + i))
const stamp = { version: 3, createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-02T00:00:00.000Z' }
const source = (more: object = {}) => ({
  resource: 'source',
  id: newId('src'),
  slug: 'ana-ruiz',
  name: 'Ana Ruiz',
  type: 'person',
  aliases: [],
  description: null,
  organizationId: null,
  identifiers: [],
  dismissed: [],
  ...stamp,
  ...more,
})
const count = async () => (await client.get('/v1/articles?limit=0&total=exact')).body.total.value
const failures = (told: Awaited<ReturnType<typeof importInto>>['told']) =>
  told
    .filter(({ problem }) => problem)
    .map(({ line, status, problem }) => [line, status, problem?.type.split('/').at(-1)])
const post = (text: string, query = '') =>
  client.send('POST', `/v1/import${query}`, text, { 'content-type': 'application/x-ndjson' })

test('a line out for each line in, and those that are broken stop nothing', async () => {
  const quote = recordsOf(await exampleExport()).find(({ resource }) => resource === 'quote')
  const lines: [string | Buffer, string | null][] = [
    [JSON.stringify(story(1)), null],
    ['{"title":"cut', 'malformed-request'],
    [
      Buffer.concat([Buffer.from('{"title":"A","body":"caf'), Buffer.from([0xe9]), Buffer.from('"}')]),
      'malformed-request',
    ],
    ['{"title":"A","body":"half \\ud83d of a pair"}', 'malformed-request'],
    ['{"title":"A","body":"a NUL \\u0000"}', 'malformed-request'],
    ['{"__proto__":{"title":"A"}}', 'malformed-request'],
    ['[]', 'invalid-body'],
    ['null', 'invalid-body'],
    ['{"titel":"A","body":"B"}', 'invalid-body'],
    ['{"resource":"publisher"}', 'invalid-body'],
    ['{"resource":"toString"}', 'invalid-body'],
    ['{"title":"A","body":"B","publishedAt":"2026-02-30"}', 'invalid-body'],
    [JSON.stringify({ ...story(2), externalId: 's1' }), 'conflict'],
    [JSON.stringify({ ...quote, id: newId('quo') }), 'unknown-reference'],
    [JSON.stringify(source({ organizationId: newId('src') })), 'unknown-reference'],
    [JSON.stringify({ ...source({ slug: 'x' }), into: newId('src') }), 'invalid-body'],
    [
      JSON.stringify({
        resource: 'merge',
        id: newId('src'),
        slug: 'gone',
        into: newId('src'),
        version: 1,
        mergedAt: stamp.createdAt,
      }),
      'unknown-reference',
    ],
    [JSON.stringify(story(3)), null],
  ]
  const body = Buffer.concat(lines.flatMap(([line]) => [Buffer.from(line), Buffer.from('\n')]))
  const { told, sum } = await importInto(client, body)
  const slugs = told
    .toSorted((a, b) => a.line - b.line)
    .map(({ problem }) => problem?.type.replace('/problems/', '') ?? null)
  expect(slugs).toEqual(lines.map(([, slug]) => slug))
  expect(told.find(({ line }) => line === 15)).toMatchObject({
    status: 'created',
    problem: { detail: expect.stringMatching(/without its organization/) },
  })
  expect(sum).toMatchObject({ summary: { lines: lines.length, created: 3, failed: lines.length - 3 }, problem: null })
  expect(await count()).toBe(2)
  expect((await client.get('/v1/changes')).body.data).toHaveLength(3)
})

async function exampleExport(): Promise<string> {
  const other = await openClient()
  await fillCorpus(other)
  const text = await exportOf(other)
  await other.close()
  return text
}

test('a quote must stand where it says, and a record must not contradict itself', async () => {
  const records = recordsOf(await exampleExport())
  const at = records.findIndex(
    ({ resource, anchor, sourceId }) => resource === 'quote' && anchor === 'exact' && sourceId,
  )
  const { segments, attribution } = records[at]
  const broken = [
    {
      segments: segments.map(({ start, end }: { start: number; end: number }) => ({ start: start + 1, end: end + 1 })),
    },
    { segments: [{ start: 0, end: 3_000_000 }] },
    { text: 'Other words' },
    { attribution: { ...attribution, status: 'unattributed' } },
    { attribution: { ...attribution, status: 'confirmed' }, sourceId: null },
    { candidates: [{ sourceId: newId('src'), confidence: 0.5 }] },
  ]
  const lines = [...records.slice(0, at), ...broken.map((more) => ({ ...records[at], ...more })), ...records.slice(at)]
  const { told, sum } = await importInto(client, ndjson(lines))
  expect(failures(told).map(([line, , slug]) => [Number(line) - at, slug])).toEqual([
    [1, 'quote-not-verbatim'],
    [2, 'quote-not-verbatim'],
    [3, 'quote-not-verbatim'],
    [4, 'invalid-body'],
    [5, 'invalid-body'],
    [6, 'unknown-reference'],
  ])
  expect(told.find(({ line }) => line === at + 5)?.problem?.detail).toMatch(/^A confirmed quote names its source/)
  expect(sum.summary.created).toBe(records.length)
})

test('thousands of quotes of a long article come in, and the thread that writes lives', {
  timeout: 30_000,
}, async () => {
  const said = Array.from({ length: 4_000 }, (_, i) => `“We open gate ${i} in May,” she said.`.padEnd(220, ' …'))
  const body = said.join(' ')
  const other = await openClient()
  await importInto(other, ndjson([{ title: 'Gates', body }]))
  const article = recordsOf(await exportOf(other))[0]
  await other.close()
  const quotes = said.map((sentence, i) => {
    const text = sentence.slice(1, sentence.indexOf('”'))
    const start = i * 221 + 1
    return {
      resource: 'quote',
      id: newId('quo'),
      articleId: article.id,
      kind: 'direct',
      text,
      anchor: 'exact',
      segments: [{ start, end: start + text.length }],
      context: null,
      sourceId: null,
      speakerLabel: null,
      cue: null,
      attribution: { status: 'unattributed', method: 'manual', confidence: null },
      candidates: [],
      ...stamp,
    }
  })
  const records = ndjson([article, ...quotes.toSorted((a, b) => (a.id < b.id ? -1 : 1))])
  expect((await importInto(client, records)).sum.summary).toMatchObject({ created: 4_001, failed: 0 })
  expect(await exportOf(client)).toBe(records)
  expect((await client.get('/metrics')).text).not.toMatch(/restarts\S* [1-9]/)
})

test('what is there already is an error, skipped or updated', async () => {
  await fillCorpus(client)
  const text = await exportOf(client)
  const records = recordsOf(text)
  const failed = await importInto(client, text)
  expect(failed.sum.summary).toMatchObject({ created: 0, failed: records.length })
  for (const rule of ['skip', 'update'])
    expect((await importInto(client, text, `?onConflict=${rule}`)).sum.summary).toMatchObject({
      skipped: records.length,
      failed: 0,
    })
  expect(await exportOf(client)).toBe(text)
  const edited = records.map((record) =>
    record.resource === 'article'
      ? { ...record, section: 'Import' }
      : record.resource === 'source'
        ? { ...record, description: 'New' }
        : { ...record, cue: 'told us' },
  )
  expect((await importInto(client, ndjson(edited), '?onConflict=update')).sum.summary).toMatchObject({
    updated: records.length,
  })
  const after = recordsOf(await exportOf(client))
  expect(after.map(({ version }) => version)).toEqual(records.map(({ version }) => version + 1))
  expect((await client.get('/v1/articles?section=Import')).body.data).toHaveLength(4)
})

test('records that are there under other ids keep those, and what refers to them follows', async () => {
  const corpus = await fillCorpus(client)
  const other = await openClient()
  const theirs = await fillCorpus(other)
  const text = await exportOf(other)
  await other.close()
  const { told, sum } = await importInto(client, text, '?onConflict=update')
  // a quote whose words are gone has no place by which it could be known
  expect(sum.summary).toMatchObject({ created: 1, failed: 0 })
  expect(told.filter(({ id }) => id === corpus.id.harbour)).toHaveLength(1)
  expect((await client.get(`/v1/articles/${theirs.id.harbour}`)).status).toBe(404)
  expect(await count()).toBe(4)
})

test('atomic: all lines or none, and the first that fails is the reply', async () => {
  const bad = ndjson([...stories(150), { title: 'No body' }, story(200)])
  const refused = await post(bad, '?atomic=true')
  expect([refused.status, refused.body.type, refused.body.detail]).toEqual([
    400,
    '/problems/invalid-body',
    expect.stringMatching(/^Line 151: .*Nothing was imported/),
  ])
  const taken = await post(ndjson([...stories(150), story(7)]), '?atomic=true')
  expect([taken.status, taken.body.detail]).toEqual([
    409,
    expect.stringMatching(
      /^Line 151: externalId s7 belongs to line 7 \(art_\w{26}\) already\. Nothing was imported\.$/,
    ),
  ])
  expect(taken.body.errors).toEqual([
    {
      in: 'body',
      pointer: '/externalId',
      line: 151,
      code: 'taken',
      detail: expect.stringContaining('belongs to line 7 (art_'),
    },
  ])
  expect(refused.body.errors).toEqual([expect.objectContaining({ line: 151, pointer: '/body', code: 'required' })])
  const cut = await post(`${ndjson(stories(2))}{"title":\n`, '?atomic=true')
  expect([cut.status, cut.body.errors]).toEqual([400, [expect.objectContaining({ line: 3, in: 'body' })]])
  expect((await client.get('/v1/changes')).body.latest).toBe(0)
  const { told, sum } = await importInto(client, ndjson(stories(150)), '?atomic=true')
  expect([told.length, sum.summary.created, await count()]).toEqual([150, 150, 150])
})

test('a dry run says the same and writes nothing', async () => {
  const text = await exampleExport()
  const broken = `${text}{"title":"No body"}\n`
  const dry = await importInto(client, broken, '?dryRun=true')
  expect(dry.sum.summary).toMatchObject({ dryRun: true, failed: 1 })
  expect((await client.get('/v1/changes')).body.latest).toBe(0)
  const done = await importInto(client, broken)
  expect(done.told.toSorted((a, b) => a.line - b.line)).toEqual(dry.told.toSorted((a, b) => a.line - b.line))
  expect(await exportOf(client)).toBe(text)
})

test('a merge of a source that was deleted here makes its id lead on, and it goes with the one it leads to', async () => {
  const [gone, into] = [source(), source({ slug: 'a-ruiz' })]
  await importInto(client, ndjson([gone, into]))
  await client.send('DELETE', `/v1/sources/${gone.id}`)
  const merged = {
    resource: 'merge',
    id: gone.id,
    slug: 'ana-ruiz',
    into: into.id,
    version: 3,
    mergedAt: stamp.updatedAt,
  }
  expect(failures((await importInto(client, ndjson([merged]))).told)).toEqual([])
  expect((await client.get(`/v1/sources/${gone.id}`)).status).toBe(308)

  const copy = await openClient()
  const exported = await exportOf(client)
  expect(failures((await importInto(copy, exported)).told)).toEqual([])
  expect(await exportOf(copy)).toBe(exported)
  await copy.close()
  expect((await client.send('DELETE', `/v1/sources/${into.id}`)).status).toBe(204)
  expect((await client.get(`/v1/sources/${gone.id}`)).status).toBe(410)
})

test('an import deletes nothing, and says who does', async () => {
  const { body: article } = await client.send('POST', '/v1/articles', story(1))
  const line = ndjson([{ resource: 'tombstone', id: article.id, version: 2, deletedAt: stamp.updatedAt }])
  for (const rule of ['skip', 'update'])
    expect((await importInto(client, line, `?onConflict=${rule}`)).told).toMatchObject([{ status: 'skipped' }])
  const refused = await importInto(client, line)
  expect(failures(refused.told)).toEqual([[1, 'failed', 'conflict']])
  expect(refused.told[0]?.problem?.detail).toContain(`DELETE /v1/articles/${article.id} if`)
  expect((await client.send('DELETE', `/v1/articles/${article.id}`)).status).toBe(204)
  expect((await importInto(client, line)).told[0]?.problem?.detail).toMatch(/was deleted here already/)
})

test('a quote whose candidates are one source by now is updated once', async () => {
  const [one, other] = [source(), source({ slug: 'a-ruiz' })]
  const { body: article } = await client.send('POST', '/v1/articles', story(1))
  const { body: quote } = await client.send('POST', '/v1/quotes', {
    articleId: article.id,
    text: 'The harbour is shut',
  })
  await importInto(client, ndjson([one, other]))
  await client.send('POST', `/v1/sources/${other.id}/merge`, { into: one.id })
  const record = recordsOf(await exportOf(client, '?resource=quote')).find(({ id }) => id === quote.id)
  const candidates = [one, other].map(({ id }, i) => ({ sourceId: id, confidence: 0.5 - i / 10 }))
  const again = async () =>
    (await importInto(client, ndjson([{ ...record, candidates }]), '?onConflict=update')).told[0]?.status
  expect([await again(), await again()]).toEqual(['updated', 'skipped'])
})

test('organisations may come after those who speak for them', async () => {
  const port = source({ slug: 'port', name: 'Port', type: 'organization' })
  const ana = source({ organizationId: port.id })
  const both = [ana, ...stories(300), port]
  for (const query of ['', '?atomic=true']) {
    const other = await openClient()
    const { told, sum } = await importInto(other, ndjson(both), query)
    expect([sum.summary.created, failures(told)]).toEqual([302, []])
    expect((await other.get('/v1/sources/ana-ruiz')).body).toMatchObject({
      organizationId: port.id,
      ...stamp,
    })
    await other.close()
  }
})

test('an organisation that comes later is held to what one is held to that comes first', async () => {
  const [port, city, ana, bo] = ['port', 'city', 'ana', 'bo'].map((slug) => source({ slug, type: 'organization' }))
  const circle = [
    { ...port, organizationId: city?.id },
    { ...city, organizationId: port?.id },
  ]
  const person = [
    { ...ana, organizationId: bo?.id },
    { ...bo, type: 'person' },
  ]
  const records = ndjson([...circle, ...person])
  const { told } = await importInto(client, records)
  expect(failures(told)).toEqual([
    [1, 'created', 'unfitting-reference'],
    [3, 'created', 'unfitting-reference'],
  ])
  const organizationOf = async (slug: string) => (await client.get(`/v1/sources/${slug}`)).body.organizationId
  expect(await Promise.all(['port', 'city', 'ana'].map(organizationOf))).toEqual([null, port?.id, null])

  const other = await openClient()
  expect(failures((await importInto(other, records, '?dryRun=true')).told)).toEqual(failures(told))
  expect(
    (await other.send('POST', '/v1/import?atomic=true', records, { 'content-type': 'application/x-ndjson' })).body.type,
  ).toBe('/problems/unfitting-reference')
  await other.close()
})

test('new articles are searched for quotes if that is asked for', async () => {
  const article = { title: 'Harbour', body: 'The harbour is shut.  “We will open in May,” said Ana Ruiz.' }
  const many = Array.from({ length: 30 }, (_, i) => ({ ...article, externalId: `e${i}` }))
  expect((await importInto(client, ndjson(many), '?extract=true')).sum.summary).toMatchObject({ created: 30 })
  expect((await client.get('/v1/quotes?limit=0&total=exact')).body.total.value).toBe(30)
  expect((await client.get('/v1/sources')).body.data).toHaveLength(1)
  const again = await importInto(client, ndjson(many), '?extract=true&onConflict=update')
  expect(again.sum.summary).toMatchObject({ skipped: 30 })
  await importInto(client, ndjson([article]))
  expect((await client.get('/v1/quotes?limit=0&total=exact')).body.total.value).toBe(30)
})

test('report=problems leaves out what went well', async () => {
  const { told, sum } = await importInto(client, ndjson([story(1), { title: 'No body' }, story(2)]), '?report=problems')
  expect(told.map(({ line }) => line)).toEqual([2])
  expect(sum.summary).toMatchObject({ lines: 3, created: 2, failed: 1 })
})

test('a line of 50 MB is a problem of that line, and does not get into memory', async () => {
  const long = `{"title":"Long","body":"${'x'.repeat(50_000_000)}"}`
  const { told } = await importInto(client, `${JSON.stringify(story(1))}\n${long}\n${JSON.stringify(story(2))}\n`)
  expect(failures(told)).toEqual([[2, 'failed', 'body-too-large']])
  expect(await count()).toBe(2)
})

test('an import over IMPORT_MAX_BYTES ends with a problem in its sum, and one over IMPORT_STAGED_BYTES does nothing', async () => {
  const small = await openClient({ IMPORT_MAX_BYTES: 200_000, IMPORT_STAGED_BYTES: 20_000 })
  const { told, sum } = await importInto(small, ndjson(stories(5_000)))
  expect(sum.problem).toMatchObject({ type: '/problems/body-too-large' })
  expect(told.length).toBe(sum.summary.created)
  expect((await small.get('/v1/articles?limit=0&total=exact')).body.total.value).toBe(sum.summary.created)
  for (const query of ['?atomic=true', '?dryRun=true']) {
    const refused = await small.send('POST', `/v1/import${query}`, ndjson(stories(300, 9000)), {
      'content-type': 'application/x-ndjson',
    })
    expect([refused.status, refused.body.type]).toEqual([413, '/problems/body-too-large'])
  }
  expect((await small.get('/v1/articles?limit=0&total=exact')).body.total.value).toBe(sum.summary.created)
  await small.close()
})

test('an import that the client cuts off keeps the first lines, each whole, and an atomic one nothing', async () => {
  const text = ndjson(stories(400))
  await cutOff(text.slice(0, -20), '?atomic=true')
  expect((await client.get('/v1/changes')).body.latest).toBe(0)
  await cutOff(text.slice(0, -20), '')
  // its place is free again
  expect((await importInto(client, ndjson([story(500)]))).sum.summary.created).toBe(1)
  const records = recordsOf(await exportOf(client))
  const kept = records.filter(({ externalId }) => externalId !== 's500')
  expect(kept.length).toBeGreaterThan(0)
  expect(kept.map(({ title, body, externalId }) => ({ title, body, externalId }))).toEqual(stories(kept.length))
  expect((await client.get('/v1/changes')).body.latest).toBe(records.length)
})

/** Sends a part of an import and goes. */
async function cutOff(part: string, query: string): Promise<void> {
  const { port } = client.app.server.address() as { port: number }
  const request = httpRequest({
    port,
    method: 'POST',
    path: `/v1/import${query}`,
    headers: { authorization: `Bearer ${client.key}`, 'content-type': 'application/x-ndjson' },
  })
  request.on('error', () => {})
  request.on('response', (reply) => reply.resume().on('error', () => {}))
  await new Promise<void>((resolve) => request.write(part, () => resolve()))
  await new Promise((resolve) => setTimeout(resolve, 500))
  request.destroy()
  await new Promise((resolve) => setTimeout(resolve, 300))
}

test('what a clock ahead of this one has stamped keeps its times in order when it is edited here', async () => {
  const ahead = { createdAt: '2099-01-02T00:00:00.000Z', updatedAt: '2099-01-03T00:00:00.000Z' }
  const records = recordsOf(await exampleExport()).map((record) => ({ ...record, ...ahead }))
  await importInto(client, ndjson(records))
  const edited = new Map<string, string>()
  const checkOrder = async () => {
    for (const { id, createdAt, updatedAt } of recordsOf(await exportOf(client)).filter((one) => one.updatedAt)) {
      const before = [createdAt, edited.get(id) ?? ''].toSorted().at(-1)
      expect([id, updatedAt >= before]).toEqual([id, true])
      edited.set(id, updatedAt)
    }
  }
  await checkOrder()
  const { body, ...article } = records.find(({ externalId }) => externalId === 'harbour')
  const [olsen, ruiz, port] = ['/v1/sources/maren-olsen', '/v1/sources/ana-ruiz', '/v1/sources/port-of-varnes'] as const
  const quote = records.find(({ articleId, anchor }) => articleId === article.id && anchor === 'exact')
  const { id } = (await client.get(olsen)).body
  const edits = [
    ['PATCH', `/v1/articles/${article.id}`, { body: `News. ${body}` }],
    ['PATCH', `/v1/articles/${article.id}`, { body: 'Nothing of it.' }],
    ['PATCH', `/v1/articles/${article.id}`, { title: 'Another title', body }],
    ['POST', `/v1/articles/${article.id}/extract`, {}],
    ['PATCH', `/v1/quotes/${quote.id}`, { cue: 'whispered' }],
    ['PATCH', olsen, { description: 'An engineer', organizationId: (await client.get(port)).body.id }],
    ['POST', `${olsen}/merge`, { into: 'ana-ruiz' }],
    ['POST', `${ruiz}/unmerge`, { source: id }],
    ['DELETE', `${port}?quotes=detach`, undefined],
  ] as const
  for (const [method, path, content] of edits) {
    const { status, text } = await client.send(method, path, content)
    expect(status, `${method} ${path}: ${text}`).toBeLessThan(300)
    await checkOrder()
  }
})
