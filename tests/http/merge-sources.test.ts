import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Client, openClient } from './client.ts'
import { type Corpus, fillCorpus } from './corpus.ts'
import { exportOf, recordsOf } from './transfer.ts'

let client: Client
let corpus: Corpus
beforeEach(async () => {
  client = await openClient()
  corpus = await fillCorpus(client)
})
afterEach(() => client.close())

const merge = (from: string | undefined, into: string | undefined, more = {}) =>
  client.send('POST', `/v1/sources/${from}/merge`, { into, ...more })
const unmerge = (from: string | undefined, source: string | undefined) =>
  client.send('POST', `/v1/sources/${from}/unmerge`, { source })
const get = async (path: string) => (await client.get(path)).body
const quotesOf = async (ref: string | undefined) => corpus.keys((await get(`/v1/sources/${ref}/quotes`)).data)

/** All that can be seen of sources and quotes, but for versions and times of edits. */
async function everything() {
  const pages = await Promise.all([get('/v1/sources?limit=100'), get('/v1/quotes?limit=100&include=candidates,source')])
  return JSON.parse(
    JSON.stringify(
      pages.map(({ data }) => data),
      (name, value) => (['version', 'updatedAt'].includes(name) ? undefined : value),
    ),
  )
}

test('a dry run says what would happen and does nothing', async () => {
  const before = await everything()
  const { latest } = await get('/v1/changes')
  const { status, body } = await merge(corpus.id.port, 'maren-olsen', { dryRun: true })
  expect(status).toBe(200)
  expect(body).toMatchObject({
    dryRun: true,
    source: {
      id: corpus.id.olsen,
      quoteCount: 2,
      aliases: ['Olsen', 'M. Olsen', 'Port of Varnes'],
      organizationId: null,
    },
    moved: { quotes: 1, articles: 1, candidates: 0, members: 0 },
    aliases: ['Port of Varnes'],
  })
  expect(await everything()).toEqual(before)
  expect((await get('/v1/changes')).latest).toBe(latest)
})

test('quotes, names and identifiers go over, and searches find them there', async () => {
  const { status, body } = await merge('maren-olsen', corpus.id.ruiz)
  expect([status, body.moved]).toEqual([200, { quotes: 1, articles: 1, candidates: 0, members: 0 }])
  expect(body.source).toMatchObject({
    id: corpus.id.ruiz,
    quoteCount: 3,
    articleCount: 2,
    identifiers: [{ scheme: 'varnes', value: '1:a' }],
    organizationId: corpus.id.port,
  })
  expect((await quotesOf(corpus.id.ruiz)).toSorted()).toEqual(['may', 'size', 'why'])
  expect(corpus.keys((await get('/v1/sources?q=olsen')).data)).toEqual(['ruiz'])
  expect(corpus.keys((await get('/v1/quotes?q=speaker:Ruiz&sort=publishedAt')).data)).toContain('size')
  const { data } = await get('/v1/changes?limit=1000&resource=source')
  expect(data.at(-1)).toMatchObject({ type: 'merged', id: corpus.id.olsen, into: corpus.id.ruiz })
})

const add = async (name: string, more: object = { type: 'organization' }): Promise<string> => {
  const { status, body, text } = await client.send('POST', '/v1/sources', { name, ...more })
  expect(status, text).toBe(201)
  return body.id
}
const organizationOf = async (id: string) => (await get(`/v1/sources/${id}`)).organizationId

test('members go over to the organisation that stays, and back; nobody comes to speak for a person or for itself', async () => {
  const [council, harbour] = [await add('Harbour Council'), await add('The Harbour')]
  const desk = await add('Press Desk', { type: 'organization', organizationId: harbour })
  const clerk = await add('Jo Clerk', { type: 'person', organizationId: desk })
  expect((await merge(desk, corpus.id.ruiz)).status).toBe(409)
  await merge(harbour, council)
  expect((await get(`/v1/sources?organizationId=${harbour}`)).data).toMatchObject([{ id: desk }])
  await unmerge(council, harbour)
  expect((await merge(harbour, desk)).body.source.organizationId).toBeNull()
  expect((await unmerge(desk, harbour)).body.from).toMatchObject({ id: desk, organizationId: harbour })
  await client.send('PATCH', `/v1/sources/${council}`, { organizationId: clerk })
  await client.send('PATCH', `/v1/sources/${council}`, { organizationId: desk })
  expect((await merge(harbour, council)).body.source.organizationId).toBeNull()
  expect(await organizationOf(desk)).toBe(council)
  expect((await unmerge(council, harbour)).status).toBe(200)
  expect([await organizationOf(desk), await organizationOf(council)]).toEqual([harbour, desk])
})

test('the old id and slug lead to the survivor, whatever is asked; as a filter or reference they mean it', async () => {
  await merge(corpus.id.olsen, 'ana-ruiz')
  for (const ref of [corpus.id.olsen, 'maren-olsen'])
    for (const [method, rest] of [
      ['GET', ''],
      ['GET', '/quotes?limit=1'],
      ['GET', '/articles'],
      ['HEAD', ''],
    ] as const) {
      const reply = await client.send(method, `/v1/sources/${ref}${rest}`)
      expect([reply.status, reply.headers.location]).toEqual([308, `/v1/sources/${corpus.id.ruiz}${rest}`])
      if (method === 'GET') expect(reply.body).toMatchObject({ type: '/problems/merged', status: 308 })
    }
  expect(corpus.keys((await get(`/v1/quotes?source=${corpus.id.olsen}&kind=direct&sort=publishedAt`)).data)).toContain(
    'size',
  )
  for (const ref of [corpus.id.olsen, 'maren-olsen', `${corpus.id.olsen}&source=maren-olsen`])
    expect(corpus.keys((await get(`/v1/articles?source=${ref}`)).data)).toEqual(['harbour', 'tax'])
  for (const filter of [`id=${corpus.id.olsen}`, 'slug=maren-olsen'])
    expect(corpus.keys((await get(`/v1/sources?${filter}`)).data)).toEqual(['ruiz'])
  const { body } = await client.send('PATCH', `/v1/quotes/${corpus.id.pilots}`, { sourceId: corpus.id.olsen })
  expect(body.sourceId).toBe(corpus.id.ruiz)
})

test('writes to the old id or slug are refused and name the survivor, which stays as it is', async () => {
  await merge(corpus.id.olsen, 'ana-ruiz')
  const before = await get('/v1/sources/ana-ruiz')
  for (const ref of [corpus.id.olsen, 'maren-olsen'])
    for (const [method, rest, body] of [
      ['PATCH', '', { name: 'X' }],
      ['PUT', '', { name: 'Somebody else' }],
      ['DELETE', '?quotes=detach', undefined],
      ['POST', '/unmerge', { source: corpus.id.port }],
    ] as const) {
      const reply = await client.send(method, `/v1/sources/${ref}${rest}`, body)
      expect([reply.status, reply.headers.location, reply.body.type]).toEqual([409, undefined, '/problems/conflict'])
      expect(reply.body.detail).toBe(
        `${ref} was merged into ${corpus.id.ruiz}. Write to /v1/sources/${corpus.id.ruiz} if that one is meant.`,
      )
      expect(reply.body.errors).toMatchObject([{ in: 'path', code: 'merged', suggestion: corpus.id.ruiz }])
    }
  expect(await get('/v1/sources/ana-ruiz')).toEqual(before)
})

test('twice is once, chains are flat, circles and oneself are refused', async () => {
  await merge(corpus.id.olsen, corpus.id.ruiz)
  const again = await merge(corpus.id.olsen, corpus.id.ruiz)
  expect([again.status, again.body.moved.quotes]).toEqual([200, 0])
  await merge(corpus.id.ruiz, corpus.id.port)
  const old = await client.get(`/v1/sources/${corpus.id.olsen}`)
  expect(old.headers.location).toBe(`/v1/sources/${corpus.id.port}`)
  for (const [from, into, status] of [
    [corpus.id.port, corpus.id.port, 400],
    [corpus.id.port, corpus.id.olsen, 400],
    [corpus.id.port, 'port-of-varnes', 400],
    [corpus.id.olsen, corpus.id.silent, 409],
    [corpus.id.port, 'nobody-at-all', 422],
    ['nobody-at-all', corpus.id.port, 404],
  ] as const)
    expect([from, into, (await merge(from, into)).status]).toEqual([from, into, status])
})

test('the name of the one that went is kept, however many names the other has', async () => {
  const aliases = Array.from({ length: 50 }, (_, n) => `The Many ${n}`)
  const many = await add('Many Names', { aliases })
  const { body } = await merge(corpus.id.port, many)
  expect(body.aliases).toEqual(['Port of Varnes'])
  expect(body.source.aliases).toEqual([...aliases, 'Port of Varnes'])
})

test('a slug that another source took means that one', async () => {
  await merge(corpus.id.olsen, corpus.id.ruiz)
  const other = await add('Maren Olsen', { slug: 'maren-olsen' })
  expect((await get('/v1/sources?slug=maren-olsen')).data).toMatchObject([{ id: other }])
  expect((await get('/v1/articles?source=maren-olsen')).data).toEqual([])
  expect((await unmerge(corpus.id.ruiz, corpus.id.olsen)).body.source.slug).toBe('maren-olsen-2')
})

test('unmerge puts everything back, also through a chain from its end', async () => {
  await merge(corpus.id.olsen, corpus.id.ruiz)
  const between = await everything()
  await merge(corpus.id.ruiz, corpus.id.port)
  expect((await unmerge(corpus.id.port, corpus.id.olsen)).status).toBe(409)
  expect((await unmerge(corpus.id.port, corpus.id.ruiz)).status).toBe(200)
  expect(await everything()).toEqual(between)
  const old = await client.get(`/v1/sources/${corpus.id.olsen}`)
  expect(old.headers.location).toBe(`/v1/sources/${corpus.id.ruiz}`)
})

test('merges that are undone in the other order leave every one of them possible to undo', async () => {
  const { olsen, ruiz, port, silent } = corpus.id
  const desk = await add('Press Desk', { type: 'organization', organizationId: port })
  const states = []
  for (const [from, into] of [
    [silent, olsen],
    [olsen, ruiz],
    [ruiz, port],
  ]) {
    states.push(await everything())
    expect((await merge(from, into)).status).toBe(200)
  }
  for (const [from, into] of [
    [port, ruiz],
    [ruiz, olsen],
    [olsen, silent],
  ]) {
    const { status, text } = await unmerge(from, into)
    expect(status, text).toBe(200)
    expect(await everything()).toEqual(states.pop())
  }
  const twice = await everything()
  const council = await add('Council')
  await merge(port, council)
  await merge(await add('Council of Varnes'), council)
  expect((await unmerge(council, (await get('/v1/changes?limit=1000')).data.at(-1).id)).status).toBe(200)
  expect((await unmerge(council, port)).status).toBe(200)
  expect(await organizationOf(desk)).toBe(port)
  expect((await everything())[1]).toEqual(twice[1])
})

test('whoever is called by the name of one that was merged is the one that stays', async () => {
  await merge(corpus.id.olsen, corpus.id.ruiz)
  const said = async () => {
    const story = '“It will rain,” said Maren Olsen. “Take a coat with you.”'
    const { body } = await client.send('POST', '/v1/articles', `Rain\n\n${story}\n`, { 'content-type': 'text/plain' })
    return body.quotes[0].sourceId
  }
  expect(await said()).toBe(corpus.id.ruiz)
})

test('unmerge puts back what a merge did, who may have said something as well', async () => {
  const story = '“Nobody has asked us,” Smith said.'
  const [anna, bob] = await Promise.all(
    ['Anna Smith', 'Bob Smith', 'Clara Smith'].map(
      async (name) => (await client.send('POST', '/v1/sources', { name, type: 'person' })).body.id,
    ),
  )
  await client.send('POST', '/v1/articles', `Smiths\n\n${story}\n`, { 'content-type': 'text/plain' })
  const candidates = await everything()
  expect((await merge(anna, bob)).body.moved).toEqual({ quotes: 0, articles: 0, candidates: 1, members: 0 })
  await unmerge(bob, anna)
  expect(await everything()).toEqual(candidates)
  const before = await everything()
  await merge(corpus.id.olsen, corpus.id.ruiz)
  const { status, body } = await unmerge('ana-ruiz', corpus.id.olsen)
  expect(status).toBe(200)
  expect([body.source.id, body.from.id]).toEqual([corpus.id.olsen, corpus.id.ruiz])
  expect(await everything()).toEqual(before)
  expect((await client.get(`/v1/sources/${corpus.id.olsen}`)).status).toBe(200)
  expect((await unmerge('ana-ruiz', corpus.id.olsen)).status).toBe(422)
})

test('a copy that is kept by the feed equals the export, with who may have said what', async () => {
  const person = (name: string) => add(name, { type: 'person' })
  const [anna, bob, clara] = [await person('Anna Smith'), await person('Bob Smith'), await person('Clara Jones')]
  const text = { 'content-type': 'text/plain' }
  const { body: story } = await client.send('POST', '/v1/articles', 'Smiths\n\n“Nobody asked,” Smith said.\n', text)
  const at = `/v1/quotes/${story.quotes[0].id}?include=candidates`
  const candidates = async () => (await get(at)).candidates.map(({ sourceId }: { sourceId: string }) => sourceId).sort()
  expect(await candidates()).toEqual([anna, bob].sort())
  const records = async () =>
    new Map(recordsOf(await exportOf(client)).map((record) => [`${record.id}`, JSON.stringify(record)]))
  const copy = await records()
  const merged = (from: string, into: string) => () => merge(from, into)
  const unmerged = (into: string, from: string) => () => unmerge(into, from)
  for (const [change, left] of [
    [merged(anna, clara), [bob, clara]],
    [unmerged(clara, anna), [anna, bob]],
    [merged(anna, bob), [bob]],
    [unmerged(bob, anna), [anna, bob]],
    [() => client.send('DELETE', `/v1/sources/${anna}`), [bob]],
  ] as const) {
    const { latest } = await get('/v1/changes')
    expect((await change()).status).toBeLessThan(300)
    expect(await candidates()).toEqual([...left].sort())
    const now = await records()
    for (const { id } of (await get(`/v1/changes?after=${latest}&limit=1000`)).data) {
      const record = now.get(id)
      if (record === undefined) copy.delete(id)
      else copy.set(id, record)
    }
    expect([...copy].sort()).toEqual([...now].sort())
  }
})

test('what was changed since the merge cannot be taken back', async () => {
  await merge(corpus.id.olsen, corpus.id.ruiz)
  await client.send('PATCH', `/v1/quotes/${corpus.id.size}`, { cue: 'added' })
  const quote = await unmerge(corpus.id.ruiz, corpus.id.olsen)
  expect([quote.status, quote.body.detail]).toEqual([409, expect.stringContaining(corpus.id.size ?? '')])
  await merge(corpus.id.silent, corpus.id.port)
  await client.send('PATCH', `/v1/sources/${corpus.id.port}`, { description: 'the port' })
  expect((await unmerge(corpus.id.port, corpus.id.silent)).status).toBe(409)
})

test('with the survivor gone, the old id is gone too', async () => {
  await merge(corpus.id.olsen, corpus.id.ruiz)
  await client.send('DELETE', `/v1/sources/${corpus.id.ruiz}?quotes=detach`)
  expect((await client.get(`/v1/sources/${corpus.id.olsen}`)).status).toBe(410)
})

test('what cannot be merged or taken back names the property that is to blame', async () => {
  const { olsen, ruiz, port, silent } = corpus.id
  const text = await exportOf(client)
  await merge(olsen, ruiz)
  expect((await merge(olsen, silent)).body).toMatchObject({
    type: '/problems/conflict',
    errors: [{ in: 'path', parameter: 'source', code: 'merged', suggestion: ruiz }],
  })
  const elsewhere = { in: 'body', pointer: '/source', code: 'merged_elsewhere' }
  expect((await unmerge(port, olsen)).body).toMatchObject({ type: '/problems/conflict', errors: [elsewhere] })
  const record = recordsOf(text).find(({ id }) => id === olsen)
  const { body } = await client.send('POST', '/v1/import?atomic=true', `${JSON.stringify(record)}\n`, {
    'content-type': 'application/x-ndjson',
  })
  expect(body).toMatchObject({
    type: '/problems/conflict',
    errors: [{ in: 'body', pointer: '/id', line: 1, code: 'merged', suggestion: ruiz }],
  })
  await merge(ruiz, silent)
  expect((await unmerge(silent, olsen)).body).toMatchObject({ type: '/problems/conflict', errors: [elsewhere] })
})

test('an organisation that others speak for cannot become a person by a merge', async () => {
  const { olsen, port, silent } = corpus.id
  await client.send('PATCH', `/v1/sources/${olsen}`, { organizationId: port })
  await client.send('PATCH', `/v1/sources/${port}`, { type: 'unknown' })
  await client.send('PATCH', `/v1/sources/${silent}`, { type: 'person' })
  expect((await merge(port, silent)).body).toMatchObject({
    type: '/problems/conflict',
    errors: [{ in: 'body', pointer: '/into', code: 'has_members' }],
  })
})
