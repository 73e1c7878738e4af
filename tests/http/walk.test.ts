import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, openClient } from './client.ts'

const size = 57
let client: Client
const ids: string[] = []

const add = async (n: number): Promise<string> => {
  const article = {
    title: `Story ${n % 5}`,
    body: `Story number ${n} has a word in common.`,
    // five days, and every sixth has none: many ties
    ...(n % 6 === 0 ? {} : { publishedAt: `2026-01-0${1 + (n % 5)}` }),
  }
  const { status, body } = await client.send('POST', '/v1/articles', article)
  expect(status).toBe(201)
  return body.id
}

beforeAll(async () => {
  client = await openClient()
  for (let n = 0; n < size; n++) ids.push(await add(n))
})
afterAll(() => client.close())

const queries = [
  '',
  'sort=title',
  '-title,publishedAt',
  '-wordCount',
  '-createdAt',
  '-publishedAt,-title',
  'q=common',
  'q=common&sort=-publishedAt',
].map((query) => (query === '' || query.includes('=') ? query : `sort=${query}`))

/** Follows the links of one direction to the end; `between` happens after every page. */
async function walk(
  from: string,
  rel: 'next' | 'prev',
  between: () => Promise<void> = async () => {},
): Promise<string[][]> {
  const pages: string[][] = []
  for (let path: string | null = from; path !== null; ) {
    const { status, body, text } = await client.get(path)
    expect(status, text).toBe(200)
    pages.push(body.data.map(({ id }: { id: string }) => id))
    path = body.links[rel]
    if (pages.length > size) throw new Error('the walk does not end')
    await between()
  }
  return pages
}

test.each(queries)('a walk through "%s" shows each of 57 once, and the way back is the same', async (query) => {
  const start = `/v1/articles?${query}&limit=10`
  const pages = await walk(start, 'next')
  expect(pages.map((page) => page.length)).toEqual([10, 10, 10, 10, 10, 7])
  expect(pages.flat().toSorted()).toEqual(ids.toSorted())
  const whole = await client.get(`/v1/articles?${query}&limit=100`)
  expect(pages.flat()).toEqual(whole.body.data.map(({ id }: { id: string }) => id))

  let last = start
  for (let n = 1; n < pages.length; n++) last = (await client.get(last)).body.links.next
  const back = await walk(last, 'prev')
  expect(back.toReversed()).toEqual(pages)
})

test.each(['', 'sort=title', 'sort=publishedAt', 'sort=-wordCount,title', 'q=common&sort=-publishedAt'])(
  'a walk through "%s" while others write shows each that stays exactly once, both ways',
  async (query) => {
    const staying = [...ids]
    const start = `/v1/articles?${query}&limit=7`
    const born: string[] = []
    let n = 0
    const disturb = async () => {
      born.push(await add(n++), await add(n++))
      const victim = born.length > 4 ? born.shift() : undefined
      if (victim) expect((await client.send('DELETE', `/v1/articles/${victim}`)).status).toBe(204)
    }
    const there = (await walk(start, 'next', disturb)).flat()
    expect(there.filter((id) => staying.includes(id)).toSorted()).toEqual(staying.toSorted())
    expect(new Set(there).size).toBe(there.length)

    let last = start
    for (;;) {
      const { next } = (await client.get(last)).body.links
      if (next === null) break
      last = next
    }
    const back = (await walk(last, 'prev', disturb)).flat()
    expect(back.filter((id) => staying.includes(id)).toSorted()).toEqual(staying.toSorted())
    for (const id of born) await client.send('DELETE', `/v1/articles/${id}`)
  },
)

test('the row of a cursor may go, and the walk goes on behind it', async () => {
  const path = '/v1/articles?sort=title&limit=5'
  const { body } = await client.get(path)
  const victim = body.data.at(-1).id
  await client.send('DELETE', `/v1/articles/${victim}`)
  const rest = (await walk(body.links.next, 'next')).flat()
  expect(rest).toHaveLength(ids.length - 5)
  expect(rest).not.toContain(body.data[3].id)
  ids.splice(ids.indexOf(victim), 1)
})

test('titles as long as allowed make no cursor that is too long', async () => {
  for (const letter of ['x', 'é', '語', '😀']) {
    const title = letter.repeat(Math.floor(500 / letter.length))
    const made = await client.send('POST', '/v1/articles', { title, body: 'A long title.', tags: ['long'] })
    expect(made.status).toBe(201)
  }
  const pages = await walk('/v1/articles?tag=long&sort=title&limit=1', 'next')
  expect(pages.flat()).toHaveLength(4)
  expect(new Set(pages.flat()).size).toBe(4)
})
