import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, openClient } from './client.ts'

type Suggested = { type: string; value: string; label: string; description: string | null; count: number }

let client: Client
const ids: Record<string, string> = {}
beforeAll(async () => {
  client = await openClient()
  const names = {
    olsen: { name: 'Maren Olsen', type: 'person', aliases: ['Chief Engineer Olsen'], description: 'engineer' },
    martin: { name: 'Bob Martin', type: 'person' },
    mar: { name: 'Mar', type: 'organization' },
    soren: { name: 'Anna Sørensen', type: 'person' },
    emile: { name: 'Émile Łukasz', type: 'person' },
    obrien: { name: "Flann O'Brien", type: 'person' },
    smith: { name: 'John Smith', type: 'person', description: 'a baker' },
    other: { name: 'John Smith', type: 'person', description: 'a minister' },
    tokyo: { name: '東京都庁', type: 'organization' },
  }
  for (const [key, source] of Object.entries(names))
    ids[key] = (await client.send('POST', '/v1/sources', source)).body.id
  const article = async (publisher: string, tags: string[], quoted: string[]) => {
    const body = `They said this: ${quoted.map((_, i) => `“word ${i} of it”`).join(' ')}`
    const made = await client.send('POST', '/v1/articles', { title: 'A story', body, publisher, tags })
    for (const [i, key] of quoted.entries())
      await client.send('POST', '/v1/quotes', { articleId: made.body.id, text: `word ${i} of it`, sourceId: ids[key] })
    return made.body.id as string
  }
  await article('The Márton Mail', ['Marine law', 'harbour'], ['martin', 'martin', 'olsen', 'other', 'other'])
  await article('The Márton Mail', ['Marine law'], ['smith', 'martin'])
  await article("L'Équipe", ['Mar'], [])
  const gone = await article('Gone Gazette', ['Gone tag'], [])
  await client.send('DELETE', `/v1/articles/${gone}`)
})
afterAll(() => client.close())

async function suggest(q: string, more = ''): Promise<Suggested[]> {
  const { status, body, text } = await client.get(`/v1/suggest?q=${encodeURIComponent(q)}${more}`)
  expect(status, text).toBe(200)
  return body.data
}
const labels = async (q: string, more = '') => (await suggest(q, more)).map(({ label }) => label)

describe('what was typed', () => {
  test.each([
    ['mare', ['Maren Olsen']],
    ['MAREN', ['Maren Olsen']],
    ['ols', ['Maren Olsen']],
    ['engin', ['Maren Olsen']],
    ['chief olsen', ['Maren Olsen']],
    ['ols mar', ['Maren Olsen']],
    ['aren', []],
    ['sorensen', ['Anna Sørensen']],
    ['Søren', ['Anna Sørensen']],
    ['émi', ['Émile Łukasz']],
    ['emi', ['Émile Łukasz']],
    ['E\u0301MI', ['Émile Łukasz']],
    ["o'br", ["Flann O'Brien"]],
    ['brien', ["Flann O'Brien"]],
    ['obrien', ["Flann O'Brien"]],
    ['equipe', ["L'Équipe"]],
    ["l'équ", ["L'Équipe"]],
    ['lequipe', ["L'Équipe"]],
    ['東京', ['東京都庁']],
    ['har', ['harbour']],
    ['"mare', ['Maren Olsen']],
    ['maren -ols*', ['Maren Olsen']],
    ['mare OR', []],
    ['nobody', []],
    ['😀', []],
    ['?!', []],
    [`maren${' '.repeat(251)}`, ['Maren Olsen']],
    ['a'.repeat(256), []],
    ['x '.repeat(128), []],
    ['gone', []],
  ])('%s', async (q, expected) => {
    expect(await labels(q)).toEqual(expected)
  })

  test('a whole name comes first, then what is quoted or used most', async () => {
    expect(await suggest('mar')).toEqual(
      [
        { type: 'source', value: ids.mar, label: 'Mar', description: null, count: 0 },
        { type: 'tag', value: 'Mar', label: 'Mar', description: null, count: 1 },
        { type: 'source', value: ids.martin, label: 'Bob Martin', description: null, count: 3 },
        { type: 'tag', value: 'Marine law', label: 'Marine law', description: null, count: 2 },
        { type: 'publisher', value: 'The Márton Mail', label: 'The Márton Mail', description: null, count: 2 },
        { type: 'source', value: ids.olsen, label: 'Maren Olsen', description: 'engineer', count: 1 },
      ].sort((a, b) => Number(b.label === 'Mar') - Number(a.label === 'Mar') || b.count - a.count),
    )
  })

  test('two of one name are told apart by their description', async () => {
    expect((await suggest('john')).map(({ description, count }) => [description, count])).toEqual([
      ['a minister', 2],
      ['a baker', 1],
    ])
  })

  test('type and limit', async () => {
    expect(await labels('mar', '&type=tag')).toEqual(['Mar', 'Marine law'])
    expect(await labels('mar', '&type=tag,publisher')).toHaveLength(3)
    expect(await labels('mar', '&type=tag&type=publisher&type=tag')).toHaveLength(3)
    expect(await labels('mar', '&limit=1')).toHaveLength(1)
    expect(await labels('mar', '&type=publisher&limit=20')).toEqual(['The Márton Mail'])
  })

  test('every value finds as much as its count in the filter of its type', async () => {
    for (const { type, value, count } of await suggest('m')) {
      const list = type === 'source' ? 'quotes' : 'articles'
      const { body } = await client.get(`/v1/${list}?${type}=${encodeURIComponent(value)}`)
      expect([value, body.total.value]).toEqual([value, count])
    }
  })
})

test('names, tags and publishers that change are found by what they are now', async () => {
  const { body } = await client.send('POST', '/v1/articles', {
    title: 'T',
    body: 'B',
    tags: ['zebra'],
    publisher: 'Zed',
  })
  expect(await labels('ze')).toEqual(['zebra', 'Zed'].sort((a, b) => (a < b ? -1 : 1)))
  await client.send('PATCH', `/v1/articles/${body.id}`, { tags: ['zeal'], publisher: null })
  expect(await labels('ze')).toEqual(['zeal'])
  await client.send('PATCH', `/v1/sources/${ids.mar}`, { name: 'Zenith', aliases: [] })
  expect(await labels('ze', '&type=source')).toEqual(['Zenith'])
})

test.each([
  ['', 'q'],
  ['q=', 'q'],
  [`q=${'a'.repeat(257)}`, 'q'],
  ['q=a&limit=21', 'limit'],
  ['q=a&limit=0', 'limit'],
  ['q=a&type=author', 'type'],
  ['q=a&types=tag', 'types'],
  ['q=a&q=b', 'q'],
])('%s is refused', async (query, parameter) => {
  const { status, body } = await client.get(`/v1/suggest?${query}`)
  expect([status, body.type, body.errors[0].parameter]).toEqual([400, '/problems/invalid-parameter', parameter])
})
