import { expect, test } from 'vitest'
import { deepLink } from '../../src/domain/deep-link.ts'

const url = 'https://example.org/a'

test.each([
  ['a short one is named whole', 'We-ll, no', 'We%2Dll%2C%20no'],
  ['a long one by how it begins and ends', 'so '.repeat(40), 'so%20so%20so%20so%20so,so%20so%20so%20so%20so'],
  ['which share no word', `one two\n\nthree`, 'one,three'],
  ['nor are both of them all there is', '東'.repeat(101), encodeURIComponent('東'.repeat(101))],
])('%s', (_, words, fragment) => {
  expect(deepLink(url, words)).toBe(`${url}#:~:text=${fragment}`)
})

test.each([
  ['none', '', '#:~:text=no'],
  ['an empty one', '#', '#:~:text=no'],
  ['the id of an element', '#part', '#part:~:text=no'],
  ['a route', '#/articles/5', '#/articles/5:~:text=no'],
  ['a route with a query', '#!/x?y=1#z', '#!/x?y=1#z:~:text=no'],
  ['a text directive', '#:~:text=yes', '#:~:text=no'],
  ['a route and a text directive', '#/articles/5:~:text=yes&text=maybe', '#/articles/5:~:text=no'],
])('a fragment stays, and its text directive gives way: %s', (_, fragment, expected) => {
  expect(deepLink(`${url}${fragment}`, 'no')).toBe(`${url}${expected}`)
})

test('what looks like a text directive in front of the fragment is part of the url', () => {
  expect(deepLink(`${url}:~:b`, 'no')).toBe(`${url}:~:b#:~:text=no`)
  expect(deepLink(`${url}:~:b#/c:~:d`, 'no')).toBe(`${url}:~:b#/c:~:text=no`)
})
