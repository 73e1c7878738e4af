import { expect, test } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { ArticleId, QuoteId, SourceId } from '../../src/schema/common.ts'

test('ids sort in the order they were made and none comes twice', () => {
  const ids = Array.from({ length: 20_000 }, () => newId('quo'))
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('an id is known by its prefix and 26 digits', () => {
  expect(ArticleId.safeParse(newId('art')).success).toBe(true)
  expect(SourceId.safeParse('src_01h455vb4pex5vsknk084sn02q').success).toBe(true)
  expect(QuoteId.safeParse('quo_7zzzzzzzzzzzzzzzzzzzzzzzzz').success).toBe(true)
})

test.each([
  '',
  'art',
  'art_',
  newId('quo'),
  'art_01h455vb4pex5vsknk084sn02',
  'art_01h455vb4pex5vsknk084sn02q0',
  'art_8zzzzzzzzzzzzzzzzzzzzzzzzz',
  'art_01H455VB4PEX5VSKNK084SN02Q',
  'art_01h455vb4pex5vsknk084sn02u',
  'art_01h455vb4pex5vsknk084sn02q\n',
  ' art_01h455vb4pex5vsknk084sn02q',
])('"%s" is not the id of an article', (text) => {
  expect(ArticleId.safeParse(text).success).toBe(false)
})
