import { afterAll, beforeAll, expect, test } from 'vitest'
import { articleSortTokens } from '../../src/schema/article-list.ts'
import { quoteSortTokens } from '../../src/schema/quote-list.ts'
import { sourceSortTokens } from '../../src/schema/source-list.ts'
import { type Client, openClient } from './client.ts'
import { type Corpus, fillCorpus } from './corpus.ts'

let client: Client
let corpus: Corpus
beforeAll(async () => {
  client = await openClient()
  corpus = await fillCorpus(client)
})
afterAll(() => client.close())

async function walk(from: string, rel: 'next' | 'prev'): Promise<{ keys: string[]; last: string }> {
  const keys: string[] = []
  let last = from
  for (let path: string | null = from; path !== null && keys.length < 50; ) {
    const { status, body, text } = await client.get(path)
    expect(status, text).toBe(200)
    keys.push(...corpus.keys(body.data))
    last = path
    path = body.links[rel]
  }
  return { keys, last }
}

const cases = [
  ...articleSortTokens.map((token) => ['articles', token, ''] as const),
  ...quoteSortTokens.map((token) => ['quotes', token, ''] as const),
  ...quoteSortTokens.map((token) => ['quotes', token, '&distinct=text'] as const),
  ...sourceSortTokens.map((token) => ['sources', token, ''] as const),
]

test.each(cases)(
  '%s by %s%s, one at a time, are the same as all at once, there and back',
  async (list, token, more) => {
    const query = { articles: 'the OR words', quotes: 'the OR nobody', sources: 'o* OR a* OR s*' }[list]
    for (const q of token === '-relevance' ? [query] : [null, query]) {
      const path = `/v1/${list}?sort=${token}${more}${q ? `&q=${encodeURIComponent(q)}` : ''}`
      const whole = corpus.keys((await client.get(`${path}&limit=100`)).body.data)
      expect(whole.length).toBeGreaterThan(1)
      const there = await walk(`${path}&limit=1`, 'next')
      expect(there.keys).toEqual(whole)
      expect((await walk(there.last, 'prev')).keys.toReversed()).toEqual(whole)
    }
  },
)

test('the opposite of a sort is its reverse, ties included', async () => {
  for (const [list, tokens] of [
    ['articles', articleSortTokens],
    ['quotes', quoteSortTokens],
    ['sources', sourceSortTokens],
  ] as const) {
    for (const key of tokens.filter((token) => !token.startsWith('-'))) {
      const read = async (sort: string) => corpus.keys((await client.get(`/v1/${list}?sort=${sort}`)).body.data)
      expect(await read(key), `${list} by ${key}`).toEqual((await read(`-${key}`)).toReversed())
    }
  }
})
