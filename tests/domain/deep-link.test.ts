import { expect, test } from 'vitest'
import { deepLink } from '../../src/domain/deep-link.ts'

const url = 'https://example.org/a'

test.each([
  ['a short one is named whole', 'We-ll, no', 'We%2Dll%2C%20no'],
  ['a long one by how it begins and ends', 'so '.repeat(40), 'so%20so%20so%20so%20so,so%20so%20so%20so%20so'],
  ['which share no word', `one two\n\nthree`, 'one,three'],
  ['nor are both of them all there is', '東'.repeat(101), encodeURIComponent('東'.repeat(101))],
])('%s', (_, words, fragment) => {
  expect(deepLink(`${url}#part`, words)).toBe(`${url}#:~:text=${fragment}`)
})
