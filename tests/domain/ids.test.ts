import { expect, test } from 'vitest'
import { isId, newId } from '../../src/domain/ids.ts'

test('ids sort in the order they were made and none comes twice', () => {
  const ids = Array.from({ length: 20_000 }, () => newId('quo'))
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('an id is known by its prefix and 26 digits', () => {
  expect(isId('art', newId('art'))).toBe(true)
  expect(isId('src', 'src_01h455vb4pex5vsknk084sn02q')).toBe(true)
  expect(isId('quo', 'quo_7zzzzzzzzzzzzzzzzzzzzzzzzz')).toBe(true)
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
  expect(isId('art', text)).toBe(false)
})
