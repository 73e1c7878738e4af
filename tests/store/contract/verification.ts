import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Quote } from '../../../src/schema/quote.ts'
import type { Source } from '../../../src/schema/source.ts'
import { articleWith, failureOf, type OpenedStore, type OpenStore } from '../harness.ts'

const vocabulary =
  'the a we they will must not never open close build pay road bridge school tax water winter money people'.split(' ')

/** Sentences of the same few words, each another order of them: `n` in base 20, twelve words long. */
function sentence(n: number): string {
  const words = Array.from(
    { length: 12 },
    (_, i) => vocabulary[(n * (2 * i + 3) + i * i * 7 + Math.floor(n / 20) * i) % vocabulary.length],
  )
  return `${words.join(' ')} number${n}`
}

/** A claim is found among many quotes of the same words, and told from the claims that others made. */
export function verificationContract(open: OpenStore): void {
  let opened: OpenedStore
  let quotes: Quote[]
  let speaker: Source
  beforeAll(async () => {
    opened = await open()
    const { articles, sources } = opened.store
    speaker = await sources.create({ name: 'Maren Olsen' })
    const sentences = Array.from({ length: 400 }, (_, n) => sentence(n))
    const article = await articles.create(articleWith({ body: sentences.join('.\n\n') }), null)
    quotes = await Promise.all(
      sentences.map((text, n) =>
        opened.store.quotes.create({ articleId: article.id, text, sourceId: n % 2 ? speaker.id : null }),
      ),
    )
  })
  afterAll(() => opened.close())

  test('a quote is found by all of its words, by some, and with some of them changed', async () => {
    for (const n of [0, 1, 57, 212, 399]) {
      const { id, text } = quotes[n] as Quote
      const words = text.split(' ')
      const changed = words.with(2, 'perhaps').with(5, 'slowly').join(' ')
      const claims = { exact: text.toUpperCase(), partial: words.slice(4).join(' '), altered: changed }
      for (const [expected, claim] of Object.entries(claims)) {
        const { verdict, matches } = await opened.store.quotes.verify({ text: claim })
        expect([verdict, matches[0]?.quote.id], `${n} ${expected}`).toEqual([expected, id])
        expect(matches.length).toBeLessThanOrEqual(10)
      }
    }
  })

  test('the right words of another source are other-source, of the right one exact', async () => {
    for (const [n, verdict] of [
      [57, 'exact'],
      [212, 'other-source'],
    ] as const) {
      const claim = { text: quotes[n]?.text ?? '', source: speaker.id }
      expect(await opened.store.quotes.verify(claim)).toMatchObject({ verdict })
      expect(await opened.store.quotes.verify({ ...claim, source: speaker.slug })).toMatchObject({ verdict })
    }
  })

  test('a source that is not there is an unknown reference', async () => {
    expect(await failureOf(opened.store.quotes.verify({ text: 'the road', source: 'nobody' }))).toMatchObject({
      code: 'unknown-reference',
    })
  })
}
