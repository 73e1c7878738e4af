import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SourcePair } from '../../src/schema/merge.ts'
import { type Client, openClient } from './client.ts'

let client: Client
beforeEach(async () => {
  client = await openClient()
})
afterEach(() => client.close())

const add = async (name: string, more: object = { type: 'person' }): Promise<string> =>
  (await client.send('POST', '/v1/sources', { name, ...more })).body.id
const pairs = async (query = '') => {
  const { status, body, text } = await client.get(`/v1/sources/duplicates${query}`)
  expect(status, text).toBe(200)
  return (body.data as SourcePair[]).map(({ sources, evidence }) => [
    ...sources.map(({ name }) => name).sort(),
    evidence,
  ])
}

test('names that are the same, an alias of the other, or agree in first and last name are shown with why', async () => {
  await add('Doug Madory', { type: 'person', aliases: ['Madory', 'Mr. D'] })
  await add('Douglas Madory')
  await add('D. Madory')
  await add('Mr D', { type: 'unknown' })
  await add('Dina Madory')
  await add('Harbour Council', { type: 'organization', aliases: ['HC'] })
  await add('Harbour council', { type: 'unknown' })
  await add('HC', { type: 'organization' })
  expect((await pairs()).sort()).toEqual([
    ['D. Madory', 'Dina Madory', 'last-name'],
    ['D. Madory', 'Doug Madory', 'last-name'],
    ['D. Madory', 'Douglas Madory', 'last-name'],
    ['Doug Madory', 'Douglas Madory', 'last-name'],
    ['Doug Madory', 'Mr D', 'alias'],
    ['HC', 'Harbour Council', 'alias'],
    ['Harbour Council', 'Harbour council', 'same-name'],
  ])
})

test('a middle initial, another kind or two who share an alias are no evidence', async () => {
  await add('John A. Smith', { type: 'person', aliases: ['Smith'] })
  await add('John B. Smith', { type: 'person', aliases: ['Smith'] })
  await add('Jordan Ltd', { type: 'organization', aliases: ['Jordan'] })
  await add('Jordan', { type: 'person' })
  expect(await pairs()).toEqual([])
})

test('of one source only, and none once they are merged', async () => {
  const [one, two] = [await add('Ana Ruiz'), await add('Ana M. Ruiz')]
  await add('Bo Vik')
  await add('B. Vik')
  expect(await pairs('?source=bo-vik')).toEqual([['B. Vik', 'Bo Vik', 'last-name']])
  expect(await pairs('?limit=1')).toHaveLength(1)
  const { headers } = await client.get('/v1/sources/duplicates?limit=1')
  expect(headers.link).toBe('</v1/sources/duplicates?limit=1>; rel="self"')
  await client.send('POST', `/v1/sources/${two}/merge`, { into: one })
  expect(await pairs()).toEqual([['B. Vik', 'Bo Vik', 'last-name']])
})

test('of one that was merged it is asked of the other, and one that is not there is named', async () => {
  const [one, two] = [await add('Ana Ruiz'), await add('Ana M. Ruiz')]
  await add('A. Ruiz')
  await client.send('POST', `/v1/sources/${two}/merge`, { into: one })
  for (const ref of [two, 'ana-m-ruiz']) {
    const { status, headers, body } = await client.get(`/v1/sources/duplicates?limit=5&source=${ref}&pretty`)
    expect([status, headers.location]).toEqual([308, `/v1/sources/duplicates?limit=5&source=${one}&pretty`])
    expect(body.errors).toMatchObject([{ in: 'query', parameter: 'source', code: 'merged', suggestion: one }])
  }
  expect(await pairs(`?limit=5&source=${one}`)).toEqual([['A. Ruiz', 'Ana Ruiz', 'last-name']])
  const { status, body } = await client.get('/v1/sources/duplicates?source=nobody')
  expect(status).toBe(404)
  expect(body.errors).toMatchObject([{ in: 'query', parameter: 'source', code: 'not_found' }])
  await client.send('DELETE', `/v1/sources/${one}`)
  const gone = await client.get(`/v1/sources/duplicates?source=${one}`)
  expect([gone.status, gone.body.errors[0]]).toMatchObject([410, { in: 'query', parameter: 'source', code: 'gone' }])
})

test('no source has the slug of this list', async () => {
  const { body } = await client.send('POST', '/v1/sources', { name: 'Duplicates' })
  expect(body.slug).toBe('duplicates-2')
  expect((await client.send('POST', '/v1/sources', { name: 'X', slug: 'duplicates' })).status).toBe(409)
  expect((await client.send('PATCH', `/v1/sources/${body.id}`, { slug: 'duplicates' })).status).toBe(409)
})
