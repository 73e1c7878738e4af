import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, openClient } from './client.ts'

type CoQuoted = { sharedArticleCount: number; source: { slug: string; quoteCount: number } }

let client: Client
beforeAll(async () => {
  client = await openClient()
  const ids: Record<string, string> = {}
  for (const slug of ['ana', 'bo', 'cy', 'di', 'ed'])
    ids[slug] = (await client.send('POST', '/v1/sources', { slug, name: slug })).body.id
  const article = async (publishedAt: string | null, quoted: string[]) => {
    const words = quoted.map((_, i) => `word${i}`)
    const body = `They said ${words.join(' ')}.`
    const made = (await client.send('POST', '/v1/articles', { title: 'T', body, publishedAt })).body
    for (const [i, slug] of quoted.entries())
      await client.send('POST', '/v1/quotes', { articleId: made.id, text: words[i], sourceId: ids[slug] })
  }
  await article('2024-01-10T12:00:00Z', ['ana', 'ana', 'bo', 'bo', 'cy'])
  await article('2024-02-10', ['ana', 'bo', 'bo'])
  await article('2025-01-10T12:00:00Z', ['ana', 'di'])
  await article(null, ['ana', 'bo'])
  await article('2025-01-11', ['bo', 'ed'])
  await client.send('DELETE', `/v1/sources/${ids.di}?quotes=detach`)
})
afterAll(() => client.close())

async function coQuoted(query = ''): Promise<[string, number][]> {
  const { status, body, text } = await client.get(`/v1/sources/${query}`)
  expect(status, text).toBe(200)
  return body.data.map(({ source, sharedArticleCount }: CoQuoted) => [source.slug, sharedArticleCount])
}

test('who is quoted in the same articles, by how many they are', async () => {
  expect(await coQuoted('ana/co-quoted')).toEqual([
    ['bo', 3],
    ['cy', 1],
  ])
  expect(await coQuoted('bo/co-quoted')).toEqual([
    ['ana', 3],
    ['cy', 1],
    ['ed', 1],
  ])
  expect(await coQuoted('ed/co-quoted')).toEqual([['bo', 1]])
})

test('a range of dates and a limit; the total is that of all', async () => {
  expect(await coQuoted('ana/co-quoted?publishedFrom=2024-02-01')).toEqual([['bo', 1]])
  expect(await coQuoted('ana/co-quoted?publishedTo=2024-12-31')).toEqual([
    ['bo', 2],
    ['cy', 1],
  ])
  expect(await coQuoted('ana/co-quoted?publishedFrom=2024-02-10&publishedTo=2024-02-10&tz=America/New_York')).toEqual([
    ['bo', 1],
  ])
  expect(await coQuoted('ana/co-quoted?publishedFrom=2026-01-01')).toEqual([])
  const { body } = await client.get('/v1/sources/bo/co-quoted?limit=1')
  expect([body.data.length, body.total]).toEqual([1, 3])
  expect(body.data[0].source).toMatchObject({ slug: 'ana', quoteCount: 5 })
})

test('a source that is not there, or not any more', async () => {
  expect((await client.get('/v1/sources/nobody/co-quoted')).status).toBe(404)
  const { body } = await client.send('POST', '/v1/sources', { name: 'Gone' })
  expect((await client.get(`/v1/sources/${body.id}/co-quoted`)).body).toEqual({ data: [], total: 0 })
  await client.send('DELETE', `/v1/sources/${body.id}`)
  expect((await client.get(`/v1/sources/${body.id}/co-quoted`)).status).toBe(410)
})
