import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, openClient } from './client.ts'

let client: Client
beforeAll(async () => {
  client = await openClient()
  for (const body of [
    '“We will open in May,” said Ana Ruiz.',
    '“Nobody asked us,” Maren Olsen said. NOT near. 東京 ภาษา 😀',
  ])
    await client.send('POST', '/v1/articles', `A title AND more\n\n${body}\n`, { 'content-type': 'text/plain' })
  await client.send('POST', '/v1/sources', { name: 'NEAR O’Brien-Smith', aliases: ['OB*'] })
})
afterAll(() => client.close())

const syntax = [
  '"',
  '“',
  '”',
  '(',
  ')',
  '*',
  '-',
  ':',
  ' ',
  '+',
  '^',
  '{',
  '}',
  ',',
  '\\',
  "'",
  '’',
  '%',
  ';',
  '--',
  '/*',
  '~',
  '|',
  '&',
  '!',
  '#',
  '<b>',
]
const words = [
  'AND',
  'OR',
  'NOT',
  'NEAR',
  'NEAR(a b, 2)',
  'title:',
  'body:',
  'speaker:',
  'text:',
  'rowid:',
  'rank',
  'may',
  'olsen',
  'a',
  'o’brien',
  '東京',
  'é',
  'e\u0301',
  'ß',
  'İ',
  '\u200d',
  '\u00ad',
  '\ufeff',
  '\ue000',
  '1.5',
  "';DROP TABLE articles;--",
]
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...syntax) },
  { weight: 4, arbitrary: fc.constantFrom(...words) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }) },
)
const query = fc.oneof(
  { weight: 30, arbitrary: fc.array(piece, { minLength: 1, maxLength: 14 }).map((pieces) => pieces.join('')) },
  { weight: 8, arbitrary: fc.array(piece, { minLength: 1, maxLength: 24 }).map((pieces) => pieces.join(' ')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 200, maxLength: 300 }) },
)
const lists = fc.constantFrom('articles', 'quotes', 'sources')
const extras = fc.constantFrom('', '', '&highlight=true', '&sort=-relevance', '&limit=0', '&total=exact')

test('20,000 strings as q: each is answered, or refused with a reason', { timeout: 300_000 }, async () => {
  const seen = { 200: 0, 400: 0 }
  await fc.assert(
    fc.asyncProperty(query, lists, extras, async (q, list, extra) => {
      const url = `/v1/${list}?q=${encodeURIComponent(q)}${extra}`
      const reply = await client.app.inject({ url })
      const body = reply.json()
      if (reply.statusCode === 200) {
        seen[200]++
        expect(Array.isArray(body.data)).toBe(true)
        return
      }
      expect(reply.statusCode, reply.body).toBe(400)
      seen[400]++
      expect(['/problems/invalid-query', '/problems/invalid-parameter', '/problems/malformed-request']).toContain(
        body.type,
      )
      if (body.type !== '/problems/malformed-request') expect(body.errors[0].parameter).toBe('q')
      expect(body.detail).toMatch(/\w{3,}.*\.$/s)
      expect(reply.body).not.toMatch(/sqlite|fts5|syntax error near|\.ts:/i)
    }),
    { numRuns: 20_000 },
  )
  expect(seen[200]).toBeGreaterThan(10_000)
  expect(seen[400]).toBeGreaterThan(100)
})
