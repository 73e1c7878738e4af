import { expect, test } from 'vitest'
import { editDistance, nearest } from '../../src/domain/suggest.ts'

const known = [
  'q',
  'id',
  'publisher',
  'publishedFrom',
  'publishedTo',
  'tag',
  'tagAll',
  'notTag',
  'source',
  'wordCountMin',
  'limit',
]
const synonyms = { speaker: 'source', outlet: 'publisher', pageSize: 'limit', person: 'somebody' }

test.each([
  ['publsher', 'publisher'],
  ['PUBLISHER', 'publisher'],
  ['published_from', 'publishedFrom'],
  ['tga', 'tag'],
  ['tags', 'tag'],
  ['ids', 'id'],
  ['publishedSince', 'publishedFrom'],
  ['wordCount', 'wordCountMin'],
  ['speaker', 'source'],
  ['page_size', 'limit'],
  ['person', null],
  ['x', null],
  ['nothing', null],
  ['constructor', null],
  ['', null],
  ['publisher'.repeat(100), null],
])('%s was meant as %s', (word, name) => {
  expect(nearest(word, known, synonyms)).toBe(name)
})

test('a swap of neighbours is one slip', () => {
  expect(editDistance('limit', 'limti')).toBe(1)
  expect(editDistance('', 'abc')).toBe(3)
  expect(editDistance('kitten', 'sitting')).toBe(3)
})
