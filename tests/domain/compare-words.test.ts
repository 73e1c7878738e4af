import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Budget, compareWords as compare, comparedWords, readClaim } from '../../src/domain/compare-words.ts'

const compareWords = (quote: string, claim: string, budget?: Budget) => compare(quote, readClaim(claim), budget)

const said = 'The harbour was never meant to hold ships of that size, and it never will be.'

test('the same words are exact whatever their case, marks, spaces and punctuation', () => {
  for (const claim of [said, said.toUpperCase(), `“${said.replaceAll(' ', '\n')}”`, said.replace(',', ' —')])
    expect(compareWords(said, claim)).toMatchObject({ words: 'exact', similarity: 1 })
  expect(compareWords('I don’t know', "I don't know")?.words).toBe('exact')
})

test('Arabic with vowel points or a longer stroke is the same as without', () => {
  const said = 'الميناء لم يُبنَ لسفن بهذا الحجم'
  for (const claim of ['الميناء لم يبن لسفن بهذا الحجم', 'المينـــاء لم يُبن لسفن بهذا الحجم'])
    expect(compareWords(said, claim)?.words).toBe('exact')
})

test('a part is partial, as are parts in order with an ellipsis or a bracket between', () => {
  for (const claim of [
    'never meant to hold ships',
    'harbour',
    'never meant … never will be',
    'The harbour [...] never will be',
  ])
    expect(compareWords(said, claim)?.words).toBe('partial')
  expect(compareWords(said, 'The harbour [of Varnes] was never meant')?.words).toBe('partial')
  // not in this order
  expect(compareWords(said, 'never will be … never meant to hold ships')?.words).not.toBe('partial')
})

test('changed words are altered, and the diff says which', () => {
  expect(compareWords(said, 'The harbour was always meant to hold boats of that size')).toEqual({
    words: 'altered',
    similarity: expect.closeTo(18 / 22),
    diff: [
      { op: 'equal', text: 'The harbour was' },
      { op: 'delete', text: 'never' },
      { op: 'insert', text: 'always' },
      { op: 'equal', text: 'meant to hold' },
      { op: 'delete', text: 'ships' },
      { op: 'insert', text: 'boats' },
      { op: 'equal', text: 'of that size' },
    ],
  })
})

test('a word left out without an ellipsis alters what was said', () => {
  const { words, diff } = compareWords(said, 'The harbour was meant to hold ships of that size') ?? {}
  expect(words).toBe('altered')
  expect(diff?.filter(({ op }) => op === 'delete')).toEqual([{ op: 'delete', text: 'never' }])
})

test('other words are nothing', () => {
  expect(compareWords(said, 'We will open the pier in May, said the mayor')).toBeNull()
  expect(compareWords(said, 'to be')).toBeNull()
})

const words = fc.array(fc.constantFrom('the', 'harbour', 'Never', 'ship', 'of', 'May', 'don’t', '港'), {
  maxLength: 12,
})

test('whatever is compared: the diff puts both sides together again', () => {
  fc.assert(
    fc.property(words, words, (quote, claim) => {
      const compared = compareWords(quote.join(' '), claim.join(' '))
      if (!compared) return
      const side = (left: string) => compared.diff.filter(({ op }) => op !== left).map(({ text }) => text)
      expect(comparedWords(side('delete').join(' '))).toEqual(comparedWords(claim.join(' ')))
      expect(` ${comparedWords(quote.join(' ')).join(' ')} `).toContain(
        ` ${comparedWords(side('insert').join(' ')).join(' ')} `,
      )
      expect(compared.words === 'exact').toBe(
        comparedWords(quote.join(' ')).join() === comparedWords(claim.join(' ')).join(),
      )
    }),
    { numRuns: 2000 },
  )
})

test('texts too long to be aligned are still told apart where no word is changed', () => {
  const long = Array.from({ length: 3000 }, (_, i) => `word${i}`).join(' ')
  expect(compareWords(long, long.toUpperCase())?.words).toBe('exact')
  expect(compareWords(long, long.slice(0, -10))?.words).not.toBe('exact')
  expect(compareWords(long, long.slice(long.indexOf('word5 ')))?.words).toBe('partial')
  expect(compareWords(long, long.replaceAll('7', '8'))).toBeNull()
  const budget = { pairs: 520 }
  expect(compareWords(said, said.replace('never', 'always'), budget)?.words).toBe('altered')
  expect(compareWords(said, said.replace('never', 'always'), budget)?.words).toBe('altered')
  expect(compareWords(said, said.replace('never', 'always'), budget)).toBeNull()
})

test('thousands of brackets that never close are read in time that grows as they do', () => {
  const open = '[a '.repeat(100_000)
  const began = performance.now()
  for (const text of [open, `${open}]${open}`]) {
    expect(readClaim(text).words.length).toBeGreaterThan(99_000)
    expect(comparedWords(text).length).toBeGreaterThan(99_000)
  }
  expect(performance.now() - began).toBeLessThan(2_000)
})

test('a bracket that never closes is no part left out', () => {
  expect(comparedWords('never [meant … to] hold [ships')).toEqual(['never', 'hold', 'ships'])
  expect(compareWords(said, 'never meant to [hold ships')?.words).toBe('partial')
})
