import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentHash, countWords, excerptOf, foldName, normalizeBody, slugify, textKey } from '../../src/domain/text.ts'

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(' ', '\n', '\r', '\t', '\u00a0', '\u0301', '\u2028', '.', '"', '-', '🙂'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 80,
})

describe('a body', () => {
  test.each([
    ['line ends are \\n', 'a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['spaces at the ends of lines go', 'a  \nb\t\u00a0\nc', 'a\nb\nc'],
    ['paragraphs are parted by one blank line', 'a\n\n\n \n\r\n b', 'a\n\n b'],
    ['the ends are trimmed', '\ufeff\n\n a\n\n', 'a'],
    ['characters are composed', 'e\u0301', 'é'],
    ['nothing stays nothing', ' \r\n ', ''],
  ])('%s', (_, text, body) => {
    expect(normalizeBody(text)).toBe(body)
  })

  test('that is normal stays as it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const body = normalizeBody(text)
        return (
          normalizeBody(body) === body && body.normalize('NFC') === body && !/\r|\n{3}|[^\S\n]\n|^\s|\s$/.test(body)
        )
      }),
      { numRuns: 1000 },
    )
  })

  test('of a million spaces is normal in a moment', () => {
    const begin = performance.now()
    normalizeBody(`${' '.repeat(1_000_000)}x${'\n '.repeat(200_000)}x`)
    expect(performance.now() - begin).toBeLessThan(2000)
  })

  test('is hashed as UTF-8', () => {
    expect(contentHash('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(contentHash('é')).toBe('4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c')
  })
})

describe('an excerpt', () => {
  test('of a short body is the body on one line', () => {
    expect(excerptOf('One.\n\nTwo\nthree.')).toBe('One. Two three.')
    expect(excerptOf('x'.repeat(280))).toBe('x'.repeat(280))
  })

  test('is cut between words', () => {
    expect(excerptOf('word '.repeat(100))).toBe(`${'word '.repeat(55)}word…`)
    expect(excerptOf(`${'x'.repeat(270)}, ${'y'.repeat(20)}`)).toBe(`${'x'.repeat(270)}…`)
    expect(excerptOf(`${'x'.repeat(279)} y`)).toBe(`${'x'.repeat(279)}…`)
    expect(excerptOf('x'.repeat(300))).toBe(`${'x'.repeat(279)}…`)
  })

  test('is never longer than 280, never cuts a character, and says whether it was cut', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 20 }), (text, times) => {
        const body = normalizeBody(text.toWellFormed().repeat(times))
        const excerpt = excerptOf(body)
        return (
          excerpt.length <= 280 &&
          excerpt.isWellFormed() &&
          (body.replace(/\s+/g, ' ').length <= 280 || excerpt.endsWith('…'))
        )
      }),
    )
  })
})

test.each([
  ['', 0],
  ['One two,three', 3],
  ["don't well-known O’Neill’s", 3],
  ['— - \' "', 0],
  ['in 2017, 50%', 3],
  ['été e\u0301te\u0301', 2],
])('"%s" has %i words', (text, count) => {
  expect(countWords(text)).toBe(count)
})

describe('a text has the same key', () => {
  test.each([
    ['in other quote marks', '“It’s ‘over’,” he said', "\"It's 'over',\" he said"],
    ['with accents for apostrophes', 'It´s over', "It's over"],
    ['with other dashes and ellipses', 'Now — or never… maybe', 'Now - or never... maybe'],
    ['with two hyphens for a dash', 'now -- or never', 'Now – or never'],
    ['in other case and spacing', 'WE  will\n\nwin', 'we will win'],
    ['with other punctuation at its ends', '“We will win,”', 'We will win!'],
    ['in full width', 'Ｗｅ will', 'we will'],
    ['decomposed', 'e\u0301te\u0301', 'été'],
  ])('%s', (_, a, b) => {
    expect(textKey(a)).toBe(textKey(b))
  })

  test('only if the words are the same', () => {
    const texts = ['We will win', 'We will, win', 'We will', '50%', '50', '$50', '...', '!', '', 'été', 'ete']
    expect(new Set(texts.map(textKey)).size).toBe(texts.length)
    for (const text of texts) expect(textKey(text)).toMatch(/^[0-9a-f]{32}$/)
  })
})

describe('a slug', () => {
  test.each([
    ['Martyn Williams', 'martyn-williams'],
    ['Gérard Araud', 'gerard-araud'],
    ["Sinéad O'Connor & Co.", 'sinead-oconnor-co'],
    ['U.S. Department of State', 'us-department-of-state'],
    ['Łódź Straße Æther Øst', 'lodz-strasse-aether-ost'],
    ['  --x--  ', 'x'],
    ['金正恩', 'source'],
    ['', 'source'],
    ['x'.repeat(100), 'x'.repeat(80)],
    [`${'word '.repeat(20)}`, 'word-'.repeat(16).slice(0, -1)],
  ])('of "%s" is %s', (name, slug) => {
    expect(slugify(name)).toBe(slug)
  })

  test('is always one', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        (name) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slugify(name)) && slugify(name).length <= 80,
      ),
    )
  })
})

describe('a folded name', () => {
  test.each([
    ['Gérard  ARAUD', 'gerard araud'],
    ['Jean-Luc Picard', 'jean luc picard'],
    ['O’Neill', 'oneill'],
    ['J.P. Morgan', 'jp morgan'],
    ['金正恩', '金正恩'],
    ['김정은', '김정은'],
    ['राम', 'राम'],
    [' . ', ''],
  ])('of "%s" is "%s"', (name, folded) => {
    expect(foldName(name)).toBe(folded)
  })

  test('does not change when folded again', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => foldName(foldName(name)) === foldName(name)))
  })
})
