import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../src/domain/app-error.ts'
import { parseQuery, type QueryNode, queryLimits, writeQuery } from '../../src/domain/query.ts'

const fields = ['title', 'body']
const parse = (text: string) => parseQuery(text, { fields })

/** Writes a tree in one line: & | ! and + between the tokens of a phrase. */
function show(node: QueryNode | null): string {
  if (!node) return ''
  if (node.op === 'term')
    return `${node.field ? `${node.field}:` : ''}${node.tokens.join('+')}${node.prefix ? '*' : ''}`
  if (node.op === 'not') return `!${show(node.node)}`
  return `(${node.nodes.map(show).join(node.op === 'and' ? ' & ' : ' | ')})`
}

function failureOf(text: string): AppError | null {
  try {
    parse(text)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  return null
}

/** Every promise on the shape of a tree. */
function checkShape(node: QueryNode, parent: 'and' | 'or' | 'not' | 'root' = 'root'): void {
  if (node.op === 'not') expect(parent).toBe('and')
  if (node.op === 'not') checkShape(node.node, 'not')
  if (node.op === 'term') expect(node.tokens.length).toBeGreaterThan(0)
  if (node.op === 'not' || node.op === 'term') return
  expect(node.nodes.length).toBeGreaterThan(1)
  expect(node.nodes.some((child) => child.op !== 'not')).toBe(true)
  for (const child of node.nodes) {
    expect(child.op).not.toBe(node.op)
    checkShape(child, node.op)
  }
}

describe('what is understood', () => {
  test.each([
    ['tax income', '(tax & income)'],
    ['a AND b', '(a & b)'],
    ['"north korea" missile', '(north+korea & missile)'],
    ['“north korea” „missile“', '(north+korea & missile)'],
    ['a OR b c', '(a | (b & c))'],
    ['(a OR b) c', '((a | b) & c)'],
    ['a or b and c', '(a & or & b & and & c)'],
    ['-a b', '(b & !a)'],
    ['NOT a b', '(b & !a)'],
    ['-"a b" c', '(c & !a+b)'],
    ['-(a OR b) c', '(c & !(a | b))'],
    ['wor* x', '(wor* & x)'],
    ['"a wor"*', 'a+wor*'],
    ['title:word', 'title:word'],
    ['Title:word', 'title:word'],
    ['title:"a phrase"', 'title:a+phrase'],
    ['title:(a OR b) c', '((title:a | title:b) & c)'],
    ['title:wor* -body:x', '(title:wor* & !body:x)'],
    ['title:-x y', '(y & !title:x)'],
    ["don't stop", '(don+t & stop)'],
    ['well-known', 'well+known'],
    ['10:30 http://example.com/a', '(10+30 & http+example+com+a)'],
    ['a"b c"d', '(a & b+c & d)'],
    ['title:OR -NOT', '(title:OR & !NOT)'],
    ['日本 語', '(日本 & 語)'],
    ['हिन्दी', 'ह+न+द'],
    ['e\u0301te\u0301', 'été'],
    ['constructor', 'constructor'],
  ])('%s', (text, tree) => {
    expect(show(parse(text).root)).toBe(tree)
    expect(parse(text).warnings).toEqual([])
  })
})

describe('what is mended, with a warning', () => {
  test.each([
    ['"half typed', 'half+typed', 'A quotation mark was not closed, so the phrase runs to the end.'],
    ['(a (b', '(a & b)', 'A bracket was not closed, so it runs to the end.'],
    ['a) b', '(a & b)', 'A closing bracket without an opening one was left out.'],
    ['() a', 'a', 'A bracket without a word in it was left out.'],
    ['"" a', 'a', 'A phrase without a word in it was left out.'],
    ['a OR', 'a', 'An OR without a word on both sides was left out.'],
    ['OR a', 'a', 'An OR without a word on both sides was left out.'],
    ['a OR OR b', '(a | b)', 'An OR without a word on both sides was left out.'],
    ['a AND', 'a', 'An AND without a word on both sides was left out.'],
    ['a NOT', 'a', 'A NOT or minus without a word after it was left out.'],
    ['a -', 'a', 'Punctuation was left out: -'],
    ['a --b', '(a & b)', 'Punctuation was left out: --'],
    ['hello, world! & *so*', '(hello & world & so*)', 'Punctuation was left out: , ! & *'],
    ['foo:bar baz', '(foo+bar & baz)', '"foo:" is not a field here, so it was taken as a word.'],
    ['-foo:(a b) c', '(c & !(foo & a & b))', '"foo:" is not a field here, so it was taken as a word.'],
    ['titel:x', 'titel+x', '"titel:" is not a field here, so it was taken as a word. Did you mean title:?'],
    ['title:() a', 'a', '"title:" has nothing after it, so it was left out.'],
    ['tax title:', 'tax', '"title:" has nothing after it, so it was left out.'],
    ['Title: tax', 'tax', '"title:" has nothing after it, so it was left out.'],
    ['-title: tax', 'tax', '"title:" has nothing after it, so it was left out.'],
    ['wor*d tax', '(wor+d & tax)', 'Punctuation was left out: *'],
    ['tax \u0301', 'tax', 'Punctuation was left out: \u0301'],
    [
      'title:(body:a b)',
      '(title:body & title:a & title:b)',
      '"body:" stands within another field, so it was taken as a word.',
    ],
    ['a OR -b', 'a', 'A side of an OR that only excludes words was left out.'],
    [`${'('.repeat(20)}a${')'.repeat(20)} b`, '(a & b)', 'Brackets more than 8 deep were left out.'],
  ])('%s', (text, tree, warning) => {
    const { root, warnings } = parse(text)
    expect(show(root)).toBe(tree)
    expect(warnings).toContain(warning)
  })
})

test.each(['!!!', '', '"', '-', '*', 'OR', 'title:', '()', 'title:""'])('%s has no word: it is no query', (text) => {
  const { root, warnings, terms } = parse(text)
  expect([root, terms]).toEqual([null, 0])
  expect(warnings).toContain('The query has no word to search for, so it was left out.')
})

test.each([
  ['-a (b OR "c d"*) title:e', '((b OR "c d"*) AND title:e AND NOT a)'],
  ['tax', 'tax'],
])('%s is written as %s', (text, written) => {
  const { root } = parse(text)
  expect(root && writeQuery(root)).toBe(written)
  expect(parse(written).root).toEqual(root)
})

describe('exclusion always stands beside something to find', () => {
  test.each([
    ['x (-b -c)', '(x & !b & !c)'],
    ['x (-b OR -c)', '(x & !(b & c))'],
    ['x (a OR -b)', '(x & !(b & !a))'],
    ['-(-a)', 'a'],
    ['-(a OR -b)', '(b & !a)'],
  ])('%s', (text, tree) => {
    expect(show(parse(text).root)).toBe(tree)
  })
})

describe('what is refused', () => {
  test.each([
    ['-a', 'only_negative'],
    ['-a -b', 'only_negative'],
    ['-a OR -b', 'only_negative'],
    [Array.from({ length: 17 }, (_, i) => `w${i}`).join(' '), 'too_big'],
    ['x'.repeat(257), 'too_big'],
    ['𝒳'.repeat(257), 'too_big'],
  ])('%s', (text, code) => {
    const failure = failureOf(text)
    expect(failure?.code).toBe('invalid-query')
    expect(failure?.issues).toMatchObject([{ in: 'query', parameter: 'q', code, detail: failure?.message }])
  })

  test('sixteen terms and 256 characters are still taken', () => {
    expect(parse(Array.from({ length: 16 }, (_, i) => `w${i}`).join(' ')).terms).toBe(16)
    expect(parse('x'.repeat(256)).terms).toBe(1)
    expect(parse('𝒳'.repeat(256)).terms).toBe(1)
  })
})

const pieces = fc.constantFrom(
  'a',
  'b*',
  'OR',
  'AND',
  'NOT',
  ' ',
  ' ',
  '-',
  '(',
  ')',
  '"',
  'title:',
  'foo:',
  ':',
  '*',
  "'",
  '日',
  '\u0301',
  '\ud800',
  '!',
)

test('whatever is typed, the tree keeps its shape or the query is refused as invalid-query', () => {
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 60 }).map((list) => list.join('')),
    fc.string({ unit: 'binary', maxLength: 300 }),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const failure = failureOf(text)
      if (failure) expect(failure.code).toBe('invalid-query')
      const root = failure ? null : parse(text).root
      if (root) checkShape(root)
    }),
    { numRuns: 2000 },
  )
})

test.each(['(', '-(', 'NOT ', '"', ')', 'title:(', '-', 'OR ', 'foo:('])(
  '256 characters of %s end in an answer',
  (piece) => {
    expect(() => failureOf(`a ${piece.repeat(256)}`.slice(0, queryLimits.characters))).not.toThrow()
  },
)

type Logic = { op: 'and' | 'or'; nodes: Logic[] } | { op: 'not'; node: Logic } | string
const { logic } = fc.letrec<{ logic: Logic }>((tie) => ({
  logic: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.record({ op: fc.constant('not' as const), node: tie('logic') }),
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      nodes: fc.array(tie('logic'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}))

function typed(node: Logic): string {
  if (typeof node === 'string') return node
  if (node.op === 'not') return `-(${typed(node.node)})`
  return `(${node.nodes.map(typed).join(node.op === 'and' ? ' ' : ' OR ')})`
}

function holds(node: Logic | QueryNode, words: Set<string>): boolean {
  if (typeof node === 'string') return words.has(node)
  if (node.op === 'term') return words.has(node.tokens.join(' '))
  if (node.op === 'not') return !holds(node.node, words)
  return node.op === 'and'
    ? node.nodes.every((child) => holds(child, words))
    : node.nodes.some((child) => holds(child, words))
}

test('putting the tree in order does not change what it finds', () => {
  const documents = Array.from({ length: 16 }, (_, bits) => new Set('abcd'.split('').filter((_, i) => bits & (1 << i))))
  fc.assert(
    fc.property(logic, (node) => {
      const text = typed(node)
      if (text.length > queryLimits.characters || failureOf(text)) return
      const { root, warnings } = parse(text)
      if (root && warnings.length === 0)
        expect(documents.map((words) => holds(root, words))).toEqual(documents.map((words) => holds(node, words)))
    }),
    { numRuns: 1000 },
  )
})

function compiled(node: QueryNode): string {
  if (node.op === 'not') return compiled(node.node)
  if (node.op === 'term')
    return `${node.field ? `${node.field} : ` : ''}"${node.tokens.join(' ')}"${node.prefix ? ' *' : ''}`
  const yes = node.nodes.filter(({ op }) => op !== 'not').map(compiled)
  const no = node.nodes.filter(({ op }) => op === 'not').map((child) => ` NOT ${compiled(child)}`)
  return `(${[`(${yes.join(node.op === 'and' ? ' AND ' : ' OR ')})`, ...no].join('')})`
}

test('every tree can be written for FTS5, whose answer is the same', () => {
  const db = new Database(':memory:')
  db.exec('CREATE VIRTUAL TABLE documents USING fts5(title, body)')
  const documents = Array.from({ length: 16 }, (_, bits) => 'abcd'.split('').filter((_, i) => bits & (1 << i)))
  for (const [i, words] of documents.entries())
    db.prepare('INSERT INTO documents(rowid, title) VALUES (?, ?)').run(i, words.map((word) => `${word} z`).join(' '))
  const select = db.prepare('SELECT rowid FROM documents WHERE documents MATCH ? ORDER BY rowid').pluck()
  const texts = fc.oneof(
    logic.map(typed),
    fc.array(pieces, { maxLength: 40 }).map((list) => list.join('')),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const root = text.length > queryLimits.characters || failureOf(text) ? null : parse(text).root
      if (!root) return
      const found = select.all(compiled(root))
      if (/^[a-d ()OR-]*$/.test(text))
        expect(found).toEqual(documents.flatMap((words, i) => (holds(root, new Set(words)) ? [i] : [])))
    }),
    { numRuns: 1000 },
  )
  db.close()
})
