import { afterAll, beforeAll, expect, test } from 'vitest'
import { articleWith, extractionOf, type OpenedStore, type OpenStore } from '../harness.ts'

const many = 1100

/** Suggestions among more names than can be ranked in time. */
export function suggestContract(open: OpenStore): void {
  let opened: OpenedStore
  const labels = async (q: string, types: ('source' | 'tag' | 'publisher')[]) =>
    (await opened.store.suggest({ q, types, limit: 2 })).map(({ label }) => label)
  beforeAll(async () => {
    opened = await open()
    const names = Array.from({ length: many }, (_, i) => `Vera Quill${i}`)
    const said = names.map((_, i) => `w${i}`)
    const body = [...said, 'more'].join(' ')
    const words = Object.fromEntries(said.map((text, i) => [text, names[i] as string]))
    await opened.store.articles.create(
      articleWith({ body }),
      extractionOf(body, { ...words, more: names.at(-1) ?? '' }),
    )
    for (let i = 0; i < 22; i++) {
      const tags = Array.from({ length: 50 }, (_, k) => `Very ${i * 50 + k}`)
      await opened.store.articles.create(articleWith({ tags: i === 21 ? [...tags, 'Vertical'] : tags }), null)
    }
    await opened.store.articles.create(articleWith({ tags: ['Vertical'] }), null)
  })
  afterAll(() => opened.close())

  test('of more names than are ranked, the most used that fit are suggested', async () => {
    expect((await labels('ver', ['source']))[0]).toBe(`Vera Quill${many - 1}`)
    expect((await labels('qui ve', ['source']))[0]).toBe(`Vera Quill${many - 1}`)
    expect((await labels('ver', ['tag']))[0]).toBe('Vertical')
    expect(await labels('ver', ['source', 'tag'])).toEqual(
      expect.arrayContaining(['Vertical', `Vera Quill${many - 1}`]),
    )
  })

  test('a whole name comes first among them as well', async () => {
    expect((await labels('vera quill7', ['source']))[0]).toBe('Vera Quill7')
    expect((await labels('very 7', ['tag']))[0]).toBe('Very 7')
  })
}
