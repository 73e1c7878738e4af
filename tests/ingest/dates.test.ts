import { expect, test } from 'vitest'
import { findDate } from '../../src/ingest/document/find-date.ts'
import { parseDocument } from '../../src/ingest/parse-document.ts'

const body = 'The river rose by a metre overnight and fell again by noon.\n\nNobody was hurt.'
const publishedOf = (content: string) => parseDocument({ type: 'text', content }).publishedAt

test.each([
  ['03 October 2017', '2017-10-03T00:00:00Z', 'day'],
  ['Tuesday, October 3rd, 2017', '2017-10-03T00:00:00Z', 'day'],
  ['2017-10-03', '2017-10-03T00:00:00Z', 'day'],
  ['2017-10-03T23:30:00-05:00', '2017-10-04T04:30:00Z', 'second'],
  ['2017-10-03 23:30', '2017-10-03T00:00:00Z', 'day'],
  ['3 October 2017, 14:05 GMT', '2017-10-03T14:05:00Z', 'second'],
  ['25/03/2024', '2024-03-25T00:00:00Z', 'day'],
  ['03/25/2024', '2024-03-25T00:00:00Z', 'day'],
  ['4.4.2024', '2024-04-04T00:00:00Z', 'day'],
])('%s is %s to the %s', (text, publishedAt, precision) => {
  expect(findDate(text)).toEqual({ publishedAt, precision })
})

test.each([
  '12/03/2024',
  '25/03/24',
  'October 2017',
  'March 5',
  '31 February 2020',
  '3 October 1650',
  'yesterday',
  '',
  '2017-13-45',
])('%j is no date', (text) => {
  expect(findDate(text)).toBeNull()
})

test('the date under the headline wins over those above it', () => {
  expect(publishedOf(`1 May 2020\n\nRiver rises\n\n2 May 2019\n\n${body}`)).toBe('2019-05-02T00:00:00Z')
})
test('a date right above the headline counts, one above page furniture does not', () => {
  expect(publishedOf(`1 May 2020\n\nRiver rises\n\n${body}`)).toBe('2020-05-01T00:00:00Z')
  expect(publishedOf(`1 May 2020\n\nLatest news\n\nRiver rises\n\n${body}`)).toBeNull()
})
test('the published line counts, whether the updated one stands below or above', () => {
  expect(publishedOf(`River rises\n\nUpdated 3 May 2019\n\nPublished 2 May 2019\n\n${body}`)).toBe(
    '2019-05-02T00:00:00Z',
  )
  expect(publishedOf(`River rises\n\nPublished 2 May 2019\n\nUpdated 3 May 2019\n\n${body}`)).toBe(
    '2019-05-02T00:00:00Z',
  )
})
test('dates in sentences are no publication dates', () => {
  expect(publishedOf(`River rises\n\n${body}\n\nIt last flooded on 3 October 1998.`)).toBeNull()
})
