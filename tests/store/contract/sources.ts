import { afterAll, beforeAll, expect, test } from 'vitest'
import { unconditional } from '../../../src/domain/store.ts'
import {
  articleWith,
  codeOf,
  failureOf,
  type OpenedStore,
  type OpenStore,
  onlyNew,
  sourceQuery,
  unusedId,
  version,
  words,
} from '../harness.ts'

/** Sources are kept, replaced, changed and deleted, one at a time; keys are too. */
export function sourcesContract(open: OpenStore): void {
  let opened: OpenedStore
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  test('a source comes back with every field, and is still there when the store is opened again', async () => {
    const port = await opened.store.sources.create({ name: 'Port of Varnes', type: 'organization' })
    const made = await opened.store.sources.create({
      slug: 'm-olsen',
      name: ' Maren  Olsen ',
      type: 'person',
      aliases: ['Olsen', 'M. Olsen', 'Olsen', 'Maren Olsen'],
      description: 'Engineer\nof the port',
      organizationId: port.id,
      identifiers: [
        { scheme: 'wikidata', value: 'Q1' },
        { scheme: 'isni', value: '1:a' },
        { scheme: 'wikidata', value: 'Q1' },
      ],
    })
    expect(made).toEqual({
      id: expect.stringMatching(/^src_[0-9a-z]{26}$/),
      slug: 'm-olsen',
      name: 'Maren Olsen',
      type: 'person',
      aliases: ['Olsen', 'M. Olsen'],
      description: 'Engineer\nof the port',
      organizationId: port.id,
      identifiers: [
        { scheme: 'wikidata', value: 'Q1' },
        { scheme: 'isni', value: '1:a' },
      ],
      quoteCount: 0,
      articleCount: 0,
      firstQuotedAt: null,
      lastQuotedAt: null,
      version: 1,
      createdAt: expect.stringMatching(/^20\d\d-.*Z$/),
      updatedAt: made.createdAt,
    })
    expect(await opened.store.sources.get(made.id)).toEqual(made)
    expect(await opened.store.sources.get('m-olsen')).toEqual(made)
    opened.store = await opened.reopen()
    expect(await opened.store.sources.get('m-olsen')).toEqual(made)
  })

  test('slugs are made from names, and numbered where they are taken', async () => {
    const { sources } = opened.store
    const slugs: string[] = []
    for (let i = 0; i < 12; i++) slugs.push((await sources.create({ name: '王' })).slug)
    expect(slugs.slice(0, 4)).toEqual(['source', 'source-2', 'source-3', 'source-4'])
    expect(new Set(slugs).size).toBe(12)
    expect((await sources.create({ name: 'Zoë Ångström' })).slug).toBe('zoe-angstrom')
  })

  test('a slug that is taken is a conflict that names its holder', async () => {
    const { sources } = opened.store
    const holder = await sources.create({ name: 'Holder', slug: 'held' })
    const failure = await failureOf(sources.create({ name: 'Other', slug: 'held' }))
    expect(failure).toMatchObject({ code: 'conflict', issues: [{ pointer: '/slug' }] })
    expect(failure.message).toContain(holder.id)
    const other = await sources.create({ name: 'Other' })
    expect(await codeOf(sources.update(other.id, { slug: 'held' }, unconditional))).toBe('conflict')
    expect(await codeOf(sources.replace(unusedId('src'), { name: 'N', slug: 'held' }, unconditional))).toBe('conflict')
  })

  test('what is not there is not found, by id and by slug, and what was deleted is gone', async () => {
    const { sources } = opened.store
    const id = unusedId('src')
    expect(await codeOf(sources.get(id))).toBe('not-found')
    expect(await codeOf(sources.get('nobody'))).toBe('not-found')
    expect(await codeOf(sources.get('__proto__'))).toBe('not-found')
    expect(await codeOf(sources.replace('nobody', { name: 'N' }, unconditional))).toBe('not-found')
    expect(await sources.replace(id, { name: 'Briefly' }, onlyNew)).toMatchObject({ created: true, source: { id } })
    expect(await codeOf(sources.replace(id, { name: 'Briefly' }, onlyNew))).toBe('precondition-failed')
    await sources.delete('briefly', false, version(1))
    expect(await codeOf(sources.get(id))).toBe('gone')
    expect(await codeOf(sources.get('briefly'))).toBe('not-found')
    expect(await sources.replace(id, { name: 'Briefly' }, unconditional)).toMatchObject({ created: true })
  })

  test('a source is replaced whole, by its slug too, and keeps the slug', async () => {
    const { sources } = opened.store
    const made = await sources.create({ name: 'Whole', type: 'person', aliases: ['W'], description: 'D' })
    expect(await codeOf(sources.replace('whole', { name: 'Anew' }, version(2)))).toBe('precondition-failed')
    const { created, source } = await sources.replace('whole', { name: 'Anew' }, version(1))
    expect(created).toBe(false)
    expect(source).toMatchObject({
      id: made.id,
      slug: 'whole',
      type: 'unknown',
      aliases: [],
      description: null,
      version: 2,
    })
  })

  test('a source speaks for another one that exists, never for itself', async () => {
    const { sources } = opened.store
    const { id } = await sources.create({ name: 'Speaker' })
    expect(await codeOf(sources.update(id, { organizationId: id }, unconditional))).toBe('unfitting-reference')
    expect(await codeOf(sources.update(id, { organizationId: unusedId('src') }, unconditional))).toBe(
      'unknown-reference',
    )
    const body = await sources.create({ name: 'Body' })
    await sources.update(id, { organizationId: body.id }, unconditional)
    await sources.delete(body.id, false, unconditional)
    expect(await sources.get(id)).toMatchObject({ organizationId: null, version: 3 })
  })

  test('a source with quotes is deleted only if they may be left without one', async () => {
    const { articles, quotes, sources } = opened.store
    const { id } = await sources.create({ name: 'Much Quoted' })
    const article = await articles.create(articleWith({ publishedAt: '2026-01-01' }), null)
    const quote = await quotes.create({ articleId: article.id, text: words, sourceId: id, speakerLabel: 'Quoted' })
    expect(await codeOf(sources.delete(id, false, unconditional))).toBe('source-has-quotes')
    await sources.delete(id, true, unconditional)
    expect(await quotes.get(quote.id, ['source'])).toMatchObject({
      sourceId: null,
      source: null,
      speakerLabel: 'Quoted',
      attribution: { status: 'unattributed' },
      version: 2,
    })
    expect(await articles.get(article.id, [])).toMatchObject({ quoteCount: 1, sourceCount: 0 })
    expect(await codeOf(sources.get(id))).toBe('gone')
  })

  test('first and last quoted are those of dated articles, and follow them', async () => {
    const { articles, quotes, sources } = opened.store
    const { id } = await sources.create({ name: 'Often Quoted' })
    const dates = [null, '2024-05-01', '2025-01-01T12:00:00Z', '1950-01-01']
    const made = await Promise.all(dates.map((publishedAt) => articles.create(articleWith({ publishedAt }), null)))
    for (const article of made) await quotes.create({ articleId: article.id, text: words, sourceId: id })
    const quoted = async () => {
      const { quoteCount, articleCount, firstQuotedAt, lastQuotedAt } = await sources.get(id)
      return [quoteCount, articleCount, firstQuotedAt?.slice(0, 10), lastQuotedAt?.slice(0, 10)]
    }
    expect(await quoted()).toEqual([4, 4, '1950-01-01', '2025-01-01'])
    await articles.update(made[3]?.id ?? '', { publishedAt: '2026-01-01' }, unconditional)
    expect(await quoted()).toEqual([4, 4, '2024-05-01', '2026-01-01'])
    await articles.update(made[1]?.id ?? '', { publishedAt: null }, unconditional)
    await articles.delete(made[3]?.id ?? '', unconditional)
    expect(await quoted()).toEqual([3, 3, '2025-01-01', '2025-01-01'])
  })

  test('a renamed source is found in quotes by its new name', async () => {
    const { articles, quotes, sources } = opened.store
    const { id } = await sources.create({ name: 'Xanthippe Oldname' })
    const article = await articles.create(articleWith(), null)
    await quotes.create({ articleId: article.id, text: words, sourceId: id })
    await sources.update(id, { name: 'Xanthippe Newname' }, unconditional)
    const found = async (q: string) => (await sources.list(sourceQuery({ q }))).items.length
    expect([await found('oldname'), await found('newname')]).toEqual([0, 1])
  })

  test('a key is kept, found and listed, and once it is revoked it stays so', async () => {
    const { keys } = opened.store
    const key = {
      id: 'abcdef012345',
      name: 'laptop',
      scopes: ['read' as const, 'write' as const],
      hash: 'a'.repeat(64),
      createdAt: '2026-01-01T00:00:00.000Z',
      revokedAt: null,
    }
    await keys.add(key)
    expect(await keys.find(key.id)).toEqual(key)
    expect(await keys.find('000000000000')).toBeNull()
    expect(await keys.revoke('000000000000')).toBe(false)
    expect(await keys.revoke(key.id)).toBe(true)
    const revoked = await keys.find(key.id)
    expect(revoked?.revokedAt).toMatch(/^20/)
    await keys.revoke(key.id)
    expect(await keys.list()).toEqual([revoked])
  })
}
