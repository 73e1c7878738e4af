import { afterAll, beforeAll, expect, test } from 'vitest'
import { isVerbatim } from '../../../src/domain/anchor.ts'
import { unconditional } from '../../../src/domain/store.ts'
import { articleWith, type OpenedStore, type OpenStore, quoteQuery, words } from '../harness.ts'

/** An edited body keeps its quotes where their words are sure, and says what became of each. */
export function reanchoringContract(open: OpenStore): void {
  let opened: OpenedStore
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  async function quoted() {
    const article = await opened.store.articles.create(articleWith(), null)
    const quote = await opened.store.quotes.create({ articleId: article.id, text: words, cue: 'said' })
    const edit = (body: string) => opened.store.articles.update(article.id, { body }, unconditional)
    const now = () => opened.store.quotes.get(quote.id, ['context'])
    return { article, quote, edit, now }
  }

  test('a quote whose place and context stay is kept, with its version and its time', async () => {
    const { article, quote, edit, now } = await quoted()
    const long = await edit(`${article.body}\n\n${'More of it. '.repeat(30)}`)
    expect(long.reanchoring).toEqual({ kept: 1, moved: 0, orphaned: 0 })
    const before = await now()
    expect(await edit(`${long.article.body} And more.`)).toMatchObject({ reanchoring: { kept: 1 } })
    expect(await now()).toEqual(before)
    expect(before).toMatchObject({ segments: quote.segments, anchor: 'exact' })
  })

  test('a quote that stands elsewhere is moved there, word for word', async () => {
    const { article, quote, edit, now } = await quoted()
    const { reanchoring, article: edited } = await edit(`A new beginning. ${article.body}`)
    expect(reanchoring).toEqual({ kept: 0, moved: 1, orphaned: 0 })
    const moved = await now()
    expect(moved).toMatchObject({ anchor: 'exact', version: 2, cue: 'said', suffix: quote.suffix })
    expect(moved.segments[0]?.start).toBe((quote.segments[0]?.start ?? 0) + 17)
    expect(isVerbatim(edited.body, moved.text, moved.segments)).toBe(true)
    expect(moved.context?.before).toBe('A new beginning. The harbour will stay closed. “')
  })

  test('a quote whose words changed is orphaned, never moved to a lookalike, and stays one in later edits', async () => {
    const { article, quote, edit, now } = await quoted()
    const changed = article.body.replace('never meant', 'never made')
    expect((await edit(changed)).reanchoring).toEqual({ kept: 0, moved: 0, orphaned: 1 })
    const orphan = await now()
    expect(orphan).toMatchObject({ anchor: 'orphaned', text: quote.text, segments: [], deepLink: null, version: 2 })
    expect((await edit(`${changed} Again.`)).reanchoring).toEqual({ kept: 0, moved: 0, orphaned: 1 })
    expect(await now()).toEqual(orphan)
    const title = await opened.store.articles.update(article.id, { title: 'Other' }, unconditional)
    expect(title.reanchoring).toEqual({ kept: 0, moved: 0, orphaned: 1 })
    const { items } = await opened.store.quotes.list(
      quoteQuery({ filters: { anchor: ['orphaned'], articleId: [article.id] } }),
    )
    expect(items).toMatchObject([{ id: quote.id }])
  })

  test('an orphaned quote returns when its words do', async () => {
    const { article, quote, edit, now } = await quoted()
    await edit('Nothing of it is left.')
    expect(await now()).toMatchObject({ anchor: 'orphaned' })
    expect((await edit(article.body)).reanchoring).toEqual({ kept: 1, moved: 0, orphaned: 0 })
    expect(await now()).toMatchObject({ anchor: 'exact', segments: quote.segments, version: 3 })
    await edit('Gone again.')
    expect((await edit(`Moved. ${article.body}`)).reanchoring).toEqual({ kept: 0, moved: 1, orphaned: 0 })
  })

  test('an orphaned quote is placed by hand at other words', async () => {
    const { quote, edit, now } = await quoted()
    await edit('The port said it had never been meant for ships of that size.')
    const placed = await opened.store.quotes.update(quote.id, { text: 'ships of that size' }, unconditional)
    expect(placed).toMatchObject({ anchor: 'exact', text: 'ships of that size', segments: [{ start: 42, end: 60 }] })
    expect(await now()).toMatchObject(placed)
  })

  test('two quotes that trade places both keep their words', async () => {
    const { articles, quotes } = opened.store
    const [a, b] = ['The first of two sentences that trade', 'The second of two sentences that trade']
    const { id } = await articles.create(articleWith({ body: `“${a},” she said. “${b},” he said.` }), null)
    const [one, two] = [
      await quotes.create({ articleId: id, text: a ?? '' }),
      await quotes.create({ articleId: id, text: b ?? '' }),
    ]
    const edited = await articles.update(id, { body: `“${b},” he said. “${a},” she said.` }, unconditional)
    expect(edited.reanchoring).toEqual({ kept: 0, moved: 2, orphaned: 0 })
    const { items } = await quotes.list(
      quoteQuery({ filters: { articleId: [id] }, sort: [{ key: 'position', descending: false }] }),
    )
    expect(items.map((quote) => [quote.id, quote.anchor])).toEqual([
      [two.id, 'exact'],
      [one.id, 'exact'],
    ])
  })

  test('a body of 1 MB with 1,000 quotes is edited within seconds', { timeout: 30_000 }, async () => {
    const { articles } = opened.store
    const said = (i: number) => `Sentence number ${i} was said by somebody who knew`
    const filler = 'Filler text between what was said goes on and on. '.repeat(18).trim()
    const body = Array.from({ length: 1000 }, (_, i) => `“${said(i)},” they said. ${filler}`).join('\n\n')
    const quotes = Array.from({ length: 1000 }, (_, i) => {
      const start = body.indexOf(said(i))
      const segments = [{ start, end: start + said(i).length }]
      return {
        kind: 'direct' as const,
        text: said(i),
        segments,
        cue: null,
        speaker: null,
        source: null,
        confidence: 0.9,
      }
    })
    const { id } = await articles.create(articleWith({ body }), { quotes, sources: [] })
    const began = performance.now()
    const { reanchoring } = await articles.update(id, { body: `New. ${body}` }, unconditional)
    expect(reanchoring).toEqual({ kept: 0, moved: 1000, orphaned: 0 })
    expect(performance.now() - began).toBeLessThan(20_000)
  })
}
